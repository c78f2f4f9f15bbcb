import { loadCalendar } from '../../calendar/queries.ts'
import { AppError } from '../../platform/errors.ts'
import type { Reader } from '../../platform/operations.ts'
import type { Reckoning } from '../model/deadline.ts'

/** What time left is counted by in this office; travels in one round trip with the statements beside it. */
export async function loadReckoning({ db, now }: Reader, officeId: string): Promise<Reckoning> {
  const [calendar, office] = await Promise.all([
    loadCalendar(db, officeId),
    db.selectFrom('offices').select('due_soon_hours').where('office_id', '=', officeId).executeTakeFirst(),
  ])
  if (!office) throw new AppError('not_found')
  return { calendar, now, dueSoonMinutes: office.due_soon_hours * 60 }
}
