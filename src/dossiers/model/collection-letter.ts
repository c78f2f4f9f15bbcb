import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import type { ReplyPaper } from './papers/shapes.ts'
import type { PaperSource } from './papers/source.ts'

/** Thư mời nhận kết quả, as a notice in the layout of Decree 30/2020; number left for the records clerk. */
export function composeReminder(
  source: PaperSource,
  facts: { since: Date; now: Date; isUndelivered: boolean; address: string },
): ReplyPaper {
  const { dossier, office } = source
  const received = formatDate(localDate(dossier.receivedAt))
  const since = formatDate(localDate(facts.since))
  const why = facts.isUndelivered
    ? `Kết quả đã gửi qua bưu chính nhưng không phát được và được trả lại cơ quan ngày ${since}.`
    : `Kết quả đã có từ ngày ${since} nhưng đến nay chưa có người nhận.`
  return {
    parentAgency: office.name,
    agency: office.receptionName,
    number: null,
    symbol: null,
    place: office.placeName,
    date: localDate(facts.now),
    typeName: 'Thông báo',
    subject: 'Về việc mời nhận kết quả giải quyết thủ tục hành chính',
    addressees: [
      dossier.address === '' ? dossier.applicantName : `${dossier.applicantName}, ${dossier.address}`,
    ],
    body: [
      `Ngày ${received}, ${office.receptionName} đã tiếp nhận hồ sơ mã số ${dossier.code ?? ''} của ông/bà về việc: ${dossier.procedureName}.`,
      why,
      `Kính mời ông/bà đến nhận kết quả tại ${office.receptionName}, địa chỉ: ${facts.address}, trong giờ làm việc. Khi đến, ông/bà mang theo giấy tờ tùy thân và Giấy tiếp nhận hồ sơ và hẹn trả kết quả; người nhận thay mang theo giấy ủy quyền.`,
      `Nếu cần nhận kết quả qua bưu chính hoặc cần hướng dẫn, ông/bà liên hệ số điện thoại ${office.phone}.`,
    ],
    recipients: ['Như trên', 'Lưu: VT'],
    signerAuthority: null,
    signerPost: `Phụ trách ${office.receptionName}`,
    signerName: null,
  }
}
