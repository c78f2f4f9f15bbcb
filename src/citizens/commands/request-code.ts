import { z } from 'zod'
import { queueForCitizen } from '../../notifications/commands/queue-messages.ts'
import { emailAddress, maskedAddress, mobileNumber } from '../../notifications/model/address.ts'
import type { OutsideChannel } from '../../notifications/model/events.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { isSealed } from '../../platform/secret-box.ts'
import { keepCodesFor } from '../queries/any-ended.ts'
import { guestChannels, officeForCitizens } from '../queries/sign-in-ways.ts'
import { hashSchema } from './sign-in.ts'

/** Codes an address may get in an hour and in a day, whoever asks. */
const perAddress = { hour: 5, day: 12 }
/** Codes an office sends in an hour: far more than its guests need, far fewer than a flood. */
const perOffice = 300
const hour = 60 * 60_000

const mark = z.string().min(1).max(100)

/**
 * Sends a guest a one-time code. The answer is the same whether the office knows the address or not, and whether it gets the
 * message or has asked for none. The page makes the code; here are only its hash and what the sender opens.
 */
export const requestCode = defineCommand({
  name: 'citizens.requestCode',
  title: 'Xin mã xác nhận địa chỉ',
  audience: 'public',
  limit: { kind: 'code', subject: ({ address }) => address },
  locate: officeForCitizens,
  input: z.strictObject({
    officeId: z.uuid(),
    /** Chosen by the page, which binds it to the browser. */
    id: z.uuid(),
    address: z.string().trim().max(254),
    codeHash: hashSchema,
    codeSealed: z.string().max(500).refine(isSealed),
    publicUrl: z.string().max(500),
    marks: z.strictObject({ email: mark, sms: mark }),
  }),
  /** `practice`: nothing is sent outside, so no code will come. */
  output: z.object({ shown: z.string(), practice: z.boolean() }),
  async run(tx, { officeId }, input) {
    const { channel, address } = await chosenWay(tx, officeId, input.address)
    await refuseFlood(tx, officeId, address)
    await tx.db
      .insertInto('citizen_codes')
      .values({
        office_id: officeId,
        id: input.id,
        channel,
        address,
        code_hash: input.codeHash,
        created_at: tx.now,
      })
      .execute()
    const office = await tx.db
      .selectFrom('offices')
      .select(['name', 'phone', 'practice'])
      .where('office_id', '=', officeId)
      .executeTakeFirstOrThrow()
    await queueForCitizen(tx, officeId, {
      source: input.id,
      event: 'address_code',
      values: { don_vi: office.name, dien_thoai: office.phone },
      subject: { type: 'citizen_code', id: input.id },
      declared: { email: channel === 'email' ? address : '', phone: channel === 'sms' ? address : '' },
      sealed: input.codeSealed,
      publicUrl: input.publicUrl,
      marks: input.marks,
    })
    const shown = maskedAddress(address)
    // The journal is never cleared: it needs no whole address.
    return {
      output: { shown, practice: office.practice },
      audit: [{ subjectType: 'citizen_code', subjectId: shown, facts: { channel } }],
    }
  },
})

async function chosenWay(
  tx: Tx,
  officeId: string,
  typed: string,
): Promise<{ channel: OutsideChannel; address: string }> {
  const on = await guestChannels(tx.db, officeId)
  const [email, phone] = [emailAddress(typed), mobileNumber(typed)]
  if (email && on.email) return { channel: 'email', address: email }
  if (phone && on.sms) return { channel: 'sms', address: phone }
  if (!on.email && !on.sms) {
    throw new AppError('wrong_state', {
      detail:
        'Đơn vị hiện không gửi được mã xác nhận. Hãy đăng nhập bằng cách khác, hoặc đến bộ phận một cửa.',
    })
  }
  throw new AppError('invalid_input', { fields: { address: wanted(on) } })
}

function wanted(on: { email: boolean; sms: boolean }): string {
  if (on.email && on.sms)
    return 'Hãy nhập thư điện tử (ten@example.vn) hoặc số di động Việt Nam (0912345678).'
  return on.email
    ? 'Hãy nhập thư điện tử theo dạng ten@example.vn.'
    : 'Hãy nhập số di động Việt Nam, ví dụ 0912345678.'
}

async function refuseFlood(tx: Tx, officeId: string, address: string): Promise<void> {
  const since = new Date(tx.now.getTime() - hour)
  const dayBefore = new Date(tx.now.getTime() - keepCodesFor)
  const { mine, mineToday, all } = await tx.db
    .selectFrom('citizen_codes')
    .select((column) => {
      const count = column.fn.countAll<number>()
      return [
        count.filterWhere('address', '=', address).filterWhere('created_at', '>', since).as('mine'),
        count.filterWhere('address', '=', address).as('mineToday'),
        count.filterWhere('created_at', '>', since).as('all'),
      ]
    })
    .where('office_id', '=', officeId)
    .where('created_at', '>', dayBefore)
    .executeTakeFirstOrThrow()
  const isMine = mine >= perAddress.hour || mineToday >= perAddress.day
  if (!isMine && all < perOffice) return
  const detail = isMine
    ? 'Địa chỉ này đã được gửi nhiều mã. Hãy dùng mã gửi gần nhất, hoặc thử lại sau một giờ; nếu vẫn chưa được, hãy chờ đến ngày mai.'
    : 'Đơn vị đang nhận quá nhiều lượt xin mã. Hãy thử lại sau, hoặc đến bộ phận một cửa.'
  throw new AppError('too_many_requests', { detail, retryAfter: hour / 1000 })
}
