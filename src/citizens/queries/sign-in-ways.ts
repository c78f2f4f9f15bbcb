import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'

/** More offices than a province has communes. */
const longestList = 1000

/** Offices that let citizens in, for whoever has not said where they want to go. */
export const openOffices = defineQuery({
  name: 'citizens.openOffices',
  title: 'Xem những đơn vị cho công dân đăng nhập',
  audience: 'public',
  scope: 'public',
  input: z.strictObject({}),
  output: z.object({ offices: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
  async run({ db }) {
    const offices = await db
      .selectFrom('citizen_sign_in_settings as s')
      .innerJoin('offices as o', 'o.office_id', 's.office_id')
      .select(['o.office_id as id', 'o.name'])
      .where((where) => where.or([where('s.provider_on', '=', true), where('s.guests_on', '=', true)]))
      .orderBy('o.name')
      .limit(longestList)
      .execute()
    return { offices }
  },
})

/** The office named, if it lets citizens in by any way. Fails with not_found. */
export async function officeForCitizens({ db }: Reader, { officeId }: { officeId: string }): Promise<string> {
  const found = await db
    .selectFrom('citizen_sign_in_settings')
    .select('office_id')
    .where('office_id', '=', officeId)
    .where((where) => where.or([where('provider_on', '=', true), where('guests_on', '=', true)]))
    .executeTakeFirst()
  if (!found)
    throw new AppError('not_found', {
      detail: 'Đơn vị này chưa mở đăng nhập cho công dân. Hãy đến bộ phận một cửa.',
    })
  return found.office_id
}

/** On which channels a guest may confirm an address: where the office wants guests and can write to them. */
export async function guestChannels(db: Kysely<DB>, officeId: string) {
  const row = await db
    .selectFrom('citizen_sign_in_settings as s')
    .leftJoin('notification_settings as n', 'n.office_id', 's.office_id')
    .select(['s.guests_on', 'n.email_on', 'n.gateway_on'])
    .where('s.office_id', '=', officeId)
    .executeTakeFirst()
  const on = row?.guests_on ?? false
  return { email: on && row?.email_on === true, sms: on && row?.gateway_on === true }
}

/** How a citizen may sign in at an office. */
export const signInWays = defineQuery({
  name: 'citizens.ways',
  title: 'Xem các cách đăng nhập dành cho công dân',
  audience: 'public',
  locate: officeForCitizens,
  input: z.strictObject({ officeId: z.uuid() }),
  output: z.object({
    officeName: z.string(),
    /** What stands on the button; null where the office has no identity provider. */
    providerName: z.string().nullable(),
    guests: z.object({ email: z.boolean(), sms: z.boolean() }),
  }),
  async run({ db }, { officeId }) {
    const row = await db
      .selectFrom('citizen_sign_in_settings as s')
      .innerJoin('offices as o', 'o.office_id', 's.office_id')
      .select(['o.name', 's.provider_on', 's.provider_name'])
      .where('s.office_id', '=', officeId)
      .executeTakeFirstOrThrow()
    return {
      officeName: row.name,
      providerName: row.provider_on ? row.provider_name : null,
      guests: await guestChannels(db, officeId),
    }
  },
})
