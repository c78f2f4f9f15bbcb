import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { type PortalSettings, portalSettingsSchema } from '../model/settings.ts'
import { loadSettings, type SettingsRow } from '../queries/load-settings.ts'

/**
 * How the office is connected to the portal. The secret comes sealed by the page; one left out stays, but never follows to
 * another address: whoever may type an address must not get it so.
 */
export const savePortalSettings = defineCommand({
  name: 'nationalPortal.saveSettings',
  title: 'Đặt kết nối Cổng Dịch vụ công quốc gia',
  audience: ['admin'],
  input: portalSettingsSchema,
  output: z.object({ revision: z.int() }),
  async run(tx, { officeId }, input) {
    const before = await loadSettings(tx.db, officeId)
    if ((before?.revision ?? 0) !== input.revision) throw new AppError('stale')
    const row = rowOf(input, before, localDate(tx.now))
    if (input.active && row.secret_sealed === '')
      throw new AppError('invalid_input', { fields: { secret: 'Hãy nhập mật khẩu do Cổng cấp.' } })
    const saved = await tx.db
      .insertInto('portal_settings')
      .values({ office_id: officeId, ...row, revision: 1 })
      .onConflict((conflict) =>
        conflict
          .column('office_id')
          .doUpdateSet({ ...row, revision: input.revision + 1 })
          .where('portal_settings.revision', '=', input.revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (!saved) throw new AppError('stale')
    const facts = { before: before && shown(before), after: shown(row) }
    return { output: saved, audit: [{ subjectType: 'office', subjectId: officeId, facts }] }
  },
})

function rowOf(input: PortalSettings, before: SettingsRow | null, today: string) {
  const samePlace = before?.base_url === input.baseUrl && before.account === input.account
  return {
    active: input.active,
    base_url: input.baseUrl,
    account: input.account,
    secret_sealed: input.secretSealed ?? (samePlace ? before.secret_sealed : ''),
    unit_code: input.unitCode,
    take_codes: input.takeCodes,
    code_pool: input.codePool,
    // From the first day of being connected on, dossiers belong on the portal.
    since: before?.since ?? (input.active ? today : null),
  }
}

/** For the journal: everything but the secret, of which it says only whether there is one. */
function shown(row: Pick<SettingsRow, keyof ReturnType<typeof rowOf>>) {
  const { secret_sealed: secret, ...rest } = row
  return { ...rest, hasSecret: secret !== '' }
}
