import { problemFrom } from './call-api.ts'

/** Largest single file that the server takes, in bytes; told before anything is sent. */
const fileLimit = 50 * 1024 * 1024

export interface UploadedFile {
  id: string
  name: string
  size: number
  mediaType: string
}

export type UploadOutcome = { ok: true; file: UploadedFile } | { ok: false; message: string }

export interface UploadWatch {
  /** Told the part that has been sent, from 0 to 1. */
  onProgress(part: number): void
  onEnd(outcome: UploadOutcome): void
}

const messages: Record<number, string> = {
  0: 'Mất kết nối khi đang tải lên. Hãy tải lại tệp này.',
  401: 'Phiên làm việc đã hết. Hãy đăng nhập lại rồi tải lại tệp này.',
}

/**
 * Sends one file and tells how far it is; returns a function that stops it, after which nothing more is told. A request
 * of its own per file, so that one refused file never takes others along.
 */
export function uploadFile(file: File, idempotencyKey: string, watch: UploadWatch): () => void {
  if (file.size > fileLimit) {
    watch.onEnd({
      ok: false,
      message: `Tệp “${file.name}” lớn hơn 50 MB. Hãy quét lại ở 300 dpi hoặc chia nhỏ.`,
    })
    return () => {}
  }
  const request = new XMLHttpRequest()
  let stopped = false
  const end = () => {
    if (!stopped) watch.onEnd(outcomeOf(request))
  }
  request.upload.onprogress = ({ loaded, total }) => watch.onProgress(total > 0 ? loaded / total : 0)
  request.onload = end
  request.onerror = end
  request.open('POST', '/api/v1/files')
  request.setRequestHeader('idempotency-key', idempotencyKey)
  const form = new FormData()
  form.append('file', file, file.name)
  request.send(form)
  return () => {
    stopped = true
    request.abort()
  }
}

function outcomeOf(request: XMLHttpRequest): UploadOutcome {
  const known = messages[request.status]
  if (known) return { ok: false, message: known }
  const content = jsonOf(request.responseText)
  const file = (Object(content) as { files?: UploadedFile[] }).files?.[0]
  if (request.status === 201 && file) return { ok: true, file }
  return { ok: false, message: problemFrom(request.status, content).detail }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
