import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { boardOf } from './list-sheets.ts'

/** How well procedures are posted and kept up to date, in a few numbers for whoever answers for it. */
export const postingSummary = defineQuery({
  name: 'procedures.postingSummary',
  title: 'Xem tình hình niêm yết thủ tục',
  audience: ['leader', 'admin'],
  input: z.strictObject({}),
  output: z.object({
    posted: z.int(),
    unconfirmed: z.int(),
    /** Posted on paper by a sheet that says what holds. */
    hanging: z.int(),
    withoutSheet: z.int(),
    /** Procedures of which a sheet hangs that is out of date or must come down. */
    wrongSheets: z.int(),
    notChecked: z.int(),
    basisExpired: z.int(),
    sourceChanged: z.int(),
  }),
  door: { method: 'GET', path: '/posting/summary' },
  example: {},
  async run({ db, now }, actor) {
    const { rows, unconfirmed } = await boardOf(db, actor.officeId, localDate(now))
    const flags = await sql<{ reason: string; count: number }>`
      select reason, count(distinct procedure_id)::integer as count from procedure_flags
      where office_id = ${actor.officeId}::uuid group by reason`.execute(db)
    const flagged = (reason: string) => flags.rows.find((row) => row.reason === reason)?.count ?? 0
    const having = (...states: string[]) =>
      rows.filter(({ sheets }) => sheets.some(({ state }) => states.includes(state))).length
    return {
      posted: rows.filter(({ isPosted }) => isPosted).length,
      unconfirmed,
      hanging: having('current'),
      withoutSheet: rows.filter(({ isPosted, sheets }) => isPosted && sheets.length === 0).length,
      wrongSheets: having('outdated', 'remove', 'review'),
      notChecked: flagged('not_checked'),
      basisExpired: flagged('basis_expired'),
      sourceChanged: flagged('source_changed'),
    }
  },
})
