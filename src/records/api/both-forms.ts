import type { SpecialRoute } from '../../platform/http/api.ts'
import { fileResponse, sendFile, sendPaper } from '../../platform/http/send-file.ts'
import type { Query } from '../../platform/operations.ts'
import { read } from '../../platform/read.ts'
import { type Sheet, writeSpreadsheet } from '../../platform/spreadsheet.ts'

interface Made {
  fileName: string
  paper: unknown
  sheet: Sheet
}

/** A register as a paper to be bound and as a sheet, from the same query. */
export function bothForms(
  path: string,
  made: Pick<Query, 'title' | 'audience'> & { make: unknown; parameters: readonly object[] },
): SpecialRoute[] {
  const { title, audience, parameters } = made
  const make = made.make as Query
  return [
    {
      method: 'GET',
      path: `${path}.pdf`,
      title: `${title} (PDF)`,
      audience,
      document: { ...fileResponse('pdf'), parameters },
      async handle(services, { request, reply, actor }) {
        const { paper, fileName } = (await read(services, actor, make, {
          ...Object(request.query),
          ...Object(request.params),
        })) as Made
        const file = { template: 'document-register', data: paper, fileName: `${fileName}.pdf` }
        return sendPaper(services, reply, { ...file, later: true })
      },
    },
    {
      method: 'GET',
      path: `${path}.xlsx`,
      title: `${title} (Excel)`,
      audience,
      document: { ...fileResponse('xlsx'), parameters },
      async handle(services, { request, reply, actor }) {
        const { sheet, fileName } = (await read(services, actor, make, {
          ...Object(request.query),
          ...Object(request.params),
        })) as Made
        const bytes = await writeSpreadsheet([sheet])
        return sendFile(reply, { bytes, type: 'xlsx', name: `${fileName}.xlsx` })
      },
    },
  ]
}
