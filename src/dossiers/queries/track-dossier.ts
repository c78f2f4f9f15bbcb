import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { looksLikeDossierCode, normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { trackedCode } from '../examples.ts'
import { partnerSentence } from '../model/partner-words.ts'
import { apologySentence, deskName, progressOf, statusSentence, timingOf } from '../model/public-view.ts'
import { openStatuses, statusName } from '../model/status.ts'

/** A code as people type, paste or scan it, put right. */
export const trackingCode = z
  .string()
  .max(300, 'Mã hồ sơ không dài như vậy. Hãy chép lại mã in trên giấy tiếp nhận.')
  .transform(normaliseDossierCode)

/** Says the same of a code that is nobody's, of no known form, or not to be seen. */
export function unknownCode(): AppError {
  return new AppError('not_found', {
    detail:
      'Không tìm thấy hồ sơ có mã này. Hãy so lại từng chữ, từng số với mã in trên giấy tiếp nhận hồ sơ.',
  })
}

const moment = z.date()

const trackingView = z.object({
  code: z.string(),
  procedureName: z.string(),
  office: z.object({
    name: z.string(),
    receptionName: z.string(),
    address: z.string(),
    phone: z.string(),
  }),
  status: z.object({ number: z.int(), name: z.string(), sentence: z.string() }),
  /** Where it lies now, by step and post; null once it has ended. */
  current: z.object({ step: z.string(), desk: z.string() }).nullable(),
  receivedAt: moment,
  dueAt: moment,
  originalDueAt: moment,
  /** Null where no time runs any more. */
  timing: z.object({ isLate: z.boolean(), words: z.string() }).nullable(),
  /** When papers were asked for, while they are missing. */
  supplementAskedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  returnedAt: moment.nullable(),
  steps: z.array(
    z.object({
      ordinal: z.int(),
      name: z.string(),
      desk: z.string(),
      state: z.enum(['done', 'current', 'paused', 'stopped', 'waiting', 'dropped']),
      stateWords: z.string(),
    }),
  ),
  events: z.array(z.object({ at: moment, text: z.string() })),
  /** Every change of the date promised, with the words of its reason. */
  dueChanges: z.array(z.object({ at: moment, before: moment, after: moment, reason: z.string() })),
  /** Where it is meanwhile with partner agencies (một cửa liên thông), each in a sentence. */
  partners: z.array(z.string()),
  /** The apology that a late dossier, or one with a new date, is owed; null for others. */
  apology: z.string().nullable(),
})
export type TrackingView = z.output<typeof trackingView>

/**
 * Tra cứu hồ sơ by its code alone. Runs as the anonymous database role, whose columns hold nothing personal, so
 * that no mistake here can show any.
 */
export const trackDossier = defineQuery({
  name: 'dossiers.track',
  title: 'Tra cứu tình trạng hồ sơ theo mã',
  audience: 'public',
  scope: 'public',
  limit: { kind: 'lookup', subject: (input) => input.code },
  door: { method: 'GET', path: '/tracking/{code}' },
  input: z.strictObject({ code: trackingCode }),
  output: trackingView,
  example: { code: trackedCode },
  async run({ db, now }, _actor, { code }) {
    const found = looksLikeDossierCode(code) ? await readPublicColumns(db, code) : undefined
    if (!found) throw unknownCode()
    const { row, steps, events } = found
    const current = steps[row.step]
    const timing = timingOf(
      {
        status: row.status,
        dueAt: row.due_at,
        pausedSince: row.paused_since,
        finishedAt: row.finished_at,
      },
      now,
    )
    const hasEnded = row.status === 8 || row.status === 10
    return {
      code,
      procedureName: row.procedure_name,
      office: { name: row.name, receptionName: row.reception_name, address: row.address, phone: row.phone },
      status: {
        number: row.status,
        name: statusName(row.status),
        sentence: statusSentence(row.status, timing?.isLate ?? false),
      },
      current: current && !hasEnded ? { step: current.name, desk: deskName(current.role) } : null,
      receivedAt: row.received_at,
      dueAt: row.due_at,
      originalDueAt: row.original_due_at,
      timing,
      supplementAskedAt: row.status === 5 ? row.paused_since : null,
      finishedAt: row.finished_at,
      returnedAt: row.returned_at,
      steps: progressOf(row, steps),
      events: events.map(({ at, text }) => ({ at: new Date(at), text })),
      dueChanges: row.due_changes.map((change) => ({
        at: new Date(change.at),
        before: new Date(change.before),
        after: new Date(change.after),
        reason: change.reason,
      })),
      partners: row.legs.map((leg) => partnerSentence({ ...leg, dueAt: new Date(leg.dueAt) })),
      apology: apologySentence({
        isLate: timing?.isLate ?? false,
        isOpen: openStatuses.includes(row.status),
        hasNewDate: row.due_changes.some(({ cause }) => cause === 'extension'),
      }),
    }
  },
})

interface PublicRow {
  procedure_name: string
  status: number
  step: number
  received_at: Date
  due_at: Date
  original_due_at: Date
  paused_since: Date | null
  finished_at: Date | null
  returned_at: Date | null
  name: string
  reception_name: string
  address: string
  phone: string
  steps: { name: string; role: string }[]
  events: { at: string; text: string }[]
  legs: { partnerName: string; state: string; via: string; dueAt: string }[]
  due_changes: { at: string; before: string; after: string; reason: string; cause: string }[]
}

/** Everything a code shows, in one statement. A code names its office, so that two offices never share one. */
async function readPublicColumns(db: Kysely<DB>, code: string) {
  const found = await sql<PublicRow>`
    select d.procedure_name, d.status, d.step, d.received_at, d.due_at, d.original_due_at, d.paused_since, d.finished_at,
      d.returned_at, o.name, o.reception_name, o.address, o.phone,
      (select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'role', s.role) order by s.ordinal), '[]')
        from dossier_steps s where s.office_id = d.office_id and s.dossier_id = d.id) as steps,
      (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'text', e.public_text) order by e.at, e.id), '[]')
        from dossier_events e where e.office_id = d.office_id and e.dossier_id = d.id and e.public_text <> '') as events,
      (select coalesce(jsonb_agg(jsonb_build_object('at', c.at, 'before', c.due_before, 'after', c.due_after, 'reason', c.public_reason,
        'cause', c.cause) order by c.sequence), '[]') from dossier_due_changes c
        where c.office_id = d.office_id and c.dossier_id = d.id) as due_changes,
      (select coalesce(jsonb_agg(jsonb_build_object('partnerName', l.partner_name, 'state', l.state, 'via', l.via, 'dueAt', l.due_at)
        order by l.sent_at), '[]') from interlink_legs l
        where l.office_id = d.office_id and l.dossier_id = d.id) as legs
    from dossiers d join offices o on o.office_id = d.office_id
    where d.code = ${code} order by d.office_id limit 1`.execute(db)
  const row = found.rows[0]
  return row && { row, steps: row.steps, events: row.events }
}
