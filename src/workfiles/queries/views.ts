import { type Kysely, sql } from 'kysely'
import { instantAt, type LocalDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import type { Actor } from '../../platform/operations.ts'

/** Name in the journal of a look at a work file. */
export const viewAction = 'workfiles.noteView'

/** Looks of audit events `a`, those of one person on one day in Viet Nam being one. */
export const countOfViews = sql<number>`count(distinct (a.actor_id, (a.at at time zone 'Asia/Ho_Chi_Minh')::date))
  filter (where a.action = ${viewAction})::int`

/** Whether a look of the actor on that day is noted. */
export async function seenOn(
  db: Kysely<DB>,
  { actor, workFileId, day }: { actor: Actor; workFileId: string; day: LocalDate },
): Promise<boolean> {
  const found = await db
    .selectFrom('audit_events')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('subject_type', '=', 'work_file')
    .where('subject_id', '=', workFileId)
    .where('action', '=', viewAction)
    .where('actor_id', '=', actor.id)
    .where('at', '>=', instantAt(day, 0))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** How often a file was looked at, by how many, and when last. */
export interface Views {
  times: number
  people: number
  /** ISO moment. */
  lastAt: string | null
}

export async function viewsOf(
  db: Kysely<DB>,
  { officeId, workFileId }: { officeId: string; workFileId: string },
): Promise<Views> {
  const found = await sql<{
    times: number
    people: number
    lastAt: Date | null
  }>`select ${countOfViews} as times,
      count(distinct a.actor_id)::int as people, max(a.at) as "lastAt" from audit_events a
    where a.office_id = ${officeId}::uuid and a.subject_type = 'work_file' and a.subject_id = ${workFileId}
      and a.action = ${viewAction}`.execute(db)
  const [row] = found.rows
  return { times: row?.times ?? 0, people: row?.people ?? 0, lastAt: row?.lastAt?.toISOString() ?? null }
}
