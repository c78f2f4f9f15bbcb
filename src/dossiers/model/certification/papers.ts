import { localMinute } from '../../../calendar/model/local-time.ts'
import { vnd } from '../../../procedures/model/summaries.ts'
import type { RegisterPeriod } from './period.ts'
import { type RegisterKind, registerOn, volumeOf } from './registers.ts'

/** Labels of one print. Where there are more copies, each original has one label, for the rest a stamp is quicker. */
const mostLabels = 300

/** An entry as its statement of certification (lời chứng) is printed from it. */
export interface StatementSource {
  officeName: string
  register: RegisterKind
  number: number
  certifiedOn: string
  certifiedAt: Date
  documentName: string
  copies: number
  requesterName: string
  requesterId: string
  signerName: string
  signerPost: string
  receiverName: string
}

/** Who signs for whom: a deputy signs in the chairperson's stead (NĐ 30/2020/NĐ-CP, Phụ lục I, ô 7a). */
export function signingTitles(post: string): string[] {
  const short = post.replace(/\s+(UBND|Ủy ban nhân dân)\b.*$/i, '')
  return /^phó chủ tịch/i.test(short) ? ['KT. CHỦ TỊCH', short] : [short]
}

/**
 * The statements of one request: labels to stick or stamp on each copy, or for signatures the whole statement, one
 * sheet for each paper (forms annexed to TT 01/2020/TT-BTP).
 */
export function composeStatements(sources: readonly StatementSource[]) {
  const statements = sources.map((source) => {
    const minute = ((localMinute(source.certifiedAt) % 1440) + 1440) % 1440
    return {
      kind: source.register,
      agency: source.officeName,
      number: String(source.number),
      volume: volumeOf(source.register, source.certifiedOn),
      date: source.certifiedOn,
      hour: String(Math.floor(minute / 60)),
      minute: String(minute % 60).padStart(2, '0'),
      documentName: source.documentName,
      requesterName: source.requesterName,
      requesterId: source.requesterId,
      signerTitles: signingTitles(source.signerPost),
      signerName: source.signerName,
      signerPost: source.signerPost,
      receiverName: source.receiverName,
    }
  })
  const isCopy = sources.every(({ register }) => register === 'copy')
  const labels = sources.reduce((sum, { copies }) => sum + copies, 0)
  const times = (index: number) => (isCopy && labels <= mostLabels ? (sources[index]?.copies ?? 1) : 1)
  return {
    statements: statements.flatMap((statement, index) =>
      Array.from({ length: times(index) }, () => statement),
    ),
  }
}

interface PrintedEntry {
  number: number
  certifiedOn: string
  requesterName: string
  documentName: string
  pages: number | null
  copies: number
  feeVnd: number | null
  signerName: string
  note: string
  struck: { reason: string; byName: string } | null
}

const dayText = (iso: string) => iso.split('-').reverse().join('/')

/** The register as it is printed and as a sheet: one row of texts for each entry, and the sums. */
export function composeRegister(
  office: { name: string; parentName: string },
  period: RegisterPeriod,
  found: {
    entries: readonly PrintedEntry[]
    totals: { numbers: number; struck: number; copies: number; feeVnd: number }
  },
) {
  const { title, paperHeading } = registerOn(period.register, period.to)
  const { totals } = found
  const struckWords = totals.struck > 0 ? `, trong đó gạch bỏ ${totals.struck} số` : ''
  return {
    parentAgency: office.parentName,
    agency: office.name,
    title,
    period: `Từ ngày ${dayText(period.from)} đến ngày ${dayText(period.to)}`,
    volume: `Quyển số: ${volumeOf(period.register, period.to)}`,
    header: [
      'Số chứng thực',
      'Ngày, tháng, năm',
      'Họ tên người yêu cầu',
      paperHeading,
      'Số trang',
      'Số bản',
      'Lệ phí (đồng)',
      'Người ký chứng thực',
      'Ghi chú',
    ],
    rows: found.entries.map((entry) => ({
      isStruck: entry.struck !== null,
      cells: [
        String(entry.number),
        dayText(entry.certifiedOn),
        entry.requesterName,
        entry.documentName,
        entry.pages === null ? '' : String(entry.pages),
        String(entry.copies),
        entry.feeVnd === null ? '' : vnd(entry.feeVnd),
        entry.signerName,
        entry.struck
          ? [`Gạch bỏ: ${entry.struck.reason} (${entry.struck.byName})`, entry.note]
              .filter(Boolean)
              .join('. ')
          : entry.note,
      ],
    })),
    totals: {
      words: `Cộng: ${totals.numbers} số${struckWords}`,
      copies: String(totals.copies),
      fee: vnd(totals.feeVnd),
    },
  }
}
