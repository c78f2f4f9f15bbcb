import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { LocalDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import type { Actor } from '../../platform/operations.ts'
import { readTypedWords, stillTyping } from '../../platform/typed-words.ts'
import { lexemesOfText, wordsMatch } from '../../platform/word-conditions.ts'
import { incomingStates } from '../model/states.ts'
import { seesAll } from '../policy.ts'

const day = z.iso.date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')

export const incomingFilter = z.strictObject({
  /** Words of the number, issuer, subject or of the text of its files, without diacritics or with. */
  q: z.string().max(200).optional(),
  /** `open`: everything that is not finished. */
  state: z.enum(['open', ...(Object.keys(incomingStates) as (keyof typeof incomingStates)[])]).optional(),
  due: z.enum(['late', 'due_soon', 'in_time']).optional(),
  /** Who leads it; `none`: nobody. */
  leadId: z.union([z.literal('none'), z.uuid()]).optional(),
  field: z.string().max(200).optional(),
  urgency: z.enum(['1', '2', '3']).optional(),
  /** What came of it, as the report counts. */
  outcome: z.enum(['on_time', 'late', 'information', 'replied']).optional(),
  arrivedFrom: day.optional(),
  arrivedTo: day.optional(),
})
export type IncomingFilter = z.output<typeof incomingFilter>

/**
 * Which of `incoming_documents d` the actor may read: clerks and leaders all; others what was given to them, and what
 * their unit leads unless only those named may see it.
 */
export function readableBy(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor)) return sql<boolean>`true`
  const me = sql`${actor.id}::uuid`
  return sql<boolean>`(exists (select 1 from incoming_recipients r where r.office_id = d.office_id and r.incoming_id = d.id and r.staff_id = ${me})
    or (not d.restricted and d.lead_id in (select mate.id from staff_members mate
      join staff_members self on self.office_id = mate.office_id and self.unit_id = mate.unit_id
      where self.office_id = d.office_id and self.id = ${me})))`
}

/**
 * Statements of the incoming documents (`id`) and their moments (`at`) among which everything is that the actor may read: what
 * was given to them, and what each member of their unit leads. Each has an index that keeps it in the order of `at`
 * descending, `id`. Null where that is all of them. They only say where to begin: `readableBy` decides.
 */
export async function ownIncoming(
  db: Kysely<DB>,
  actor: Actor,
): Promise<readonly RawBuilder<unknown>[] | null> {
  if (seesAll(actor)) return null
  const [office, me] = [sql`${actor.officeId}::uuid`, sql`${actor.id}::uuid`]
  const mates = await sql<{ id: string }>`select mate.id from staff_members mate
    join staff_members self on self.office_id = mate.office_id and self.unit_id = mate.unit_id
    where self.office_id = ${office} and self.id = ${me} order by mate.id`.execute(db)
  return [
    sql`select r.incoming_id as id, r.registered_at as at from incoming_recipients r where r.office_id = ${office} and r.staff_id = ${me}`,
    ...mates.rows.map(
      ({ id }) =>
        sql`select l.id, l.registered_at as at from incoming_documents l where l.office_id = ${office} and l.lead_id = ${id}::uuid`,
    ),
  ]
}

export interface Days {
  now: Date
  today: LocalDate
  /** Last day that counts as soon. */
  soonUntil: LocalDate
}

export const isOpen = sql<boolean>`d.finished_at is null`
/** The day on which it was finished, in Viet Nam. */
export const finishedOn = sql<string | null>`(d.finished_at at time zone 'Asia/Ho_Chi_Minh')::date`

/** What must hold of `incoming_documents d` for this filter, within what the actor may read. */
export function incomingConditions(actor: Actor, filter: IncomingFilter, days: Days): RawBuilder<unknown> {
  const { state, due, leadId, field, urgency, outcome, arrivedFrom, arrivedTo } = filter
  const conditions = [
    sql`d.office_id = ${actor.officeId}::uuid`,
    readableBy(actor),
    state === 'open' && isOpen,
    state && state !== 'open' && sql`d.state = ${state}`,
    due === 'late' && sql`${isOpen} and d.due_on < ${days.today}::date`,
    due === 'due_soon' &&
      sql`${isOpen} and d.due_on >= ${days.today}::date and d.due_on <= ${days.soonUntil}::date`,
    due === 'in_time' &&
      sql`${isOpen} and d.state <> 'registered' and (d.due_on is null or d.due_on >= ${days.today}::date)`,
    leadId === 'none' && sql`d.lead_id is null and d.state <> 'void'`,
    leadId && leadId !== 'none' && sql`d.lead_id = ${leadId}::uuid`,
    field && sql`d.field_code = ${field}`,
    urgency && sql`d.urgency = ${Number(urgency)}`,
    outcome === 'information' && sql`d.closed_as = 'information'`,
    outcome === 'on_time' && sql`d.closed_as = 'outcome' and (d.due_on is null or ${finishedOn} <= d.due_on)`,
    outcome === 'late' && sql`d.closed_as = 'outcome' and ${finishedOn} > d.due_on`,
    outcome === 'replied' &&
      sql`exists (select 1 from incoming_outcomes o where o.office_id = d.office_id and o.incoming_id = d.id
        and o.kind = 'reply' and o.state = 'accepted')`,
    arrivedFrom && sql`d.arrived_on >= ${arrivedFrom}::date`,
    arrivedTo && sql`d.arrived_on <= ${arrivedTo}::date`,
    searched(actor, filter.q ?? ''),
  ]
  return sql.join(
    conditions.filter((each) => typeof each === 'object' && each !== null),
    sql` and `,
  )
}

/** Every word in what was registered, or every word in the text of one file; a whole number is the arrival number too. */
function searched(actor: Actor, typed: string): RawBuilder<unknown> | null {
  const words = stillTyping(readTypedWords(typed))
  if (words.wanted.length + words.unwanted.length === 0) return null
  const number = /^\d{1,6}$/.test(typed.trim()) ? sql`or d.arrival_number = ${Number(typed.trim())}` : sql``
  return sql`(${wordsMatch(registeredWords, words)} ${number} or d.id = any(array(
    select t.incoming_id from incoming_texts t where t.office_id = ${actor.officeId}::uuid and ${wordsMatch(fileWords, words)})))`
}

const registered = sql`d.search_text`
/** What was registered of `incoming_documents d`, to be searched. */
export const registeredWords = { text: registered, vector: lexemesOfText(registered) }
/** The text of a file of an incoming document, `incoming_texts t`, to be searched. */
export const fileWords = { text: sql`t.search_text`, vector: sql`t.words` }
