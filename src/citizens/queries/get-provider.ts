import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { loadSettings } from './load-settings.ts'

const provider = z.object({
  on: z.boolean(),
  issuer: z.string(),
  clientId: z.string(),
  clientSecretSealed: z.string(),
  secretWay: z.enum(['post', 'basic', 'none']),
  endpoints: z
    .object({
      authorization: z.string(),
      token: z.string(),
      userinfo: z.string(),
      keys: z.string(),
      endSession: z.string(),
    })
    .nullable(),
  clockTolerance: z.int(),
  scopes: z.string(),
  acrRequested: z.string(),
  claims: z.object({
    nameClaim: z.string(),
    personalIdClaim: z.string(),
    birthDateClaim: z.string(),
    levelClaim: z.string(),
    emailClaim: z.string(),
    phoneClaim: z.string(),
    vneidLevels: z.string(),
  }),
})
export type StoredProvider = z.output<typeof provider>

/** The office's identity provider with its sealed secret, for the program alone; null where nothing was ever set. */
export const getProvider = defineQuery({
  name: 'citizens.getProvider',
  title: 'Đọc nơi cấp tài khoản để đăng nhập công dân',
  audience: [],
  input: z.strictObject({}),
  output: provider.nullable(),
  async run({ db }, { officeId }) {
    const row = await loadSettings(db, officeId)
    if (!row) return null
    return {
      on: row.provider_on,
      issuer: row.issuer,
      clientId: row.client_id,
      clientSecretSealed: row.client_secret_sealed,
      secretWay: row.secret_way as StoredProvider['secretWay'],
      endpoints:
        row.authorization_url === ''
          ? null
          : {
              authorization: row.authorization_url,
              token: row.token_url,
              userinfo: row.userinfo_url,
              keys: row.keys_url,
              endSession: row.end_session_url,
            },
      clockTolerance: row.clock_tolerance,
      scopes: row.scopes,
      acrRequested: row.acr_requested,
      claims: {
        nameClaim: row.name_claim,
        personalIdClaim: row.personal_id_claim,
        birthDateClaim: row.birth_date_claim,
        levelClaim: row.level_claim,
        emailClaim: row.email_claim,
        phoneClaim: row.phone_claim,
        vneidLevels: row.vneid_levels,
      },
    }
  },
})
