import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { renderToPipeableStream } from 'react-dom/server'
import {
  type EntryContext,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from 'react-router'
import type { PageContext } from './platform/http/pages.ts'
import { read } from './platform/read.ts'
import { agentPorts } from './signing/model/agent-protocol.ts'
import { vgcaAddress } from './signing/model/vgca/protocol.ts'
import { plugInOffered } from './signing/queries/plug-in.ts'
import { pageContext } from './ui/page-context.ts'
import { usesFileScript, usesScript } from './ui/scripted.ts'

/** The HTTP side fills this key; it must be the one that the pages were built with. */
export { pageContext }

const publicPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const fileScriptPolicy = `${publicPolicy}; script-src 'self'; connect-src 'self'`

function staffPolicy(nonce: string, program: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "frame-src 'self' blob:",
    "media-src 'self' blob:",
    // The agent on the officer's own PC (agent/README.md), and the program of VGCA where the office signs with it.
    `connect-src 'self' ${agentPorts.map((port) => `http://127.0.0.1:${port}`).join(' ')}${program}`,
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}

/** What went wrong while a page was made, into the journal; a page that is not there and a reader who left are no news. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: Readonly<RouterContextProvider> },
): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  const { services, requestId } = context.get(pageContext)
  const err = error instanceof Error ? (error.stack ?? error.message) : String(error)
  services.log.error({ err, requestId }, 'page failed')
}

/** The program of VGCA, for whom the office lets it sign. What cannot be asked is not allowed: the page itself still comes. */
async function programFor({ services, actor }: PageContext): Promise<string> {
  if (!actor) return ''
  const { offered } = await read(services, actor, plugInOffered, {}).catch(() => ({ offered: false }))
  return offered ? ` ${vgcaAddress}` : ''
}

/** Renders a page whole; public pages carry no script at all and say so in their policy. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const page = context.get(pageContext)
  const { nonce } = page
  const handles = entry.staticHandlerContext.matches.map(
    (match) => entry.routeModules[match.route.id]?.handle,
  )
  const visitorPolicy = handles.some(usesFileScript) ? fileScriptPolicy : publicPolicy
  const scripted = handles.some(usesScript)
  headers.set('content-type', 'text/html; charset=utf-8')
  headers.set(
    'content-security-policy',
    scripted ? staffPolicy(nonce, await programFor(page)) : visitorPolicy,
  )
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  return new Promise((resolve, reject) => {
    let failed = false
    const { pipe, abort } = renderToPipeableStream(
      <ServerRouter context={entry} url={request.url} nonce={nonce} />,
      {
        nonce,
        onAllReady() {
          const body = new PassThrough()
          resolve(
            new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }),
          )
          pipe(body)
        },
        onShellError: reject,
        onError() {
          failed = true
        },
      },
    )
    request.signal.addEventListener('abort', () => abort(request.signal.reason))
  })
}
