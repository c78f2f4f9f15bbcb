import type { FastifyReply } from 'fastify'
import type { SpecialRoute } from '../../platform/http/api.ts'
import type { Services } from '../../platform/services.ts'

const pdfDocument = {
  responses: {
    200: {
      description: 'Tệp PDF/A',
      content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
    },
  },
}
const desk = ['counter', 'specialist', 'clerk', 'leader'] as const

export interface Printable {
  template: string
  fileName: string
  data: Record<string, unknown>
}

export async function sendPdf(
  services: Services,
  reply: FastifyReply,
  printable: Printable,
): Promise<unknown> {
  const pdf = await services.pdf.render(printable.template, printable.data)
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${printable.fileName.replaceAll(/[^\w.-]/g, '_')}"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(pdf))
}

export function trackingUrl(services: Services, code: string): string {
  return `${services.config.publicUrl}/tra-cuu/${encodeURIComponent(code)}`
}

type Exchange = Parameters<SpecialRoute['handle']>[1]

/** A route that prints one paper: the name in its path, and how to compose it from that name. */
export function paperRoute(
  paper: { path: string; parameter: 'code' | 'id'; title: string; audience?: readonly string[] },
  compose: (services: Services, exchange: Exchange, name: string) => Promise<Printable>,
): SpecialRoute {
  const { path, parameter, title } = paper
  const parameters = [{ name: parameter, in: 'path', required: true, schema: { type: 'string' } }]
  return {
    method: 'GET',
    path,
    title,
    audience: paper.audience ?? desk,
    document: { ...pdfDocument, parameters },
    async handle(services, exchange) {
      const name = (exchange.request.params as Record<string, string>)[parameter] ?? ''
      return sendPdf(services, exchange.reply, await compose(services, exchange, name))
    },
  }
}
