import { useEffect, useRef, useState } from 'react'
import type { OutgoingContent } from '../../model/outgoing/outgoing-content.ts'

/** Milliseconds without a key before the page is made anew. */
const pause = 700

/**
 * The page as it would be printed now, made anew a moment after the last key; the address of a PDF in the browser. While
 * one is made, and when the line is cut, the one before stays in sight.
 */
export function usePreview(content: OutgoingContent, documentId: string | null) {
  const [address, setAddress] = useState<string | null>(null)
  const [problem, setProblem] = useState('')
  const shown = useRef<string | null>(null)
  const body = JSON.stringify({ content, documentId })
  useEffect(() => {
    const leaving = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch('/api/v1/outgoing-documents/preview.pdf', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          signal: leaving.signal,
        })
        if (!answer.ok) return setProblem('Chưa xem trước được: hãy chọn loại văn bản và ghi trích yếu.')
        const made = URL.createObjectURL(await answer.blob())
        if (shown.current) URL.revokeObjectURL(shown.current)
        shown.current = made
        setAddress(made)
        setProblem('')
      } catch {
        if (!leaving.signal.aborted) setProblem('Chưa kết nối được máy chủ; nội dung đang soạn vẫn còn.')
      }
    }, pause)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [body])
  return { address, problem }
}
