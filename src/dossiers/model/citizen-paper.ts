import { formatDate } from '../../calendar/model/clock-time.ts'
import { foldVietnamese } from '../../platform/search-text.ts'

/** How a paper came into the store (kho dữ liệu điện tử của tổ chức, cá nhân), and so how far it can be relied on. */
export const paperSources = {
  result: 'Kết quả giải quyết thủ tục',
  compared: 'Bản số hóa, đã đối chiếu bản chính',
  component: 'Bản số hóa, chưa đối chiếu bản chính',
} as const

/** States of a stored paper; what no longer holds stays, with the reason. */
export const paperStates = {
  valid: 'Còn hiệu lực',
  superseded: 'Đã có giấy tờ thay thế',
  annulled: 'Đã bị hủy, thu hồi',
} as const

/** What tells one kind of paper from another. */
export interface PaperKind {
  name: string
  paperCode: string
}

/** The same kind of paper: by code where both have one, by name otherwise. */
export function isSameKind(one: PaperKind, other: PaperKind): boolean {
  if (one.paperCode !== '' && other.paperCode !== '') return one.paperCode === other.paperCode
  const name = foldVietnamese(one.name)
  return name !== '' && name === foldVietnamese(other.name)
}

/** Whether the code is that of a procedure's result (KQ.G15.000031, 000.00.00.G15-KQ003000): such papers are scanned. */
export function isResultCode(paperCode: string): boolean {
  return /(^|[.-])KQ[.\d]/.test(paperCode)
}

/** Has to be scanned at reception: marked so in its list, or the result of another procedure (TT 01/2023/TT-VPCP). */
export function mustBeScanned(component: { mustScan?: boolean | undefined; paperCode?: string | undefined }) {
  return component.mustScan === true || isResultCode(component.paperCode ?? '')
}

/**
 * Whether a stored paper may stand for one that is asked for: in force, not past its last day, and issued by an agency
 * through the program or compared with the original. A scan that nobody compared proves nothing.
 */
export function isUsable(
  paper: { state: string; confidence: string; validUntil: string | null },
  today: string,
): boolean {
  const relied = paper.confidence === 'issued' || paper.confidence === 'compared'
  return paper.state === 'valid' && relied && (paper.validUntil === null || paper.validUntil >= today)
}

/** `Giấy khai sinh số 12/2026 cấp 05/03/2026`. */
export function paperWords(paper: { name: string; number: string; issuedOn: string | null }): string {
  const number = paper.number === '' ? '' : ` số ${paper.number}`
  return `${paper.name}${number}${paper.issuedOn === null ? '' : ` cấp ${formatDate(paper.issuedOn)}`}`
}

/** Whether a line of a supplement request asks for this paper: it holds its name, or is held by it. */
export function mentions(line: string, name: string): boolean {
  const asked = ` ${foldVietnamese(line)} `
  const known = ` ${foldVietnamese(name)} `
  const shortest = 8
  if (known.trim().length < shortest || asked.trim().length < shortest) return false
  return asked.includes(known) || known.includes(asked)
}

/** What the digitisation indicators count of a component (§5.3, names of the national portal). */
export function digitisationFlags(component: { reuse: string | null; digitisedPaperId: string | null }) {
  return {
    DuocSoHoa: component.digitisedPaperId !== null,
    DuocTaiSuDung: component.reuse !== null,
    DuocLayTuKhoDMQG: component.reuse === 'store',
  }
}

/**
 * The kind of paper that an issued result is. A procedure may end in a refusal as well as in what it is named for, so
 * the code is given only to a title that names that result: a letter of refusal never becomes a birth certificate.
 */
export function resultPaperCode(
  title: string,
  procedure: { result: string; resultCodes: readonly string[] },
): string {
  const named = [...procedure.result.matchAll(/([^;()]+)\(((?:KQ|TP)[\w.-]+)\)/g)].map(
    ([, name = '', code = '']) => ({
      name: name.replace(/–.*$/, '').trim(),
      code,
    }),
  )
  const asked = ` ${foldVietnamese(title)} `
  const refuses = /(^| )(tu choi|tra loi|khong du)( |$)/.test(asked)
  const found = named.find(({ name }) => asked.includes(` ${foldVietnamese(name)} `))
  if (found && !refuses) return found.code
  const plain = foldVietnamese(procedure.result.replaceAll(/\([^)]*\)/g, ''))
  const [only, ...others] = procedure.resultCodes
  const isOnly = only !== undefined && others.length === 0 && plain !== '' && asked.includes(` ${plain} `)
  return isOnly && !refuses ? only : ''
}
