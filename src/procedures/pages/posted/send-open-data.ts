import { createHash } from 'node:crypto'
import type { RouterContextProvider } from 'react-router'
import type { z } from 'zod'
import { pageRead } from '../../../ui/page-context.ts'
import { postedCatalogue } from '../../queries/posted-catalogue.ts'

type Catalogue = z.output<typeof postedCatalogue.output>

/** A file of open data; who has it already (ETag or date) gets 304 and nothing else. */
export async function sendOpenData(
  { context, request }: { context: Readonly<RouterContextProvider>; request: Request },
  file: { mediaType: string; name: string; write(catalogue: Catalogue): string | Promise<string> },
): Promise<Response> {
  const office = new URL(request.url).searchParams.get('don-vi')?.slice(0, 60) || undefined
  const catalogue = await pageRead(context, postedCatalogue, { office })
  const body = await file.write(catalogue)
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`
  const headers = {
    'content-type': `${file.mediaType}; charset=utf-8`,
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    'content-disposition': `inline; filename="${file.name}"`,
    'last-modified': catalogue.changedAt.toUTCString(),
    etag,
  }
  return isKnown(request, etag)
    ? new Response(null, { status: 304, headers })
    : new Response(body, { headers })
}

function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match') ?? ''
  return known.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)
}
