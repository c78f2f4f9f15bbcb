import type { SpecialRoute } from '../../platform/http/api.ts'
import { fileResponse, sendPaper } from '../../platform/http/send-file.ts'
import { readForCaller } from '../../platform/read.ts'
import { printOwnDeclaration } from '../queries/print-own-declaration.ts'

const named = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })

/** The declaration that a citizen filled in at home, to print and sign. */
export const declarationSheetRoute: SpecialRoute = {
  method: 'GET',
  path: '/procedures/{procedureId}/declarations/{id}/sheet.pdf',
  title: 'Tờ khai đã khai trước, để in',
  audience: 'public',
  document: { ...fileResponse('pdf'), parameters: [named('procedureId'), named('id')] },
  async handle(services, { request, reply, actor }) {
    const input = request.params as { procedureId: string; id: string }
    const caller = { actor, ip: request.ip }
    return sendPaper(
      services,
      reply,
      await readForCaller(services, caller, { query: printOwnDeclaration, input }),
    )
  },
}
