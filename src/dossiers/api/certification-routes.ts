import type { SpecialRoute } from '../../platform/http/api.ts'
import { fileResponse, sendFile, sendPaper } from '../../platform/http/send-file.ts'
import { parseInput } from '../../platform/parse.ts'
import { read } from '../../platform/read.ts'
import { writeSpreadsheet } from '../../platform/spreadsheet.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { registerPeriod } from '../model/certification/period.ts'
import { certificationSheet } from '../model/certification/register-sheet.ts'
import { registerKinds } from '../model/certification/registers.ts'
import { registerReaders } from '../queries/certification-register.ts'
import { printCertificationRegister, printStatements } from '../queries/print-certification.ts'
import { paperRoute } from './paper-route.ts'

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
    document: { ...fileResponse('pdf'), parameters },
    async handle(services, { request, reply, actor }) {
      const period = parseInput(registerPeriod, request.query)
      const printed = await read(services, actor, printCertificationRegister, { ...period, form: 'book' })
      return sendPaper(services, reply, { ...printed, later: true })
    },
  },
  {
    method: 'GET',
    path: '/certification-register.xlsx',
    title: 'Sổ chứng thực trong kỳ, dạng bảng tính',
    audience: registerReaders,
    document: {
      parameters,
      ...fileResponse('xlsx'),
    },
    async handle(services, { request, reply, actor }) {
      const period = parseInput(registerPeriod, request.query)
      const { data, fileName } = await read(services, actor, printCertificationRegister, {
        ...period,
        form: 'sheet',
      })
      const bytes = await writeSpreadsheet([certificationSheet(data)])
      return sendFile(reply, { bytes, type: 'xlsx', name: fileName.replace(/pdf$/, 'xlsx') })
    },
  },
]
