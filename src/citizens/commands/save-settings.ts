import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { standInSettings } from '../examples.ts'
import { type SignInSettings, signInSettingsSchema } from '../model/settings.ts'
import { loadSettings, type SettingsRow } from '../queries/load-settings.ts'

/**
 * How citizens sign in at the office. The secret comes sealed by the page; one left out stays, but never follows to another
 * provider: whoever may type an address must not get it so.
 */
export const saveSignInSettings = defineCommand({
  name: 'citizens.saveSettings',
  title: 'Đặt cách công dân đăng nhập',
  audience: ['admin'],
  input: signInSettingsSchema,
  output: z.object({ revision: z.int() }),
  example: { ...standInSettings, revision: 1, providerName: 'Tài khoản mẫu' },
  async run(tx, { officeId }, input) {
    const before = await loadSettings(tx.db, officeId)
    if ((before?.revision ?? 0) !== input.revision) throw new AppError('stale')
    const row = rowOf(input, before)
    if (row.provider_on && row.secret_way !== 'none' && row.client_secret_sealed === '') {
      throw new AppError('invalid_input', {
        fields: { clientSecret: 'Hãy nhập khóa bí mật do nơi cấp đặt, hoặc chọn “Không có khóa bí mật”.' },
      })
    }
    const saved = await tx.db
      .insertInto('citizen_sign_in_settings')
      .values({ office_id: officeId, ...row, revision: 1 })
      .onConflict((conflict) =>
        conflict
          .column('office_id')
          .doUpdateSet({ ...row, revision: input.revision + 1 })
          .where('citizen_sign_in_settings.revision', '=', input.revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (!saved) throw new AppError('stale')
    const facts = { before: before && shown(before), after: shown(row) }
    return { output: saved, audit: [{ subjectType: 'office', subjectId: officeId, facts }] }
  },
})

function rowOf(input: SignInSettings, before: SettingsRow | null) {
  const isSameProvider =
    before?.issuer === input.issuer &&
    before.client_id === input.clientId &&
    before.token_url === input.tokenUrl
  const kept = isSameProvider && input.secretWay !== 'none' ? before.client_secret_sealed : ''
  return {
    provider_on: input.providerOn,
    provider_name: input.providerName,
    issuer: input.issuer,
    client_id: input.clientId,
    client_secret_sealed: input.clientSecretSealed ?? kept,
    secret_way: input.secretWay,
    scopes: input.scopes,
    acr_requested: input.acrRequested,
    vneid_levels: input.vneidLevels,
    authorization_url: input.authorizationUrl,
    token_url: input.tokenUrl,
    userinfo_url: input.userinfoUrl,
    keys_url: input.keysUrl,
    end_session_url: input.endSessionUrl,
    name_claim: input.nameClaim,
    personal_id_claim: input.personalIdClaim,
    birth_date_claim: input.birthDateClaim,
    level_claim: input.levelClaim,
    email_claim: input.emailClaim,
    phone_claim: input.phoneClaim,
    clock_tolerance: input.clockTolerance,
    guests_on: input.guestsOn,
  }
}

/** For the journal: everything but the secret, of which it says only whether there is one. */
function shown({ client_secret_sealed: secret, ...rest }: Pick<SettingsRow, keyof ReturnType<typeof rowOf>>) {
  return { ...rest, hasSecret: secret !== '' }
}
