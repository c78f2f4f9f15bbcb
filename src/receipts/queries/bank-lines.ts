import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { demoBankLineId } from '../examples.ts'
import { type LineVerdict, lineVerdicts } from '../model/match-line.ts'
import { readReferences } from '../model/payment-reference.ts'
import { rankDues } from '../model/rank-dues.ts'
import { bookReaders } from '../policy.ts'
import { type DueFacts, type DueRow, dueColumns, dueFacts, dueFactsSchema, sumsOfDue } from './due-facts.ts'

const pageSize = 50

const lineSchema = z.object({
  id: z.uuid(),
  bookedOn: z.string(),
  amountVnd: z.number(),
  bankReference: z.string(),
  description: z.string(),
  counterparty: z.string(),
  /** Empty while it has not been judged yet. */
  verdict: z.enum(['', ...(Object.keys(lineVerdicts) as LineVerdict[])]),
  outcome: z.enum(['', 'paid', 'aside']),
  decidedAt: z.date().nullable(),
  decidedByName: z.string(),
  reason: z.string(),
  /** A provider told of it, and a statement that covers its day does not have it. */
  isUnseen: z.boolean(),
  sources: z.array(z.enum(['csv', 'xlsx', 'mt940', 'camt053', 'notice'])),
  payments: z.array(z.object({ dueId: z.uuid(), dossierCode: z.string(), amountVnd: z.number() })),
})
export type BankLine = z.output<typeof lineSchema>

/**
 * SQL: whether a movement `l` that only a provider told of should have been in a statement by now. Statements may date it some days later.
 */
export const isUnseen = sql`(exists (select from bank_statements t where t.office_id = l.office_id and t.account = l.account
    and t.from_day <= l.booked_on and t.to_day >= l.booked_on + 3)
  and not exists (select from bank_sightings g where g.office_id = l.office_id and g.line_id = l.id and g.statement_id is not null))`

/** SQL: a movement `l` that waits for a person. */
export const isWaiting = sql`(l.outcome = '' and l.verdict in ('several', 'unknown'))`

const columns = sql`l.id, l.booked_on as "bookedOn", l.amount::float8 as "amountVnd", l.bank_reference as "bankReference",
  l.description, l.counterparty, l.verdict, l.outcome, l.decided_at as "decidedAt", l.decided_by_name as "decidedByName", l.reason,
  ${isUnseen} as "isUnseen",
  array(select g.source from bank_sightings g where g.office_id = l.office_id and g.line_id = l.id order by g.at, g.source) as sources,
  (select coalesce(jsonb_agg(jsonb_build_object('dueId', p.due_id, 'dossierCode', d.dossier_code, 'amountVnd', p.amount)
      order by p.payment_id), '[]'::jsonb)
    from bank_line_payments p join dues d on d.office_id = p.office_id and d.id = p.due_id
    where p.office_id = l.office_id and p.line_id = l.id) as payments`

const shown: Readonly<Record<'waiting' | 'paid' | 'aside' | 'out' | 'unseen' | 'all', RawBuilder<unknown>>> =
  {
    waiting: isWaiting,
    paid: sql`l.outcome = 'paid'`,
    aside: sql`l.outcome = 'aside'`,
    out: sql`l.amount < 0`,
    unseen: isUnseen,
    all: sql`true`,
  }

/** Movements on the account, the latest first, by what became of them. */
export const listBankLines = defineQuery({
  name: 'receipts.listBankLines',
  title: 'Xem các dòng sao kê ngân hàng',
  audience: bookReaders,
  door: { method: 'GET', path: '/bank-lines' },
  input: z.strictObject({
    /** `waiting`: for a person to decide; `unseen`: told of, but in no statement of its day. */
    show: z.enum(['waiting', 'paid', 'aside', 'out', 'unseen', 'all']).default('waiting'),
    q: z.string().trim().max(100).default(''),
    after: z.uuid().optional(),
  }),
  output: z.object({
    rows: z.array(lineSchema),
    next: z.string().nullable(),
    /** How many wait for a person, are in no statement, and have not been judged yet. */
    waiting: z.int(),
    unseen: z.int(),
    unjudged: z.int(),
  }),
  example: { show: 'waiting' },
  async run({ db }, { officeId }, { show, q, after }) {
    const conditions = [sql`l.office_id = ${officeId}::uuid`, shown[show]]
    if (q !== '') {
      const pattern = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
      conditions.push(
        sql`(l.description ilike ${pattern} or l.counterparty ilike ${pattern} or l.bank_reference ilike ${pattern})`,
      )
    }
    if (after)
      conditions.push(
        sql`(l.booked_on, l.id) < (select booked_on, id from bank_lines where office_id = ${officeId}::uuid and id = ${after}::uuid)`,
      )
    const [found, counted] = await Promise.all([
      sql<BankLine>`select ${columns} from bank_lines l where ${sql.join(conditions, sql` and `)}
        order by l.booked_on desc, l.id desc limit ${pageSize + 1}`.execute(db),
      sql<{ waiting: number; unseen: number; unjudged: number }>`select
          (select count(*)::int from bank_lines l where l.office_id = ${officeId}::uuid and ${isWaiting}) as waiting,
          (select count(*)::int from bank_lines l join bank_sightings n on n.office_id = l.office_id and n.line_id = l.id and n.source = 'notice'
            where l.office_id = ${officeId}::uuid and ${isUnseen}) as unseen,
          (select count(*)::int from bank_lines l where l.office_id = ${officeId}::uuid and l.verdict = '') as unjudged`.execute(
        db,
      ),
    ])
    const rows = found.rows.slice(0, pageSize)
    const next = found.rows.length > pageSize ? (rows.at(-1)?.id ?? null) : null
    return { rows, next, ...(counted.rows[0] ?? { waiting: 0, unseen: 0, unjudged: 0 }) }
  },
})

/** One movement, and the dues that it may be for: what its words name first, then by dossier, payer and amount. Fails with not_found. */
export const getBankLine = defineQuery({
  name: 'receipts.getBankLine',
  title: 'Xem một dòng sao kê ngân hàng',
  audience: bookReaders,
  door: { method: 'GET', path: '/bank-lines/{id}' },
  input: z.strictObject({
    id: z.uuid(),
    /** What a person looks for instead: dossier, payer, reference. */
    q: z.string().trim().max(100).default(''),
  }),
  output: z.object({ line: lineSchema, dues: z.array(dueFactsSchema) }),
  example: { id: demoBankLineId },
  async run({ db }, { officeId }, { id, q }) {
    const found = await sql<BankLine>`select ${columns} from bank_lines l
      where l.office_id = ${officeId}::uuid and l.id = ${id}::uuid`.execute(db)
    const line = found.rows[0]
    if (!line) throw new AppError('not_found', { detail: 'Không có dòng sao kê này.' })
    const dues = q === '' ? await likelyDues(db, officeId, line) : await duesLookedFor(db, officeId, q)
    return { line, dues }
  },
})

const namedBy = (words: string) => sql`exists (
  select from jsonb_to_recordset(${JSON.stringify(readReferences(words))}::jsonb) as r (year integer, number bigint)
  where r.year = d.year and r.number = d.number)`

/** Those that the words name, and the latest that are still to be paid, as far as something about them fits. */
async function likelyDues(db: Kysely<DB>, officeId: string, line: BankLine): Promise<DueFacts[]> {
  const letters = foldVietnamese(line.description).replaceAll(' ', '')
  const found = await sql<DueRow>`select ${dueColumns} from dues d cross join ${sumsOfDue}
    where d.office_id = ${officeId}::uuid and (${namedBy(line.description)}
      or strpos(${letters}, lower(regexp_replace(d.dossier_code, '[^0-9A-Za-z]', '', 'g'))) > 0
      or (d.ended_at is null and d.amount > s.applied))
    order by d.created_at desc, d.id desc limit 500`.execute(db)
  return rankDues(line, found.rows.map(dueFacts)).slice(0, 20)
}

async function duesLookedFor(db: Kysely<DB>, officeId: string, q: string): Promise<DueFacts[]> {
  const pattern = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`
  const condition =
    readReferences(q).length > 0
      ? namedBy(q)
      : sql`(d.dossier_code ilike ${pattern} or d.payer_name ilike ${pattern})`
  const found = await sql<DueRow>`select ${dueColumns} from dues d cross join ${sumsOfDue}
    where d.office_id = ${officeId}::uuid and ${condition}
    order by (d.ended_at is null and d.amount > s.applied) desc, d.created_at desc, d.id desc limit 20`.execute(
    db,
  )
  return found.rows.map(dueFacts)
}
