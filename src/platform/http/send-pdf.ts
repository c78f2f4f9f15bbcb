import type { FastifyReply } from 'fastify'
import type { Services } from '../services.ts'

/** A paper to be made: its template, what the file is called when it is kept, and what it says. */
export interface Printable {
  template: string
  fileName: string
  data: unknown
}

/** OpenAPI fragment of a route that answers with a paper. */
export const pdfDocument = {
  responses: {
    200: {
      description: 'Tệp PDF/A',
      content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
    },
  },
}

/** Makes the paper and sends it to be shown; kept by nobody on the way unless `cache` says otherwise. */
export async function sendPdf(
  services: Services,
  reply: FastifyReply,
  { template, fileName, data, cache = 'private, no-store' }: Printable & { cache?: string },
): Promise<unknown> {
  const pdf = await services.pdf.render(template, data)
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`)
    .header('cache-control', cache)
    .send(Buffer.from(pdf))
}
