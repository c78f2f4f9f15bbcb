import { contentDisposition } from '../files/model/content-disposition.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { callOf } from '../platform/http/context.ts'
import { read } from '../platform/read.ts'
import { write } from '../platform/write.ts'
import { openRestrictedFile } from './commands/open-restricted.ts'
import { getIncomingFile } from './queries/incoming-file.ts'

const inPath = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
})

/** A file of a document: of a restricted one every look is recorded, so nothing of it is kept on the way. */
const fileRoute: SpecialRoute = {
  method: 'GET',
  path: '/incoming/{id}/files/{fileId}',
  title: 'Xem hoặc tải tệp của văn bản đến',
  audience: getIncomingFile.audience,
  document: {
    parameters: [inPath('id'), inPath('fileId')],
    responses: { 200: { description: 'Nội dung tệp.', content: { 'application/octet-stream': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const asked = { ...Object(request.params) }
    const open = await read(services, actor, getIncomingFile, asked)
    const file = open.file ?? (await write(services, callOf(request, actor), openRestrictedFile, asked))
    const isDownload = Object(request.query).download === '1'
    const etag = `"${file.sha256}"`
    reply.headers({
      'cache-control': open.file ? 'private, no-cache' : 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-frame-options': 'SAMEORIGIN',
      ...(open.file ? { etag } : {}),
    })
    if (open.file && request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply
      .type(file.mediaType)
      .header('content-length', file.size)
      .header('content-disposition', contentDisposition(file, isDownload))
      .send(services.blobs.read(file.sha256))
  },
}

/** Routes of records that carry files or papers. */
export const recordRoutes: readonly SpecialRoute[] = [fileRoute]
