import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from './database-types.ts'

/** A series of official numbers and the period in which it runs from 1: a day (`2026-03-24`) or a year (`2026`). */
export interface Series {
  name: string
  period: string
  /** How many numbers to take in one go (1 unless told): the last of them is returned. */
  count?: number
}

/**
 * SQL that takes the next number of each series and returns rows (series, last_number); for use alone or as a CTE.
 * The rows stay locked until commit, so take numbers as late as possible; a rollback gives them back: no gap, no double.
 */
export function takingNumbers(
  officeId: string,
  series: readonly Series[],
): RawBuilder<{ series: string; last_number: number }> {
  // Always in the same order, so that two transactions taking the same series cannot wait for each other.
  const ordered = series.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const rows = ordered.map(
    (each) => sql`(${officeId}::uuid, ${each.name}::text, ${each.period}::text, ${each.count ?? 1}::int)`,
  )
  return sql`insert into number_series (office_id, series, period, last_number)
    values ${sql.join(rows)}
    on conflict (office_id, series, period) do update set last_number = number_series.last_number + excluded.last_number
    returning series, last_number`
}

/** Takes the next number of one series. */
export async function takeNumber(db: Kysely<DB>, officeId: string, series: Series): Promise<number> {
  const taken = await takingNumbers(officeId, [series]).execute(db)
  return Number(taken.rows[0]?.last_number)
}

/**
 * Leaves out the numbers up to this one: somebody else has given them (a portal that issues codes of the same form). Numbers
 * already taken stay; a series further on is not touched.
 */
export async function passNumbers(
  db: Kysely<DB>,
  officeId: string,
  { name, period, upTo }: { name: string; period: string; upTo: number },
): Promise<void> {
  await sql`insert into number_series (office_id, series, period, last_number)
    values (${officeId}::uuid, ${name}, ${period}, ${upTo}::int)
    on conflict (office_id, series, period) do update set last_number = greatest(number_series.last_number, excluded.last_number)`.execute(
    db,
  )
}
