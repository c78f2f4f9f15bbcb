import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { settingsFields, usualSettings } from '../model/settings.ts'
import { filingSettings } from '../queries/filing-settings.ts'

/** Opens or closes the office's own channel, and says for whom and for what. Fails with stale when it was changed meanwhile. */
export const setFilingSettings = defineCommand({
  name: 'filing.setSettings',
  title: 'Thiết lập nộp hồ sơ trực tuyến tại đơn vị',
  audience: ['admin'],
  door: { method: 'PUT', path: '/filing/settings' },
  input: z.strictObject({ ...settingsFields, revision: z.coerce.number().int().min(0) }),
  output: z.object({ revision: z.int() }),
  example: {
    isOpen: true,
    reason: 'outage',
    note: 'Cổng Dịch vụ công quốc gia đang bảo trì; hồ sơ nộp tại đây được tiếp nhận như nộp trên Cổng.',
    guests: true,
    procedureIds: [demoSlowProcedureId],
    fileMegabytes: 50,
    filesEach: 30,
    portalUrl: usualSettings.portalUrl,
    revision: 1,
  },
  async run(tx, { officeId }, { revision, ...input }) {
    requireSense(input)
    const before = await filingSettings(tx.db, officeId)
    const values = {
      is_open: input.isOpen,
      reason: input.reason,
      note: input.note,
      opens_on: input.opensOn,
      closes_on: input.closesOn,
      guests: input.guests,
      procedure_ids: input.procedureIds === null ? null : JSON.stringify(input.procedureIds),
      file_megabytes: input.fileMegabytes,
      files_each: input.filesEach,
      portal_url: input.portalUrl,
      revision: revision + 1,
    }
    const saved = await tx.db
      .insertInto('filing_settings')
      .values({ office_id: officeId, ...values })
      .onConflict((conflict) =>
        conflict.column('office_id').doUpdateSet(values).where('filing_settings.revision', '=', revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (!saved || before.revision !== revision) throw new AppError('stale')
    return {
      output: saved,
      audit: [{ subjectType: 'filing_settings', subjectId: officeId, facts: { before, after: input } }],
    }
  },
})

function requireSense(input: {
  isOpen: boolean
  reason: string
  opensOn: string | null
  closesOn: string | null
}): void {
  const fields: Record<string, string> = {}
  if (input.isOpen && input.reason === '') fields.reason = 'Hãy chọn lý do mở kênh nộp tại đơn vị.'
  if (input.opensOn && input.closesOn && input.closesOn < input.opensOn) {
    fields.closesOn = 'Ngày kết thúc không được trước ngày bắt đầu.'
  }
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
}
