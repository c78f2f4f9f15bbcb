import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineCommand } from '../../platform/operations.ts'
import { remindersDue, uncollectedDays } from '../queries/collection.ts'

const batch = 500

/**
 * Announces (`dossier.reminder_due`) results nobody has collected whose reminder day has come. It looks at how things
 * stand, so a day without the program is made up for; the day announced stays with the dossier, so none is told twice.
 */
export const flagUncollected = defineCommand({
  name: 'dossiers.flagUncollected',
  title: 'Nhắc các kết quả chưa có người nhận',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ flagged: z.int() }),
  async run(tx, { officeId }) {
    const days = await uncollectedDays(tx.db, officeId)
    const due = remindersDue({ officeId, days, today: localDate(tx.now), limit: batch })
    const found = await sql<{ id: string; code: string; dueOn: string }>`with due as (${due} for update of d)
      update dossiers d set reminder_due_on = due.due_on from due
      where d.office_id = ${officeId}::uuid and d.id = due.id
      returning d.id, d.code, due.due_on as "dueOn"`.execute(tx.db)
    return {
      output: { flagged: found.rows.length },
      audit: [
        {
          subjectType: 'office',
          subjectId: officeId,
          facts: { flagged: found.rows.map(({ code }) => code) },
        },
      ],
      news: found.rows.map(({ id, code, dueOn }) => ({
        topic: 'dossier.reminder_due',
        payload: { dossierId: id, code, dueOn },
      })),
    }
  },
})
