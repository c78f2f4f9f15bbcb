import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { addDays } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { bankTopic } from '../model/bank-topic.ts'
import {
  daysApart,
  type KnownMovement,
  type Movement,
  type MovementSource,
  pairMovements,
} from '../model/pair-movements.ts'
import { readReferences } from '../model/payment-reference.ts'
import { plainAccount } from '../model/statements/statement.ts'
import { loadReceiptSettings } from '../queries/load-settings.ts'

/** A movement as one source tells of it: `key` names it there. */
export interface ToldMovement extends Movement {
  key: string
  counterparty: string
  /** Row of a statement; null for what a provider tells. */
  row: number | null
  /** Its id when it is new, where that must be known beforehand. */
  id?: string
}

interface Told {
  account: string
  source: MovementSource
  statementId: string | null
  movements: readonly ToldMovement[]
}

/** Rows of one statement: enough that few are needed, few enough that no parameter grows too large. */
const atOnce = 5_000

/**
 * The office's account, which a source must mean. Empty: the source does not say. Fails with wrong_state where the office has none, or
 * another one.
 */
export async function ownAccount(tx: Tx, { officeId }: Actor, told: string): Promise<string> {
  const { bankAccount } = await loadReceiptSettings(tx.db, officeId)
  const own = plainAccount(bankAccount)
  if (own === '')
    throw new AppError('wrong_state', {
      detail: 'Đơn vị chưa nhập tài khoản nhận tiền. Hãy nhập ở trang “Thiết lập thu phí” rồi làm lại.',
    })
  if (told !== '' && plainAccount(told) !== own)
    throw new AppError('wrong_state', {
      detail: `Tài khoản ${told} không phải tài khoản nhận tiền của đơn vị (${bankAccount}).`,
    })
  return own
}

/** Only one at a time compares what is told with what is there, or both would take the same movement for new. */
export async function lockMovements(tx: Tx, { officeId }: Actor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bank ${officeId}`}, 0))`.execute(tx.db)
}

/**
 * Keeps what a source tells of: each movement once, however many tell of it and how often. Under `lockMovements`. Returns the id of each
 * movement, in order, and how many nobody had told of before; those wait to be judged.
 */
export async function keepMovements(
  tx: Tx,
  actor: Actor,
  told: Told,
): Promise<{ ids: string[]; fresh: number }> {
  const seen = await seenBefore(tx, actor, told)
  const news = told.movements.filter(({ key }) => !seen.has(key))
  const known = await knownAround(tx, actor, { account: told.account, movements: news })
  const paired = pairMovements(news, known, told.source)
  const rows = news.map((movement, index) => ({
    ...movement,
    id: paired[index] ?? movement.id ?? uuid(),
    isFresh: paired[index] === null,
  }))
  const fresh = rows.filter(({ isFresh }) => isFresh)
  await insertLines(tx, actor, { account: told.account, rows: fresh })
  await insertSightings(tx, actor, told, rows)
  await judgeAgain(
    tx,
    actor,
    rows.filter(({ isFresh }) => !isFresh),
  )
  if (rows.length > 0)
    await sql`select pg_notify('motcua_live', ${`${bankTopic}${actor.officeId}`}::text)`.execute(tx.db)
  const ids = new Map([...seen, ...rows.map(({ key, id }) => [key, id] as const)])
  return { ids: told.movements.map(({ key }) => ids.get(key) ?? ''), fresh: fresh.length }
}

/** Ids of the movements that this source told of before, by its keys. */
async function seenBefore(tx: Tx, { officeId }: Actor, told: Told): Promise<Map<string, string>> {
  const keys = told.movements.map(({ key }) => key)
  const found = await sql<{ key: string; id: string }>`select key, line_id as id from bank_sightings
    where office_id = ${officeId}::uuid and source = ${told.source} and key = any (${keys}::text[])`.execute(
    tx.db,
  )
  return new Map(found.rows.map(({ key, id }) => [key, id]))
}

async function knownAround(
  tx: Tx,
  { officeId }: Actor,
  { account, movements }: { account: string; movements: readonly Movement[] },
): Promise<KnownMovement[]> {
  const days = movements.map(({ bookedOn }) => bookedOn).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const found = await sql<KnownMovement>`
    select l.id, l.booked_on as "bookedOn", l.amount::float8 as "amountVnd", l.bank_reference as "bankReference", l.description,
      array(select s.source from bank_sightings s where s.office_id = l.office_id and s.line_id = l.id) as sources
    from bank_lines l where l.office_id = ${officeId}::uuid and l.account = ${account}
      and l.booked_on between ${addDays(first, -daysApart.byReference)}::date and ${addDays(last, daysApart.byReference)}::date
    order by l.booked_on, l.id`.execute(tx.db)
  return found.rows
}

type KeptMovement = ToldMovement & { id: string }

async function insertLines(
  tx: Tx,
  { officeId }: Actor,
  { account, rows }: { account: string; rows: readonly KeptMovement[] },
): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce)
    await sql`insert into bank_lines (office_id, id, account, booked_on, amount, bank_reference, description, counterparty,
        first_seen_at, verdict, judged_at)
      select ${officeId}::uuid, r.id, ${account}, r."bookedOn", r."amountVnd", r."bankReference", r.description, r.counterparty,
        ${tx.now}::timestamptz, case when r."amountVnd" < 0 then 'out' else '' end,
        case when r."amountVnd" < 0 then ${tx.now}::timestamptz end
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + atOnce))}::jsonb) as r (id uuid, "bookedOn" date,
        "amountVnd" bigint, "bankReference" text, description text, counterparty text)`.execute(tx.db)
}

async function insertSightings(
  tx: Tx,
  { officeId }: Actor,
  { source, statementId }: Told,
  rows: readonly KeptMovement[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce)
    await sql`insert into bank_sightings (office_id, line_id, source, key, statement_id, row, at)
      select ${officeId}::uuid, r.id, ${source}, r.key, ${statementId}::uuid, r.row, ${tx.now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + atOnce))}::jsonb) as r (id uuid, key text, row integer)`.execute(
      tx.db,
    )
}

/** One source may cut the words short and another have them whole: what was unknown is judged again by the whole ones. */
async function judgeAgain(tx: Tx, { officeId }: Actor, rows: readonly KeptMovement[]): Promise<void> {
  const named = rows
    .filter(({ description }) => readReferences(description).length > 0)
    .map(({ id, description, counterparty }) => ({ id, description, counterparty }))
  if (named.length === 0) return
  await sql`update bank_lines l set description = r.description, verdict = '', judged_at = null,
      counterparty = case when l.counterparty = '' then r.counterparty else l.counterparty end
    from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as r (id uuid, description text, counterparty text)
    where l.office_id = ${officeId}::uuid and l.id = r.id and l.verdict = 'unknown' and l.outcome = ''`.execute(
    tx.db,
  )
}
