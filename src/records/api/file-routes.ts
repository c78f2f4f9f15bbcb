import { Readable } from 'node:stream'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileTypes } from '../../platform/http/send-file.ts'
import { parseInput } from '../../platform/parse.ts'
import { read } from '../../platform/read.ts'
import { corners } from '../../platform/stamp-geometry.ts'
import { stampPdf } from '../../platform/stamp-pdf.ts'
import { write } from '../../platform/write.ts'
import { keepStamped } from '../commands/keep-stamped.ts'
import { openRestrictedFile } from '../commands/open-restricted.ts'
import { checkOne } from '../jobs/check-signatures.ts'
import { stampMargin } from '../model/arrival-stamp.ts'
import { getIncomingFile } from '../queries/incoming-file.ts'
import { signatureToCheck } from '../queries/signatures-to-check.ts'
import { stampSource } from '../queries/stamp-source.ts'
import { inPath, sendKept } from './send-kept.ts'

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
    return sendKept(services, { request, reply }, { file, mayCache: open.file !== null })
  },
}

const stampInput = z.strictObject({
  id: z.uuid('Mã văn bản chưa đúng.'),
  corner: z.enum(corners, 'Hãy chọn góc đóng dấu.'),
})

const refusals = {
  locked:
    'Tệp PDF đặt mật khẩu nên không đóng dấu được. Hãy xin nơi gửi tệp không đặt mật khẩu, hoặc đóng dấu trên giấy.',
  broken: 'Tệp PDF hỏng nên không đóng dấu được. Hãy quét lại hoặc xin nơi gửi tệp khác.',
  too_long: 'Tệp PDF quá lớn nên không đóng dấu được. Hãy đóng dấu trên giấy.',
} as const

/** Lays the stamp on a copy of the first PDF of a document; what came stays as it came, with its signatures. */
const stampRoute: SpecialRoute = {
  method: 'POST',
  path: '/incoming/{id}/stamp',
  title: keepStamped.title,
  audience: keepStamped.audience,
  document: {
    parameters: [inPath('id')],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: z.toJSONSchema(stampInput.omit({ id: true })),
          example: { corner: 'top-right' },
        },
      },
    },
    responses: { 200: { description: 'Đã lưu bản đóng dấu.', content: { 'application/json': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const { id, corner } = parseInput(stampInput, { ...Object(request.body), ...Object(request.params) })
    const source = await read(services, actor, stampSource, { id })
    const stamp = await services.pdf.render('arrival-stamp', source.data)
    const path = services.blobs.path(source.sha256)
    const made = await stampPdf({ path, stamp, corner, margin: stampMargin })
    if (made.state !== 'stamped') throw new AppError('wrong_state', { detail: refusals[made.state] })
    const kept = await services.blobs.put(Readable.from([made.pdf]), largestStamped)
    const name = `dau-den-${source.data.number}.pdf`
    const content = { ...kept, name, mediaType: fileTypes.pdf }
    return reply.send(await write(services, callOf(request, actor), keepStamped, { id, corner, content }))
  },
}

/** An upload has at most 50 MB; the stamp adds little, but a rewritten file may grow. */
const largestStamped = 100 * 2 ** 20

/** Kiểm tra lại chữ ký số: what was found before stays beside it. */
const signatureRoute: SpecialRoute = {
  method: 'POST',
  path: '/incoming/{id}/files/{fileId}/signatures',
  title: signatureToCheck.title,
  audience: signatureToCheck.audience,
  document: {
    parameters: [inPath('id'), inPath('fileId')],
    responses: { 200: { description: 'Đã kiểm tra lại.', content: { 'application/json': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const { mediaType, ...file } = await read(services, actor, signatureToCheck, {
      ...Object(request.params),
    })
    if (mediaType !== fileTypes.pdf)
      throw new AppError('wrong_state', { detail: 'Tệp này không phải tệp PDF.' })
    return reply.send(await checkOne(services, callOf(request, actor), file))
  },
}

/** Files of incoming documents, the stamp that is laid on them, and what is found of their signatures. */
export const incomingFileRoutes: readonly SpecialRoute[] = [fileRoute, stampRoute, signatureRoute]
