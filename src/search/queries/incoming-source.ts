import { type RawBuilder, sql } from 'kysely'
import { patternOf, type TypedWords } from '../../platform/typed-words.ts'
import { lexemesMatch, textMatches } from '../../platform/word-conditions.ts'
import { handlers } from '../../records/policy.ts'
import { fileWords, ownIncoming, readableBy, registeredWords } from '../../records/queries/incoming-filter.ts'
import { type Source, staffOf } from './source.ts'

/** Years in which arrival numbers were ever given, for a number typed without its year. */
const firstYear = 2020
const lastYear = 2100

/** Characters of a file's text that are read for a snippet, and where in them the found word stands. */
const piece = { length: 320, before: 80 }

/** Văn bản đến: by what was registered or by the text of one of its files. */
export const incomingSource: Source = {
  kind: 'incoming',
  audience: handlers,
  table: 'incoming_documents',
  sortedBy: 'registered_at',
  readable: readableBy,
  own: ownIncoming,
  // A scalar subselect, so that it is only run where the registered words do not suffice.
  matches: (words) => sql<boolean>`(${textMatches(registeredWords.text, words)}
    or coalesce((select true from incoming_texts t where ${ofDocument} and ${textMatches(fileWords.text, words)} limit 1), false))`,
  byWords: ({ officeId }, words) => [
    sql`select d.id, d.registered_at as at from incoming_documents d where d.office_id = ${officeId}::uuid and ${lexemesMatch(registeredWords.vector, words)}`,
    sql`select t.incoming_id as id, null::timestamptz as at from incoming_texts t where t.office_id = ${officeId}::uuid and ${lexemesMatch(fileWords.vector, words)}`,
  ],
  bearsNumber: ({ number }) =>
    number === null || number.symbol !== null
      ? null
      : sql<boolean>`d.arrival_number = ${number.number} and d.arrival_year = any(${yearsOf(number.year)}::smallint[])`,
  filters: {
    state: (open) => (open ? sql<boolean>`d.finished_at is null` : sql<boolean>`d.finished_at is not null`),
    staff: (id) => sql<boolean>`d.lead_id = ${id}::uuid`,
    unit: (id) => sql<boolean>`d.lead_id in ${staffOf(id)}`,
    field: (code) => sql<boolean>`d.field_code = ${code}`,
  },
  shown: (
    words,
  ) => sql`d.arrival_number || '/' || d.arrival_year || ' · ' || d.symbol as code, d.subject as title, d.issuer as who,
    d.state, d.arrived_on::text as "on", d.restricted, case when d.restricted then null else ${textAround(words)} end as body`,
}

const ofDocument = sql`t.office_id = d.office_id and t.incoming_id = d.id`

function yearsOf(year: number | null): number[] {
  if (year !== null) return [year]
  return Array.from({ length: lastYear - firstYear }, (_, index) => firstYear + index)
}

/** The part of a file's text, as it was written, around the longest term that is looked for. */
function textAround(words: TypedWords): RawBuilder<unknown> {
  const term = words.wanted.toSorted((a, b) => b.words.join(' ').length - a.words.join(' ').length)[0]
  if (!term) return sql`null`
  const sought = patternOf(term).replaceAll('%', '')
  const at = sql`greatest(1, strpos(' ' || t.search_text || ' ', ${sought}) - ${sql.lit(piece.before)})`
  const cut = (column: string) => sql`substr(${sql.ref(column)}, ${at}, ${sql.lit(piece.length)})`
  return sql`(select case when t.aligned_text = '' then ${cut('t.search_text')} else ${cut('t.aligned_text')} end
    from incoming_texts t where ${ofDocument} and ${textMatches(fileWords.text, words)} order by t.file_id limit 1)`
}
