import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { portalMapping } from '../model/portal-mapping.ts'
import { isConnected } from './load-settings.ts'

/** How many codes that the portal issued for a day are still free. */
export const freeCodes = defineQuery({
  name: 'nationalPortal.freeCodes',
  title: 'Đếm mã hồ sơ của Cổng còn lại trong ngày',
  audience: [],
  input: z.strictObject({ day: z.iso.date() }),
  output: z.object({ free: z.int() }),
  async run({ db }, { officeId }, { day }) {
    const found = await sql<{ free: number }>`select count(*)::int as free from reserved_codes
      where office_id = ${officeId}::uuid and day = ${day}::date and dossier_id is null`.execute(db)
    return { free: found.rows[0]?.free ?? 0 }
  },
})

/** Whether our own numbers of a day cannot meet the portal's; where the office is not connected they need not. */
export const numbersApart = defineQuery({
  name: 'nationalPortal.numbersApart',
  title: 'Xem dãy số hồ sơ đã tách khỏi dãy số của Cổng chưa',
  audience: [],
  input: z.strictObject({ day: z.iso.date() }),
  output: z.object({ apart: z.boolean() }),
  async run({ db }, { officeId }, { day }) {
    if (!(await isConnected(db, officeId))) return { apart: true }
    const found = await db
      .selectFrom('number_series')
      .select('last_number')
      .where('office_id', '=', officeId)
      .where('series', '=', 'dossier')
      .where('period', '=', day)
      .executeTakeFirst()
    return { apart: (found?.last_number ?? 0) >= portalMapping.ownNumbersAfter }
  },
})
