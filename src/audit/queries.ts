import { type Kysely, sql } from 'kysely'
import type { DB } from '../platform/database-types.ts'
import { chainStart, earliestUnsealed, sealHash, type WrittenEvent } from './model.ts'

/** Columns of `audit_events e` as a `WrittenEvent`. */
export const eventColumns = sql`e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at,
  e.actor_id::text as "actorId", e.actor_name as "actorName", e.action, e.subject_type as "subjectType",
  e.subject_id as "subjectId", e.facts::text as facts, e.request_id as "requestId"`

/** A place in the chain to hold it against later: kept outside the database, it also proves that no end was cut off. */
export interface ChainHead {
  sequence: number
  hash: string
}

/**
 * What is wrong first. `changed`: an event or its order is not what was sealed. `missing`: a sealed event or a seal
 * was removed. `inserted`: an event too old to be waiting has no seal. `cut_off`: the chain does not hold the given head.
 */
export interface AuditProblem {
  kind: 'changed' | 'missing' | 'inserted' | 'cut_off'
  sequence: number | null
  eventId: string | null
  sentence: string
}

export interface AuditReport {
  sealed: number
  /** Events written since the last sealing. */
  waiting: number
  /** Last seal; null when there is none yet. */
  head: ChainHead | null
  problem: AuditProblem | null
}

interface SealRow extends WrittenEvent {
  sequence: number
  hash: string
  eventId: string
}

const pageSize = 5000

/**
 * Recomputes every seal of an office from its events and reports the first thing that does not fit. Reads the chain in
 * pages; run it in one transaction. `known` is a head noted at an earlier time.
 */
export async function verifyAudit(db: Kysely<DB>, officeId: string, known?: ChainHead): Promise<AuditReport> {
  let head: ChainHead = { sequence: 0, hash: chainStart }
  let knownHolds = known === undefined
  for (;;) {
    const page = await readSeals(db, officeId, head.sequence)
    for (const row of page) {
      const problem = checkSeal(officeId, head, row)
      if (problem) return report(head, 0, problem)
      head = { sequence: row.sequence, hash: row.hash }
      if (known?.sequence === head.sequence && known.hash === head.hash) knownHolds = true
    }
    if (page.length < pageSize) break
  }
  if (!knownHolds) return report(head, 0, cutOff(known))
  const unsealed = await readUnsealed(db, officeId)
  return report(
    head,
    unsealed.waiting,
    unsealed.inserted === null ? null : insertedProblem(unsealed.inserted),
  )
}

function report(head: ChainHead, waiting: number, problem: AuditProblem | null): AuditReport {
  return { sealed: head.sequence, waiting, head: head.sequence === 0 ? null : head, problem }
}

async function readSeals(db: Kysely<DB>, officeId: string, after: number): Promise<SealRow[]> {
  // Lateral: each event is looked up by its id, also on a fresh table of which the planner knows nothing yet.
  const found = await sql<SealRow>`select s.sequence, s.hash, s.event_id::text as "eventId", w.*
    from audit_seals s left join lateral (
      select ${eventColumns} from audit_events e where e.office_id = ${officeId}::uuid and e.id = s.event_id limit 1) w on true
    where s.office_id = ${officeId}::uuid and s.sequence > ${after}
    order by s.sequence limit ${pageSize}`.execute(db)
  return found.rows
}

function checkSeal(officeId: string, before: ChainHead, row: SealRow): AuditProblem | null {
  const { sequence, eventId } = row
  if (sequence !== before.sequence + 1) {
    const sentence = `Thiếu dấu niêm số ${before.sequence + 1}: một hoặc nhiều dòng nhật ký đã bị xóa.`
    return { kind: 'missing', sequence: before.sequence + 1, eventId: null, sentence }
  }
  if (row.id === null) {
    const sentence = `Dòng nhật ký ứng với dấu niêm số ${sequence} đã bị xóa.`
    return { kind: 'missing', sequence, eventId, sentence }
  }
  if (sealHash(before.hash, officeId, row) === row.hash) return null
  const sentence = `Dòng nhật ký ứng với dấu niêm số ${sequence} đã bị sửa hoặc đổi thứ tự.`
  return { kind: 'changed', sequence, eventId, sentence }
}

function cutOff(known: ChainHead | undefined): AuditProblem {
  const sentence = `Nhật ký không còn dấu niêm số ${known?.sequence} đã ghi lại trước đây: phần cuối đã bị cắt hoặc làm lại.`
  return { kind: 'cut_off', sequence: known?.sequence ?? null, eventId: null, sentence }
}

function insertedProblem(eventId: string): AuditProblem {
  const sentence = 'Có dòng nhật ký cũ chưa từng được niêm: dòng này được chèn thêm về sau.'
  return { kind: 'inserted', sequence: null, eventId, sentence }
}

async function readUnsealed(
  db: Kysely<DB>,
  officeId: string,
): Promise<{ waiting: number; inserted: string | null }> {
  const highest = await sql<{ id: string }>`select event_id::text as id from audit_seals
    where office_id = ${officeId}::uuid order by event_id desc limit 1`.execute(db)
  const floor = earliestUnsealed(highest.rows[0]?.id ?? null)
  const found = await sql<{ waiting: number; inserted: string | null }>`select
      count(*) filter (where e.id >= ${floor}::uuid)::integer as waiting,
      (min(e.id::text) filter (where e.id < ${floor}::uuid)) as inserted
    from audit_events e left join lateral (select true as found from audit_seals s
      where s.office_id = ${officeId}::uuid and s.event_id = e.id limit 1) seal on true
    where e.office_id = ${officeId}::uuid and seal.found is null`.execute(db)
  return found.rows[0] ?? { waiting: 0, inserted: null }
}
