import { useEffect, useRef, useState } from 'react'
import type { ShownCall } from '../queries/queue-feed.ts'

interface Board {
  at: number
  latest: readonly ShownCall[]
  waiting: number
}

/**
 * The board as the server tells it. The browser comes back by itself after a lost line and says what it saw last; a call
 * missed meanwhile is announced when it still stands on the board. A line that says nothing for long is opened anew.
 */
export function useCalls(board: Board, announce: (call: ShownCall) => void) {
  const [state, setState] = useState({ latest: board.latest, waiting: board.waiting })
  const [isConnected, setConnected] = useState(true)
  const announced = useRef(board.at)
  const say = useRef(announce)
  say.current = announce
  useEffect(() => {
    const source = new EventSource('/api/v1/queue/display/stream')
    const toSay: ShownCall[] = []
    source.addEventListener('call', ({ data }) => {
      toSay.push(JSON.parse(data) as ShownCall)
    })
    source.addEventListener('state', ({ data }) => {
      const next = JSON.parse(data) as Omit<Board, 'at'>
      setState(next)
      for (const call of toSay.splice(0)) {
        const stands = next.latest.some(({ sequence }) => sequence === call.sequence)
        if (!stands || call.sequence <= announced.current) continue
        announced.current = call.sequence
        say.current(call)
      }
    })
    source.onopen = () => setConnected(true)
    source.onerror = () => {
      setConnected(false)
      // Refused, as after being revoked: the page says so when it is loaded anew.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => window.location.reload(), 5000)
    }
    return () => source.close()
  }, [])
  return { ...state, isConnected }
}
