import { buffer } from 'node:stream/consumers'
import { AppError } from '../platform/errors.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { fileLimit } from '../platform/http/server.ts'
import { checkPdf } from './jobs/check-pdf.ts'
import { trustRoots } from './queries/trust-roots.ts'

/** Judges the signatures of a PDF that somebody has; nothing of it is kept. */
const checkRoute: SpecialRoute = {
  method: 'POST',
  path: '/signatures/check',
  title: 'Kiểm tra chữ ký số của một tệp PDF',
  audience: trustRoots.audience,
  document: {
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
        },
      },
    },
    responses: { 200: { description: 'Kết quả kiểm tra.', content: { 'application/json': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const sent = request.isMultipart()
      ? await request.file({ limits: { fileSize: fileLimit, files: 1 }, throwFileSizeLimit: false })
      : undefined
    if (!sent) throw new AppError('invalid_input', { fields: { file: 'Hãy chọn tệp PDF.' } })
    const bytes = await buffer(sent.file)
    if (sent.file.truncated)
      throw new AppError('too_large', { detail: 'Tệp lớn hơn 50 MB, không kiểm tra được.' })
    const report = await checkPdf(services, actor.officeId, { bytes: new Uint8Array(bytes) })
    return reply.header('cache-control', 'no-store').send(report)
  },
}

/** Routes of signatures that take a file. */
export const signingRoutes: readonly SpecialRoute[] = [checkRoute]
