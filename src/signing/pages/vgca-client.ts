import {
  type PlugInGiven,
  plugInMinutes,
  readVgcaAnswer,
  type VgcaOutcome,
  vgcaAddress,
  vgcaMethod,
  vgcaRequest,
} from '../model/vgca/protocol.ts'

interface Options {
  address?: string
  /** Milliseconds, for tests; as long as the file may be fetched and brought. */
  patience?: number
}

/**
 * Has the program of VGCA on this PC sign one file: one socket, one text there, one text back. The PIN is typed in its own window. Never
 * throws; `gone` is a program that took the text and closed without an answer.
 */
export function signWithVgca(given: PlugInGiven, options: Options = {}): Promise<VgcaOutcome> {
  const { address = vgcaAddress, patience = plugInMinutes * 60_000 } = options
  const answer = new Promise<VgcaOutcome>((resolve) => {
    const socket = new WebSocket(`${address}/${vgcaMethod}`)
    const timer = setTimeout(() => end({ state: 'late' }), patience)
    let isOpen = false
    function end(outcome: VgcaOutcome) {
      clearTimeout(timer)
      resolve(outcome)
      socket.close()
    }
    socket.addEventListener('open', () => {
      isOpen = true
      socket.send(vgcaRequest(given))
    })
    socket.addEventListener('message', ({ data }) => end(readVgcaAnswer(data)))
    const lost = () => end({ state: isOpen ? 'gone' : 'unreachable' })
    socket.addEventListener('error', lost)
    socket.addEventListener('close', lost)
  })
  // A browser may refuse the address itself, by the rules of the page.
  return answer.catch(() => ({ state: 'unreachable' }))
}
