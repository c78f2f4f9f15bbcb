import { localDate } from '../calendar/model/local-time.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { fileResponse, sendFile } from '../platform/http/send-file.ts'
import { writeSpreadsheet } from '../platform/spreadsheet.ts'
import { reportSheet } from './model/report.ts'
import { readLearningReport } from './queries/learning-report.ts'
import { reportReaders, usualDays } from './queries/use-of-software.ts'

/** The report as a file to work with. */
export const learningRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/learning/report.xlsx',
    title: 'Tình hình sử dụng và thực hành phần mềm, tệp Excel',
    audience: reportReaders,
    document: {
      ...fileResponse('xlsx'),
      parameters: [
        {
          name: 'days',
          in: 'query',
          description: 'Số ngày gần đây',
          schema: { type: 'integer', minimum: 1, maximum: 400, default: usualDays },
        },
      ],
    },
    async handle(services, { request, reply, actor }) {
      const query = request.query as { days?: unknown }
      const lines = await readLearningReport(
        services,
        actor,
        query.days === undefined ? {} : { days: query.days },
      )
      const about = { days: Number(query.days ?? usualDays), today: localDate(services.clock()) }
      const bytes = await writeSpreadsheet([reportSheet(lines, about)])
      return sendFile(reply, { bytes, type: 'xlsx', name: 'tinh-hinh-su-dung-phan-mem.xlsx' })
    },
  },
]
