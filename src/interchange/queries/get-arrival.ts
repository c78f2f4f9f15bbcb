import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoArrivalId } from '../examples.ts'
import { type ArrivalState, arrivalActions, arrivalStates, nextArrivalSteps } from '../model/arrival.ts'
import { type KeptMessage, kindOf, reasonOf } from '../model/read-message.ts'
import { receivers, viewerOf } from '../policy.ts'
import { titleOf } from './inbox.ts'

const keysOf = <Key extends string>(names: Readonly<Record<Key, unknown>>) =>
  z.enum(Object.keys(names) as [Key, ...Key[]])

/** A document in the register, with what was done with it: who decides on a recall weighs it. */
const registered = z.object({
  id: z.uuid(),
  arrivalNumber: z.int(),
  arrivalYear: z.int(),
  symbol: z.string(),
  state: z.string(),
  /** Replies issued to it. */
  replies: z.array(z.string()),
})

const view = z.object({
  id: z.uuid(),
  revision: z.int(),
  state: keysOf(arrivalStates),
  kind: z.enum(['document', 'recall', 'update', 'replace', 'status']).nullable(),
  receivedAt: z.date(),
  via: z.enum(['here', 'axis']),
  repeats: z.int(),
  agency: z.object({ id: z.uuid(), name: z.string(), organId: z.string(), isNew: z.boolean() }).nullable(),
  title: z.string(),
  reason: z.string(),
  message: z.custom<KeptMessage>().nullable(),
  files: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.number() })),
  /** The message as it came. */
  rawFileId: z.uuid(),
  cautions: z.string(),
  /** Of the certificate it was signed with; empty: not signed. */
  fingerprint: z.string(),
  trouble: z.string(),
  troubleCode: z.string(),
  decidedAt: z.date().nullable(),
  decidedBy: z.string(),
  decidedWords: z.string(),
  /** What it was registered as, or noted at. */
  incoming: registered.nullable(),
  /** The document it speaks of: as it arrived, and as it is registered. */
  about: z.object({ arrivalId: z.uuid(), title: z.string(), incoming: registered.nullable() }).nullable(),
  actions: z.array(keysOf(arrivalActions)),
})
export type ArrivalView = z.output<typeof view>

/** One message that came by interchange: what it says, its files, what may be done with it. */
export const getArrival = defineQuery({
  name: 'interchange.getArrival',
  title: 'Xem thông điệp liên thông văn bản đã đến',
  audience: receivers,
  door: { method: 'GET', path: '/interchange/arrivals/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: view,
  example: { id: demoArrivalId('register') },
  async run({ db }, actor, { id }) {
    const row = await db
      .selectFrom('interchange_arrivals as a')
      .leftJoin('interchange_agencies as g', (join) =>
        join.onRef('g.office_id', '=', 'a.office_id').onRef('g.id', '=', 'a.agency_id'),
      )
      .selectAll('a')
      .select(['g.name as agencyName', 'g.organ_id', 'g.from_message'])
      .where('a.office_id', '=', actor.officeId)
      .where('a.id', '=', id)
      .executeTakeFirst()
    if (!row) throw new AppError('not_found', { detail: 'Không có thông điệp này.' })
    const message = row.message as KeptMessage | null
    const [files, incoming, about] = await Promise.all([
      filesOf(db, actor.officeId, row.file_ids),
      registeredAs(db, actor.officeId, row.incoming_id),
      aboutOf(db, actor.officeId, row.about_arrival_id),
    ])
    const state = row.state as ArrivalState
    const kind = message ? kindOf(message) : null
    const situation = { state, kind, hasOriginal: (about?.incoming ?? null) !== null }
    return {
      id,
      revision: row.revision,
      state,
      kind,
      receivedAt: row.received_at,
      via: row.via as 'here' | 'axis',
      repeats: row.repeats,
      agency:
        row.agency_id && row.agencyName && row.organ_id
          ? {
              id: row.agency_id,
              name: row.agencyName,
              organId: row.organ_id,
              isNew: row.from_message ?? false,
            }
          : null,
      title: message ? titleOf(message) : 'Thông điệp không đọc được',
      reason: message ? reasonOf(message) : '',
      message,
      files,
      rawFileId: row.file_id,
      cautions: row.cautions,
      fingerprint: row.fingerprint,
      trouble: row.trouble,
      troubleCode: row.trouble_code,
      decidedAt: row.decided_at,
      decidedBy: row.decided_by,
      decidedWords: row.decided_words,
      incoming,
      about,
      actions: nextArrivalSteps(situation, viewerOf(actor)),
    }
  },
})

async function filesOf(db: Kysely<DB>, officeId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  const found = await db
    .selectFrom('files')
    .select(['id', 'name', 'media_type as mediaType', 'size'])
    .where('office_id', '=', officeId)
    .where('id', 'in', [...ids])
    .execute()
  return ids.flatMap((id) => {
    const file = found.find((each) => each.id === id)
    return file ? [{ ...file, size: Number(file.size) }] : []
  })
}

type Registered = z.output<typeof registered>

async function registeredAs(db: Kysely<DB>, officeId: string, id: string | null): Promise<Registered | null> {
  if (id === null) return null
  const found =
    await sql<Registered>`select d.id, d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear", d.symbol,
      d.state, (select coalesce(jsonb_agg(o.label order by o.proposed_at), '[]') from incoming_outcomes o
        where o.office_id = d.office_id and o.incoming_id = d.id and o.kind = 'reply' and o.state = 'accepted') as replies
    from incoming_documents d where d.office_id = ${officeId}::uuid and d.id = ${id}::uuid`.execute(db)
  return found.rows[0] ?? null
}

async function aboutOf(db: Kysely<DB>, officeId: string, arrivalId: string | null) {
  if (arrivalId === null) return null
  const original = await db
    .selectFrom('interchange_arrivals')
    .select(['id', 'message', 'incoming_id as incomingId'])
    .where('office_id', '=', officeId)
    .where('id', '=', arrivalId)
    .executeTakeFirst()
  if (!original) return null
  const message = original.message as KeptMessage | null
  const incoming = await registeredAs(db, officeId, original.incomingId)
  return { arrivalId, title: message ? titleOf(message) : '', incoming }
}

/** A file of a message, the message itself among them, as it is sent to a clerk or leader. Fails with not_found. */
export const arrivalFile = defineQuery({
  name: 'interchange.arrivalFile',
  title: 'Xem tệp của thông điệp liên thông văn bản',
  audience: receivers,
  input: z.strictObject({ id: z.uuid(), fileId: z.uuid() }),
  output: z.object({ sha256: z.string(), name: z.string(), size: z.number(), mediaType: z.string() }),
  async run({ db }, { officeId }, { id, fileId }) {
    const found = await sql<{
      sha256: string
      name: string
      size: number
      mediaType: string
    }>`select f.sha256, f.name, f.size,
        f.media_type as "mediaType"
      from interchange_arrivals a join files f on f.office_id = a.office_id and f.id = ${fileId}::uuid
      where a.office_id = ${officeId}::uuid and a.id = ${id}::uuid and (a.file_id = f.id or f.id = any(a.file_ids))`.execute(
      db,
    )
    const file = found.rows[0]
    if (!file) throw new AppError('not_found', { detail: 'Không có tệp này.' })
    return { ...file, size: Number(file.size) }
  },
})
