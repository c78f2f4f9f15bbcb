import type { ServerResponse } from 'node:http'
import Fastify from 'fastify'

/** A server that does nothing but write the same text to every open answer: what limits any telling. */
export async function serveBareStream(port: number): Promise<void> {
  const app = Fastify()
  const answers = new Set<ServerResponse>()
  app.get('/ready', async () => 'ready')
  app.get('/stream', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
    reply.raw.write(':\n\n')
    answers.add(reply.raw)
    reply.raw.on('close', () => answers.delete(reply.raw))
  })
  app.post<{ Body: { words: string } }>('/tell', async ({ body }) => {
    // About as long as a call with the state after it.
    const text = `id: 1\nevent: call\ndata: ${JSON.stringify({ words: body.words, rest: 'x'.repeat(700) })}\n\n`
    for (const answer of answers) answer.write(text)
    return {}
  })
  await app.listen({ host: '127.0.0.1', port })
}
