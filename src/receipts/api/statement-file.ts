import { contentDisposition } from '../../files/model/content-disposition.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { parseInput } from '../../platform/parse.ts'
import { read } from '../../platform/read.ts'
import { statementFile } from '../queries/bank-statements.ts'

/** The file of a statement, always as a download: it is a stranger’s file. */
export const statementFileRoute: SpecialRoute = {
  method: 'GET',
  path: '/bank-statements/{id}/file',
  title: statementFile.title,
  audience: statementFile.audience,
  document: {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
    responses: { 200: { description: 'Nội dung tệp.', content: { 'application/octet-stream': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const file = await read(services, actor, statementFile, parseInput(statementFile.input, request.params))
    return reply
      .headers({
        'cache-control': 'private, no-store',
        'content-security-policy': "default-src 'none'; sandbox",
      })
      .type(file.mediaType)
      .header('content-length', file.size)
      .header('content-disposition', contentDisposition(file, true))
      .send(services.blobs.read(file.sha256))
  },
}
