import type { SpecialRoute } from '../../platform/http/api.ts'
import { read } from '../../platform/read.ts'
import { calendarFile } from '../model/internal/calendar-file.ts'
import { getMeeting } from '../queries/internal/internal-lists.ts'

/** A meeting for the calendar of a telephone or another program. */
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
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
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
]
