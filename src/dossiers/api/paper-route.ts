import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileResponse, type Printable, sendFile } from '../../platform/http/send-file.ts'
import type { Services } from '../../platform/services.ts'
import { write } from '../../platform/write.ts'
import { notePrinted } from '../commands/note-printed.ts'

type Exchange = Parameters<SpecialRoute['handle']>[1]

const desk = ['counter', 'specialist', 'clerk', 'leader'] as const

export function trackingUrl(services: Services, code: string): string {
  return `${services.config.publicUrl}/tra-cuu/${encodeURIComponent(code)}`
}

/** A route that prints one paper: the name in its path, and how to compose it from that name. */
export function paperRoute(
  paper: { path: string; parameter: 'code' | 'id'; title: string; audience?: readonly string[] },
  compose: (
    services: Services,
    exchange: Exchange,
    name: string,
  ) => Promise<Printable & { paperId?: string }>,
): SpecialRoute {
  const { path, parameter, title } = paper
  const parameters = [{ name: parameter, in: 'path', required: true, schema: { type: 'string' } }]
  return {
    method: 'GET',
    path,
    title,
    audience: paper.audience ?? desk,
    document: { ...fileResponse('pdf'), parameters },
    async handle(services, exchange) {
      const name = (exchange.request.params as Record<string, string>)[parameter] ?? ''
      const { paperId, ...printable } = await compose(services, exchange, name)
      const bytes = await services.pdf.render(printable.template, printable.data)
      // An official paper that was issued leaves a trace each time it is opened for printing.
      if (paperId) {
        const { actor, requestId } = callOf(exchange.request, exchange.actor)
        await write(services, { actor, requestId }, notePrinted, { paperId })
      }
      return sendFile(exchange.reply, { bytes, type: 'pdf', name: printable.fileName })
    },
  }
}
