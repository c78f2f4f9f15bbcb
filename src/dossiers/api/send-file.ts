import type { FastifyReply } from 'fastify'
import type { SpecialRoute } from '../../platform/http/api.ts'
import type { Services } from '../../platform/services.ts'

export type Exchange = Parameters<SpecialRoute['handle']>[1]

/** What a template prints, and the name of its file. */
export interface Printable {
  template: string
  fileName: string
  data: Record<string, unknown>
}

export function pdfResponse(description: string) {
  const schema = { type: 'string', format: 'binary' }
  return { responses: { 200: { description, content: { 'application/pdf': { schema } } } } }
}

export async function sendPdf(
  services: Services,
  reply: FastifyReply,
  printable: Printable,
): Promise<unknown> {
  const pdf = await services.pdf.render(printable.template, printable.data)
  return sendFile(reply, { bytes: pdf, type: 'application/pdf', name: printable.fileName, as: 'inline' })
}

export function sendFile(
  reply: FastifyReply,
  file: { bytes: Uint8Array; type: string; name: string; as: 'inline' | 'attachment' },
): unknown {
  return reply
    .type(file.type)
    .header('content-disposition', `${file.as}; filename="${file.name.replaceAll(/[^\w.-]/g, '_')}"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(file.bytes))
}
