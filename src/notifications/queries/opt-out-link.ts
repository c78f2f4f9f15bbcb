import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import { maskedAddress } from '../model/address.ts'
import type { OutsideChannel } from '../model/events.ts'
import { markHash } from '../model/message-source.ts'

/** The token of a link; anything else is no link of ours. */
export const optOutInput = z.strictObject({ token: z.string().max(100) })

const unknown = () =>
  new AppError('not_found', {
    detail: 'Đường dẫn này không đúng hoặc không còn. Hãy mở lại từ tin nhắn, hoặc báo bộ phận một cửa.',
  })

/** The office whose message carries this link. Fails with not_found. */
export async function officeOfLink({ db }: Reader, { token }: { token: string }): Promise<string> {
  const found = await db
    .selectFrom('messages')
    .select('office_id')
    .where('opt_out_hash', '=', markHash(token))
    .limit(1)
    .executeTakeFirst()
  if (!found) throw unknown()
  return found.office_id
}

/** Whom the link is about. Fails with not_found. */
export async function addressOfLink(
  db: Kysely<DB>,
  officeId: string,
  token: string,
): Promise<{ channel: OutsideChannel; address: string }> {
  const found = await db
    .selectFrom('messages')
    .select(['channel', 'address'])
    .where('office_id', '=', officeId)
    .where('opt_out_hash', '=', markHash(token))
    .limit(1)
    .executeTakeFirst()
  if (!found) throw unknown()
  return { channel: found.channel as OutsideChannel, address: found.address }
}

/** What the page of the link shows: enough to recognise one's own address, not enough to learn another's. */
export const optOutOfLink = defineQuery({
  name: 'notifications.optOutOfLink',
  title: 'Xem địa chỉ đang nhận tin theo đường dẫn trong tin',
  audience: 'public',
  limit: { kind: 'lookup', subject: ({ token }) => token },
  locate: officeOfLink,
  input: optOutInput,
  output: z.object({
    channel: z.enum(['email', 'sms']),
    address: z.string(),
    stopped: z.boolean(),
    officeName: z.string(),
  }),
  async run({ db }, { officeId }, { token }) {
    const of = await addressOfLink(db, officeId, token)
    const [stop, office] = await Promise.all([
      db
        .selectFrom('message_stops')
        .select('stopped_at')
        .where('office_id', '=', officeId)
        .where('channel', '=', of.channel)
        .where('address', '=', of.address)
        .executeTakeFirst(),
      db.selectFrom('offices').select('name').where('office_id', '=', officeId).executeTakeFirst(),
    ])
    return {
      channel: of.channel,
      address: maskedAddress(of.address),
      stopped: stop !== undefined,
      officeName: office?.name ?? '',
    }
  },
})
