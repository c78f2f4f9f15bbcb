import { sql } from 'kysely'
import { z } from 'zod'
import { emailAddress, mobileNumber, shownAddress } from '../../notifications/model/address.ts'
import { messageRow, readMessages } from '../../notifications/queries/message-rows.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { demoDossierId } from '../examples.ts'
import { dossierRef } from '../model/inputs.ts'
import { requireReader } from '../policy.ts'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const most = 50

/** What was written to the citizen of a dossier, newest first, and at which of the declared addresses they want it. */
export const messagesOf = defineQuery({
  name: 'dossiers.messagesOf',
  title: 'Xem tin đã gửi công dân về hồ sơ',
  audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
  door: { method: 'GET', path: '/dossiers/{code}/messages' },
  input: z.strictObject({ code: dossierRef }),
  output: z.object({
    items: z.array(
      messageRow
        .pick({ id: true, event: true, channel: true, address: true, body: true, state: true })
        .extend({
          reason: z.string(),
          at: z.date(),
        }),
    ),
    addresses: z.array(
      z.object({ channel: z.enum(['email', 'sms']), address: z.string(), stopped: z.boolean() }),
    ),
  }),
  example: { code: demoDossierId('forward') },
  async run({ db }, actor, { code }) {
    const byId = uuidPattern.test(code)
    const dossier = await db
      .selectFrom('dossiers')
      .select(['id', 'field_code', 'email', 'phone'])
      .where('office_id', '=', actor.officeId)
      .where(byId ? 'id' : 'code', '=', byId ? code : normaliseDossierCode(code))
      .executeTakeFirst()
    if (!dossier)
      throw new AppError('not_found', { detail: 'Không có hồ sơ này. Hãy kiểm tra lại mã hồ sơ.' })
    requireReader(actor, dossier.field_code)
    const declared = [
      { channel: 'email' as const, address: emailAddress(dossier.email) },
      { channel: 'sms' as const, address: mobileNumber(dossier.phone) },
    ].flatMap(({ channel, address }) => (address ? [{ channel, address }] : []))
    const where = sql`m.office_id = ${actor.officeId}::uuid and m.subject_type = 'dossier' and m.subject_id = ${dossier.id}`
    const [rows, stops] = await Promise.all([
      readMessages(db, { where, limit: most }),
      db
        .selectFrom('message_stops')
        .select(['channel', 'address'])
        .where('office_id', '=', actor.officeId)
        .where('address', 'in', ['', ...declared.map(({ address }) => address)])
        .execute(),
    ])
    return {
      items: rows.map(({ id, event, channel, address, body, state, reason, createdAt, sentAt }) => ({
        ...{ id, event, channel, address, body, state, reason },
        at: sentAt ?? createdAt,
      })),
      addresses: declared.map(({ channel, address }) => ({
        channel,
        address: shownAddress(address),
        stopped: stops.some((stop) => stop.channel === channel && stop.address === address),
      })),
    }
  },
})
