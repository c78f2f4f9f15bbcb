import type { Kysely } from 'kysely'
import type { DB } from '../../../platform/database-types.ts'
import { outgoingContentSchema } from '../../model/outgoing/outgoing-content.ts'
import type { SendingWay } from '../../model/outgoing/outgoing-inputs.ts'
import { numberWords } from '../../model/outgoing/symbols.ts'

type Db = Kysely<DB>

/** What hangs on an outgoing document: its history, versions, sendings, numbers given up, what it answers, its Word file. */
export async function outgoingParts(
  db: Db,
  officeId: string,
  document: { id: string; repliesTo: readonly string[]; fileId: string | null },
) {
  const of = { officeId, id: document.id }
  const [events, versions, sendings, numbersGivenUp, repliesTo, file] = await Promise.all([
    eventsOf(db, of),
    versionsOf(db, of),
    sendingsOf(db, of),
    numbersGivenUpBy(db, of),
    answeredBy(db, officeId, document.repliesTo),
    document.fileId === null
      ? undefined
      : db
          .selectFrom('files')
          .select(['id', 'name'])
          .where('office_id', '=', officeId)
          .where('id', '=', document.fileId)
          .executeTakeFirst(),
  ])
  return { events, versions, sendings, numbersGivenUp, repliesTo, file: file ?? null }
}

interface Of {
  officeId: string
  id: string
}

async function eventsOf(db: Db, of: Of) {
  const rows = await db
    .selectFrom('outgoing_events')
    .select(['id', 'at', 'kind', 'actor_name as name', 'actor_post as post', 'words', 'version'])
    .where('office_id', '=', of.officeId)
    .where('document_id', '=', of.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ at, ...each }) => ({ ...each, at: at.toISOString() }))
}

async function versionsOf(db: Db, of: Of) {
  const rows = await db
    .selectFrom('outgoing_versions')
    .select(['version', 'content', 'saved_at', 'saved_by_name as name'])
    .where('office_id', '=', of.officeId)
    .where('document_id', '=', of.id)
    .orderBy('version', 'desc')
    .limit(30)
    .execute()
  return rows.map(({ content, saved_at, ...each }) => ({
    ...each,
    savedAt: saved_at.toISOString(),
    content: outgoingContentSchema.parse(content),
  }))
}

async function sendingsOf(db: Db, of: Of) {
  const rows = await db
    .selectFrom('outgoing_sendings as s')
    .leftJoin('messages as m', (join) =>
      join.onRef('m.office_id', '=', 's.office_id').onRef('m.id', '=', 's.message_id'),
    )
    .select([
      's.id',
      's.recipient',
      's.way',
      's.sent_on as sentOn',
      's.copies',
      's.received_by as receivedBy',
    ])
    .select(['m.state', 'm.reason', 'm.address'])
    .where('s.office_id', '=', of.officeId)
    .where('s.document_id', '=', of.id)
    .orderBy('s.sent_on')
    .orderBy('s.id')
    .execute()
  return rows.map(({ way, state, reason, address, ...each }) => ({
    ...each,
    way: way as SendingWay,
    letter: state === null ? null : { address, state, reason },
  }))
}

async function numbersGivenUpBy(db: Db, of: Of) {
  const rows = await db
    .selectFrom('outgoing_numbers')
    .select(['number', 'symbol', 'cancel_reason as reason'])
    .where('office_id', '=', of.officeId)
    .where('document_id', '=', of.id)
    .where('cancelled_at', 'is not', null)
    .orderBy('taken_at')
    .execute()
  return rows.map(({ number, symbol, reason }) => ({ code: `${numberWords(number)}/${symbol}`, reason }))
}

async function answeredBy(db: Db, officeId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('incoming_documents')
    .select(['id', 'arrival_number', 'symbol', 'issuer'])
    .where('office_id', '=', officeId)
    .where('id', 'in', [...ids])
    .execute()
  return rows.map(({ id, arrival_number, symbol, issuer }) => ({
    id,
    label: `Số đến ${arrival_number}: ${symbol} của ${issuer}`,
  }))
}
