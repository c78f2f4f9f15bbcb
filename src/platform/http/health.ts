import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { Services } from '../services.ts'

/** `/healthz`: the program runs. `/readyz`: it reaches its database. `/metrics`: Prometheus. */
export function registerHealth(app: FastifyInstance, parts: { services: Services; metrics: Metrics }): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await parts.services.database.pool.query('select 1')
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'database unreachable' })
    }
  })
  app.get('/metrics', async (_request, reply) => {
    return reply.type(parts.metrics.registry.contentType).send(await parts.metrics.registry.metrics())
  })
}
