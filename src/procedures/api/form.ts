import type { SpecialRoute } from '../../platform/http/api.ts'
import { fileResponse, sendPaper } from '../../platform/http/send-file.ts'
import { read, readForCaller } from '../../platform/read.ts'
import { printForm, printPublicForm } from '../queries/print-form.ts'

/** The empty form of a procedure as PDF: what the desk hands out, and what anybody may print at home. */
export const formRoute: SpecialRoute = {
  method: 'GET',
  path: '/procedures/{procedureId}/form.pdf',
  title: 'Mẫu tờ khai để trống của thủ tục',
  audience: 'public',
  document: {
    ...fileResponse('pdf'),
    parameters: [{ name: 'procedureId', in: 'path', required: true, schema: { type: 'string' } }],
  },
  async handle(services, { request, reply, actor }) {
    const { procedureId } = request.params as Record<string, string>
    const input = { procedureId }
    if (actor.kind === 'staff')
      return sendPaper(services, reply, await read(services, actor, printForm, input))
    const caller = { actor, ip: request.ip }
    const paper = await readForCaller(services, caller, { query: printPublicForm, input })
    return sendPaper(services, reply, { ...paper, cache: 'public, max-age=600' })
  },
}
