import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import type { PostedProcedure } from '../queries/posted-versions.ts'
import type { postingOfficeSchema } from '../queries/posting-office.ts'
import { postedParts, validityText } from './posted-parts.ts'
import { feeSummary, timeLimitText } from './summaries.ts'

type Office = z.output<typeof postingOfficeSchema>
type Listed = PostedProcedure & { checkedOn: string | null }

/** Address of the page of a procedure; on paper it names the version, so that the page can say what changed since. */
export function postedAddress(
  publicUrl: string,
  office: Office,
  of: { key: string; version?: number },
): string {
  const search = new URLSearchParams({ 'don-vi': office.agencyCode })
  if (of.version !== undefined) search.set('ban', String(of.version))
  return `${publicUrl}/thu-tuc/${encodeURIComponent(of.key)}?${search}`
}

/** Data of `posted-sheet.typ`: one sheet per procedure, the same for the same content whenever it is printed. */
export function sheetsData(office: Office, procedures: readonly Listed[], publicUrl: string) {
  const codes = procedures.map((each, index) => [`s${index}Url`, postedAddress(publicUrl, office, each)])
  const [only] = procedures
  return {
    title: procedures.length === 1 && only ? only.name : 'Phiếu niêm yết thủ tục hành chính',
    office,
    place: [office.receptionName, `Địa chỉ: ${office.address}`, `Điện thoại: ${office.phone}`],
    sheets: procedures.map((each) => ({
      name: each.name,
      code: each.code,
      fieldName: each.fieldName,
      version: each.version,
      validity: validityText(each),
      checked: each.checkedOn
        ? `Kiểm tra lần cuối ${formatDate(each.checkedOn)}`
        : 'Chưa ghi nhận lần kiểm tra',
      parts: postedParts(each, office.name),
    })),
    ...Object.fromEntries(codes),
  }
}

/** Data of `posted-board.typ`: everything by field, with the address of each page for its QR code. */
export function boardData(
  office: Office,
  procedures: readonly Listed[],
  print: { publicUrl: string; paper: 'a3' | 'a4'; today: string },
) {
  const codes = procedures.map(({ key }, index) => [
    `p${index}Url`,
    postedAddress(print.publicUrl, office, { key }),
  ])
  const entries = procedures.map((each, index) => ({
    field: each.fieldName,
    name: each.name,
    qr: `p${index}Qr`,
    facts: [each.code, timeLimitText(each.timeLimit), `Phí, lệ phí: ${lowerFirst(feeSummary(each.fees))}`]
      .filter((fact) => fact !== null)
      .join(' · '),
  }))
  const { agency, address, phone, email, web } = office.feedback
  return {
    title: 'Thủ tục hành chính niêm yết',
    office,
    paper: print.paper,
    printedOn: formatDate(print.today),
    place: `Nơi tiếp nhận: ${[office.receptionName, office.address, office.phone].join(' – ')}`,
    feedback: [agency, address, phone, email, web].filter((each) => each !== '').join(' – '),
    fields: [...Map.groupBy(entries, ({ field }) => field)].map(([name, own]) => ({ name, procedures: own })),
    ...Object.fromEntries(codes),
  }
}

function lowerFirst(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1)
}
