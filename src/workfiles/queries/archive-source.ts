import { type Kysely, type RawBuilder, sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import type { Actor, Reader } from '../../platform/operations.ts'
import { outgoingContentSchema, urgencies } from '../../records/model/outgoing/outgoing-content.ts'
import { numberWords } from '../../records/model/outgoing/symbols.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import type {
  ArchiveDocument,
  ArchiveHistoryLine,
  ArchiveSource,
  ArchiveStoredFile,
} from '../model/archive-source.ts'
import { retentionName } from '../model/rules.ts'
import { workFileStates } from '../model/states.ts'
import { readFileRow } from './get-work-file.ts'
import { type LinkedDocument, linkedDocuments } from './linked-documents.ts'
import { rulesOn } from './rules-on.ts'

/**
 * Everything of a work file that an archive package holds: the metadata of Phụ lục VI, its documents in order with their
 * history, and their stored files. Documents the actor may not see are only counted. Fails with not_found.
 */
export async function archiveSource(
  reader: Reader,
  actor: Actor,
  workFileId: string,
): Promise<ArchiveSource> {
  const { db, now } = reader
  const of = { officeId: actor.officeId, workFileId }
  const [file, links, office, { rules }] = await Promise.all([
    readFileRow(db, actor, workFileId),
    linkedDocuments(db, { ...of, reader: actor }),
    officeFacts(db, actor.officeId),
    rulesOn(db, actor.officeId, localDate(now)),
  ])
  const visible = links.filter((link) => link.visible)
  const facts = await factsOf(db, of, visible)
  const documents = visible.map((link) => documentOf(link, facts))
  return {
    file: {
      id: file.id,
      fileCode: { organId: office.agencyCode ?? '', fileCatalog: file.year, fileNotation: file.symbol },
      title: file.title,
      maintenance: retentionName(rules, file.retentionCode),
      rights: file.restricted ? 'Hạn chế' : 'Không hạn chế',
      creator: file.keeperName,
      language: file.language,
      startDate: file.startedOn,
      endDate: file.endedOn,
      docTotal: documents.length,
      pageTotal: documents.reduce((sum, { pageAmount }) => sum + (pageAmount ?? 0), 0),
      description: file.note,
      state: workFileStates[file.state],
    },
    documents,
    hidden: links.length - visible.length,
  }
}

interface Of {
  officeId: string
  workFileId: string
}

interface Facts {
  incoming: Map<string, IncomingFacts>
  outgoing: Map<string, OutgoingFacts>
  texts: Map<string, string>
  histories: Map<string, ArchiveHistoryLine[]>
  files: Map<string, ArchiveStoredFile[]>
}

interface IncomingFacts {
  id: string
  symbol: string
  language: string
  note: string
  signerPost: string
  signerName: string
  arrivedOn: string
  arrivalNumber: number
  urgency: number
  dueOn: string | null
  toPlaces: string
}

interface OutgoingFacts {
  id: string
  content: unknown
  number: number | null
  symbol: string | null
  signerPost: string
  signerName: string
  replyBy: string | null
  closingReason: string
}

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]))

/** What the lists of links do not carry, for all documents of a kind at once. */
async function factsOf(db: Kysely<DB>, of: Of, links: readonly LinkedDocument[]): Promise<Facts> {
  const ids = (kind: LinkedDocument['kind']) =>
    sql`any(${links.filter((link) => link.kind === kind).map(({ documentId }) => documentId)}::uuid[])`
  const office = sql`${of.officeId}::uuid`
  const [incoming, outgoing, texts, histories, files] = await Promise.all([
    sql<IncomingFacts>`select d.id, d.symbol, d.language, d.note, d.signer_post as "signerPost", d.signer_name as "signerName",
        d.arrived_on as "arrivedOn", d.arrival_number as "arrivalNumber", d.urgency, d.due_on as "dueOn",
        coalesce((select string_agg(s.full_name, '; ' order by r.part = 'lead' desc, s.full_name) from incoming_recipients r
          join staff_members s on s.office_id = r.office_id and s.id = r.staff_id
          where r.office_id = d.office_id and r.incoming_id = d.id), '') as "toPlaces"
      from incoming_documents d where d.office_id = ${office} and d.id = ${ids('incoming')}`.execute(db),
    sql<OutgoingFacts>`select d.id, d.content, d.number, d.symbol, coalesce(a.post, s.post_title, '') as "signerPost",
        coalesce(s.full_name, '') as "signerName", d.reply_by as "replyBy", d.closing_reason as "closingReason"
      from outgoing_documents d
      left join staff_members s on s.office_id = d.office_id and s.id = d.signer_id
      left join outgoing_authorities a on a.office_id = d.office_id and a.id = d.authority_id
      where d.office_id = ${office} and d.id = ${ids('outgoing')}`.execute(db),
    textsOf(db, office, ids),
    historiesOf(db, office, ids),
    storedFilesOf(db, office, of.workFileId),
  ])
  return { incoming: byId(incoming.rows), outgoing: byId(outgoing.rows), texts, histories, files }
}

type Ids = (kind: LinkedDocument['kind']) => RawBuilder<unknown>

async function textsOf(db: Kysely<DB>, office: RawBuilder<unknown>, ids: Ids): Promise<Map<string, string>> {
  const found = await sql<{ id: string; text: string }>`
    select i.id, concat_ws(E'\\n', i.words, 'Đề xuất: ' || i.proposal, 'Ý kiến: ' || nullif(i.answer, '')) as text
      from internal_submissions i where i.office_id = ${office} and i.id = ${ids('submission')}
    union all select m.id, m.agenda from internal_meetings m where m.office_id = ${office} and m.id = ${ids('meeting')}
    union all select v.id, concat_ws(E'\\n', v.words, 'Phương án: ' || v.options::text, 'Kết quả: ' || v.result::text)
      from internal_votes v where v.office_id = ${office} and v.id = ${ids('vote')}`.execute(db)
  return new Map(found.rows.map(({ id, text }) => [id, text]))
}

async function historiesOf(db: Kysely<DB>, office: RawBuilder<unknown>, ids: Ids) {
  const found = await sql<{ id: string; at: Date; name: string; post: string; words: string }>`
    select e.incoming_id as id, e.at, e.actor_name as name, e.actor_post as post, e.words, e.id as event_id from incoming_events e
      where e.office_id = ${office} and e.incoming_id = ${ids('incoming')}
    union all select e.document_id, e.at, e.actor_name, e.actor_post, e.words, e.id from outgoing_events e
      where e.office_id = ${office} and e.document_id = ${ids('outgoing')}
    order by at, event_id`.execute(db)
  const histories = new Map<string, ArchiveHistoryLine[]>()
  for (const { id, at, name, post, words } of found.rows) {
    const lines = histories.get(id) ?? []
    lines.push({ at: at.toISOString(), name, post, words })
    histories.set(id, lines)
  }
  return histories
}

async function storedFilesOf(db: Kysely<DB>, office: RawBuilder<unknown>, workFileId: string) {
  type Row = ArchiveStoredFile & { linkId: string; size: string | number }
  const found =
    await sql<Row>`select l.id as "linkId", c.id, c.name, c.media_type as "mediaType", c.sha256, c.size
    from work_file_documents l
    join lateral (
      select i.file_id, i.ordinal, i.kind from incoming_files i where l.kind = 'incoming' and i.office_id = l.office_id
        and i.incoming_id = l.document_id
      union all select x.file_id, x.place, 'document' from outgoing_documents d
        cross join lateral (values (d.signed_file_id, 0), (d.file_id, 1)) as x (file_id, place)
        where l.kind = 'outgoing' and d.office_id = l.office_id and d.id = l.document_id and x.file_id is not null
      union all select unnest(s.file_ids), 0, 'document' from internal_submissions s where l.kind = 'submission'
        and s.office_id = l.office_id and s.id = l.document_id
      union all select l.file_id, 0, 'document' where l.kind = 'file') p on true
    join files c on c.office_id = l.office_id and c.id = p.file_id
    where l.office_id = ${office} and l.work_file_id = ${workFileId}::uuid and l.removed_at is null
    order by l.id, p.kind, p.ordinal, c.id`.execute(db)
  const files = new Map<string, ArchiveStoredFile[]>()
  for (const { linkId, size, ...file } of found.rows) {
    const stored = files.get(linkId) ?? []
    stored.push({ ...file, size: Number(size) })
    files.set(linkId, stored)
  }
  return files
}

function documentOf(link: LinkedDocument, facts: Facts): ArchiveDocument {
  const base = {
    id: link.linkId,
    documentId: link.documentId,
    ordinal: link.ordinal,
    typeName: link.typeName,
    issuedDate: link.datedOn,
    organName: link.author,
    subject: link.subject,
    language: 'Tiếng Việt',
    pageAmount: link.pages,
    description: link.note,
    restricted: link.restricted,
    recalled: link.recalled,
    history: facts.histories.get(link.documentId) ?? [],
    files: facts.files.get(link.linkId) ?? [],
  }
  const incoming = link.kind === 'incoming' ? facts.incoming.get(link.documentId) : undefined
  if (incoming) {
    const { number, notation } = splitSymbol(incoming.symbol)
    return {
      ...base,
      kind: 'incoming',
      language: incoming.language,
      description: [incoming.note, link.note].filter(Boolean).join('. '),
      codeNumber: number,
      codeNotation: notation,
      arrivalDate: incoming.arrivedOn,
      arrivalNumber: incoming.arrivalNumber,
      signer: { position: incoming.signerPost, fullName: incoming.signerName },
      priority: incoming.urgency,
      toPlaces: incoming.toPlaces,
      dueDate: incoming.dueOn,
    }
  }
  const outgoing = link.kind === 'outgoing' ? facts.outgoing.get(link.documentId) : undefined
  if (outgoing) {
    const content = outgoingContentSchema.parse(outgoing.content)
    return {
      ...base,
      kind: 'outgoing',
      description: [outgoing.closingReason, link.note].filter(Boolean).join('. '),
      codeNumber: outgoing.number === null ? '' : numberWords(outgoing.number),
      codeNotation: outgoing.symbol ?? '',
      signer: { position: outgoing.signerPost, fullName: outgoing.signerName },
      to: [...content.addressees, ...content.recipients].map((organName) => ({ organId: '', organName })),
      priority: Object.keys(urgencies).indexOf(content.urgency),
      issuedAmount: content.copies,
      dueDate: outgoing.replyBy,
    }
  }
  const kind = link.kind === 'incoming' || link.kind === 'outgoing' ? 'file' : link.kind
  return { ...base, kind, text: facts.texts.get(link.documentId) ?? '' }
}

/** Số and ký hiệu of a document of another agency: what stands before the first slash is the number. */
function splitSymbol(symbol: string): { number: string; notation: string } {
  const at = symbol.indexOf('/')
  return at < 0
    ? { number: symbol, notation: '' }
    : { number: symbol.slice(0, at), notation: symbol.slice(at + 1) }
}
