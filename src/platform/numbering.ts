import { sql } from 'kysely'
import type { Tx } from './operations.ts'

/**
 * Takes the next number of a series (1, 2, 3 … per office, series and period). The row stays locked until commit, so
 * take it as late as possible; a rollback gives the number back, so the series has no gap.
 */
export async function takeNumber(tx: Tx, officeId: string, series: { name: string; period: string }): Promise<number> {
  const row = await tx.db
    .insertInto('number_series')
    .values({ office_id: officeId, series: series.name, period: series.period, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['office_id', 'series', 'period'])
        .doUpdateSet({ last_number: sql`number_series.last_number + 1` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return Number(row.last_number)
}
