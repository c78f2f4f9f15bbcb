import type { FastifyReply } from 'fastify'
import type { Services } from '../services.ts'

/** A paper to be made: its template, what the file is called when it is kept, and what it says. */
export interface Printable {
  template: string
  fileName: string
  data: unknown
}

export const fileTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type FileType = keyof typeof fileTypes

const descriptions: Readonly<Record<FileType, string>> = {
  pdf: 'Tệp PDF/A',
  docx: 'Tệp Word',
  xlsx: 'Tệp Excel',
}

/** OpenAPI fragment of a route that answers with a file. */
export function fileResponse(type: FileType) {
  const schema = { type: 'string', format: 'binary' }
  return {
    responses: { 200: { description: descriptions[type], content: { [fileTypes[type]]: { schema } } } },
  }
}

interface SentFile {
  bytes: Uint8Array
  type: FileType
  name: string
  /** Kept by nobody on the way unless told. */
  cache?: string
}

/** Sends a file: a PDF to be shown, others to be kept. */
export function sendFile(reply: FastifyReply, file: SentFile): FastifyReply {
  const { bytes, type, name, cache = 'private, no-store' } = file
  const disposition = type === 'pdf' ? 'inline' : 'attachment'
  return reply
    .type(fileTypes[type])
    .header('content-disposition', `${disposition}; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`)
    .header('cache-control', cache)
    .send(Buffer.from(bytes))
}

/** Makes a paper and sends it to be shown. `later`: nobody stands waiting for it, papers of the counter go first. */
export async function sendPaper(
  services: Services,
  reply: FastifyReply,
  paper: Printable & { cache?: string; later?: boolean },
): Promise<FastifyReply> {
  const { template, data, fileName, cache, later = false } = paper
  const bytes = await services.pdf.render(template, data, { later })
  return sendFile(reply, { bytes, type: 'pdf', name: fileName, ...(cache ? { cache } : {}) })
}
