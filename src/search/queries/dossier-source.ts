import { sql } from 'kysely'
import { readableFields } from '../../dossiers/policy.ts'
import { readableDossiers } from '../../dossiers/queries/dossier-filter.ts'
import { listDossiers } from '../../dossiers/queries/list-dossiers.ts'
import { lexemesMatch, lexemesOfText, textMatches } from '../../platform/word-conditions.ts'
import { dayOfMoment, type Source, staffOf } from './source.ts'

const text = sql`d.search_text`

/** Hồ sơ thủ tục hành chính. */
export const dossierSource: Source = {
  kind: 'dossier',
  audience: listDossiers.audience,
  table: 'dossiers',
  sortedBy: 'received_at',
  readable: readableDossiers,
  parts(actor) {
    const fields = readableFields(actor)
    // Somebody who works on no field reads nothing.
    if (fields?.length === 0) return [sql<boolean>`false`]
    return fields?.map((code) => sql<boolean>`d.field_code = ${code}`) ?? null
  },
  matches: (words) => textMatches(text, words),
  byWords: ({ officeId }, words) => [
    sql`select d.id, d.received_at as at from dossiers d where d.office_id = ${officeId}::uuid and ${lexemesMatch(lexemesOfText(text), words)}`,
  ],
  bearsNumber: ({ code }) =>
    code === null
      ? null
      : sql<boolean>`d.code is not null and d.search_text like ${`%${code.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`}`,
  filters: {
    state: (open) =>
      open ? sql<boolean>`d.status in (2, 4, 5, 6, 7)` : sql<boolean>`d.status not in (2, 4, 5, 6, 7)`,
    staff: (id) => sql<boolean>`d.holder_id = ${id}::uuid`,
    unit: (id) => sql<boolean>`d.holder_id in ${staffOf(id)}`,
    field: (code) => sql<boolean>`d.field_code = ${code}`,
  },
  shown:
    () => sql`coalesce(d.code, '') as code, d.procedure_name as title, d.applicant_name as who, d.status::text as state,
    ${dayOfMoment('received_at')} as "on", false as restricted, nullif(d.content, '') as body`,
}
