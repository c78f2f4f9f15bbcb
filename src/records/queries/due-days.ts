import type { Kysely } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import { addWorkingMinutes } from '../../calendar/model/working-time.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import type { DB } from '../../platform/database-types.ts'
import type { Days } from './incoming-filter.ts'

/** Today and the last day that counts as soon, by the office's own warning time in working hours. */
export async function dueDays(db: Kysely<DB>, officeId: string, now: Date): Promise<Days> {
  const [calendar, office] = await Promise.all([
    loadCalendar(db, officeId),
    db
      .selectFrom('offices')
      .select('due_soon_hours')
      .where('office_id', '=', officeId)
      .executeTakeFirstOrThrow(),
  ])
  return { now, today: localDate(now), soonUntil: soonUntil(calendar, now, office.due_soon_hours * 60) }
}

/** An office without working hours warns of nothing beforehand; what is late is late all the same. */
function soonUntil(calendar: Parameters<typeof addWorkingMinutes>[0], now: Date, minutes: number): string {
  try {
    return localDate(addWorkingMinutes(calendar, now, minutes))
  } catch (error) {
    if (error instanceof RangeError) return localDate(now)
    throw error
  }
}
