import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'

const partner = z.object({
  id: z.uuid(),
  revision: z.int(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(['tax', 'insurance', 'land', 'police', 'province', 'commune', 'other']),
  via: z.enum(['here', 'https', 'paper']),
  officeId: z.uuid().nullable(),
  url: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  isActive: z.boolean(),
  keys: z.array(z.object({ keyId: z.string(), addedAt: z.date(), addedBy: z.string() })),
})
export type PartnerView = z.output<typeof partner>

const ownKey = z.object({ keyId: z.string(), publicKey: z.string(), createdAt: z.date() })

/** Partner agencies with the keys that count, and the office's own key for them to pin. */
export const listPartners = defineQuery({
  name: 'interlink.listPartners',
  title: 'Xem danh sách cơ quan phối hợp',
  audience: ['admin'],
  door: { method: 'GET', path: '/interlink/partners' },
  input: z.strictObject({}),
  output: z.object({ partners: z.array(partner), ownKey: ownKey.nullable() }),
  example: {},
  async run({ db, now }, { officeId }) {
    const today = localDate(now)
    const [partners, keys, own] = await Promise.all([
      db
        .selectFrom('interlink_partners')
        .select(['id', 'revision', 'code', 'name', 'partner_office_id as officeId', 'url'])
        .select(['valid_from as validFrom', 'valid_to as validTo'])
        .select((each) => each.ref('kind').$castTo<PartnerView['kind']>().as('kind'))
        .select((each) => each.ref('via').$castTo<PartnerView['via']>().as('via'))
        .where('office_id', '=', officeId)
        .orderBy('name')
        .orderBy('id')
        .execute(),
      db
        .selectFrom('interlink_partner_keys')
        .select(['partner_id', 'key_id as keyId', 'added_at as addedAt', 'added_by_name as addedBy'])
        .where('office_id', '=', officeId)
        .where('revoked_at', 'is', null)
        .orderBy('added_at')
        .execute(),
      db
        .selectFrom('interlink_keys')
        .select(['key_id as keyId', 'public_key as publicKey', 'created_at as createdAt'])
        .where('office_id', '=', officeId)
        .where('retired_at', 'is', null)
        .executeTakeFirst(),
    ])
    return {
      partners: partners.map((each) => ({
        ...each,
        isActive: each.validFrom <= today && (each.validTo ?? today) >= today,
        keys: keys.filter((key) => key.partner_id === each.id).map(({ partner_id: _, ...key }) => key),
      })),
      ownKey: own ?? null,
    }
  },
})

/** Offices of this installation, by what everybody may read, for an administrator who enters one as a partner. */
export const officesHere = defineQuery({
  name: 'interlink.officesHere',
  title: 'Xem các đơn vị cùng hệ thống',
  audience: ['admin'],
  scope: 'public',
  input: z.strictObject({}),
  output: z.object({
    offices: z.array(z.object({ officeId: z.uuid(), name: z.string(), agencyCode: z.string() })),
  }),
  async run({ db }, actor) {
    const offices = await db
      .selectFrom('offices')
      .select(['office_id as officeId', 'name', 'agency_code as agencyCode'])
      .where('office_id', '<>', actor.officeId)
      .orderBy('name')
      .limit(1000)
      .execute()
    return { offices }
  },
})
