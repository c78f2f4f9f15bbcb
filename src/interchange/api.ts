import { contentDisposition } from '../files/model/content-disposition.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { read } from '../platform/read.ts'
import { arrivalFile } from './queries/get-arrival.ts'

const inPath = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
})

/** Files of messages that came by interchange, as they are looked at before registration. */
export const interchangeRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/interchange/arrivals/{id}/files/{fileId}',
    title: arrivalFile.title,
    audience: arrivalFile.audience,
    document: {
      parameters: [inPath('id'), inPath('fileId')],
      responses: { 200: { description: 'Nội dung tệp.', content: { 'application/octet-stream': {} } } },
    },
    async handle(services, { request, reply, actor }) {
      const file = await read(services, actor, arrivalFile, { ...Object(request.params) })
      // A foreign message is never shown by the browser itself.
      const isDownload = Object(request.query).download === '1' || file.mediaType === 'application/xml'
      reply.headers({
        'cache-control': 'private, no-cache',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-frame-options': 'SAMEORIGIN',
      })
      return reply
        .type(file.mediaType)
        .header('content-length', file.size)
        .header('content-disposition', contentDisposition(file, isDownload))
        .send(services.blobs.read(file.sha256))
    },
  },
]
