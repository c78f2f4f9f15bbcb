import { renderDocx } from '../platform/docx.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { type FileType, fileResponse, sendFile, sendPaper } from '../platform/http/send-file.ts'
import { read } from '../platform/read.ts'
import { writeSpreadsheet } from '../platform/spreadsheet.ts'
import { exportColumnNames } from './model/export-columns.ts'
import { searchFilter } from './model/search-filter.ts'
import { exportFound } from './queries/export-found.ts'

const names: Readonly<Record<FileType, string>> = { pdf: 'PDF', docx: 'Word', xlsx: 'Excel' }

const inQuery = (name: string, more: { schema: object; example?: string }) => ({
  name,
  in: 'query',
  required: false,
  ...more,
})
const parameters = [
  ...Object.keys(searchFilter.shape).map((name) =>
    inQuery(name, { schema: { type: 'string' }, ...(name === 'q' ? { example: 'bao cao' } : {}) }),
  ),
  inQuery('columns', { schema: { type: 'array', items: { type: 'string', enum: exportColumnNames } } }),
]

function exportRoute(type: FileType): SpecialRoute {
  return {
    method: 'GET',
    path: `/search/export.${type}`,
    title: `${exportFound.title} (${names[type]})`,
    audience: exportFound.audience,
    document: { ...fileResponse(type), parameters },
    async handle(services, { request, reply, actor }) {
      const made = await read(services, actor, exportFound, { ...Object(request.query) })
      const name = `${made.fileName}.${type}`
      if (type === 'pdf')
        return sendPaper(services, reply, {
          ...{ template: 'decision', data: made.paper, fileName: name },
          later: true,
        })
      const bytes = type === 'docx' ? await renderDocx(made.paper) : await writeSpreadsheet([made.sheet])
      return sendFile(reply, { bytes, type, name })
    },
  }
}

/** What was found, as a paper, to go on writing in, and to reckon with. */
export const searchRoutes: readonly SpecialRoute[] = [
  exportRoute('pdf'),
  exportRoute('docx'),
  exportRoute('xlsx'),
]
