import type { SpecialRoute } from '../../platform/http/api.ts'
import { read } from '../../platform/read.ts'
import { writeSpreadsheet } from '../../platform/spreadsheet.ts'
import { printRegister, saveRegister } from '../queries/export-register.ts'
import { pdfResponse, sendFile, sendPdf } from './send-file.ts'

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const query = (name: string, description: string, schema: object, required = false) => ({
  name,
  in: 'query',
  description,
  required,
  schema,
})
const day = { type: 'string', format: 'date', example: '2026-03-01' }
const period = [
  query('from', 'Tiếp nhận từ ngày', day, true),
  query('to', 'Tiếp nhận đến ngày', { ...day, example: '2026-03-31' }, true),
  query('field', 'Mã lĩnh vực', { type: 'string' }),
  query('officerId', 'Người tiếp nhận', { type: 'string', format: 'uuid' }),
]

/** The register of a period as a paper and as a file to work with. */
export const registerRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/register.pdf',
    title: 'Sổ theo dõi hồ sơ, từng phần 1.000 hồ sơ',
    audience: printRegister.audience,
    document: {
      ...pdfResponse('Tệp PDF/A'),
      parameters: [...period, query('part', 'Phần thứ mấy', { type: 'integer', minimum: 1, default: 1 })],
    },
    async handle(services, { request, reply, actor }) {
      const { data, fileName } = await read(services, actor, printRegister, request.query)
      return sendPdf(reply, await services.pdf.render('register', data, 'later'), fileName)
    },
  },
  {
    method: 'GET',
    path: '/register.xlsx',
    title: 'Sổ theo dõi hồ sơ, tệp Excel',
    audience: saveRegister.audience,
    document: {
      responses: {
        200: {
          description: 'Tệp XLSX',
          content: { [excel]: { schema: { type: 'string', format: 'binary' } } },
        },
      },
      parameters: period,
    },
    async handle(services, { request, reply, actor }) {
      const { fileName, sheets } = await read(services, actor, saveRegister, request.query)
      const bytes = await writeSpreadsheet(sheets)
      return sendFile(reply, { bytes, type: excel, name: fileName, as: 'attachment' })
    },
  },
]
