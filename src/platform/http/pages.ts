import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  createRequestHandler,
  type RouterContext,
  RouterContextProvider,
  type ServerBuild,
} from 'react-router'
import type { Actor } from '../operations.ts'
import type { Services } from '../services.ts'
import { actorOf } from './context.ts'

/** What every page loader and action gets. */
export interface PageContext {
  services: Services
  /** Signed-in member of staff; null for the public. */
  actor: Actor | null
  requestId: string
  ip: string
  /** For the inline scripts of staff pages. */
  nonce: string
}

/** The server build, whose entry exports the context key that its pages read. */
export type PageBuild = ServerBuild & { entry: { module: { pageContext: RouterContext<PageContext> } } }

/** Serves the built pages: hashed assets for a year, everything else by the React Router handler. */
export async function registerPages(
  app: FastifyInstance,
  services: Services,
  pages: { build: PageBuild; assetsDirectory: string },
): Promise<void> {
  await app.register(staticFiles, {
    root: pages.assetsDirectory,
    prefix: '/',
    wildcard: false,
    immutable: true,
    maxAge: '365d',
    index: false,
  })
  const handle = createRequestHandler(pages.build, 'production')
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.all('/*', async (request, reply) => {
      const actor = await actorOf(services, request, reply)
      const context = new RouterContextProvider()
      const nonce = randomBytes(16).toString('base64')
      context.set(pages.build.entry.module.pageContext, {
        services,
        actor,
        requestId: request.id,
        ip: request.ip,
        nonce,
      })
      const response = await handle(webRequest(request, reply), context)
      return reply.send(response)
    })
  })
}

function webRequest(request: FastifyRequest, reply: FastifyReply): Request {
  const abort = new AbortController()
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) abort.abort()
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const init: RequestInit & { duplex?: 'half' } = { method: request.method, headers, signal: abort.signal }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    init.body = Readable.toWeb(request.raw) as ReadableStream
    init.duplex = 'half'
  }
  return new Request(`${request.protocol}://${request.headers.host ?? 'localhost'}${request.url}`, init)
}
