import { useEffect, useRef, useState } from 'react'
import type { ShownCall } from '../queries/queue-feed.ts'

interface Board {
  at: number
  latest: readonly ShownCall[]
  waiting: number
}

/** The server says something at least every fifteen seconds; after a silence of this long the line is dead. */
const silentMilliseconds = 40_000

const isOn = (latest: readonly ShownCall[], call: ShownCall) =>
  latest.some(({ sequence }) => sequence === call.sequence)

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
    let source = listen()
    let alive = true
    const watchdog = setInterval(() => {
      if (!alive) {
        source.close()
        setConnected(false)
        source = listen()
      }
      alive = false
    }, silentMilliseconds)
    function listen(): EventSource {
      const opened = new EventSource('/api/v1/queue/display/stream')
      const toSay: ShownCall[] = []
      const hear = () => {
        alive = true
        setConnected(true)
      }
      opened.addEventListener('beat', hear)
      opened.addEventListener('call', ({ data }) => toSay.push(JSON.parse(data) as ShownCall))
      opened.addEventListener('state', ({ data }) => {
        hear()
        const next = JSON.parse(data) as Omit<Board, 'at'>
        setState(next)
        const standing = toSay.splice(0).filter((call) => isOn(next.latest, call))
        for (const call of standing.filter(({ sequence }) => sequence > announced.current)) {
          announced.current = call.sequence
          say.current(call)
        }
      })
      opened.onerror = () => {
        setConnected(false)
        // Refused, as after being revoked: the page says so when it is loaded anew.
        if (opened.readyState === EventSource.CLOSED) setTimeout(() => window.location.reload(), 5000)
      }
      return opened
    }
    return () => {
      clearInterval(watchdog)
      source.close()
    }
  }, [])
  return { ...state, isConnected }
}
