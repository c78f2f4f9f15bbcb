import { localDate } from '../../calendar/model/local-time.ts'
import type { SlipView } from '../queries/get-slip.ts'
import { localTime, orNull, paperNumber } from './compose-papers.ts'
import { itemStates } from './handover-slip.ts'
import type { HandoverSlipPaper } from './papers/lists.ts'

/** Phiếu bàn giao hồ sơ, from what was kept with it. `slipUrl`: where the receiving side confirms. */
export function composeSlip(slip: SlipView, slipUrl: string): HandoverSlipPaper {
  const { office, fromName, fromPerson } = slip.facts
  return {
    parentAgency: office.name,
    agency: fromName,
    number: paperNumber(slip.number),
    symbol: 'PBG',
    place: office.placeName,
    date: localDate(slip.createdAt),
    title: 'PHIẾU BÀN GIAO HỒ SƠ',
    codeBarcode: slip.code,
    slipUrl,
    fromName,
    fromPerson,
    toName: slip.toName,
    toCode: orNull(slip.toCode),
    handedAt: localTime(slip.createdAt),
    note: orNull(slip.note),
    passing: passingRule(slip.facts.cutoff),
    items: slip.items.map((item) => ({
      codeBarcode: item.code,
      procedureName: item.procedureName,
      applicantName: item.applicantName,
      setCount: item.setCount,
      found: item.state === 'sent' ? null : [itemStates[item.state], item.note].filter(Boolean).join('. '),
    })),
  }
}

/** The rule as the office kept it when the slip was made: the cut-off is the office's own. */
function passingRule(cutoff: string): string {
  const [hour, minute] = cutoff.split(':')
  const clock = `${hour} giờ${minute === '00' ? '' : ` ${minute} phút`}`
  return `Hồ sơ giấy được chuyển trong ngày làm việc; hồ sơ tiếp nhận sau ${clock} được chuyển vào đầu giờ ngày làm việc tiếp theo.`
}
