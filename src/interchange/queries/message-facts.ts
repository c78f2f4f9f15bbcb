import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import type { OutgoingFacts } from '../../records/model/outgoing/compose-outgoing.ts'
import { typeName } from '../../records/model/outgoing/document-types.ts'
import { outgoingContentSchema } from '../../records/model/outgoing/outgoing-content.ts'
import { numberWords } from '../../records/model/outgoing/symbols.ts'
import type { MessageFacts, SentDocument } from '../model/compose.ts'
import type { EdxmlAgency, EdxmlResponseFor } from '../model/edxml/message.ts'
import type { KeptMessage } from '../model/read-message.ts'
import type { MessageKind } from '../model/sending.ts'
import { loadOwn } from './load-own.ts'

const file = z.object({ id: z.string(), sha256: z.string(), name: z.string(), mediaType: z.string() })

/** All that the program needs to write a message and to hand it over. By the program alone. */
export const messageFacts = defineQuery({
  name: 'interchange.messageFacts',
  title: 'Đọc nội dung thông điệp liên thông văn bản để gửi',
  audience: [],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    facts: z.custom<MessageFacts>(),
    /** The signed file that goes along; null for what goes without one. */
    file: file.nullable(),
    via: z.enum(['here', 'axis', 'manual']),
    partnerOfficeId: z.uuid().nullable(),
  }),
  async run({ db }, { officeId }, { id }) {
    const message = await db
      .selectFrom('interchange_messages as m')
      .innerJoin('interchange_agencies as a', (join) =>
        join.onRef('a.office_id', '=', 'm.office_id').onRef('a.id', '=', 'm.agency_id'),
      )
      .selectAll('m')
      .select(['a.via', 'a.partner_office_id', 'a.recall_form'])
      .where('m.office_id', '=', officeId)
      .where('m.id', '=', id)
      .executeTakeFirst()
    if (!message) throw new AppError('not_found')
    const [own, sent, about, responseFor, batch] = await Promise.all([
      loadOwn(db, officeId),
      message.outgoing_id ? sentDocument(db, officeId, message.outgoing_id) : null,
      message.about_id
        ? identifierOf(db, officeId, { aboutId: message.about_id, agencyId: message.agency_id })
        : null,
      message.arrival_id ? toldOf(db, officeId, message.arrival_id) : null,
      batchOf(db, officeId, id),
    ])
    return {
      facts: {
        kind: message.kind as MessageKind,
        from: own.agency,
        to: batch.to.map(receiverOf),
        isMore: batch.isMore,
        recallForm: message.recall_form as MessageFacts['recallForm'],
        madeAt: message.made_at,
        madeBy: message.made_by,
        words: message.words,
        statusCode: message.status_code,
        document: sent ? { ...sent.document, documentId: message.document_id } : null,
        aboutDocumentId: about,
        responseFor,
      },
      file: message.kind === 'recall' ? null : (sent?.file ?? null),
      via: message.via as 'here' | 'axis' | 'manual',
      partnerOfficeId: message.partner_office_id,
    }
  },
})

interface Batch {
  to: { organId: string; name: string; inCharge: string; email: string }[]
  /** The document went to others before, under the same identifier. */
  isMore: boolean
}

/**
 * Who gets the same message: all of one decision that are reached the same way. Each of their rows sends the same bytes, because
 * the axis takes one identifier with one content and hands it to all that it names.
 */
async function batchOf(db: Kysely<DB>, officeId: string, id: string): Promise<Batch> {
  const found = await sql<Batch>`select
      (select jsonb_agg(jsonb_build_object('organId', g.organ_id, 'name', g.name, 'inCharge', g.in_charge, 'email', g.email)
          order by g.organ_id)
        from interchange_messages b join interchange_agencies g on g.office_id = b.office_id and g.id = b.agency_id
        where b.office_id = m.office_id and g.via = a.via and (b.id = m.id or (b.outgoing_id = m.outgoing_id and b.kind = m.kind
          and b.made_at = m.made_at and b.state <> 'dropped' and (m.kind <> 'recall' or g.recall_form = a.recall_form)))) as to,
      m.kind = 'document' and exists (select 1 from interchange_messages e
        where e.office_id = m.office_id and e.outgoing_id = m.outgoing_id and e.kind <> 'recall' and e.made_at < m.made_at
          and e.state <> 'dropped') as "isMore"
    from interchange_messages m join interchange_agencies a on a.office_id = m.office_id and a.id = m.agency_id
    where m.office_id = ${officeId}::uuid and m.id = ${id}::uuid`.execute(db)
  return found.rows[0] ?? { to: [], isMore: false }
}

function receiverOf({ organId, name, inCharge, email }: Batch['to'][number]): EdxmlAgency {
  return {
    organId,
    organizationInCharge: inCharge,
    organName: name,
    organAdd: '',
    email,
    telephone: '',
    fax: '',
    website: '',
  }
}

async function sentDocument(db: Kysely<DB>, officeId: string, id: string) {
  const row = await db
    .selectFrom('outgoing_documents as d')
    .leftJoin('files as f', (join) =>
      join.onRef('f.office_id', '=', 'd.office_id').onRef('f.id', '=', 'd.signed_file_id'),
    )
    .select([
      'd.number',
      'd.symbol',
      'd.dated_on',
      'd.content',
      'd.printed_with',
      'd.reply_by',
      'd.replies_to',
    ])
    .select(['f.sha256', 'f.name', 'f.media_type', 'f.id as fileId'])
    .where('d.office_id', '=', officeId)
    .where('d.id', '=', id)
    .executeTakeFirstOrThrow()
  const content = outgoingContentSchema.parse(row.content)
  const { fileId, sha256, name, media_type: mediaType } = row
  const document: Omit<SentDocument, 'documentId'> = {
    number: numberWords(row.number ?? 0),
    symbol: row.symbol ?? '',
    datedOn: row.dated_on ?? '',
    typeName: typeName(content.typeCode),
    content,
    printedWith: row.printed_with as OutgoingFacts,
    replyBy: row.reply_by,
    responseFor: await answered(db, officeId, row.replies_to),
  }
  const file = fileId && sha256 && name && mediaType ? { id: fileId, sha256, name, mediaType } : null
  return { document, file }
}

/** The documents that it answers and that came by interchange, as their senders know them. */
async function answered(
  db: Kysely<DB>,
  officeId: string,
  incomingIds: readonly string[],
): Promise<EdxmlResponseFor[]> {
  if (incomingIds.length === 0) return []
  const found = await sql<{ message: KeptMessage }>`select a.message from interchange_arrivals a
    where a.office_id = ${officeId}::uuid and a.incoming_id = any(${[...incomingIds]}::uuid[]) and a.state = 'registered'
    order by a.id`.execute(db)
  return found.rows.flatMap(({ message }) => (message.kind === 'document' ? [namedDocument(message)] : []))
}

function namedDocument(message: Extract<KeptMessage, { kind: 'document' }>): EdxmlResponseFor {
  return {
    organId: message.from.organId,
    code: `${message.codeNumber}/${message.codeNotation}`,
    promulgationDate: message.promulgationDate,
    documentId: message.documentId,
  }
}

/** Under which identifier the agency got the document that is updated or replaced. */
async function identifierOf(
  db: Kysely<DB>,
  officeId: string,
  { aboutId, agencyId }: { aboutId: string; agencyId: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('interchange_messages')
    .select('document_id')
    .where('office_id', '=', officeId)
    .where('outgoing_id', '=', aboutId)
    .where('agency_id', '=', agencyId)
    .where('kind', 'in', ['document', 'update', 'replace'])
    .executeTakeFirst()
  return row?.document_id ?? null
}

/** The document of theirs that a status tells of: what arrived, or, in answer to a recall, what it asked back. */
async function toldOf(db: Kysely<DB>, officeId: string, arrivalId: string): Promise<EdxmlResponseFor | null> {
  const found = await sql<{
    message: KeptMessage
    original: KeptMessage | null
  }>`select a.message, o.message as original
    from interchange_arrivals a
    left join interchange_arrivals o on o.office_id = a.office_id and o.id = a.about_arrival_id and a.kind = 'recall'
    where a.office_id = ${officeId}::uuid and a.id = ${arrivalId}::uuid`.execute(db)
  const row = found.rows[0]
  const of = row?.original ?? row?.message
  if (!of) return null
  return of.kind === 'status' ? of.responseFor : namedDocument(of)
}
