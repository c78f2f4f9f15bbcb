/**
 * Dossier codes (mã hồ sơ). Each office has a template, `{agency}-{YYYYMMDD}-{seq:7}` today and
 * `{agency}-{YYMMDD}-{seq:4}` in the classic style (TT 01/2018/TT-VPCP). The number is gapless per office and
 * day. A code is given once, at reception, and never rewritten, so reading one is looser than making one.
 */
export const CURRENT_CODE_TEMPLATE = '{agency}-{YYYYMMDD}-{seq:7}'
export const CLASSIC_CODE_TEMPLATE = '{agency}-{YYMMDD}-{seq:4}'

/** What a code is made of: organisation code, day in Asia/Ho_Chi_Minh (`YYYY-MM-DD`), number from 1. */
export interface DossierCodeParts {
  agency: string
  localDate: string
  sequence: number
}

/** QĐ 20/2020/QĐ-TTg, left to right: `H56.22.17`, `H55.242`. */
const NEW_AGENCY = String.raw`[A-Z]\d{2}(?:\.\d{2,3})*`
/** QCVN 102:2016/BTTTT, 13 characters, right to left: `000.17.22.H56`. */
const OLD_AGENCY = String.raw`\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}`
const AGENCY = `(?:${NEW_AGENCY}|${OLD_AGENCY})`
const WORD = '[A-Z0-9]{1,12}'

const AGENCY_PATTERN = new RegExp(`^${AGENCY}$`)
const CODE_PATTERN = new RegExp(`^(?:${WORD}-)?${AGENCY}-(?:\\d{8}|\\d{6})-\\d{3,12}(?:-${WORD})?$`)
const PLACEHOLDER = /\{([^{}]*)\}/g
const SERIES_DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * The series a number belongs to: the day. Numbers restart with it and are gapless in it, whatever the template
 * says on the day, so that changing the template in the middle of a day gives no number twice.
 */
export function dossierCodeSeries(localDate: string): string {
  if (!SERIES_DATE.test(localDate)) throw new RangeError(`not a date: ${localDate}`)
  return localDate
}

/**
 * Makes a code. The number is padded to the template's width and grows beyond it rather than wrap around.
 * Throws RangeError on a number below 1, a day not `YYYY-MM-DD`, an unfit organisation code or template.
 */
export function formatDossierCode(template: string, parts: DossierCodeParts): string {
  const day = dossierCodeSeries(parts.localDate).replaceAll('-', '')
  if (!isAgencyCode(parts.agency)) throw new RangeError(`not an organisation code: ${parts.agency}`)
  if (!Number.isSafeInteger(parts.sequence) || parts.sequence < 1) throw new RangeError('number below 1')
  return template.replaceAll(PLACEHOLDER, (_, placeholder: string) => {
    if (placeholder === 'agency') return parts.agency
    if (placeholder === 'YYYYMMDD') return day
    if (placeholder === 'YYMMDD') return day.slice(2)
    const width = sequenceWidth(placeholder)
    if (width === null) throw new RangeError(`unknown placeholder: ${placeholder}`)
    return String(parts.sequence).padStart(width, '0')
  })
}

/** Whether a text is an organisation code (mã định danh cơ quan), of today's or the former kind. */
export function isAgencyCode(text: string): boolean {
  return AGENCY_PATTERN.test(text)
}

/**
 * What is wrong with a template, as sentences for the administrator; empty when it can be used. A good template
 * gives codes that are unique, that people can type into the tracking page, and that fit an address.
 */
export function validateDossierCodeTemplate(template: string): string[] {
  const placeholders = [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')
  const known = ['agency', 'YYYYMMDD', 'YYMMDD']
  const unknown = placeholders.filter((each) => !known.includes(each) && sequenceWidth(each) === null)
  const count = (test: (each: string) => boolean) => placeholders.filter(test).length
  const problems = [
    ...unknown.map((each) => `Không hiểu “{${each}}”. Dùng {agency}, {YYYYMMDD} hoặc {YYMMDD}, {seq:7}.`),
    count((each) => each === 'agency') === 1 ? '' : 'Mẫu mã phải có {agency} (mã cơ quan) đúng một lần.',
    count((each) => each.startsWith('YY')) === 1
      ? ''
      : 'Mẫu mã phải có ngày, {YYYYMMDD} hoặc {YYMMDD}, đúng một lần, vì số thứ tự bắt đầu lại mỗi ngày.',
    count((each) => sequenceWidth(each) !== null) === 1
      ? ''
      : 'Mẫu mã phải có số thứ tự đúng một lần, ví dụ {seq:7} (từ 3 đến 9 chữ số).',
  ].filter((problem) => problem !== '')
  return problems.length > 0 ? problems : layoutProblems(template)
}

/** The first code of a day by a template, to show what it gives; null when the template or the agency is unfit. */
export function exampleDossierCode(
  template: string,
  parts: Omit<DossierCodeParts, 'sequence'>,
): string | null {
  const fits = validateDossierCodeTemplate(template).length === 0 && isAgencyCode(parts.agency)
  return fits ? formatDossierCode(template, { ...parts, sequence: 1 }) : null
}

/** A code as people type or scan it, put right: see `looksLikeDossierCode`. */
export function normaliseDossierCode(typed: string): string {
  const text = lastPathPart(typed.normalize('NFKC').trim().toUpperCase())
  const dashed = text.replaceAll(/\s*[-\u2010-\u2015\u2212_]+\s*/g, '-')
  // Without any dash the spaces stand for them; beside dashes they are slips.
  return dashed.includes('-') ? dashed.replaceAll(/\s+/g, '') : dashed.replaceAll(/\s+/g, '-')
}

/**
 * Whether a text may be a dossier code of either style, whoever issued it (also the national portal or an office
 * under its former code). Case, spaces, long dashes and the address of the tracking page around it do not matter.
 */
export function looksLikeDossierCode(typed: string): boolean {
  return typed.length <= 300 && CODE_PATTERN.test(normaliseDossierCode(typed))
}

/** The parts of a code that `formatDossierCode` made with this template, or null for any other text. */
export function parseDossierCode(template: string, code: string): DossierCodeParts | null {
  const pattern = escapeLiteral(template).replaceAll(/\\\{([^{}]*)\\\}/g, (_, placeholder: string) => {
    if (placeholder === 'agency') return `(?<agency>${AGENCY})`
    if (placeholder === 'YYYYMMDD') return String.raw`(?<day>\d{8})`
    if (placeholder === 'YYMMDD') return String.raw`(?<day>\d{6})`
    return `(?<sequence>\\d{${sequenceWidth(placeholder) ?? 1},})`
  })
  const groups = new RegExp(`^${pattern}$`).exec(code)?.groups
  if (!groups?.agency || !groups.day || !groups.sequence) return null
  const day = groups.day.length === 6 ? `20${groups.day}` : groups.day
  const localDate = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
  return { agency: groups.agency, localDate, sequence: Number(groups.sequence) }
}

function layoutProblems(template: string): string[] {
  const sample = { localDate: '2026-11-23', sequence: 1 }
  const samples = ['H56.22.17', '000.17.22.H56'].map((agency) =>
    formatDossierCode(template, { ...sample, agency }),
  )
  const fits = samples.every((code) => CODE_PATTERN.test(code))
  return fits
    ? []
    : [
        'Mẫu mã phải theo thứ tự mã cơ quan, ngày, số thứ tự, cách nhau bằng dấu gạch ngang, chữ in hoa không dấu.',
      ]
}

/** Width of `{seq:7}` in digits, or null when the placeholder is not a number. */
function sequenceWidth(placeholder: string): number | null {
  const width = /^seq:([3-9])$/.exec(placeholder)?.[1]
  return width === undefined ? null : Number(width)
}

/** A reader at the counter types the whole address that the receipt's QR code holds. */
function lastPathPart(text: string): string {
  const path = text.replace(/[?#].*$/, '').replace(/\/+$/, '')
  return path.slice(path.lastIndexOf('/') + 1)
}

function escapeLiteral(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}

/**
 * A template with its number left open, so that the database can put the number in: `before` + padded number + `after`.
 * Throws RangeError as `formatDossierCode` does.
 */
export function codeAroundNumber(
  template: string,
  parts: Omit<DossierCodeParts, 'sequence'>,
): { before: string; width: number; after: string } {
  const found = /\{seq:([3-9])\}/.exec(template)
  if (!found) throw new RangeError('template without a number')
  const fill = (text: string) => (text === '' ? '' : formatDossierCode(text, { ...parts, sequence: 1 }))
  return {
    before: fill(template.slice(0, found.index)),
    width: Number(found[1]),
    after: fill(template.slice(found.index + found[0].length)),
  }
}
