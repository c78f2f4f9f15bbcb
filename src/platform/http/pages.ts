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
import { AppError } from '../errors.ts'
import type { Actor, AnyOperation } from '../operations.ts'
import type { Services } from '../services.ts'
import { actorOf } from './context.ts'

/** What every page loader and action gets. */
export interface PageContext {
  services: Services
  /** Signed-in member of staff; null for the public. */
  actor: Actor | null
  requestId: string
  ip: string
  /** Every operation of the program, for the page that shows who may do what. */
  operations: readonly AnyOperation[]
  /** For the inline scripts of staff pages. */
  nonce: string
}

/** The server build, whose entry exports the context key that its pages read. */
export type PageBuild = ServerBuild & { entry: { module: { pageContext: RouterContext<PageContext> } } }

/** Names of built assets carry a hash of their content; what has a name of its own may change. */
const forever = 'public, max-age=31536000, immutable'
const hour = 'public, max-age=3600'

/** Largest form of a page (bytes); files go through their own streaming route. */
const formLimit = 8 * 1024 * 1024

/** Pages read a form whole, so its size must be known and small before anything is read. */
function refuseLargeForm(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const isOpenEnded = request.headers['transfer-encoding'] !== undefined
  if (!isOpenEnded && Number(request.headers['content-length'] ?? 0) <= formLimit) return
  throw new AppError('too_large', { detail: 'Nội dung gửi lên quá lớn. Hãy rút gọn rồi gửi lại.' })
}

/** Serves the built pages: hashed assets for a year, everything else by the React Router handler. */
export async function registerPages(
  app: FastifyInstance,
  services: Services,
  pages: { build: PageBuild; assetsDirectory: string; operations: readonly AnyOperation[] },
): Promise<void> {
  await app.register(staticFiles, {
    root: pages.assetsDirectory,
    prefix: '/',
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => reply.header('cache-control', path.includes('/assets/') ? forever : hour),
    index: false,
  })
  const handle = createRequestHandler(pages.build, 'production')
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.all('/*', async (request, reply) => {
      refuseLargeForm(request)
      const actor = await actorOf(services, request, reply)
      const context = new RouterContextProvider()
      const nonce = randomBytes(16).toString('base64')
      context.set(pages.build.entry.module.pageContext, {
        services,
        actor,
        requestId: request.id,
        ip: request.ip,
        operations: pages.operations,
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
