import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { emailAddress, maskedAddress, mobileNumber } from '../model/address.ts'
import { messageId } from '../model/message-source.ts'
import { loadSettings } from '../queries/load-settings.ts'

const testText =
  'Đây là tin thử của phần mềm Một Cửa. Nhận được tin này nghĩa là việc gửi thông báo đã sẵn sàng.'

/** Tries the settings on an address the administrator types. It goes the way of every message, with the next run. */
export const sendTestMessage = defineCommand({
  name: 'notifications.sendTest',
  title: 'Gửi tin thử',
  audience: ['admin'],
  input: z.strictObject({
    channel: z.enum(['email', 'sms'], 'Hãy chọn cách gửi.'),
    address: z.string().trim().max(254),
  }),
  output: z.object({ id: z.uuid() }),
  async run(tx, { officeId }, input) {
    const settings = await loadSettings(tx.db, officeId)
    const isOn = input.channel === 'email' ? settings?.email_on : settings?.gateway_on
    if (!settings || !isOn) {
      throw new AppError('wrong_state', {
        detail: 'Kênh này đang tắt. Hãy bật và lưu phần thiết lập ở trên, rồi gửi tin thử.',
      })
    }
    const address = input.channel === 'email' ? emailAddress(input.address) : mobileNumber(input.address)
    if (!address) {
      const message =
        input.channel === 'email'
          ? 'Hãy nhập thư điện tử theo dạng ten@example.vn.'
          : 'Hãy nhập số di động Việt Nam, ví dụ 0912345678.'
      throw new AppError('invalid_input', { fields: { address: message } })
    }
    const source = `test ${tx.requestId} ${tx.now.toISOString()}`
    const id = messageId(source, input.channel, address)
    await tx.db
      .insertInto('messages')
      .values({
        office_id: officeId,
        id,
        source,
        event: 'test',
        channel: input.channel,
        template_version: 0,
        address,
        subject: 'Tin thử của phần mềm Một Cửa',
        body: input.channel === 'sms' && settings.sms_plain ? testTextPlain : testText,
        urgent: true,
        state: 'waiting',
        created_at: tx.now,
        next_at: tx.now,
      })
      .execute()
    return {
      output: { id },
      audit: [
        {
          subjectType: 'message',
          subjectId: id,
          facts: { channel: input.channel, address: maskedAddress(address) },
        },
      ],
    }
  },
})

const testTextPlain = 'Day la tin thu cua phan mem Mot Cua. Viec gui thong bao da san sang.'
