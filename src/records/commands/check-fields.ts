import { addDays, type LocalDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { longestArrival, namesSecret, secretRefusal } from '../model/document-fields.ts'

interface Fields {
  secrecy: string
  subject: string
  issuedOn: LocalDate
  replyBy: LocalDate | null
}

/** Refuses state secrets and days that cannot be. `arrivedOn`: the day on which the document came. */
export function requireSoundFields(
  fields: Fields,
  { arrivedOn, today }: { arrivedOn: LocalDate; today: LocalDate },
): void {
  const secret = fields.secrecy !== 'none' ? 'secrecy' : namesSecret(fields.subject) ? 'subject' : null
  if (secret) {
    const detail = secretRefusal
    throw new AppError('invalid_input', { detail, fields: { [secret]: 'Không đăng ký văn bản mật ở đây.' } })
  }
  const wrong: Record<string, string> = {}
  if (arrivedOn > today) wrong.arrivedOn = 'Ngày đến không thể sau hôm nay.'
  if (arrivedOn < addDays(today, -longestArrival)) {
    wrong.arrivedOn = `Ngày đến đã quá ${longestArrival} ngày. Văn bản phải được đăng ký trong ngày đến, chậm nhất ngày làm việc tiếp theo (Điều 22 Nghị định 30/2020/NĐ-CP).`
  }
  if (fields.issuedOn > arrivedOn) wrong.issuedOn = 'Ngày văn bản không thể sau ngày đến.'
  if (fields.replyBy && fields.replyBy < fields.issuedOn) {
    wrong.replyBy = 'Hạn trả lời không thể trước ngày văn bản.'
  }
  if (Object.keys(wrong).length > 0) throw new AppError('invalid_input', { fields: wrong })
}
