import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { loadCalendar } from '../../calendar/queries.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import { demoIncomingId } from '../../records/examples.ts'
import { demoOutgoingId } from '../../records/model/outgoing/demo-outgoing.ts'
import { handlers, seesAll } from '../../records/policy.ts'
import { readHead } from '../../records/queries/incoming-view.ts'
import { getOutgoing } from '../../records/queries/outgoing/get-outgoing.ts'
import { type ArrivalState, arrivalStates } from '../model/arrival.ts'
import { type KeptMessage, kindOf, reasonOf } from '../model/read-message.ts'
import {
  isLateToSend,
  type MessageKind,
  messageKinds,
  type SendingState,
  sendingStates,
} from '../model/sending.ts'
import { recallAnswer, standingOf, statusName } from '../model/status-order.ts'
import { titleOf } from './inbox.ts'

const keysOf = <Key extends string>(names: Readonly<Record<Key, unknown>>) =>
  z.enum(Object.keys(names) as [Key, ...Key[]])

const toldStatus = z.object({ name: z.string(), words: z.string(), at: z.date() })

const receiver = z.object({
  id: z.uuid(),
  kind: keysOf(messageKinds),
  agency: z.string(),
  state: keysOf(sendingStates),
  trouble: z.string(),
  sentAt: z.date().nullable(),
  late: z.boolean(),
  /** Where it stands there, in words of the receiver. */
  standing: toldStatus.nullable(),
  recall: z
    .object({ state: keysOf(sendingStates), askedAt: z.date(), answer: toldStatus.nullable() })
    .nullable(),
})
export type Receiver = z.output<typeof receiver>

interface SentRow {
  id: string
  kind: MessageKind
  agencyId: string
  agency: string
  state: SendingState
  trouble: string
  madeAt: Date
  endedAt: Date | null
  statuses: { code: string; at: string; words: string }[]
}

/** Liên thông của một văn bản đi: each receiver, how far it has come there, and whom it can still be sent to. */
export const outgoingCard = defineQuery({
  name: 'interchange.outgoingCard',
  title: 'Xem tình hình gửi liên thông của văn bản đi',
  audience: 'staff',
  door: { method: 'GET', path: '/outgoing-documents/{id}/interchange' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    revision: z.int(),
    receivers: z.array(receiver),
    maySend: z.boolean(),
    hasFile: z.boolean(),
    isPractice: z.boolean(),
    agencies: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  example: { id: demoOutgoingId('send') },
  async run(reader, actor, { id }) {
    // Who may not see the document does not see where it went.
    const document = await getOutgoing.run(reader, actor, { id })
    const maySend = document.steps.includes('send')
    const [rows, calendar, agencies] = await Promise.all([
      sentRows(reader.db, actor.officeId, id),
      loadCalendar(reader.db, actor.officeId),
      maySend ? openAgencies(reader.db, actor.officeId) : [],
    ])
    const sent = rows.filter(({ kind }) => kind !== 'recall')
    return {
      id,
      revision: document.revision,
      receivers: sent.map((row) => ({
        ...receiverOf(row, rows),
        late:
          document.datedOn !== null &&
          row.kind === 'document' &&
          row.state !== 'dropped' &&
          isLateToSend(calendar, { signedOn: document.datedOn, sentAt: row.endedAt, now: reader.now }),
      })),
      maySend,
      hasFile: document.signedFileId !== null,
      isPractice: isPractice(actor.officeId),
      agencies: agencies.filter((agency) => !sent.some(({ agencyId }) => agencyId === agency.id)),
    }
  },
})

async function sentRows(db: Kysely<DB>, officeId: string, outgoingId: string): Promise<SentRow[]> {
  const found =
    await sql<SentRow>`select m.id, m.kind, m.agency_id as "agencyId", g.name as agency, m.state, m.trouble,
      m.made_at as "madeAt", m.ended_at as "endedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('code', s.code, 'at', s.at, 'words', s.words) order by s.at), '[]')
        from interchange_statuses s where s.office_id = m.office_id and s.message_id = m.id) as statuses
    from interchange_messages m join interchange_agencies g on g.office_id = m.office_id and g.id = m.agency_id
    where m.office_id = ${officeId}::uuid and m.outgoing_id = ${outgoingId}::uuid order by g.name, m.id`.execute(
      db,
    )
  return found.rows
}

function receiverOf(row: SentRow, all: readonly SentRow[]): Omit<Receiver, 'late'> {
  const statuses = row.statuses.map(({ at, ...status }) => ({ ...status, at: new Date(at) }))
  const shown = (status: (typeof statuses)[number] | null) =>
    status && { name: statusName(status.code), words: status.words, at: status.at }
  const recall = all.find(({ kind, agencyId }) => kind === 'recall' && agencyId === row.agencyId)
  return {
    id: row.id,
    kind: row.kind,
    agency: row.agency,
    state: row.state,
    trouble: row.trouble,
    sentAt: row.state === 'sent' ? row.endedAt : null,
    standing: shown(standingOf(statuses)),
    recall: recall
      ? { state: recall.state, askedAt: recall.madeAt, answer: shown(recallAnswer(statuses)) }
      : null,
  }
}

function openAgencies(db: Kysely<DB>, officeId: string) {
  return db
    .selectFrom('interchange_agencies')
    .select(['id', 'name'])
    .where('office_id', '=', officeId)
    .where('active', '=', true)
    .where('via', '<>', 'manual')
    .orderBy('name')
    .orderBy('id')
    .limit(1000)
    .execute()
}

const toldMessage = z.object({
  id: z.uuid(),
  kind: z.enum(['document', 'recall', 'update', 'replace', 'status']),
  state: keysOf(arrivalStates),
  receivedAt: z.date(),
  title: z.string(),
  reason: z.string(),
  decidedBy: z.string(),
  decidedWords: z.string(),
  files: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** What it was registered as, where that is another document. */
  incoming: z.object({ id: z.uuid(), arrivalNumber: z.int(), arrivalYear: z.int() }).nullable(),
})
export type ToldMessage = z.output<typeof toldMessage>

/**
 * Liên thông của một văn bản đến: from whom it came, what its sender said of it since, what the sender was told. Empty for one
 * that came otherwise, and of a restricted one for all but clerks and leaders.
 */
export const incomingCard = defineQuery({
  name: 'interchange.incomingCard',
  title: 'Xem tình hình liên thông của văn bản đến',
  audience: handlers,
  door: { method: 'GET', path: '/incoming/{id}/interchange' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    from: z.string().nullable(),
    mayOpen: z.boolean(),
    told: z.array(
      z.object({ name: z.string(), words: z.string(), state: keysOf(sendingStates), at: z.date() }),
    ),
    messages: z.array(toldMessage),
  }),
  example: { id: demoIncomingId('takeUp') },
  async run({ db }, actor, { id }) {
    const head = await readHead(db, actor, id)
    const nothing = { from: null, mayOpen: false, told: [], messages: [] }
    if (head.restricted && !seesAll(actor)) return nothing
    const [told, messages] = await Promise.all([
      toldRows(db, actor.officeId, id),
      messageRows(db, actor.officeId, id),
    ])
    const own = messages.find(({ state, incomingId }) => state === 'registered' && incomingId === id)
    return {
      from: own?.agency ?? null,
      mayOpen: seesAll(actor),
      told: told.map(({ code, ...rest }) => ({ ...rest, name: statusName(code) })),
      messages: messages.filter((each) => each !== own).map((row) => messageOf(row, id)),
    }
  },
})

interface ToldRow {
  code: string
  words: string
  state: SendingState
  at: Date
}

async function toldRows(db: Kysely<DB>, officeId: string, incomingId: string): Promise<ToldRow[]> {
  const found = await sql<ToldRow>`select m.status_code as code, m.words, m.state, m.made_at as at
    from interchange_messages m join interchange_arrivals a on a.office_id = m.office_id and a.id = m.arrival_id
    where m.office_id = ${officeId}::uuid and a.incoming_id = ${incomingId}::uuid and m.kind = 'status' order by m.id`.execute(
    db,
  )
  return found.rows
}

interface MessageRow {
  id: string
  state: ArrivalState
  receivedAt: Date
  message: KeptMessage
  agency: string
  decidedBy: string
  decidedWords: string
  incomingId: string | null
  incoming: { id: string; arrivalNumber: number; arrivalYear: number } | null
  files: { id: string; name: string }[]
}

/** The message it came with, and those that speak of that one. */
async function messageRows(db: Kysely<DB>, officeId: string, incomingId: string): Promise<MessageRow[]> {
  const found = await sql<MessageRow>`with own as (
      select id from interchange_arrivals where office_id = ${officeId}::uuid and incoming_id = ${incomingId}::uuid)
    select a.id, a.state, a.received_at as "receivedAt", a.message, g.name as agency, a.decided_by as "decidedBy",
      a.decided_words as "decidedWords", a.incoming_id as "incomingId",
      (select jsonb_build_object('id', d.id, 'arrivalNumber', d.arrival_number, 'arrivalYear', d.arrival_year)
        from incoming_documents d where d.office_id = a.office_id and d.id = a.incoming_id) as incoming,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name)), '[]')
        from files f where f.office_id = a.office_id and f.id = any(a.file_ids)) as files
    from interchange_arrivals a join interchange_agencies g on g.office_id = a.office_id and g.id = a.agency_id
    where a.office_id = ${officeId}::uuid and a.message is not null and a.state not in ('trouble', 'skipped', 'stored')
      and (a.id in (select id from own) or a.about_arrival_id in (select id from own))
    order by a.received_at, a.id`.execute(db)
  return found.rows
}

function messageOf({ message, agency: _, incomingId: __, ...row }: MessageRow, id: string): ToldMessage {
  return {
    ...row,
    kind: kindOf(message),
    title: titleOf(message),
    reason: reasonOf(message),
    incoming: row.incoming?.id === id ? null : row.incoming,
  }
}
