import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { signInSettingsSchema } from '../model/settings.ts'
import { loadSettings, type SettingsRow } from './load-settings.ts'

const { clientSecretSealed: _, ...shown } = signInSettingsSchema.shape
const settings = z.object({ ...shown, hasSecret: z.boolean() })
export type ShownSettings = z.output<typeof settings>

const unset: ShownSettings = {
  revision: 0,
  providerOn: false,
  providerName: 'VNeID',
  issuer: '',
  clientId: '',
  secretWay: 'post',
  scopes: 'openid profile',
  acrRequested: '',
  vneidLevels: '',
  authorizationUrl: '',
  tokenUrl: '',
  userinfoUrl: '',
  keysUrl: '',
  endSessionUrl: '',
  nameClaim: 'name',
  personalIdClaim: '',
  birthDateClaim: 'birthdate',
  levelClaim: 'acr',
  emailClaim: 'email',
  phoneClaim: 'phone_number',
  clockTolerance: 30,
  guestsOn: false,
  hasSecret: false,
}

/** How citizens sign in at the office. Of the secret only whether there is one. */
export const getSignInSettings = defineQuery({
  name: 'citizens.getSettings',
  title: 'Xem cách công dân đăng nhập',
  audience: ['admin'],
  door: { method: 'GET', path: '/citizen-sign-in-settings' },
  input: z.strictObject({}),
  output: settings,
  example: {},
  async run({ db }, { officeId }) {
    const row = await loadSettings(db, officeId)
    return row ? shownSettings(row) : unset
  },
})

function shownSettings(row: SettingsRow): ShownSettings {
  return {
    revision: row.revision,
    providerOn: row.provider_on,
    providerName: row.provider_name,
    issuer: row.issuer,
    clientId: row.client_id,
    secretWay: row.secret_way as ShownSettings['secretWay'],
    scopes: row.scopes,
    acrRequested: row.acr_requested,
    vneidLevels: row.vneid_levels,
    authorizationUrl: row.authorization_url,
    tokenUrl: row.token_url,
    userinfoUrl: row.userinfo_url,
    keysUrl: row.keys_url,
    endSessionUrl: row.end_session_url,
    nameClaim: row.name_claim,
    personalIdClaim: row.personal_id_claim,
    birthDateClaim: row.birth_date_claim,
    levelClaim: row.level_claim,
    emailClaim: row.email_claim,
    phoneClaim: row.phone_claim,
    clockTolerance: row.clock_tolerance,
    guestsOn: row.guests_on,
    hasSecret: row.client_secret_sealed !== '',
  }
}
