import type { FastifyReply } from 'fastify'
import type { SpecialRoute } from '../../platform/http/api.ts'

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

export function sendPdf(reply: FastifyReply, pdf: Uint8Array, name: string): unknown {
  return sendFile(reply, { bytes: pdf, type: 'application/pdf', name, as: 'inline' })
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
