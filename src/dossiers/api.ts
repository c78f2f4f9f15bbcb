import type { FastifyReply } from 'fastify'
import type { SpecialRoute } from '../platform/http/api.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { normaliseDossierCode } from './model/dossier-code.ts'
import { printControlSheet, printLetter, printPaper, printReceipt } from './queries/print-paper.ts'

const pdfDocument = {
  responses: {
    200: {
      description: 'Tệp PDF/A',
      content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
    },
  },
}
const desk = ['counter', 'specialist', 'clerk', 'leader'] as const

const byCode = [{ name: 'code', in: 'path', required: true, schema: { type: 'string' } }]
const byId = [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }]

interface Printable {
  template: string
  fileName: string
  data: Record<string, unknown>
}

async function sendPdf(services: Services, reply: FastifyReply, printable: Printable): Promise<unknown> {
  const pdf = await services.pdf.render(printable.template, printable.data)
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${printable.fileName.replaceAll(/[^\w.-]/g, '_')}"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(pdf))
}

function trackingUrl(services: Services, code: string): string {
  return `${services.config.publicUrl}/tra-cuu/${encodeURIComponent(code)}`
}

/** The papers of a dossier as PDF. */
export const dossierRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/dossiers/{code}/receipt.pdf',
    title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01)',
    audience: desk,
    document: { ...pdfDocument, parameters: byCode },
    async handle(services, { request, reply, actor }) {
      const code = normaliseDossierCode((request.params as { code: string }).code)
      const printable = await read(services, actor, printReceipt, {
        code,
        trackingUrl: trackingUrl(services, code),
      })
      return sendPdf(services, reply, printable)
    },
  },
  {
    method: 'GET',
    path: '/dossiers/{code}/control-sheet.pdf',
    title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ',
    audience: desk,
    document: { ...pdfDocument, parameters: byCode },
    async handle(services, { request, reply, actor }) {
      const code = normaliseDossierCode((request.params as { code: string }).code)
      const printable = await read(services, actor, printControlSheet, {
        code,
        trackingUrl: trackingUrl(services, code),
      })
      return sendPdf(services, reply, printable)
    },
  },
  {
    method: 'GET',
    path: '/dossiers/{code}/result.pdf',
    title: 'Văn bản kết quả soạn trên phần mềm',
    audience: desk,
    document: { ...pdfDocument, parameters: byCode },
    async handle(services, { request, reply, actor }) {
      const code = normaliseDossierCode((request.params as { code: string }).code)
      return sendPdf(services, reply, await read(services, actor, printLetter, { code }))
    },
  },
  {
    method: 'GET',
    path: '/papers/{id}.pdf',
    title: 'Giấy tờ đã lập cho hồ sơ',
    audience: desk,
    document: { ...pdfDocument, parameters: byId },
    async handle(services, { request, reply, actor }) {
      const { id } = request.params as { id: string }
      const printable = await read(services, actor, printPaper, { id, publicUrl: services.config.publicUrl })
      return sendPdf(services, reply, printable)
    },
  },
]
