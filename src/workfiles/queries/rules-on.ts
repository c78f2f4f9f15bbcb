import type { Kysely } from 'kysely'
import { z } from 'zod'
import { type LocalDate, localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { type DatedRules, shippedRules, workFileRules } from '../model/rules.ts'

/** The figures that hold on a day: those the office decided last, else as shipped. */
export async function rulesOn(db: Kysely<DB>, officeId: string, date: LocalDate): Promise<DatedRules> {
  const row = await db
    .selectFrom('work_file_rules')
    .select(['valid_from', 'decision', 'rules'])
    .where('office_id', '=', officeId)
    .where('valid_from', '<=', date)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return shippedRules
  return { validFrom: row.valid_from, decision: row.decision, rules: workFileRules.parse(row.rules) }
}

/** Thời hạn bảo quản và thời hạn nộp lưu in force today, for choices and for the page where they are set. */
export const getWorkFileRules = defineQuery({
  name: 'workfiles.getRules',
  title: 'Xem thời hạn bảo quản, thời hạn nộp lưu',
  audience: 'staff',
  door: { method: 'GET', path: '/work-file-rules' },
  input: z.strictObject({}),
  output: z.object({
    validFrom: z.string().nullable(),
    decision: z.string(),
    rules: workFileRules,
    today: z.string(),
  }),
  example: {},
  async run({ db, now }, { officeId }) {
    const today = localDate(now)
    return { ...(await rulesOn(db, officeId, today)), today }
  },
})
