import { type Kysely, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { NamedDue } from '../model/match-line.ts'
import { readReferences } from '../model/payment-reference.ts'
import { sumsOfDue } from './due-facts.ts'

/** Dues whose references stand in a bank's words, with their sums in đồng. */
export async function duesNamedIn(db: Kysely<DB>, officeId: string, words: string): Promise<NamedDue[]> {
  const references = readReferences(words)
  if (references.length === 0) return []
  const found = await sql<NamedDue>`select d.id, d.year::int as year, d.number, d.amount::float8 as amount,
      d.ended_at is not null as "isEnded", s.applied, s.over
    from dues d cross join ${sumsOfDue}
    where d.office_id = ${officeId}::uuid and exists (
      select from jsonb_to_recordset(${JSON.stringify(references)}::jsonb) as r (year integer, number bigint)
      where r.year = d.year and r.number = d.number)
    order by d.id`.execute(db)
  return found.rows
}
