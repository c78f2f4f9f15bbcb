import { sql } from 'kysely'
import { lexemesMatch, lexemesOfText, textMatches } from '../../platform/word-conditions.ts'
import { readableOutgoing } from '../../records/queries/outgoing/readable-outgoing.ts'
import { nameOf, type Source, staffOf } from './source.ts'

const text = sql`d.search_text`
/** Characters of a draft that a snippet is taken from. */
const mostRead = 20_000

/** Văn bản đi, drafts as well. */
export const outgoingSource: Source = {
  kind: 'outgoing',
  audience: 'staff',
  table: 'outgoing_documents',
  sortedBy: 'sorted_at',
  readable: readableOutgoing,
  matches: (words) => textMatches(text, words),
  byWords: ({ officeId }, words) => [
    sql`select d.id, d.sorted_at as at from outgoing_documents d where d.office_id = ${officeId}::uuid and ${lexemesMatch(lexemesOfText(text), words)}`,
  ],
  bearsNumber: ({ number }) =>
    number &&
    sql<boolean>`d.number = ${number.number} ${number.year === null ? sql`` : sql`and d.year = ${number.year}`}
      ${number.symbol === null ? sql`` : sql`and starts_with(lower(d.symbol), ${number.symbol.toLowerCase()})`}`,
  filters: {
    state: (open) =>
      open
        ? sql<boolean>`d.state in ('draft', 'unit_review', 'form_check', 'for_signing', 'approved', 'signed')`
        : sql<boolean>`d.state in ('issued', 'recalled', 'replaced', 'cancelled')`,
    staff: (id) => sql<boolean>`${id}::uuid in (d.drafter_id, d.signer_id)`,
    unit: (id) => sql<boolean>`(d.unit_id = ${id}::uuid or d.drafter_id in ${staffOf(id)})`,
    field: () => null,
  },
  shown:
    () => sql`case when d.number is null then '' else d.number || '/' || d.symbol end as code, d.subject as title,
    ${nameOf('drafter_id')} as who, d.state, (d.sorted_at at time zone 'Asia/Ho_Chi_Minh')::date::text as "on", d.restricted,
    case when d.restricted then null else left(d.content->>'body', ${sql.lit(mostRead)}) end as body`,
}
