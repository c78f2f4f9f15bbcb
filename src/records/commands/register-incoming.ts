import { type RawBuilder, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { takingNumbers } from '../../platform/numbering.ts'
import { type Actor, defineCommand, type Outcome, type Tx } from '../../platform/operations.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { registerExample } from '../examples.ts'
import { type RegisterInput, registerInput, symbolKey } from '../model/document-fields.ts'
import { incomingSearchText } from '../model/search-words.ts'
import { clerks } from '../policy.ts'
import { leadersToday } from '../queries/staff-today.ts'
import { requireSoundFields } from './check-fields.ts'
import { keepFiles } from './keep-files.ts'
import { tellStaff } from './tell-staff.ts'

/**
 * Đăng ký văn bản đến (Điều 22): the next arrival number of the year in Viet Nam in which it is registered. What looks
 * like a document registered before is refused once, and taken with a reason. State secrets are refused.
 */
export const registerIncoming = defineCommand({
  name: 'records.registerIncoming',
  title: 'Đăng ký văn bản đến',
  audience: clerks,
  door: { method: 'POST', path: '/incoming', status: 201 },
  input: registerInput,
  output: z.object({ id: z.uuid(), arrivalNumber: z.int(), arrivalYear: z.int() }),
  example: registerExample,
  run: (tx, actor, input) => registerDocument(tx, actor, { id: uuid(), input }),
})

/** Registers under an id, for the command and for whatever else brings documents in. */
export async function registerDocument(
  tx: Tx,
  actor: Actor,
  { id, input }: { id: string; input: RegisterInput },
): Promise<Outcome<{ id: string; arrivalNumber: number; arrivalYear: number }>> {
  const today = localDate(tx.now)
  const arrivedOn = input.arrivedOn ?? today
  requireSoundFields(input, { arrivedOn, today })
  requireFile(input)
  await requireField(tx, actor, input.fieldCode)
  const duplicateOf = await findSame(tx, actor, input)
  requireReason(input, duplicateOf)
  const arrivalYear = Number(today.slice(0, 4))
  const number = await insertNumbered(tx, actor, { id, arrivedOn, arrivalYear, duplicateOf, input })
  if (number === null) {
    // Somebody else registered the same paper between the look and the insert.
    requireReason({ ...input, duplicateReason: '' }, await findSame(tx, actor, input))
    throw new AppError('conflict')
  }
  await keepFiles(tx, actor, { incomingId: id, fileIds: input.fileIds, from: 0 })
  if (input.urgency > 0) await tellLeaders(tx, actor, { id, arrivalNumber: number, input })
  const { symbol, issuer, issuedOn, restricted, fileIds, duplicateReason } = input
  const repeated = duplicateOf ? { duplicateOf: duplicateOf.id, reason: duplicateReason } : {}
  return {
    output: { id, arrivalNumber: number, arrivalYear },
    audit: [
      {
        subjectType: 'incoming_document',
        subjectId: id,
        facts: {
          number: `${number}/${arrivalYear}`,
          symbol,
          issuer,
          issuedOn,
          restricted,
          fileIds,
          ...repeated,
        },
      },
    ],
    news: [{ topic: 'incoming.registered', payload: { incomingId: id, state: 'registered' } }],
  }
}

function requireFile({ channel, fileIds }: RegisterInput): void {
  if (channel === 'paper' || fileIds.length > 0) return
  throw new AppError('invalid_input', {
    fields: { fileIds: 'Hãy tải tệp của văn bản lên, hoặc chọn “Bản giấy, chưa quét”.' },
  })
}

interface Same {
  id: string
  arrivalNumber: number
  arrivedOn: string
}

/** The document registered before under the same number, symbol, issuer and date (Phụ lục VI: cảnh báo trùng). */
export async function findSame(
  tx: Tx,
  actor: Actor,
  input: { issuer: string; symbol: string; issuedOn: string },
): Promise<Same | undefined> {
  return tx.db
    .selectFrom('incoming_documents')
    .select(['id', 'arrival_number as arrivalNumber', 'arrived_on as arrivedOn'])
    .where('office_id', '=', actor.officeId)
    .where('issuer_key', '=', foldVietnamese(input.issuer))
    .where('symbol_key', '=', symbolKey(input.symbol))
    .where('issued_on', '=', input.issuedOn)
    .where('state', '<>', 'void')
    .orderBy('registered_at')
    .limit(1)
    .executeTakeFirst()
}

const shortestReason = 10

function requireReason(input: RegisterInput, same: Same | undefined): void {
  if (!same || input.duplicateReason.length >= shortestReason) return
  throw new AppError('conflict', {
    detail: `Văn bản này có thể đã đăng ký: số đến ${same.arrivalNumber}, ngày ${formatDate(same.arrivedOn)} (cùng số, ký hiệu, cơ quan ban hành và ngày). Nếu vẫn cần đăng ký, hãy ghi lý do rồi lưu lại.`,
    fields: { duplicateReason: 'Hãy ghi lý do đăng ký lại (ít nhất 10 ký tự).' },
  })
}

export async function requireField(tx: Tx, actor: Actor, fieldCode: string | null): Promise<void> {
  if (fieldCode === null) return
  const found = await tx.db
    .selectFrom('fields')
    .select('code')
    .where('office_id', '=', actor.officeId)
    .where('code', '=', fieldCode)
    .executeTakeFirst()
  if (!found) throw new AppError('invalid_input', { fields: { fieldCode: 'Không có lĩnh vực này.' } })
}

interface NewDocument {
  id: string
  arrivedOn: string
  arrivalYear: number
  duplicateOf: Same | undefined
  input: RegisterInput
}

/**
 * Takes the number and stores the document with the first line of its history in one statement, so that the next clerk
 * waits for the number no longer than need be. Null: the same one was stored meanwhile.
 */
async function insertNumbered(tx: Tx, actor: Actor, document: NewDocument): Promise<number | null> {
  const { arrivalYear } = document
  const taking = takingNumbers(actor.officeId, [{ name: 'incoming', period: String(arrivalYear) }])
  const columns = columnsOf(tx, actor, document)
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)))
  const values = sql.join(Object.values(columns))
  const found = await sql<{ arrival_number: number }>`with taken as (${taking}), stored as (
      insert into incoming_documents (office_id, arrival_year, arrival_number, ${names})
      select ${actor.officeId}::uuid, ${arrivalYear}::smallint, taken.last_number, ${values} from taken
      on conflict (office_id, issuer_key, symbol_key, issued_on) where duplicate_of is null and state <> 'void' do nothing
      returning id, arrival_number),
    told as (
      insert into incoming_events (office_id, incoming_id, id, at, kind, actor_id, actor_name, actor_post, words, facts)
      select ${actor.officeId}::uuid, stored.id, ${uuid()}::uuid, ${tx.now}::timestamptz, 'registered', ${actor.id}::uuid,
        ${actor.name}::text, ${actor.post}::text, 'Đăng ký số đến ' || stored.arrival_number || ${again(document)}::text, '{}'
      from stored)
    select arrival_number from stored`.execute(tx.db)
  return found.rows[0]?.arrival_number ?? null
}

function again({ duplicateOf, input }: NewDocument): string {
  if (!duplicateOf) return '.'
  return `. Đăng ký lại dù trùng số đến ${duplicateOf.arrivalNumber}: ${input.duplicateReason}`
}

function columnsOf(tx: Tx, actor: Actor, document: NewDocument): Record<string, RawBuilder<unknown>> {
  const { input } = document
  const { duplicateOf } = document
  return {
    id: sql`${document.id}::uuid`,
    arrived_on: sql`${document.arrivedOn}::date`,
    channel: sql`${input.channel}::text`,
    issuer: sql`${input.issuer}::text`,
    issuer_key: sql`${foldVietnamese(input.issuer)}::text`,
    symbol: sql`${input.symbol}::text`,
    symbol_key: sql`${symbolKey(input.symbol)}::text`,
    issued_on: sql`${input.issuedOn}::date`,
    type_name: sql`${input.typeName}::text`,
    subject: sql`${input.subject}::text`,
    language: sql`${input.language}::text`,
    page_count: sql`${input.pageCount}::integer`,
    signer_post: sql`${input.signerPost}::text`,
    signer_name: sql`${input.signerName}::text`,
    urgency: sql`${input.urgency}::smallint`,
    circulation: sql`${input.circulation}::text`,
    restricted: sql`${input.restricted}::boolean`,
    field_code: sql`${input.fieldCode}::text`,
    reply_by: sql`${input.replyBy}::date`,
    note: sql`${input.note}::text`,
    duplicate_of: sql`${duplicateOf?.id ?? null}::uuid`,
    duplicate_reason: sql`${duplicateOf ? input.duplicateReason : ''}::text`,
    state: sql`'registered'`,
    registered_at: sql`${tx.now}::timestamptz`,
    registered_by: sql`${actor.id}::uuid`,
    search_text: sql`${incomingSearchText(input)}::text`,
  }
}

async function tellLeaders(
  tx: Tx,
  actor: Actor,
  { id, arrivalNumber, input }: { id: string; arrivalNumber: number; input: RegisterInput },
): Promise<void> {
  await tellStaff(tx, actor.officeId, {
    source: `incoming.urgent.${id}`,
    event: 'document_urgent',
    staffIds: await leadersToday(tx.db, actor.officeId, localDate(tx.now)),
    document: { id, arrivalNumber, symbol: input.symbol, dueOn: input.replyBy },
  })
}
