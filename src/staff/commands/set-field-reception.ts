import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { fieldExists } from '../queries.ts'
import { changeCover, gapFields, lockRoster } from './roster-guard.ts'

/**
 * Decides from a day on whether a field is received at the desk; what was received before stays as it was. The law wants
 * every field there (NĐ 118/2025/NĐ-CP), so that leaving one out takes a reason, which is shown.
 */
export const setFieldReception = defineCommand({
  name: 'staff.setFieldReception',
  title: 'Đặt lĩnh vực tiếp nhận tại bộ phận một cửa',
  audience: ['admin'],
  input: z.strictObject({
    fieldCode: z.string().max(200),
    received: z.boolean(),
    validFrom: localDateSchema,
    reason: z.string().trim().max(500).default(''),
    ...gapFields,
  }),
  output: z.object({ fieldCode: z.string(), warnings: z.array(z.string()) }),
  door: { method: 'PUT', path: '/field-receptions/{fieldCode}' },
  example: { fieldCode: 'van-hoa', received: true, validFrom: '2030-01-01' },
  async run(tx, { officeId }, { fieldCode, received, validFrom, reason, ...accept }) {
    await lockRoster(tx, officeId)
    if (!(await fieldExists(tx.db, officeId, fieldCode))) {
      throw new AppError('not_found', { detail: 'Không có lĩnh vực này. Hãy tải lại trang.' })
    }
    if (validFrom < localDate(tx.now)) {
      throw new AppError('invalid_input', {
        fields: { validFrom: 'Không đổi được cho ngày đã qua. Hãy chọn từ hôm nay trở đi.' },
      })
    }
    if (!received && reason === '') {
      throw new AppError('invalid_input', {
        fields: { reason: 'Hãy ghi lý do chưa tiếp nhận và nơi công dân đến nộp.' },
      })
    }
    const row = { received, reason: received ? '' : reason }
    const warnings = await changeCover(tx, officeId, {
      accept,
      change: () =>
        tx.db
          .insertInto('field_receptions')
          .values({ office_id: officeId, field_code: fieldCode, valid_from: validFrom, ...row })
          .onConflict((on) => on.columns(['office_id', 'field_code', 'valid_from']).doUpdateSet(row))
          .execute(),
    })
    const facts = { validFrom, ...row, warnings, ...accept }
    return {
      output: { fieldCode, warnings },
      audit: [{ subjectType: 'field', subjectId: fieldCode, facts }],
    }
  },
})
