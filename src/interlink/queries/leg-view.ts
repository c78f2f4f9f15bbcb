import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { type LegAction, type LegState, lateSpan, legActions, legStates, nextLegSteps } from '../model/leg.ts'

const stateNames = Object.keys(legStates) as [LegState, ...LegState[]]
const actionNames = Object.keys(legActions) as [LegAction, ...LegAction[]]

export const legEvent = z.object({
  id: z.uuid(),
  at: z.date(),
  kind: z.string(),
  text: z.string(),
  author: z.string(),
  files: z.array(z.object({ id: z.uuid(), name: z.string(), label: z.string() })),
})

/** A leg as the officers on either side see it. */
export const legView = z.object({
  id: z.uuid(),
  revision: z.int(),
  direction: z.enum(['out', 'in']),
  partnerName: z.string(),
  dossierCode: z.string(),
  procedureName: z.string(),
  question: z.string(),
  via: z.enum(['here', 'https', 'paper']),
  state: z.enum(stateNames),
  stateName: z.string(),
  sentAt: z.date(),
  sentBy: z.string(),
  dueAt: z.date(),
  originalDueAt: z.date(),
  promisedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  isLate: z.boolean(),
  /** Why it does not arrive; empty where all is well. */
  trouble: z.string(),
  /** Something has not arrived after some tries and can be sent again at once. */
  isStuck: z.boolean(),
  slipCode: z.string().nullable(),
  holder: z.string(),
  fieldCode: z.string().nullable(),
  actions: z.array(z.enum(actionNames)),
})
export type LegView = z.output<typeof legView>

type Row = Omit<LegView, 'stateName' | 'isLate' | 'actions'> & { pausedSince: Date | null }

/** Legs chosen by `which`: a condition on `interlink_legs l`, with its order and limit. */
export async function readLegs(
  db: Kysely<DB>,
  { officeId, which, now }: { officeId: string; which: ReturnType<typeof sql>; now: Date },
): Promise<LegView[]> {
  const found = await sql<Row>`
    select l.id, l.revision, l.direction, l.partner_name as "partnerName", l.dossier_code as "dossierCode",
      l.procedure_name as "procedureName", l.question, l.via, l.state, l.sent_at as "sentAt", l.sent_by_name as "sentBy",
      l.due_at as "dueAt", l.original_due_at as "originalDueAt", l.promised_at as "promisedAt", l.ended_at as "endedAt",
      l.paused_since as "pausedSince", l.trouble, l.slip_code as "slipCode", coalesce(s.full_name, '') as holder,
      d.field_code as "fieldCode",
      l.state <> 'recalled' and exists (select 1 from interlink_packages k where k.office_id = l.office_id and k.leg_id = l.id
        and (k.state = 'failed' or (k.state = 'waiting' and l.trouble <> ''))) as "isStuck"
    from interlink_legs l
    left join dossiers d on d.office_id = l.office_id and d.id = l.dossier_id
    left join staff_members s on s.office_id = l.office_id and s.id = l.holder_id
    where l.office_id = ${officeId}::uuid and ${which}`.execute(db)
  return found.rows.map(({ pausedSince, ...row }) => ({
    ...row,
    stateName: stateWords(row),
    isLate: lateSpan({ ...row, pausedSince }, now) !== null,
    actions: nextLegSteps(row),
  }))
}

/** The state in words of the side that reads it: who waits for whom. */
function stateWords({ state, direction, via }: Pick<LegView, 'state' | 'direction' | 'via'>): string {
  if (state === 'more') return direction === 'out' ? 'Chờ đơn vị mình bổ sung' : 'Chờ nơi gửi bổ sung'
  if (state === 'delivered' && via === 'paper') return 'Đã chuyển bản giấy'
  if (state === 'answered' && direction === 'in') return 'Đã trả lời'
  return legStates[state]
}

/** What happened on legs, in order, with the files that came or went. */
export async function readLegEvents(
  db: Kysely<DB>,
  { officeId, legIds }: { officeId: string; legIds: readonly string[] },
): Promise<(z.output<typeof legEvent> & { legId: string })[]> {
  const found = await sql<Omit<z.output<typeof legEvent>, 'at'> & { at: Date; legId: string }>`
    select e.leg_id as "legId", e.id, e.at, e.kind, e.text, e.author,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'label', x.label) order by x.label, f.id), '[]')
        from interlink_leg_files x join files f on f.office_id = x.office_id and f.id = x.file_id
        where x.office_id = e.office_id and x.leg_id = e.leg_id and x.event_id = e.id) as files
    from interlink_leg_events e
    where e.office_id = ${officeId}::uuid and e.leg_id = any(${legIds}::uuid[])
    order by e.at, e.id`.execute(db)
  return found.rows
}
