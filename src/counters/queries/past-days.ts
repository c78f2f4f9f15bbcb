import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { appointmentKeepDays } from '../model/slots.ts'

/** Whether days gone by have left tickets to close or appointments to delete; for the job that does so. */
export const pastDays = defineQuery({
  name: 'counters.pastDays',
  title: 'Xem ngày đã qua còn số thứ tự chưa đóng hay không',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ tickets: z.boolean(), appointments: z.boolean() }),
  async run({ db, now }, { officeId }) {
    const day = localDate(now)
    const found = await sql<{ tickets: boolean; appointments: boolean }>`select
      exists (select 1 from tickets where office_id = ${officeId}::uuid and day < ${day}::date
        and state in ('waiting', 'calling', 'serving')) as tickets,
      exists (select 1 from appointments where office_id = ${officeId}::uuid
        and day < ${addDays(day, -appointmentKeepDays)}::date) as appointments`.execute(db)
    return found.rows[0] ?? { tickets: false, appointments: false }
  },
})
