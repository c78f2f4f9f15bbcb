import { buffer } from 'node:stream/consumers'
import type { FastifyReply } from 'fastify'
import { renderDocx } from '../../platform/docx.ts'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileResponse, sendFile } from '../../platform/http/send-file.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { fillWordLines, type WordLine } from '../../platform/word-lines.ts'
import { write } from '../../platform/write.ts'
import { noteOutgoingSeen } from '../commands/outgoing/comment-outgoing.ts'
import { outgoingExample } from '../model/outgoing/outgoing-examples.ts'
import { previewOutgoing, printOutgoing } from '../queries/outgoing/print-outgoing.ts'

const byId = [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }]

type Exchange = Parameters<SpecialRoute['handle']>[1]

async function paperOf(services: Services, exchange: Exchange, part: 'pdf' | 'docx' | 'signed') {
  const { id } = exchange.request.params as { id: string }
  const found = await read(services, exchange.actor, printOutgoing, { id })
  if (found.restricted) {
    const { actor, requestId } = callOf(exchange.request, exchange.actor)
    await write(services, { actor, requestId }, noteOutgoingSeen, { id, part })
  }
  return found
}

async function sendUploaded(
  services: Services,
  reply: FastifyReply,
  file: { sha256: string; fileName: string; lines: readonly WordLine[]; as: 'pdf' | 'docx' },
): Promise<unknown> {
  const given = new Uint8Array(await buffer(services.blobs.read(file.sha256)))
  const filled = file.lines.length > 0 ? await fillWordLines({ docx: given, lines: file.lines }) : null
  const docx = filled?.docx ?? given
  if (file.as === 'docx') return sendFile(reply, { bytes: docx, type: 'docx', name: `${file.fileName}.docx` })
  const pdf = await services.office.toPdf(docx)
  if (pdf) return sendFile(reply, { bytes: pdf, type: 'pdf', name: `${file.fileName}.pdf` })
  throw new AppError('not_found', {
    detail:
      'Máy chủ chưa cài LibreOffice hoặc không đọc được tệp này, nên tệp Word được giữ nguyên. Hãy tải tệp Word về để xem và in.',
  })
}

/** Papers of outgoing documents: as PDF, as a Word file, and what is being typed as a preview. */
export const outgoingRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/outgoing-documents/{id}/paper.pdf',
    title: 'Văn bản đi, tệp PDF/A',
    audience: printOutgoing.audience,
    document: { ...fileResponse('pdf'), parameters: byId },
    async handle(services, exchange) {
      const { uploaded, lines, paper, fileName } = await paperOf(services, exchange, 'pdf')
      // Our own page shows it beside the steps.
      exchange.reply.header('x-frame-options', 'SAMEORIGIN')
      if (uploaded) return sendUploaded(services, exchange.reply, { ...uploaded, lines, fileName, as: 'pdf' })
      const bytes = await services.pdf.render('decision', paper)
      return sendFile(exchange.reply, { bytes, type: 'pdf', name: `${fileName}.pdf` })
    },
  },
  {
    method: 'GET',
    path: '/outgoing-documents/{id}/paper.docx',
    title: 'Văn bản đi, tệp Word',
    audience: printOutgoing.audience,
    document: { ...fileResponse('docx'), parameters: byId },
    async handle(services, exchange) {
      const { uploaded, lines, paper, fileName } = await paperOf(services, exchange, 'docx')
      if (uploaded)
        return sendUploaded(services, exchange.reply, { ...uploaded, lines, fileName, as: 'docx' })
      return sendFile(exchange.reply, {
        bytes: await renderDocx(paper),
        type: 'docx',
        name: `${fileName}.docx`,
      })
    },
  },
  {
    method: 'GET',
    path: '/outgoing-documents/{id}/signed.pdf',
    title: 'Bản đã ký của văn bản đi',
    audience: printOutgoing.audience,
    document: { ...fileResponse('pdf'), parameters: byId },
    async handle(services, exchange) {
      const { signed, fileName } = await paperOf(services, exchange, 'signed')
      if (!signed) throw new AppError('not_found', { detail: 'Văn bản này chưa có bản đã ký.' })
      const bytes = new Uint8Array(await buffer(services.blobs.read(signed.sha256)))
      exchange.reply.headers({ 'content-security-policy': "default-src 'none'; sandbox" })
      return sendFile(exchange.reply, { bytes, type: 'pdf', name: `${fileName}-da-ky.pdf` })
    },
  },
  {
    method: 'POST',
    path: '/outgoing-documents/preview.pdf',
    title: 'Xem trước dự thảo văn bản đi',
    audience: previewOutgoing.audience,
    document: {
      ...fileResponse('pdf'),
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { content: { type: 'object' }, documentId: { type: 'string' } },
            },
            example: { content: outgoingExample, documentId: null },
          },
        },
      },
    },
    async handle(services, { request, reply, actor }) {
      const { paper } = await read(services, actor, previewOutgoing, request.body)
      const bytes = await services.pdf.render('decision', paper)
      return sendFile(reply, { bytes, type: 'pdf', name: 'xem-truoc.pdf' })
    },
  },
]
