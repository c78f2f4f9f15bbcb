import { type Kysely, sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'

export interface Place {
  id: string
  kind: 'desk' | 'unit'
  name: string
  /** Whether things may be put there today. */
  stands: boolean
}

/** Desks, then units, each in their order; also those that are no more, since their equipment still names them. */
export async function loadPlaces(db: Kysely<DB>, officeId: string, now: Date): Promise<Place[]> {
  const found = await sql<Place>`
    select id, kind, name, stands from (
      select id, 'desk' as kind, name, active as stands, 0 as part, sort from desks where office_id = ${officeId}::uuid
      union all
      select id, 'unit', name, retired_on is null or retired_on > ${localDate(now)}::date, 1, sort
      from units where office_id = ${officeId}::uuid) p
    order by stands desc, part, sort, name`.execute(db)
  return found.rows
}
