import { Socket } from 'node:net'

/**
 * A socket to the database that sends together what is written before the program next waits for something: the
 * statements of one round trip then cost one system call and one waking of the server instead of one each.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket()
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean
  let gathering = false
  const send = () => {
    gathering = false
    socket.uncork()
  }
  socket.write = (...given: unknown[]) => {
    if (!gathering) {
      gathering = true
      socket.cork()
      // After all promises that can go on now: what they write belongs to the same round trip.
      queueMicrotask(() => process.nextTick(send))
    }
    return write(...given)
  }
  return socket
}
