import writeExcelFile from 'write-excel-file/node'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { parseInput } from '../../platform/parse.ts'
import { read } from '../../platform/read.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { paperRoute, pdfDocument, sendPdf } from '../api.ts'
import { registerPeriod } from '../model/certification/period.ts'
import { registerKinds } from '../model/certification/registers.ts'
import { registerReaders } from '../queries/certification-register.ts'
import { printRegister, printStatements } from '../queries/print-certification.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const day = (name: string, example: string) => ({
  name,
  in: 'query',
  required: true,
  schema: { type: 'string', format: 'date' },
  example,
})
const parameters = [
  {
    name: 'register',
    in: 'query',
    required: true,
    schema: { type: 'string', enum: registerKinds },
    example: 'copy',
  },
  day('from', '2026-01-01'),
  day('to', '2026-12-31'),
]

type Printed = Awaited<ReturnType<typeof printRegister.run>>['data']

/** The register as a sheet: numbers as numbers, so that they can be summed. */
async function sheetOf(register: Printed): Promise<Buffer> {
  const bold = {
    fontWeight: 'bold' as const,
    wrap: true,
    align: 'center' as const,
    borderStyle: 'thin' as const,
  }
  const cell = (text: string, column: number, isStruck: boolean) => {
    const digits = text.replaceAll('.', '')
    const isNumber = [0, 4, 5, 6].includes(column) && /^\d+$/.test(digits)
    const look = { borderStyle: 'thin' as const, wrap: true, alignVertical: 'top' as const }
    const struck = isStruck ? { textDecoration: { strikethrough: true } } : {}
    return isNumber
      ? { value: Number(digits), type: Number, format: '#,##0', ...look, ...struck }
      : { value: text, type: String, ...look, ...struck }
  }
  const { totals } = register
  const sum = ['', '', '', totals.words, '', totals.copies, totals.fee, '', '']
  const data = [
    [{ value: register.title, type: String, fontWeight: 'bold' as const, fontSize: 14 }],
    [{ value: `${register.agency}. ${register.period}. ${register.volume}`, type: String }],
    [],
    register.header.map((value) => ({ value, type: String, ...bold })),
    ...register.rows.map(({ cells, isStruck }) =>
      cells.map((text, column) => cell(text, column, isStruck && column < 8)),
    ),
    sum.map((text, column) => ({ ...cell(text, column, false), fontWeight: 'bold' as const })),
  ]
  const columns = [10, 13, 28, 40, 9, 9, 14, 24, 30].map((width) => ({ width }))
  return writeExcelFile(data, {
    columns,
    sheet: 'Sổ chứng thực',
    orientation: 'landscape',
    stickyRowsCount: 4,
  }).toBuffer()
}

/** What is printed of certifications: statements of a dossier, and a register as a book and as a sheet. */
export const certificationRoutes: readonly SpecialRoute[] = [
  paperRoute(
    {
      path: '/dossiers/{code}/certification.pdf',
      parameter: 'code',
      title: 'Lời chứng của hồ sơ chứng thực',
    },
    (services, { actor }, typed) =>
      read(services, actor, printStatements, { code: normaliseDossierCode(typed) }),
  ),
  {
    method: 'GET',
    path: '/certification-register.pdf',
    title: 'Sổ chứng thực trong kỳ, để in',
    audience: registerReaders,
    document: { ...pdfDocument, parameters },
    async handle(services, { request, reply, actor }) {
      const period = parseInput(registerPeriod, request.query)
      const printed = await read(services, actor, printRegister, { ...period, form: 'book' })
      return sendPdf(services, reply, printed)
    },
  },
  {
    method: 'GET',
    path: '/certification-register.xlsx',
    title: 'Sổ chứng thực trong kỳ, dạng bảng tính',
    audience: registerReaders,
    document: {
      parameters,
      responses: {
        200: {
          description: 'Bảng tính',
          content: { [sheetType]: { schema: { type: 'string', format: 'binary' } } },
        },
      },
    },
    async handle(services, { request, reply, actor }) {
      const period = parseInput(registerPeriod, request.query)
      const { data, fileName } = await read(services, actor, printRegister, { ...period, form: 'sheet' })
      return reply
        .type(sheetType)
        .header('content-disposition', `attachment; filename="${fileName.replace(/pdf$/, 'xlsx')}"`)
        .header('cache-control', 'private, no-store')
        .send(await sheetOf(data))
    },
  },
]
