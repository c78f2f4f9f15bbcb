import { sql } from 'kysely'
import type { News, Tx } from '../../platform/operations.ts'
import type { LocalDate } from '../model/local-time.ts'

/** Days on which the office counts differently now, both included; `to` null: and all after. */
export interface ChangedDays {
  from: LocalDate
  to: LocalDate | null
}

/** For whoever has counted by the calendar as it was. */
export function calendarChanged({ from, to }: ChangedDays): News {
  return { topic: 'calendar.changed', payload: { from, to } }
}

/** On which days a set of weekly hours decides (the first one also before it begins), until the next one does. */
export async function hoursRange(tx: Tx, officeId: string, validFrom: LocalDate): Promise<ChangedDays> {
  const found = await sql<{ earlier: boolean; to: LocalDate | null }>`select
      coalesce(bool_or(valid_from < ${validFrom}::date), false) as earlier,
      (min(valid_from) filter (where valid_from > ${validFrom}::date) - 1)::text as to
    from working_hours where office_id = ${officeId}::uuid`.execute(tx.db)
  const row = found.rows[0]
  return { from: row?.earlier ? validFrom : '0001-01-01', to: row?.to ?? null }
}
