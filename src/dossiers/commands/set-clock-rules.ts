import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { clockRulesSchema, usualClockRules } from '../model/clock-rules.ts'
import { watchOpenDossiers } from './watch-again.ts'

const [usual] = usualClockRules

/** Sets the rules from a day on. Not from a day that is past: what was decided by the rules of its day stays so. */
export const setClockRules = defineCommand({
  name: 'dossiers.setClockRules',
  title: 'Đặt quy tắc xin lỗi, hẹn lại và cảnh báo thời hạn',
  audience: ['admin'],
  door: { method: 'PUT', path: '/clock-rules/{validFrom}' },
  input: clockRulesSchema,
  output: z.object({ validFrom: z.string() }),
  example: {
    validFrom: '2099-01-01',
    apologyLeadDays: 2,
    reappointMax: 1,
    stepSoonMinutes: 120,
    apologyPageDays: 30,
    latenessReasons: usual?.latenessReasons ?? [],
  },
  async run(tx, actor, input) {
    if (input.validFrom < localDate(tx.now)) {
      throw new AppError('invalid_input', {
        fields: { validFrom: 'Ngày áp dụng phải từ hôm nay trở đi.' },
      })
    }
    const row = {
      apology_lead_days: input.apologyLeadDays,
      reappoint_max: input.reappointMax,
      step_soon_minutes: input.stepSoonMinutes,
      apology_page_days: input.apologyPageDays,
      online_answer_minutes: input.onlineAnswerMinutes,
      lateness_reasons: JSON.stringify(input.latenessReasons),
      legal_basis: input.legalBasis,
    }
    await tx.db
      .insertInto('clock_rules')
      .values({ office_id: actor.officeId, valid_from: input.validFrom, ...row })
      .onConflict((conflict) => conflict.columns(['office_id', 'valid_from']).doUpdateSet(row))
      .execute()
    await watchOpenDossiers(tx, actor)
    return {
      output: { validFrom: input.validFrom },
      audit: [{ subjectType: 'clock_rules', subjectId: input.validFrom, facts: { after: input } }],
    }
  },
})
