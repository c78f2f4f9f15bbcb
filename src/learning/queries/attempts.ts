import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import { type Attempt, type Deed, doneAt } from '../model/progress.ts'
import { taskOf } from '../model/tasks.ts'

/** Attempts that are looked at, latest first: enough for years of one person, bounded all the same. */
const mostAttempts = 2000

export interface OwnAttempt extends Attempt {
  staffId: string
}

/** Attempts of the practice office, of everybody or of one, latest first. */
export async function readAttempts(
  db: Kysely<DB>,
  of: { officeId: string; staffId?: string },
): Promise<OwnAttempt[]> {
  return db
    .selectFrom('practice_attempts')
    .select(['staff_id as staffId', 'task', 'started_at as startedAt'])
    .select(['dossier_id as dossierId', 'dossier_code as dossierCode'])
    .where('office_id', '=', of.officeId)
    .$if(of.staffId !== undefined, (query) => query.where('staff_id', '=', of.staffId ?? ''))
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostAttempts)
    .execute()
}

/** What the learners did in the practice office since a moment, as its journal tells. */
export async function readDeeds(
  db: Kysely<DB>,
  of: { officeId: string; staffId?: string; since: Date },
): Promise<(Deed & { staffId: string })[]> {
  const found = await sql<{ staffId: string; action: string; at: Date; subjectId: string; codes: string[] }>`
    select actor_id as "staffId", action, at, subject_id as "subjectId",
      to_jsonb(array_remove(array[facts->>'code'], null))
        || case jsonb_typeof(facts->'dossiers') when 'array' then facts->'dossiers' else '[]'::jsonb end as codes
    from audit_events
    where office_id = ${of.officeId}::uuid and at >= ${of.since} and actor_id is not null
      and (${of.staffId ?? null}::uuid is null or actor_id = ${of.staffId ?? null}::uuid)
    order by id`.execute(db)
  return found.rows
}

export interface TaskRecord {
  staffId: string
  task: string
  /** When it was first done; null while it was only begun. */
  doneAt: Date | null
}

/** Each task that anybody has begun, and when they first did it. */
export async function readTaskRecords(
  db: Kysely<DB>,
  of: { officeId: string; staffId?: string },
): Promise<TaskRecord[]> {
  const attempts = await readAttempts(db, of)
  const oldest = attempts.at(-1)
  if (!oldest) return []
  const deeds = await readDeeds(db, { ...of, since: oldest.startedAt })
  const records = new Map<string, TaskRecord>()
  for (const attempt of attempts) {
    const task = taskOf(attempt.task)
    if (!task) continue
    const key = `${attempt.staffId} ${attempt.task}`
    const own = deeds.filter(({ staffId }) => staffId === attempt.staffId)
    const done = doneAt(task, attempt, own)
    // Latest first: of several times done, the one met last is the first.
    const first = done ?? records.get(key)?.doneAt ?? null
    records.set(key, { staffId: attempt.staffId, task: attempt.task, doneAt: first })
  }
  return [...records.values()]
}
