import type { SpecialRoute } from '../../platform/http/api.ts'
import { fileResponse, sendFile, sendPaper } from '../../platform/http/send-file.ts'
import { read } from '../../platform/read.ts'
import { writeSpreadsheet } from '../../platform/spreadsheet.ts'
import { printOutgoingRegister } from '../queries/outgoing/outgoing-register.ts'

const query = (name: string, description: string, schema: object, example?: string) => ({
  name,
  in: 'query',
  description,
  required: example !== undefined,
  schema,
  ...(example === undefined ? {} : { example }),
})
const day = { type: 'string', format: 'date' }
const parameters = [
  query('book', 'register: sổ đăng ký văn bản đi; post: sổ gửi bưu điện', {
    type: 'string',
    enum: ['register', 'post'],
  }),
  query('from', 'Từ ngày', day, '2026-01-01'),
  query('to', 'Đến ngày', day, '2026-12-31'),
]

/** The registers of outgoing documents, to print and bind and to work with. */
export const outgoingRegisterRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/outgoing-register.pdf',
    title: 'Sổ đăng ký văn bản đi, sổ gửi bưu điện (tệp PDF/A)',
    audience: printOutgoingRegister.audience,
    document: { ...fileResponse('pdf'), parameters },
    async handle(services, { request, reply, actor }) {
      const { data, fileName } = await read(services, actor, printOutgoingRegister, request.query)
      return sendPaper(services, reply, {
        template: 'outgoing-register',
        data,
        fileName: `${fileName}.pdf`,
        later: true,
      })
    },
  },
  {
    method: 'GET',
    path: '/outgoing-register.xlsx',
    title: 'Sổ đăng ký văn bản đi, sổ gửi bưu điện (tệp Excel)',
    audience: printOutgoingRegister.audience,
    document: { ...fileResponse('xlsx'), parameters },
    async handle(services, { request, reply, actor }) {
      const { sheet, fileName } = await read(services, actor, printOutgoingRegister, request.query)
      return sendFile(reply, {
        bytes: await writeSpreadsheet([sheet]),
        type: 'xlsx',
        name: `${fileName}.xlsx`,
      })
    },
  },
]
