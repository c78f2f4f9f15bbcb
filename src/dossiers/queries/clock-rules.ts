import type { Kysely } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { type ClockRules, clockRulesOn, clockRulesSchema, usualClockRules } from '../model/clock-rules.ts'

/** What the office has set itself, by date, earliest first; empty where it keeps to the usual rules. */
export async function ownClockRules(db: Kysely<DB>, officeId: string): Promise<ClockRules[]> {
  const rows = await db
    .selectFrom('clock_rules')
    .selectAll()
    .where('office_id', '=', officeId)
    .orderBy('valid_from')
    .execute()
  return rows.map((row) => ({
    validFrom: row.valid_from,
    apologyLeadDays: row.apology_lead_days,
    reappointMax: row.reappoint_max,
    stepSoonMinutes: row.step_soon_minutes,
    apologyPageDays: row.apology_page_days,
    onlineAnswerMinutes: row.online_answer_minutes,
    latenessReasons: row.lateness_reasons as ClockRules['latenessReasons'],
    legalBasis: row.legal_basis,
  }))
}

/** The rules in force at a moment. */
export async function clockRulesAt(db: Kysely<DB>, officeId: string, at: Date): Promise<ClockRules> {
  return clockRulesOn(await ownClockRules(db, officeId), localDate(at))
}

/** Every set of rules by its first day, the usual ones included, and the one in force today. */
export const getClockRules = defineQuery({
  name: 'dossiers.getClockRules',
  title: 'Xem quy tắc xin lỗi, hẹn lại và cảnh báo thời hạn',
  audience: 'staff',
  door: { method: 'GET', path: '/clock-rules' },
  input: z.strictObject({}),
  output: z.object({ rules: z.array(clockRulesSchema), current: clockRulesSchema, isOwn: z.boolean() }),
  example: {},
  async run({ db, now }, actor) {
    const own = await ownClockRules(db, actor.officeId)
    const current = clockRulesOn(own, localDate(now))
    return { rules: [...usualClockRules, ...own], current, isOwn: own.includes(current) }
  },
})
