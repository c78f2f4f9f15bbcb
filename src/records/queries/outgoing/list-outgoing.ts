import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Actor, defineQuery, holds } from '../../../platform/operations.ts'
import { readTypedWords, stillTyping } from '../../../platform/typed-words.ts'
import { outgoingStateNames } from '../../model/outgoing/life.ts'
import { numberWords } from '../../model/outgoing/symbols.ts'
import { draftedIn, everIssued } from './outgoing-report.ts'
import { outgoingWords, readableOutgoing } from './readable-outgoing.ts'

const pageSize = 30

export const outgoingListFilter = z.strictObject({
  q: z.string().trim().max(100).default(''),
  state: z.enum(outgoingStateNames).optional(),
  type: z.string().max(40).optional(),
  officer: z.uuid().optional(),
  /** Year or month in which the draft was begun: `2026`, `2026-03`. */
  drafted: z
    .string()
    .regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/)
    .optional(),
  /** Only what was issued, also when recalled or replaced since. */
  issued: z.coerce.boolean().default(false),
  signedAs: z.enum(['paper', 'digital']).optional(),
  /** Only what now waits for the reader. */
  mine: z.coerce.boolean().default(false),
  after: z.string().max(80).optional(),
})

const row = z.object({
  id: z.string(),
  state: z.enum(outgoingStateNames),
  typeCode: z.string(),
  subject: z.string(),
  code: z.string().nullable(),
  datedOn: z.string().nullable(),
  urgency: z.string(),
  restricted: z.boolean(),
  drafter: z.string(),
  signer: z.string().nullable(),
  changedAt: z.iso.datetime(),
})

/** Danh sách văn bản đi, the latest change first; documents of limited circulation only for those they concern. */
export const listOutgoing = defineQuery({
  name: 'records.listOutgoing',
  title: 'Xem danh sách văn bản đi',
  audience: 'staff',
  door: { method: 'GET', path: '/outgoing-documents' },
  input: outgoingListFilter,
  output: z.object({ rows: z.array(row), next: z.string().nullable() }),
  async run({ db }, actor, filter) {
    const rows = await db
      .selectFrom('outgoing_documents as d')
      .innerJoin('staff_members as p', (join) =>
        join.onRef('p.office_id', '=', 'd.office_id').onRef('p.id', '=', 'd.drafter_id'),
      )
      .leftJoin('staff_members as s', (join) =>
        join.onRef('s.office_id', '=', 'd.office_id').onRef('s.id', '=', 'd.signer_id'),
      )
      .leftJoin('outgoing_units as u', (join) =>
        join.onRef('u.office_id', '=', 'd.office_id').onRef('u.unit_id', '=', 'd.unit_id'),
      )
      .select([
        'd.id',
        'd.state',
        'd.type_code',
        'd.subject',
        'd.number',
        'd.symbol',
        'd.dated_on',
        'd.urgency',
      ])
      .select(['d.restricted', 'd.changed_at', 'p.full_name as drafter', 's.full_name as signer'])
      .where('d.office_id', '=', actor.officeId)
      .where(sql<boolean>`${sql.join(conditionsOf(actor, filter), sql` and `)}`)
      .orderBy('d.changed_at', 'desc')
      .orderBy('d.id', 'desc')
      .limit(pageSize + 1)
      .execute()
    const shown = rows.slice(0, pageSize)
    const last = shown.at(-1)
    return {
      rows: shown.map(({ type_code, number, symbol, dated_on, changed_at, state, ...each }) => ({
        ...each,
        state: state as (typeof outgoingStateNames)[number],
        typeCode: type_code,
        code: number === null ? null : `${numberWords(number)}/${symbol}`,
        datedOn: dated_on,
        changedAt: changed_at.toISOString(),
      })),
      next: rows.length > pageSize && last ? `${last.changed_at.toISOString()}_${last.id}` : null,
    }
  },
})

const like = (text: string) => text.replaceAll(/[%_\\]/g, '\\$&')

type Condition = RawBuilder<boolean>

function conditionsOf(actor: Actor, filter: z.output<typeof outgoingListFilter>): Condition[] {
  const [changedAfter, idAfter] = cursorOf(filter.after)
  const { state, type, officer, signedAs, drafted, issued, mine } = filter
  return [
    readableOutgoing(actor),
    ...(state ? [sql<boolean>`d.state = ${state}`] : []),
    ...(type ? [sql<boolean>`d.type_code = ${type}`] : []),
    ...(officer ? [sql<boolean>`d.drafter_id = ${officer}::uuid`] : []),
    ...(signedAs ? [sql<boolean>`d.signed_as = ${signedAs}`] : []),
    ...(drafted ? [draftedIn(drafted)] : []),
    ...(issued ? [everIssued] : []),
    ...searched(filter.q),
    ...(mine ? [waitingFor(actor)] : []),
    ...(changedAfter
      ? [sql<boolean>`(d.changed_at, d.id) < (${changedAfter}::timestamptz, ${idAfter}::uuid)`]
      : []),
  ]
}

/** By number, by number and symbol, or by words without diacritics. */
function searched(typed: string): Condition[] {
  const [, number, symbol] = /^(\d{1,6})(?:\/(.*))?$/.exec(typed) ?? []
  if (number === undefined) return [outgoingWords(stillTyping(readTypedWords(typed)))]
  return [
    sql<boolean>`d.number = ${Number(number)}`,
    ...(symbol ? [sql<boolean>`d.symbol ilike ${`${like(symbol)}%`}`] : []),
  ]
}

/** Which of `outgoing_documents d`, with its unit `u`, wait for the actor. */
export function waitingFor(actor: Actor): Condition {
  const id = sql`${actor.id}::uuid`
  const clerk = holds(actor, ['clerk']) ? sql` or d.state in ('form_check', 'approved', 'signed')` : sql``
  return sql<boolean>`((d.state = 'draft' and d.drafter_id = ${id}) or (d.state = 'unit_review' and u.head_id = ${id})
    or (d.state in ('for_signing', 'approved') and d.signer_id = ${id})${clerk})`
}

function cursorOf(after: string | undefined): [string | null, string | null] {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]{8,14}Z)_([0-9a-f-]{36})$/.exec(after ?? '')
  return found && !Number.isNaN(Date.parse(found[1] ?? '')) && z.uuid().safeParse(found[2]).success
    ? [found[1] ?? null, found[2] ?? null]
    : [null, null]
}
