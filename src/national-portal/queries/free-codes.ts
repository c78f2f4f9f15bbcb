import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

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
