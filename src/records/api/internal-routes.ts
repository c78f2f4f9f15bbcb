import type { SpecialRoute } from '../../platform/http/api.ts'
import { read } from '../../platform/read.ts'
import { calendarFile } from '../model/internal/calendar-file.ts'
import { getMeeting } from '../queries/internal/internal-lists.ts'
import { getSubmissionFile } from '../queries/internal/submission-file.ts'
import { inPath, sendKept } from './send-kept.ts'

/** A meeting for the calendar of a telephone or another program; files of submissions for the two they concern. */
export const internalRoutes: readonly SpecialRoute[] = [
  {
    method: 'GET',
    path: '/meetings/{id}/calendar.ics',
    title: 'Tệp lịch của cuộc họp (iCalendar)',
    audience: getMeeting.audience,
    document: {
      responses: {
        200: { description: 'Tệp lịch', content: { 'text/calendar': { schema: { type: 'string' } } } },
      },
      parameters: [inPath('id')],
    },
    async handle(services, { request, reply, actor }) {
      const { id } = request.params as { id: string }
      const meeting = await read(services, actor, getMeeting, { id })
      const file = calendarFile(meeting, new URL(services.config.publicUrl).hostname)
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="lich-hop.ics"')
        .header('cache-control', 'private, no-store')
        .send(file)
    },
  },
  {
    method: 'GET',
    path: '/internal-submissions/{id}/files/{fileId}',
    title: getSubmissionFile.title,
    audience: getSubmissionFile.audience,
    document: {
      parameters: [inPath('id'), inPath('fileId')],
      responses: { 200: { description: 'Nội dung tệp.', content: { 'application/octet-stream': {} } } },
    },
    async handle(services, { request, reply, actor }) {
      const file = await read(services, actor, getSubmissionFile, { ...Object(request.params) })
      return sendKept(services, { request, reply }, { file, mayCache: true })
    },
  },
]
