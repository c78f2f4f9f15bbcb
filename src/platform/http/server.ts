import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyError, type FastifyInstance, LogController } from 'fastify'
import { AppError, isAppError, problemOf } from '../errors.ts'
import type { Metrics } from '../metrics.ts'
import type { AnyOperation } from '../operations.ts'
import type { Services } from '../services.ts'
import { registerApi, registerSpecialRoutes, type SpecialRoute } from './api.ts'
import { registerDocs } from './docs.ts'
import { registerHealth } from './health.ts'
import { type PageBuild, registerPages } from './pages.ts'
import { type ReadSignInExample, registerSessionRoutes } from './session-routes.ts'

/** Largest JSON body of an API call; files go through their own streaming route. */
const bodyLimit = 1024 * 1024
/** Largest single file. */
export const fileLimit = 50 * 1024 * 1024

export interface ServerParts {
  services: Services
  metrics: Metrics
  operations: readonly AnyOperation[]
  routes: readonly SpecialRoute[]
  /** An account of the demonstration office, for the API document. */
  signInExample?: ReadSignInExample | undefined
  /** Built pages; absent in tests that need none. */
  pages?: { build: PageBuild; assetsDirectory: string } | undefined
}

/** The HTTP side: API, pages, health. Nothing listens yet. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { services, metrics } = parts
  const app = Fastify({
    logger: { level: services.config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit,
    trustProxy: services.config.trustedProxies || false,
    requestTimeout: 120_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    forceCloseConnections: 'idle',
  })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = fastifyProblem(error)
    if (!isAppError(known)) request.log.error({ err: error, requestId: request.id }, 'request failed')
    const problem = problemOf(known, request.id)
    if (isAppError(known) && known.facts.retryAfter) reply.header('retry-after', known.facts.retryAfter)
    return reply.code(problem.status).type('application/problem+json').send(problem)
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'same-origin')
    reply.header('x-frame-options', 'DENY')
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    metrics.observeRequest(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: fileLimit, files: 20, fields: 20, fieldSize: 10_000 } })
  registerHealth(app, parts)
  registerSessionRoutes(app, services)
  registerApi(app, services, parts.operations)
  registerSpecialRoutes(app, services, parts.routes)
  await registerDocs(app, parts.operations, parts)
  app.all('/api/*', async () => {
    throw new AppError('not_found', { detail: 'Không có đường dẫn này. Xem danh sách tại /api/docs.' })
  })
  if (parts.pages) await registerPages(app, services, { ...parts.pages, operations: parts.operations })
  return app
}

/** What Fastify itself refuses, in our words. */
function fastifyProblem(error: FastifyError): unknown {
  if (isAppError(error)) return error
  if (error.code === 'FST_REQ_FILE_TOO_LARGE') return new AppError('too_large')
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new AppError('too_large', { detail: 'Nội dung gửi lên quá lớn. Hãy gửi tệp qua mục đính kèm.' })
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new AppError('malformed_request', { detail: 'Hãy gửi nội dung dạng JSON.' })
  }
  if (error.statusCode !== undefined && error.statusCode < 500) return new AppError('malformed_request')
  return error
}
