import { z } from 'zod'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { channels, events, type MessageEvent, templateKinds } from '../model/events.ts'
import { wordingFault } from '../model/wording.ts'

const longest = { email: 5000, sms: 480, app: 500 } as const

const wordingInput = z.strictObject({
  event: z.enum(Object.keys(events) as [MessageEvent, ...MessageEvent[]]),
  channel: z.enum(Object.keys(channels) as [keyof typeof channels, ...(keyof typeof channels)[]]),
  /** First day on which it counts: today or later. */
  validFrom: localDateSchema,
  active: z.boolean(),
  subject: z.string().trim().max(200, 'Tiêu đề tối đa 200 ký tự.').default(''),
  body: z.string().trim().min(1, 'Hãy viết nội dung tin.').max(5000, 'Nội dung tối đa 5000 ký tự.'),
  /** Version that the writer saw; another one meanwhile makes it stale. */
  seenVersion: z.int().min(0),
})

/** A new version of a wording, from a day on. What waits to be sent keeps the words it was written in. */
export const saveWording = defineCommand({
  name: 'notifications.saveWording',
  title: 'Sửa mẫu tin thông báo',
  audience: ['admin'],
  door: { method: 'POST', path: '/notification-wordings', status: 201 },
  input: wordingInput,
  output: z.object({ version: z.int() }),
  example: {
    event: 'finished',
    channel: 'sms',
    validFrom: '2030-01-01',
    active: true,
    subject: '',
    body: 'Đã có kết quả hồ sơ, mời đến nhận: {tra_cuu} Ngừng tin: {ngung_nhan}',
    seenVersion: 0,
  },
  async run(tx, actor, input) {
    const fields = faultsOf(input, localDate(tx.now))
    if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
    const { event, channel } = input
    const last = await tx.db
      .selectFrom('notification_templates')
      .select((each) => each.fn.max('version').as('version'))
      .where('office_id', '=', actor.officeId)
      .where('event', '=', event)
      .where('channel', '=', channel)
      .executeTakeFirst()
    if ((last?.version ?? 0) !== input.seenVersion) throw new AppError('stale')
    const version = input.seenVersion + 1
    await tx.db
      .insertInto('notification_templates')
      .values({
        office_id: actor.officeId,
        event,
        channel,
        version,
        valid_from: input.validFrom,
        active: input.active,
        subject: input.subject,
        body: input.body,
        created_at: tx.now,
        created_by: actor.id,
      })
      .execute()
    const { seenVersion: _, ...facts } = input
    return {
      output: { version },
      audit: [{ subjectType: 'notification_wording', subjectId: `${event}/${channel}`, facts }],
    }
  },
})

function faultsOf(input: z.output<typeof wordingInput>, today: string): Record<string, string> {
  const { event, channel } = input
  const fields: Record<string, string> = {}
  if (!templateKinds.some((kind) => kind.event === event && kind.channel === channel))
    fields.channel = 'Việc này không báo bằng cách đó.'
  if (input.validFrom < today) fields.validFrom = 'Mẫu tin mới chỉ áp dụng từ hôm nay trở đi.'
  if (channel === 'email' && input.subject === '') fields.subject = 'Hãy viết tiêu đề thư.'
  if (/\p{Cc}/u.test(input.subject)) fields.subject = 'Tiêu đề chỉ có một dòng.'
  if (input.body.length > longest[channel]) fields.body = `Nội dung tối đa ${longest[channel]} ký tự.`
  const inSubject = wordingFault(event, input.subject)
  if (inSubject) fields.subject = inSubject
  const inBody = wordingFault(event, input.body)
  if (inBody) fields.body = inBody
  // Whoever gets mail that goes by itself must be able to end it.
  if (channel === 'email' && !inBody && !/\{\s*ngung_nhan\s*\}/.test(input.body))
    fields.body = 'Thư phải có chỗ điền {ngung_nhan} để người nhận ngừng nhận tin.'
  return fields
}
