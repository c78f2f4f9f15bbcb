import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What can happen to one request on its way; `pass` is what should. */
export const lineFaults = [
  'pass',
  'drop',
  'drop-answer',
  'duplicate',
  'truncate',
  'garble',
  'hold',
  'repeat-later',
  'busy',
] as const
export type LineFault = (typeof lineFaults)[number]

interface Letter {
  path: string
  headers: Record<string, string>
  body: Buffer
}

/**
 * A line between two programs on this machine, on which each request meets the next fault of the list. What was held back or
 * copied is sent by `release`, the last one first.
 */
export async function openFaultyLine() {
  const state = { target: '', faults: [] as LineFault[], requests: 0, last: null as Letter | null }
  const held: Letter[] = []
  const server = createServer((request, response) => {
    void carry(request, response).catch(() => response.destroy())
  })

  async function carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    state.requests += 1
    const letter = await letterOf(request)
    state.last = letter
    const fault = state.faults.shift() ?? 'pass'
    if (fault === 'drop') return void response.destroy()
    if (fault === 'busy') return void response.writeHead(503).end('{}')
    if (fault === 'hold') {
      held.push(letter)
      return void response.destroy()
    }
    if (fault === 'repeat-later') held.push(letter)
    const sent = fault === 'truncate' ? { ...letter, body: half(letter.body) } : letter
    const answers = await Promise.all([post(sent), ...(fault === 'duplicate' ? [post(sent)] : [])])
    const answer = answers.at(-1)
    if (fault === 'drop-answer' || !answer) return void response.destroy()
    const text = fault === 'garble' ? answer.text.replaceAll('accepted', 'refused') : answer.text
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
  }

  async function post({ path, headers, body }: Letter): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${state.target}${path}`, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    })
    return { status: answer.status, text: await answer.text() }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    post,
    async release() {
      const statuses: number[] = []
      for (const letter of held.splice(0).toReversed()) statuses.push((await post(letter)).status)
      return statuses
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type FaultyLine = Awaited<ReturnType<typeof openFaultyLine>>

async function letterOf(request: IncomingMessage): Promise<Letter> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const type = request.headers['content-type']
  return {
    path: request.url ?? '/',
    headers: type ? { 'content-type': type } : {},
    body: Buffer.concat(parts),
  }
}

function half(body: Buffer): Buffer {
  return body.subarray(0, Math.floor(body.length / 2))
}
