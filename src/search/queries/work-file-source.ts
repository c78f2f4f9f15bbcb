import { sql } from 'kysely'
import { lexemesMatch, lexemesOfText, textMatches } from '../../platform/word-conditions.ts'
import { keepers } from '../../workfiles/policy.ts'
import { visibleFiles } from '../../workfiles/queries/file-access.ts'
import { dayOfMoment, nameOf, type Source, staffOf } from './source.ts'

const text = sql`d.search_text`

/** Hồ sơ công việc, by symbol and title. */
export const workFileSource: Source = {
  kind: 'workfile',
  audience: keepers,
  table: 'work_files',
  sortedBy: 'opened_at',
  readable: (actor) => visibleFiles(actor, 'd'),
  matches: (words) => textMatches(text, words),
  byWords: ({ officeId }, words) => [
    sql`select d.id, d.opened_at as at from work_files d where d.office_id = ${officeId}::uuid and ${lexemesMatch(lexemesOfText(text), words)}`,
  ],
  filters: {
    state: (open) => (open ? sql<boolean>`d.state = 'open'` : sql<boolean>`d.state <> 'open'`),
    staff: (id) => sql<boolean>`d.keeper_id = ${id}::uuid`,
    unit: (id) => sql<boolean>`(d.unit_id = ${id}::uuid or d.keeper_id in ${staffOf(id)})`,
    field: () => null,
  },
  shown: () => sql`d.symbol || '/' || d.year as code, d.title, ${nameOf('keeper_id')} as who, d.state,
    ${dayOfMoment('opened_at')} as "on", d.restricted, null as body`,
}
