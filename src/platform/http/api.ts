import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor, AnyOperation, Audience } from '../operations.ts'
import { stampedFor } from '../practice.ts'
import { readForCaller } from '../read.ts'
import type { Services } from '../services.ts'
import { writeForCaller } from '../write.ts'
import { actorOf, callOf, requireAudience } from './context.ts'

/** A route that is not plain JSON in, JSON out: uploads and papers. */
export interface SpecialRoute {
  method: 'GET' | 'POST' | 'HEAD' | 'PATCH'
  /** Below /api/v1, with `{name}` parameters. */
  path: string
  title: string
  audience: Audience
  /** The body is handed over as the bytes that came, at most so many: for what is signed as it is sent. */
  rawBody?: number
  /** OpenAPI fragments of this operation. */
  document: { requestBody?: object; responses: object; parameters?: readonly object[] }
  handle(
    services: Services,
    exchange: { request: FastifyRequest; reply: FastifyReply; actor: Actor },
  ): Promise<unknown>
}

/** `{code}` → `:code`. */
function fastifyPath(path: string): string {
  return `/api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
}

/** One REST route per operation that has a door. */
export function registerApi(
  app: FastifyInstance,
  services: Services,
  operations: readonly AnyOperation[],
): void {
  for (const operation of operations) {
    const { door } = operation
    if (!door) continue
    app.route({
      method: door.method,
      url: fastifyPath(door.path),
      handler: async (request, reply) => {
        const actor = requireAudience(await actorOf(services, request, reply), operation.audience)
        const input = { ...objectOf(request.query), ...objectOf(request.body), ...objectOf(request.params) }
        const output =
          operation.kind === 'command'
            ? await writeForCaller(
                services,
                { call: callOf(request, actor), ip: request.ip },
                { command: operation, input },
              )
            : await readForCaller(services, { actor, ip: request.ip }, { query: operation, input })
        reply.header('cache-control', 'no-store')
        return reply.code(door.status ?? 200).send(operation.output.parse(output))
      },
    })
  }
}

export function registerSpecialRoutes(
  app: FastifyInstance,
  services: Services,
  routes: readonly SpecialRoute[],
): void {
  // Pieces of a file are not read here: their route takes them as they come.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
  for (const route of routes) {
    if (route.rawBody === undefined) registerSpecialRoute(app, services, route)
    else void app.register(async (scope) => registerRawRoute(scope, services, route))
  }
}

function registerSpecialRoute(app: FastifyInstance, services: Services, route: SpecialRoute): void {
  app.route({
    method: route.method,
    url: fastifyPath(route.path),
    ...(route.rawBody === undefined ? {} : { bodyLimit: route.rawBody }),
    handler: async (request, reply) => {
      const actor = requireAudience(await actorOf(services, request, reply), route.audience)
      const pdf = stampedFor(services.pdf, actor.officeId)
      return route.handle({ ...services, pdf }, { request, reply, actor })
    },
  })
}

/** In a scope of its own, in which nobody else reads the body. */
function registerRawRoute(scope: FastifyInstance, services: Services, route: SpecialRoute): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  registerSpecialRoute(scope, services, route)
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
