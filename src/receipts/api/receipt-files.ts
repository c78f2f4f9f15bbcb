import type { FastifyReply } from 'fastify'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { publicActor } from '../../platform/http/context.ts'
import { fileResponse, sendPaper } from '../../platform/http/send-file.ts'
import { read, readForCaller } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { receiptPaper } from '../model/receipt-paper.ts'
import { lookUpReceipt, receiptToPrint, type ShownReceipt } from '../queries/receipt-paper.ts'

const nameOf = ({ receipt: { symbol, number } }: ShownReceipt) => `bien-lai-${symbol}-${number}`

function sendReceipt(services: Services, reply: FastifyReply, shown: ShownReceipt): Promise<FastifyReply> {
  const address = `${services.config.publicUrl}/tra-cuu-bien-lai`
  const data = receiptPaper(shown.receipt, shown.standing, address)
  return sendPaper(services, reply, { template: 'fee-receipt', data, fileName: `${nameOf(shown)}.pdf` })
}

function sendXml(reply: FastifyReply, shown: ShownReceipt): FastifyReply {
  const { xml } = shown.receipt
  if (xml === null)
    throw new AppError('not_found', { detail: 'Biên lai này chưa ký số nên chưa có tệp XML.' })
  return reply
    .type('application/xml')
    .header('content-disposition', `attachment; filename="${nameOf(shown)}.xml"`)
    .header('cache-control', 'private, no-store')
    .send(xml)
}

const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
const xmlResponse = {
  responses: {
    200: { description: 'Tệp XML có chữ ký số của cơ quan thu', content: { 'application/xml': {} } },
  },
}

const printRoute: SpecialRoute = {
  method: 'GET',
  path: '/receipts/{id}/receipt.pdf',
  title: receiptToPrint.title,
  audience: receiptToPrint.audience,
  document: { ...fileResponse('pdf'), parameters: [parameter('id')] },
  async handle(services, { request, reply, actor }) {
    const { id } = request.params as { id: string }
    return sendReceipt(services, reply, await read(services, actor, receiptToPrint, { id }))
  },
}

const xmlRoute: SpecialRoute = {
  method: 'GET',
  path: '/receipts/{id}/receipt.xml',
  title: 'Tải tệp XML đã ký số của biên lai',
  audience: receiptToPrint.audience,
  document: { ...xmlResponse, parameters: [parameter('id')] },
  async handle(services, { request, reply, actor }) {
    const { id } = request.params as { id: string }
    return sendXml(reply, await read(services, actor, receiptToPrint, { id }))
  },
}

/** For whoever holds the receipt: its code stands for them, and tries are counted. */
const publicRoute = (type: 'pdf' | 'xml'): SpecialRoute => ({
  method: 'GET',
  path: `/receipt-lookup/{code}/receipt.${type}`,
  title: type === 'pdf' ? 'Tải biên lai theo mã tra cứu' : 'Tải tệp XML của biên lai theo mã tra cứu',
  audience: 'public',
  document: { ...(type === 'pdf' ? fileResponse('pdf') : xmlResponse), parameters: [parameter('code')] },
  async handle(services, { request, reply, actor }) {
    const { code } = request.params as { code: string }
    const caller = { actor: actor ?? publicActor, ip: request.ip }
    const shown = await readForCaller(services, caller, { query: lookUpReceipt, input: { code } })
    return type === 'pdf' ? sendReceipt(services, reply, shown) : sendXml(reply, shown)
  },
})

/** Receipts as files: for the desk by id, for everybody by the code on them. */
export const receiptFileRoutes: readonly SpecialRoute[] = [
  printRoute,
  xmlRoute,
  publicRoute('pdf'),
  publicRoute('xml'),
]
