import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { addDays, instantAt, localDateSchema } from '../../calendar/model/local-time.ts'
import type { Pause } from '../../calendar/model/pauses.ts'
import {
  type RecountedTrace,
  recountDue,
  type StoredTrace,
  storedTraceSchema,
} from '../../calendar/model/recount.ts'
import { loadCalendar, type OfficeCalendar } from '../../calendar/queries.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { replannedSteps } from '../model/shifted-steps.ts'
import { type DueMove, moveDueTimes, moveSteps, type StepMove } from './move-due.ts'

const cursorSchema = z.strictObject({ dueAt: z.iso.datetime(), id: z.uuid() })

/**
 * One batch of counting again after the calendar was corrected on the days `from` to `to` (null: and all after). What
 * is due later by the right calendar moves, steps included, with the traces of before and after; what would be due
 * earlier keeps the date that stands on the citizen's paper, and says so to the officers.
 */
export const recountDueTimes = defineCommand({
  name: 'dossiers.recountDueTimes',
  title: 'Tính lại hạn trả sau khi sửa lịch làm việc',
  audience: [],
  input: z.strictObject({
    from: localDateSchema,
    to: localDateSchema.nullable(),
    after: cursorSchema.nullable(),
    limit: z.int().min(1).max(1000),
  }),
  output: z.object({ moved: z.int(), kept: z.int(), next: cursorSchema.nullable() }),
  async run(tx, actor, input) {
    const crossing = await lockCrossing(tx, actor, input)
    const calendar = await loadCalendar(tx.db, actor.officeId)
    const counted = crossing.flatMap((dossier) => recounted(calendar, dossier))
    const later = counted.filter(({ dossier, trace }) => trace.dueAt > dossier.dueAt)
    const earlier = counted.filter(({ dossier, trace }) => trace.dueAt < dossier.dueAt)
    const days = daysInWords(input)
    await moveDueTimes(
      tx,
      actor,
      later.map((each) => moveOf(each, days)),
    )
    await moveSteps(
      tx,
      actor,
      later.flatMap((each) => stepMoves(calendar, each)),
    )
    await noteKept(tx, actor, { kept: earlier, days })
    const last = crossing.length === input.limit ? crossing.at(-1) : undefined
    return {
      output: {
        moved: later.length,
        kept: earlier.length,
        next: last ? { dueAt: last.dueAt.toISOString(), id: last.id } : null,
      },
      audit: [
        {
          subjectType: 'office',
          subjectId: actor.officeId,
          facts: {
            days,
            moved: later.map(({ dossier, trace }) => ({
              id: dossier.id,
              before: dossier.dueAt,
              after: trace.dueAt,
            })),
            kept: earlier.map(({ dossier, trace }) => ({
              id: dossier.id,
              promised: dossier.dueAt,
              counted: trace.dueAt,
            })),
          },
        },
      ],
    }
  },
})

interface Crossing {
  id: string
  dueAt: Date
  step: number
  stored: StoredTrace | null
  steps: { ordinal: number; minutes: number; dueAt: Date }[]
  pauses: Pause[]
}

interface Range {
  from: string
  to: string | null
  after: { dueAt: string; id: string } | null
  limit: number
}

/** Open dossiers whose counting crosses the changed days, by due time; received before their end, due after their start. */
async function lockCrossing(
  tx: Tx,
  { officeId }: Actor,
  { from, to, after, limit }: Range,
): Promise<Crossing[]> {
  const start = instantAt(from, 0)
  const end = to ? sql`d.received_at < ${instantAt(addDays(to, 1), 0)}::timestamptz` : sql`true`
  const beyond = after ? sql`(d.due_at, d.id) > (${after.dueAt}::timestamptz, ${after.id}::uuid)` : sql`true`
  const found = await sql<{
    id: string
    due_at: Date
    step: number
    due_trace: unknown
    steps: { ordinal: number; minutes: number; due_at: string }[]
    pauses: { from_at: string; to_at: string }[]
  }>`select d.id, d.due_at, d.step, d.due_trace,
      (select coalesce(jsonb_agg(jsonb_build_object('ordinal', s.ordinal, 'minutes', s.minutes, 'due_at', s.due_at) order by s.ordinal), '[]')
        from dossier_steps s where s.office_id = d.office_id and s.dossier_id = d.id) as steps,
      (select coalesce(jsonb_agg(jsonb_build_object('from_at', p.from_at, 'to_at', p.to_at) order by p.from_at), '[]')
        from dossier_pauses p where p.office_id = d.office_id and p.dossier_id = d.id and p.to_at is not null) as pauses
    from dossiers d
    where d.office_id = ${officeId}::uuid and d.status in (2, 4, 5, 6, 7) and d.code is not null
      and d.due_at >= ${start}::timestamptz and ${end} and ${beyond}
    order by d.due_at, d.id limit ${limit} for update of d`.execute(tx.db)
  return found.rows.map((row) => {
    const stored = storedTraceSchema.safeParse(row.due_trace)
    return {
      id: row.id,
      dueAt: row.due_at,
      step: row.step,
      stored: stored.success ? stored.data : null,
      steps: row.steps.map(({ due_at, ...step }) => ({ ...step, dueAt: new Date(due_at) })),
      pauses: row.pauses.map(({ from_at, to_at }) => ({ from: new Date(from_at), to: new Date(to_at) })),
    }
  })
}

interface Recounted {
  dossier: Crossing
  trace: RecountedTrace
}

/** Nothing where there is no trace to count from, or where the calendar cannot count any more: the date stands. */
function recounted(calendar: OfficeCalendar, dossier: Crossing): Recounted[] {
  if (!dossier.stored) return []
  try {
    return [{ dossier, trace: recountDue(calendar, dossier.stored, dossier.pauses) }]
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

function moveOf({ dossier, trace }: Recounted, days: string): DueMove {
  return {
    dossierId: dossier.id,
    before: dossier.dueAt,
    after: trace.dueAt,
    cause: 'calendar_corrected',
    publicReason: `lịch làm việc của cơ quan được điều chỉnh (${days})`,
    trace,
  }
}

function stepMoves(calendar: OfficeCalendar, { dossier, trace }: Recounted): StepMove[] {
  return replannedSteps(calendar, dossier, trace).map((step) => ({ ...step, dossierId: dossier.id }))
}

/** For the officers only: to the citizen nothing changes. */
async function noteKept(
  tx: Tx,
  actor: Actor,
  { kept, days }: { kept: readonly Recounted[]; days: string },
): Promise<void> {
  if (kept.length === 0) return
  const rows = kept.map(({ dossier, trace }) => ({
    id: uuid(),
    dossierId: dossier.id,
    note: `Lịch làm việc được điều chỉnh (${days}); tính lại thì hạn là ${formatShortMoment(trace.dueAt)}, sớm hơn ngày đã hẹn. Giữ ngày đã hẹn trên giấy.`,
    facts: { trace, promised: dossier.dueAt },
  }))
  await sql`insert into dossier_events (office_id, dossier_id, id, at, kind, actor_id, actor_name, actor_post, public_text, note, facts)
    select ${actor.officeId}::uuid, k."dossierId", k.id, ${tx.now}::timestamptz, 'due_kept', null, ${actor.name}::text,
      ${actor.post}::text, '', k.note, k.facts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as k (id uuid, "dossierId" uuid, note text, facts jsonb)`.execute(
    tx.db,
  )
}

function daysInWords({ from, to }: Pick<Range, 'from' | 'to'>): string {
  if (to === null) return `từ ngày ${formatDate(from)}`
  return from === to ? `ngày ${formatDate(from)}` : `từ ngày ${formatDate(from)} đến ngày ${formatDate(to)}`
}
