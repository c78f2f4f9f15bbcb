import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { AnyOperation } from '../operations.ts'
import type { SpecialRoute } from './api.ts'
import { openApiDocument } from './openapi.ts'
import { type ReadSignInExample, sessionRouteDocuments } from './session-routes.ts'

const page = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Giao diện lập trình — Một Cửa</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head>
<body><main id="docs"></main><script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script></body></html>`

const start = `SwaggerUIBundle({ url: '/api/openapi.json', domNode: document.getElementById('docs'), validatorUrl: null })`

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** `/api/openapi.json` and a page to browse it, with nothing from other hosts. */
export async function registerDocs(
  app: FastifyInstance,
  operations: readonly AnyOperation[],
  described: { routes: readonly SpecialRoute[]; signInExample?: ReadSignInExample | undefined },
): Promise<void> {
  const handle = async () => null
  let document: object | undefined
  app.get('/api/openapi.json', async () => {
    if (!document) {
      const documented = sessionRouteDocuments(await described.signInExample?.())
      const sessionRoutes = documented.map((route) => ({ ...route, handle }))
      document = openApiDocument(operations, [...described.routes, ...sessionRoutes])
    }
    return document
  })
  app.get('/api/docs', async (_request, reply) =>
    reply.type('text/html').header('content-security-policy', policy).send(page),
  )
  app.get('/api/docs/start.js', async (_request, reply) => reply.type('text/javascript').send(start))
  await app.register(staticFiles, {
    root: dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json'))),
    prefix: '/api/docs/assets/',
    allowedPath: (path) => /^\/swagger-ui(-bundle)?\.(css|js)$/.test(path),
    decorateReply: false,
  })
}
