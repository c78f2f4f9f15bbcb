import type { FastifyReply, FastifyRequest } from 'fastify'
import { contentDisposition } from '../../files/model/content-disposition.ts'
import type { Services } from '../../platform/services.ts'
import type { IncomingFile } from '../queries/incoming-file.ts'

/** An id in a path, for the API document. */
export const inPath = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
})

/**
 * Sends a guarded file to who was found to be allowed. `mayCache`: the reader's own browser may keep it and ask whether it is
 * still the same; where every look is recorded it may not.
 */
export function sendKept(
  services: Services,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { file, mayCache }: { file: IncomingFile; mayCache: boolean },
): FastifyReply {
  const isDownload = Object(request.query).download === '1'
  const etag = `"${file.sha256}"`
  reply.headers({
    'cache-control': mayCache ? 'private, no-cache' : 'private, no-store',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-frame-options': 'SAMEORIGIN',
    ...(mayCache ? { etag } : {}),
  })
  if (mayCache && request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply
    .type(file.mediaType)
    .header('content-length', file.size)
    .header('content-disposition', contentDisposition(file, isDownload))
    .send(services.blobs.read(file.sha256))
}
