import { type RawBuilder, sql } from 'kysely'
import type { WorkFileRules } from '../model/rules.ts'

/** `handOverDueOn` of model/time-limits.ts inside a query, for `work_files f`; null where none is due. */
export function dueOnSql(rules: WorkFileRules): RawBuilder<string | null> {
  const months = sql`case when f.kind = 'construction' then ${rules.constructionMonths}::int else ${rules.handOverMonths}::int end`
  return sql<string | null>`case when f.ended_on is not null and f.retention_code is not null
      and (f.retention_years is null or f.retention_years >= ${rules.handOverFromYears}::int)
    then greatest((f.ended_on + make_interval(months => ${months}))::date, f.held_until) end`
}

/** `expiresOn` of model/time-limits.ts inside a query: first day on which the retention is over; null: never. */
export const expiresOnSql = sql<
  string | null
>`case when f.ended_on is not null and f.retention_years is not null
  then make_date(extract(year from f.ended_on)::int + 1 + f.retention_years, 1, 1) end`
