import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const codes = { text: 1, close: 8, ping: 9, pong: 10 } as const

/** One conversation over a WebSocket: one text comes, one goes, and it is over. */
export interface OneText {
  /** The text; rejects where the other side breaks the rules or leaves. */
  said: Promise<string>
  answer(text: string): void
  /** Cuts the line without a word. */
  cut(): void
  /** Whether the other side is still there. */
  isOpen(): boolean
}

/** The server's side of RFC 6455, as far as one text needs: masked frames, whole or in pieces, and pings. */
export function acceptSocket(request: IncomingMessage, socket: Duplex): OneText {
  const key = request.headers['sec-websocket-key'] ?? ''
  if (request.headers['sec-websocket-version'] !== '13' || Buffer.from(key, 'base64').length !== 16)
    throw new Error('no WebSocket of version 13')
  const accept = createHash('sha1').update(`${key}${magic}`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  const said = readText(socket)
  // Whoever does not wait for the text must not fail by it.
  said.catch(() => {})
  return {
    said,
    answer(text) {
      socket.write(frame(codes.text, Buffer.from(text)))
      socket.end(frame(codes.close, Buffer.from([3, 232])))
    },
    cut: () => socket.destroy(),
    isOpen: () => socket.writable,
  }
}

function readText(socket: Duplex): Promise<string> {
  return new Promise((resolve, reject) => {
    let left: Buffer = Buffer.alloc(0)
    const pieces: Buffer[] = []
    const fail = (why: string) => {
      reject(new Error(why))
      socket.destroy()
    }
    socket.on('error', () => fail('line broken'))
    socket.on('close', () => fail('the page has left'))
    socket.on('data', (data: Buffer) => {
      left = Buffer.concat([left, data])
      for (let next = readFrame(left); next; next = readFrame(left)) {
        left = left.subarray(next.length)
        if (!next.isMasked) return fail('frames of a page are masked')
        if (next.code === codes.ping) socket.write(frame(codes.pong, next.content))
        if (next.code === codes.close) return socket.end()
        if (next.code > codes.text) continue
        pieces.push(next.content)
        if (next.isLast) resolve(Buffer.concat(pieces).toString('utf8'))
      }
    })
  })
}

function readFrame(bytes: Buffer) {
  if (bytes.length < 6) return null
  const [first = 0, second = 0] = bytes
  const short = second & 0x7f
  const [size, head] =
    short < 126 ? [short, 2] : [short === 126 ? bytes.readUInt16BE(2) : Number.MAX_SAFE_INTEGER, 4]
  if (size > 60_000) throw new Error('longer than any request')
  const length = head + 4 + size
  if (bytes.length < length) return null
  const mask = bytes.subarray(head, head + 4)
  const content = Buffer.from(bytes.subarray(head + 4, length).map((byte, at) => byte ^ (mask[at % 4] ?? 0)))
  return { code: first & 0x0f, isLast: first >= 0x80, isMasked: second >= 0x80, content, length }
}

function frame(code: number, content: Buffer): Buffer {
  const head =
    content.length < 126
      ? Buffer.from([0x80 | code, content.length])
      : Buffer.from([0x80 | code, 126, content.length >> 8, content.length & 0xff])
  return Buffer.concat([head, content])
}
