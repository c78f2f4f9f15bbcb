import Fastify from 'fastify'

/** Serves the given bytes and nothing else, as fast as the framework allows. */
export async function serveBareRoute(port: number, body: string): Promise<void> {
  const app = Fastify()
  app.get('/tracking/:code', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(body),
  )
  await app.listen({ port, host: '127.0.0.1' })
  process.on('SIGTERM', () => app.close())
}
