import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Pause } from '../../calendar/model/pauses.ts'
import type { DB } from '../../platform/database-types.ts'
import { type ChargedStep, type PartnerDelay, type Visit, visitsOf } from '../model/lateness.ts'

/** What the clock of a dossier is judged by. */
export interface Watched {
  id: string
  code: string | null
  fieldCode: string
  status: number
  step: number
  dueAt: Date
  /** What the record of changes says the due time is. */
  explainedDueAt: Date
  pausedSince: Date | null
  finishedAt: Date | null
  steps: ChargedStep[]
  visits: Visit[]
  /** Closed ones, and the one that goes on until now. */
  pauses: Pause[]
  /** When partner agencies kept it beyond the day they were asked for; one that goes on, until now. */
  partnerDelays: PartnerDelay[]
  /** How many new dates were granted; what was late before the last of them is settled. */
  round: number
  roundSince: Date
  openExtension: 'draft' | 'proposed' | null
  /** Due times for which an apology was already drafted or proposed, whatever became of it. */
  apologisedFor: number[]
  lastExtension: number
}

interface Row {
  id: string
  code: string | null
  field_code: string
  status: number
  step: number
  holder_id: string | null
  received_at: Date
  received_by: string
  due_at: Date
  original_due_at: Date
  paused_since: Date | null
  finished_at: Date | null
  steps: { ordinal: number; role: string; name: string; minutes: number; due_at: string }[]
  handovers: {
    to_step: number
    handed_at: string
    from_staff: string
    to_staff: string | null
    received_by: string | null
  }[]
  pauses: { from_at: string; to_at: string | null }[]
  legs: { name: string; due_at: string; until: string | null }[]
  extensions: { sequence: number; state: string; due_before: string; decided_at: string | null }[]
  explained: string | null
}

/** Dossiers chosen by `which` (a condition on `dossiers d`, with its order and limit), locked as it says. */
export async function readWatched(
  db: Kysely<DB>,
  { officeId, which, now }: { officeId: string; which: RawBuilder<unknown>; now: Date },
): Promise<Watched[]> {
  const found =
    await sql<Row>`select d.id, d.code, d.field_code, d.status, d.step, d.holder_id, d.received_at, d.received_by,
      d.due_at, d.original_due_at, d.paused_since, d.finished_at,
      (select coalesce(jsonb_agg(jsonb_build_object('ordinal', s.ordinal, 'role', s.role, 'name', s.name, 'minutes', s.minutes,
        'due_at', s.due_at) order by s.ordinal), '[]') from dossier_steps s
        where s.office_id = d.office_id and s.dossier_id = d.id) as steps,
      (select coalesce(jsonb_agg(jsonb_build_object('to_step', h.to_step, 'handed_at', h.handed_at, 'from_staff', h.from_staff_id,
        'to_staff', h.to_staff_id, 'received_by', h.received_by) order by h.sequence), '[]') from dossier_handovers h
        where h.office_id = d.office_id and h.dossier_id = d.id) as handovers,
      (select coalesce(jsonb_agg(jsonb_build_object('from_at', p.from_at, 'to_at', p.to_at) order by p.from_at), '[]')
        from dossier_pauses p where p.office_id = d.office_id and p.dossier_id = d.id) as pauses,
      (select coalesce(jsonb_agg(jsonb_build_object('name', l.partner_name, 'due_at', l.due_at,
        'until', coalesce(l.ended_at, l.paused_since)) order by l.due_at, l.id), '[]')
        from interlink_legs l where l.office_id = d.office_id and l.dossier_id = d.id) as legs,
      (select coalesce(jsonb_agg(jsonb_build_object('sequence', x.sequence, 'state', x.state, 'due_before', x.due_before,
        'decided_at', x.decided_at) order by x.sequence), '[]') from dossier_extensions x
        where x.office_id = d.office_id and x.dossier_id = d.id) as extensions,
      (select c.due_after from dossier_due_changes c where c.office_id = d.office_id and c.dossier_id = d.id
        order by c.sequence desc limit 1) as explained
    from dossiers d where d.office_id = ${officeId}::uuid and ${which}`.execute(db)
  return found.rows.map((row) => watchedOf(row, now))
}

function watchedOf(row: Row, now: Date): Watched {
  const granted = row.extensions.filter(({ state }) => state === 'granted')
  const open = row.extensions.find(({ state }) => state === 'draft' || state === 'proposed')
  const settledAt = granted.at(-1)?.decided_at
  return {
    id: row.id,
    code: row.code,
    fieldCode: row.field_code,
    status: row.status,
    step: row.step,
    dueAt: row.due_at,
    explainedDueAt: row.explained ? new Date(row.explained) : row.original_due_at,
    pausedSince: row.paused_since,
    finishedAt: row.finished_at,
    steps: row.steps.map(({ due_at, ...step }) => ({ ...step, dueAt: new Date(due_at) })),
    visits: visitsOf({
      receivedAt: row.received_at,
      receivedBy: row.received_by,
      holderId: row.holder_id,
      handovers: row.handovers.map((each) => ({
        toStep: each.to_step,
        handedAt: new Date(each.handed_at),
        fromStaffId: each.from_staff,
        toStaffId: each.to_staff,
        receivedBy: each.received_by,
      })),
    }),
    pauses: row.pauses.map(({ from_at, to_at }) =>
      pauseUntil(new Date(from_at), to_at ? new Date(to_at) : now),
    ),
    partnerDelays: row.legs
      .map(({ name, due_at, until }) => ({ name, from: new Date(due_at), to: until ? new Date(until) : now }))
      .filter(({ from, to }) => from < to),
    round: granted.length,
    roundSince: settledAt ? new Date(settledAt) : row.received_at,
    openExtension: (open?.state as 'draft' | 'proposed' | undefined) ?? null,
    apologisedFor: row.extensions.map((each) => new Date(each.due_before).getTime()),
    lastExtension: row.extensions.at(-1)?.sequence ?? 0,
  }
}

/** A clock turned back must not make a pause end before it began. */
function pauseUntil(from: Date, to: Date): Pause {
  return { from, to: new Date(Math.max(from.getTime(), to.getTime())) }
}
