import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import Fastify from 'fastify'

/** A server that does nothing but stream a body to a file of its own and wait for the disk: what limits any upload. */
export async function serveBareUpload(port: number, directory: string): Promise<void> {
  const app = Fastify({ bodyLimit: 50 * 1024 * 1024 })
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.get('/ready', async () => 'ready')
  app.post('/upload', async (request, reply) => {
    const file = createWriteStream(join(directory, randomUUID()), { flush: true })
    await pipeline(request.body as NodeJS.ReadableStream, file)
    return reply.code(204).send()
  })
  await app.listen({ host: '127.0.0.1', port })
}
