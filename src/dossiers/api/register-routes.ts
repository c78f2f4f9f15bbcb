import type { SpecialRoute } from '../../platform/http/api.ts'
import { fileResponse, sendFile, sendPaper } from '../../platform/http/send-file.ts'
import { read } from '../../platform/read.ts'
import { writeSpreadsheet } from '../../platform/spreadsheet.ts'
import { printRegister, saveRegister } from '../queries/export-register.ts'

const query = (name: string, description: string, more: { schema: object; example?: string }) => ({
  name,
  in: 'query',
  description,
  required: more.example !== undefined,
  ...more,
})
const day = { type: 'string', format: 'date' }
const period = [
  query('from', 'Tiếp nhận từ ngày', { schema: day, example: '2026-03-01' }),
  query('to', 'Tiếp nhận đến ngày', { schema: day, example: '2026-03-31' }),
  query('field', 'Mã lĩnh vực', { schema: { type: 'string' } }),
  query('officerId', 'Người tiếp nhận', { schema: { type: 'string', format: 'uuid' } }),
]
const part = query('part', 'Phần thứ mấy', { schema: { type: 'integer', minimum: 1, default: 1 } })

/** The register of a period as a paper and as a file to work with. */
export const registerRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/register.pdf',
    title: 'Sổ theo dõi hồ sơ, từng phần 1.000 hồ sơ',
    audience: printRegister.audience,
    document: {
      ...fileResponse('pdf'),
      parameters: [...period, part],
    },
    async handle(services, { request, reply, actor }) {
      const { data, fileName } = await read(services, actor, printRegister, request.query)
      return sendPaper(services, reply, { template: 'register', data, fileName, later: true })
    },
  },
  {
    method: 'GET',
    path: '/register.xlsx',
    title: 'Sổ theo dõi hồ sơ, tệp Excel',
    audience: saveRegister.audience,
    document: {
      ...fileResponse('xlsx'),
      parameters: period,
    },
    async handle(services, { request, reply, actor }) {
      const { fileName, sheets } = await read(services, actor, saveRegister, request.query)
      const bytes = await writeSpreadsheet(sheets)
      return sendFile(reply, { bytes, type: 'xlsx', name: fileName })
    },
  },
]
