import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { day, line } from '../model/inputs.ts'
import { shippedRules, workFileRules } from '../model/rules.ts'

/** Đặt thời hạn bảo quản và thời hạn nộp lưu from a day on; what held before stays with its dates. */
export const saveWorkFileRules = defineCommand({
  name: 'workfiles.saveRules',
  title: 'Đặt thời hạn bảo quản, thời hạn nộp lưu hồ sơ',
  audience: ['leader', 'admin'],
  door: { method: 'POST', path: '/work-file-rules' },
  input: z.strictObject({
    validFrom: day,
    decision: line(300).min(5, 'Hãy ghi văn bản làm căn cứ.'),
    rules: workFileRules,
  }),
  output: z.object({ validFrom: z.string() }),
  example: {
    validFrom: '2027-01-01',
    decision: 'Quyết định ban hành Bảng thời hạn bảo quản hồ sơ của UBND xã',
    rules: shippedRules.rules,
  },
  async run(tx, actor, { validFrom, decision, rules }) {
    if (validFrom < localDate(tx.now)) {
      throw new AppError('invalid_input', {
        fields: { validFrom: 'Ngày áp dụng phải từ hôm nay: quy định đã áp dụng thì giữ nguyên.' },
      })
    }
    const row = { rules: JSON.stringify(rules), decision, saved_at: tx.now, saved_by: actor.id }
    await tx.db
      .insertInto('work_file_rules')
      .values({ office_id: actor.officeId, valid_from: validFrom, ...row })
      .onConflict((on) => on.columns(['office_id', 'valid_from']).doUpdateSet(row))
      .execute()
    return {
      output: { validFrom },
      audit: [{ subjectType: 'office', subjectId: actor.officeId, facts: { validFrom, decision, rules } }],
    }
  },
})
