import { type Kysely, type RawBuilder, sql } from 'kysely'
import { formatDate } from '../../calendar/model/clock-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { typeName } from '../../records/model/outgoing/document-types.ts'
import { outgoingStates } from '../../records/model/outgoing/life.ts'
import { stateName } from '../../records/model/states.ts'
import { type LinkedKind, linkedKinds } from '../model/closing.ts'
import {
  type DocumentReader,
  filedInternal,
  readableIncoming,
  readableOut,
  readableSubmission,
  readableVote,
} from './file-access.ts'

/** What a link points to, as far as the reader may know. */
interface LinkRow {
  linkId: string
  ordinal: number
  kind: LinkedKind
  documentId: string
  sheets: string
  note: string
  addedAt: Date
  addedByName: string
  /** False: the reader may not see this document; nothing of it is told. */
  visible: boolean | null
  symbol: string | null
  datedOn: string | null
  typeName: string | null
  subject: string | null
  author: string | null
  restricted: boolean | null
  recalled: boolean | null
  draft: boolean | null
  /** State in which work goes on, as its table keeps it. */
  pending: string | null
  pages: number | null
  /** What is empty though the decree asks for it. */
  missing: string[] | null
  sameAs: string | null
  fileName: string | null
  mediaType: string | null
  size: number | null
}

export interface LinkedDocument {
  linkId: string
  ordinal: number
  kind: LinkedKind
  documentId: string
  sheets: string
  note: string
  addedAt: Date
  addedByName: string
  visible: boolean
  symbol: string
  datedOn: string | null
  typeName: string
  subject: string
  author: string
  restricted: boolean
  recalled: boolean
  draft: boolean
  unfinished: string
  pages: number | null
  missing: string[]
  sameAs: string
  file: { name: string; mediaType: string; size: number } | null
}

/**
 * Whether the issuer of incoming document `d` has recalled it. The one place that knows: interchange notes it with the
 * document; without interchange nobody tells the office so.
 */
const recalledIncoming = sql<boolean>`coalesce((to_jsonb(d)->>'recalled_at') is not null, false)`

/** Số, ký hiệu of `outgoing_documents d`, as written; empty before it has a number. */
export const outgoingCode = sql`case when d.number is null then '' else
  lpad(d.number::text, greatest(length(d.number::text), 2), '0') || '/' || d.symbol end`

const localDay = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Ho_Chi_Minh')::date`
const staffName = (alias: string, column: string) =>
  sql`(select full_name from staff_members where office_id = ${sql.ref(`${alias}.office_id`)} and id = ${sql.ref(`${alias}.${column}`)})`

/** Rows (true, symbol, dated, type, …) of the document that link `l` points to, if the reader may see it. */
function target(reader: DocumentReader): RawBuilder<unknown> {
  return sql`
    select true as visible, d.symbol, d.issued_on as dated_on, d.type_name, d.subject, d.issuer as author, d.restricted,
      ${recalledIncoming} as recalled, d.state = 'void' as draft, case when d.finished_at is null then d.state end as pending,
      d.page_count as pages, array_remove(array[case when d.page_count is null then 'số trang' end,
        case when d.signer_name = '' then 'người ký' end, case when d.type_name = '' then 'tên loại' end,
        case when d.language = '' then 'ngôn ngữ' end, case when d.symbol = '' then 'số, ký hiệu' end], null) as missing,
      case when d.symbol = '' then '' else 'in|' || d.issuer_key || '|' || d.symbol_key || '|' || d.issued_on end as same_as,
      null as file_name, null as media_type, null::bigint as size
    from incoming_documents d where l.kind = 'incoming' and d.office_id = l.office_id and d.id = l.document_id
      and ${readableIncoming(reader)}
    union all
    select true, ${outgoingCode}, d.dated_on, d.type_code, d.subject, o.name, d.restricted, d.state = 'recalled',
      d.state in ('draft', 'unit_review', 'form_check', 'for_signing', 'cancelled'),
      case when d.state in ('approved', 'signed') then d.state end, null,
      array_remove(array[case when d.issued_at is not null and d.signed_file_id is null then 'bản đã ký' end,
        case when d.subject = '' then 'trích yếu' end], null), 'out|' || d.id, null, null, null
    from outgoing_documents d join offices o on o.office_id = d.office_id
    where l.kind = 'outgoing' and d.office_id = l.office_id and d.id = l.document_id and ${readableOut(reader)}
    union all
    select true, '', ${localDay('i.submitted_at')}, 'Phiếu trình', i.subject, ${staffName('i', 'submitted_by')}, false, false,
      false, case when i.state = 'waiting' then i.state end, null, '{}'::text[], 'sub|' || i.id, null, null, null
    from internal_submissions i where l.kind = 'submission' and i.office_id = l.office_id and i.id = l.document_id
      and ${filedInternal(reader, readableSubmission)}
    union all
    select true, '', ${localDay('m.starts_at')}, 'Cuộc họp', m.subject, ${staffName('m', 'chair_id')}, false, false,
      m.state = 'cancelled', null, null, '{}'::text[], 'meet|' || m.id, null, null, null
    from internal_meetings m where l.kind = 'meeting' and m.office_id = l.office_id and m.id = l.document_id
    union all
    select true, '', ${localDay('v.opened_at')}, 'Phiếu lấy ý kiến', v.question, ${staffName('v', 'opened_by')}, false, false,
      false, case when v.closed_at is null then 'waiting' end, null, '{}'::text[], 'vote|' || v.id, null, null, null
    from internal_votes v where l.kind = 'vote' and v.office_id = l.office_id and v.id = l.document_id
      and ${filedInternal(reader, readableVote)}
    union all
    select true, '', l.dated_on, 'Tài liệu', l.title, l.author, false, false, false, null, null,
      array_remove(array[case when l.author = '' then 'tác giả' end], null), 'file|' || c.sha256, c.name, c.media_type, c.size
    from files c where l.kind = 'file' and c.office_id = l.office_id and c.id = l.file_id`
}

/** What lies in a work file, in its order. The caller has made sure that the file itself may be seen. */
export async function linkedDocuments(
  db: Kysely<DB>,
  { officeId, workFileId, reader }: { officeId: string; workFileId: string; reader: DocumentReader },
): Promise<LinkedDocument[]> {
  const found =
    await sql<LinkRow>`select l.id as "linkId", l.ordinal, l.kind, l.document_id as "documentId", l.sheets, l.note,
      l.added_at as "addedAt", ${staffName('l', 'added_by')} as "addedByName", x.visible, x.symbol, x.dated_on as "datedOn",
      x.type_name as "typeName", x.subject, x.author, x.restricted, x.recalled, x.draft, x.pending, x.pages, x.missing,
      x.same_as as "sameAs", x.file_name as "fileName", x.media_type as "mediaType", x.size
    from work_file_documents l left join lateral (${target(reader)}) x on true
    where l.office_id = ${officeId}::uuid and l.work_file_id = ${workFileId}::uuid and l.removed_at is null
    order by l.ordinal, l.id`.execute(db)
  return found.rows.map(linkedOf)
}

function linkedOf(row: LinkRow): LinkedDocument {
  const { linkId, ordinal, kind, documentId, sheets, note, addedAt, addedByName } = row
  const base = { linkId, ordinal, kind, documentId, sheets, note, addedAt, addedByName }
  const type = row.typeName ?? ''
  return {
    ...base,
    visible: row.visible === true,
    symbol: row.symbol ?? '',
    datedOn: row.datedOn,
    typeName: kind === 'outgoing' && row.visible ? typeName(type) : type,
    subject: row.subject ?? '',
    author: row.author ?? '',
    restricted: row.restricted ?? true,
    recalled: row.recalled ?? false,
    draft: row.draft ?? false,
    unfinished: pendingWords(kind, row.pending),
    pages: row.pages,
    missing: row.missing ?? [],
    sameAs: row.sameAs ?? '',
    file:
      row.fileName === null
        ? null
        : { name: row.fileName, mediaType: row.mediaType ?? '', size: Number(row.size) },
  }
}

function pendingWords(kind: LinkedKind, pending: string | null): string {
  if (pending === null) return ''
  if (kind === 'incoming') return stateName(pending)
  if (kind === 'outgoing') return outgoingStates[pending as keyof typeof outgoingStates]
  return kind === 'vote' ? 'Chưa chốt kết quả' : 'Chưa có ý kiến'
}

/** How a document is called in a sentence; of one the reader may not see, its place alone. */
export function linkedName(document: LinkedDocument): string {
  if (!document.visible) return `Văn bản thứ ${document.ordinal} (hạn chế người xem)`
  const day = document.datedOn ? ` ngày ${formatDate(document.datedOn)}` : ''
  const named = document.symbol === '' ? `“${document.subject}”` : document.symbol
  return `${document.typeName || linkedKinds[document.kind]} ${named}${day}`
}
