import { buffer } from 'node:stream/consumers'
import { renderDocx } from '../../platform/docx.ts'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileResponse, sendFile } from '../../platform/http/send-file.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { write } from '../../platform/write.ts'
import { noteOutgoingSeen } from '../commands/outgoing/comment-outgoing.ts'
import { outgoingExample } from '../model/outgoing/outgoing-examples.ts'
import { previewOutgoing, printOutgoing } from '../queries/outgoing/print-outgoing.ts'
import { renderOutgoing, wordOf } from './render-outgoing.ts'

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

/** Papers of outgoing documents: as PDF, as a Word file, and what is being typed as a preview. */
export const outgoingRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/outgoing-documents/{id}/paper.pdf',
    title: 'Văn bản đi, tệp PDF/A',
    audience: printOutgoing.audience,
    document: { ...fileResponse('pdf'), parameters: byId },
    async handle(services, exchange) {
      const found = await paperOf(services, exchange, 'pdf')
      // Our own page shows it beside the steps.
      exchange.reply.header('x-frame-options', 'SAMEORIGIN')
      const bytes = await renderOutgoing(services, found)
      return sendFile(exchange.reply, { bytes, type: 'pdf', name: `${found.fileName}.pdf` })
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
      const bytes = uploaded
        ? await wordOf(services, { sha256: uploaded.sha256, lines })
        : await renderDocx(paper)
      return sendFile(exchange.reply, { bytes, type: 'docx', name: `${fileName}.docx` })
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
