import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileResponse, sendPaper } from '../../platform/http/send-file.ts'
import { read } from '../../platform/read.ts'
import { write } from '../../platform/write.ts'
import { getOffice } from '../../staff/queries/office.ts'
import { openRestricted } from '../commands/open-restricted.ts'
import { composeSlip } from '../model/incoming-slip.ts'
import { getIncoming } from '../queries/get-incoming.ts'
import { printHandlingReport } from '../queries/handling-report.ts'
import { printIncomingRegister } from '../queries/incoming-register.ts'
import { bothForms } from './both-forms.ts'

const slipRoute: SpecialRoute = {
  method: 'GET',
  path: '/incoming/{id}/slip.pdf',
  title: 'Phiếu giải quyết văn bản đến',
  audience: getIncoming.audience,
  document: {
    ...fileResponse('pdf'),
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
  },
  async handle(services, { request, reply, actor }) {
    const asked = { ...Object(request.params) }
    const found = await read(services, actor, getIncoming, asked)
    // What the slip tells of a restricted document is a look at it.
    const document =
      found.document ?? (await write(services, callOf(request, actor), openRestricted, asked)).document
    const office = await read(services, actor, getOffice, {})
    return sendPaper(services, reply, {
      template: 'incoming-slip',
      data: composeSlip(document, office.name),
      fileName: `phieu-giai-quyet-${document.arrivalNumber}-${document.arrivalYear}.pdf`,
    })
  },
}

const query = (name: string, description: string, schema: object, example: string) => ({
  name,
  in: 'query',
  description,
  required: true,
  schema,
  example,
})
const day = { type: 'string', format: 'date' }
const period = [query('from', 'Từ ngày', day, '2026-03-01'), query('to', 'Đến hết ngày', day, '2026-03-31')]
const kind = query('kind', 'Sổ', { type: 'string', enum: ['dang-ky', 'theo-doi'] }, 'dang-ky')

/** Papers and sheets of incoming documents. */
export const incomingPaperRoutes: readonly SpecialRoute[] = [
  slipRoute,
  ...bothForms('/incoming-register', {
    ...printIncomingRegister,
    make: printIncomingRegister,
    parameters: [kind, ...period],
  }),
  ...bothForms('/incoming-report', {
    ...printHandlingReport,
    make: printHandlingReport,
    parameters: period,
  }),
]
