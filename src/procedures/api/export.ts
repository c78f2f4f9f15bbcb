import { z } from 'zod'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { parseInput } from '../../platform/parse.ts'
import { read } from '../../platform/read.ts'
import { catalogueTable } from '../model/catalogue-table.ts'
import { catalogueMediaTypes } from '../model/read-catalogue-file.ts'
import { catalogueExcel, catalogueJson, csvText } from '../model/write-catalogue-file.ts'
import { exportCatalogue } from '../queries/stored-catalogue.ts'

const exportInput = z.object({
  loai: z.enum(['xlsx', 'csv', 'json'], { error: 'Loại tệp là xlsx, csv hoặc json.' }).default('xlsx'),
  mau: z.literal('1').optional(),
})

/** The office's catalogue as a file that can be imported again, or the empty template of such a file. */
const exportRoute: SpecialRoute = {
  method: 'GET',
  path: '/procedures/export',
  title: 'Xuất danh mục thủ tục, hoặc tệp mẫu để nhập (Excel, CSV, JSON)',
  audience: exportCatalogue.audience,
  document: {
    parameters: [
      {
        name: 'loai',
        in: 'query',
        required: false,
        schema: { type: 'string', enum: ['xlsx', 'csv', 'json'] },
      },
      { name: 'mau', in: 'query', required: false, schema: { type: 'string', enum: ['1'] } },
    ],
    responses: { 200: { description: 'Tệp danh mục', content: { 'application/octet-stream': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const { loai, mau } = parseInput(exportInput, { ...Object(request.query) })
    const { records } = mau ? { records: [] } : await read(services, actor, exportCatalogue, {})
    const body =
      loai === 'xlsx'
        ? await catalogueExcel(records)
        : loai === 'csv'
          ? await csvText(catalogueTable(records))
          : JSON.stringify(catalogueJson(records), null, 1)
    return reply
      .type(loai === 'xlsx' ? catalogueMediaTypes.xlsx : `${catalogueMediaTypes[loai]}; charset=utf-8`)
      .header('content-disposition', `attachment; filename="${mau ? 'mau-' : ''}danh-muc-thu-tuc.${loai}"`)
      .header('cache-control', 'private, no-store')
      .send(body)
  },
}

export const exportRoutes: readonly SpecialRoute[] = [exportRoute]
