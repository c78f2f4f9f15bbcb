import { type RawBuilder, sql } from 'kysely'
import type { SearchQuery } from '../../platform/search-text.ts'

/**
 * Condition that finds versions (alias `v`) by what was typed: every word somewhere in the search text, or the national
 * code at its beginning (2.000815.000.00.00.H55). One LIKE per word, because the trigram index answers no LIKE ALL.
 */
export function searchCondition(typed: SearchQuery): RawBuilder<unknown> {
  if (typed.tokens.length === 0) return sql`true`
  const words = typed.tokens.slice(0, mostWords).map((token) => sql`v.search_text like ${`%${token}%`}`)
  const byWords = sql.join(words, sql` and `)
  const code = /^\d{7}/.exec(typed.joined)?.[0]
  return code === undefined ? byWords : sql`((${byWords}) or v.search_text like ${`%|${code}|%`})`
}

/** Beyond these, further words only cost. */
const mostWords = 12
