import { formatShortMoment } from '../../calendar/model/clock-time.ts'

/** What the citizen reads of an errand with a partner agency that is under way: where it is, and by when an answer comes. */
export function partnerSentence(leg: {
  partnerName: string
  state: string
  via: string
  dueAt: Date
}): string {
  const { partnerName, state, via } = leg
  const due = `hẹn trả lời ${formatShortMoment(leg.dueAt)}`
  if (state === 'more') return `${partnerName} chờ cơ quan tiếp nhận bổ sung thông tin.`
  if (via === 'paper') return `Hồ sơ giấy đã chuyển đến ${partnerName}, ${due}.`
  if (state === 'delivered') return `${partnerName} đang giải quyết, ${due}.`
  return `Hồ sơ đang được gửi đến ${partnerName}, ${due}.`
}
