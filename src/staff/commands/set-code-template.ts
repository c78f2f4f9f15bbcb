import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { validateDossierCodeTemplate } from '../model/dossier-code.ts'

/**
 * Sets how dossier codes are written from a day on, tomorrow at the earliest: the codes of one day look alike, and those
 * already given never change. A template not yet in force may be set again. Fails with invalid_input.
 */
export const setCodeTemplate = defineCommand({
  name: 'staff.setCodeTemplate',
  title: 'Đặt mẫu mã hồ sơ',
  audience: ['admin'],
  input: z.strictObject({ validFrom: localDateSchema, template: z.string().trim().max(60) }),
  output: z.object({ validFrom: z.string() }),
  door: { method: 'PUT', path: '/office/code-template' },
  example: { validFrom: '2035-01-01', template: '{agency}-{YYYYMMDD}-{seq:7}' },
  async run(tx, actor, { validFrom, template }) {
    const { officeId } = actor
    await tx.db
      .selectFrom('offices')
      .select('office_id')
      .where('office_id', '=', officeId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    requireGoodTemplate(template)
    if (validFrom <= localDate(tx.now)) {
      const validFromProblem = 'Mẫu mới chỉ áp dụng từ ngày mai trở đi. Hãy chọn ngày khác.'
      throw new AppError('invalid_input', { fields: { validFrom: validFromProblem } })
    }
    const before = await tx.db
      .selectFrom('dossier_code_templates')
      .select(['valid_from as validFrom', 'template'])
      .where('office_id', '=', officeId)
      .where('valid_from', '<=', validFrom)
      .orderBy('valid_from', 'desc')
      .limit(1)
      .executeTakeFirst()
    await tx.db
      .insertInto('dossier_code_templates')
      .values({ office_id: officeId, valid_from: validFrom, template })
      .onConflict((on) => on.columns(['office_id', 'valid_from']).doUpdateSet({ template }))
      .execute()
    const facts = { before: before ?? null, after: { validFrom, template } }
    return { output: { validFrom }, audit: [{ subjectType: 'office', subjectId: officeId, facts }] }
  },
})

function requireGoodTemplate(template: string): void {
  const problems = validateDossierCodeTemplate(template)
  if (problems.length === 0) return
  throw new AppError('invalid_input', { fields: { template: problems.join(' ') } })
}
