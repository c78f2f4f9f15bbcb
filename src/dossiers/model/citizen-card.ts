import { foldVietnamese } from '../../platform/search-text.ts'
import { checkPersonalId, type FieldWarning, type Sex } from '../../procedures/model/personal-id.ts'
import { repairScan, suspectName } from './scanned-text.ts'

/** What the QR code of a citizen card (thẻ căn cước, CCCD) says about its holder. */
export interface CitizenCard {
  /** 12 digits. */
  personalId: string
  /** The number of the former identity card (CMND), 9 or 12 digits. */
  oldId: string | null
  fullName: string
  /** `YYYY-MM-DD`; null on cards of people of whom only the year is known. */
  birthDate: string | null
  sex: Sex
  address: string
  /** `YYYY-MM-DD`; null when the card's field is empty or no date. */
  issueDate: string | null
  /** Fields after the seventh, as scanned: newer cards add some. */
  extra: string[]
}

export type CitizenCardReading =
  | { ok: true; card: CitizenCard; warnings: FieldWarning[] }
  | { ok: false; message: string }

const LONGEST_SCAN = 4000
const EARLIEST_BIRTH_YEAR = 1880
const SCAN_AGAIN = 'Hãy quét lại mã QR trên thẻ hoặc nhập tay.'

/**
 * Reads the string of a citizen card's QR code as a USB reader types it:
 * `<12-digit id>|<old 9-digit id or nothing>|<full name>|<ddmmyyyy birth>|<Nam or Nữ>|<address>|<ddmmyyyy issue>`.
 * Refuses only what cannot be a person's card; whatever merely looks odd comes back with warnings at its field.
 * With `today` (`YYYY-MM-DD`) a birth in the future is refused and a future issue date warned of.
 */
export function parseCitizenCard(scanned: string, today: string | null = null): CitizenCardReading {
  if (scanned.length > LONGEST_SCAN) return refuse('Chuỗi quét quá dài, không phải mã QR của thẻ căn cước.')
  const { text, problem, warnings } = repairScan(scanned)
  if (problem !== null) return refuse(problem)
  const fields = splitFields(text)
  if (typeof fields === 'string') return refuse(fields)
  const required = readRequired(fields, today)
  if (typeof required === 'string') return refuse(required)
  const [, oldId = '', , birth = '', , address = '', issue = '', ...extra] = fields
  const { issueDate, issueWarnings } = readIssueDate(issue, today)
  const card = {
    ...required,
    oldId: /^(\d{9}|\d{12})$/.test(oldId) ? oldId : null,
    address,
    issueDate,
    extra,
  }
  return {
    ok: true,
    card,
    warnings: [
      ...warnings,
      ...checkPersonalId(card.personalId, card.birthDate ?? birth.slice(4), card.sex),
      ...oddities(card, oldId),
      ...issueWarnings,
    ],
  }
}

/** The fields of one card, or the sentence that says why there are none. */
function splitFields(text: string): string[] | string {
  const lines = [...new Set(text.split(/[\r\n]+/).map((line) => line.trim()))].filter((line) => line !== '')
  if (lines.length === 0) return 'Chưa có gì được quét. Hãy đặt con trỏ vào ô này rồi quét mã QR trên thẻ.'
  if (lines.length > 1) return 'Có hai thẻ được quét vào cùng một ô. Hãy xóa ô này rồi quét từng thẻ.'
  const fields = (lines[0] ?? '').split('|').map((field) => field.replaceAll(/\s+/g, ' ').trim())
  if (fields.length === 1) {
    return `Không thấy dấu “|” ngăn cách các mục của thẻ căn cước. Nếu đúng là thẻ, hãy đặt bàn phím tiếng Anh (US) cho máy quét. ${SCAN_AGAIN}`
  }
  // Some readers leave an empty old number out together with its separator.
  if (/^\D+$/.test(fields[1] ?? '') && /^\d{8}$/.test(fields[2] ?? '')) fields.splice(1, 0, '')
  if (fields.length < 6) return `Mã quét bị thiếu mục (chỉ có ${fields.length}). ${SCAN_AGAIN}`
  if (/^\d{20}$/.test(fields[6] ?? ''))
    return 'Hai lần quét dính liền nhau. Hãy xóa ô này rồi quét lại một lần.'
  while (fields.length > 7 && fields.at(-1) === '') fields.pop()
  return fields
}

function readRequired(
  fields: readonly string[],
  today: string | null,
): Pick<CitizenCard, 'personalId' | 'fullName' | 'birthDate' | 'sex'> | string {
  const [id = '', , fullName = '', birth = '', sexText = ''] = fields
  const personalId = id.replaceAll(' ', '')
  if (!/^\d{12}$/.test(personalId))
    return `Số định danh trên thẻ phải có 12 chữ số, máy quét đọc được “${id}”. ${SCAN_AGAIN}`
  if (fullName === '') return `Thẻ không có họ tên. ${SCAN_AGAIN}`
  const yearOnly = /^0000[12]\d{3}$/.test(birth)
  const birthDate = yearOnly ? null : readDate(birth)
  const known = birthDate ?? (yearOnly ? birth.slice(4) : null)
  if (known === null || Number(known.slice(0, 4)) < EARLIEST_BIRTH_YEAR) {
    return `Ngày sinh trên thẻ “${birth}” không phải một ngày có thật. ${SCAN_AGAIN}`
  }
  if (today !== null && known > today) return `Ngày sinh trên thẻ “${birth}” ở tương lai. ${SCAN_AGAIN}`
  const sex = readSex(sexText)
  if (sex === null)
    return `Giới tính trên thẻ phải là Nam hoặc Nữ, máy quét đọc được “${sexText}”. ${SCAN_AGAIN}`
  return { personalId, fullName, birthDate, sex }
}

function oddities(card: CitizenCard, oldId: string): FieldWarning[] {
  const warnings: FieldWarning[] = suspectName(card.fullName, card.address)
  if (card.birthDate === null) {
    warnings.push({
      field: 'birthDate',
      message: 'Thẻ chỉ ghi năm sinh. Hãy hỏi và nhập ngày sinh theo giấy tờ.',
    })
  }
  if (oldId !== '' && card.oldId === null) {
    warnings.push({
      field: 'oldId',
      message: `Số CMND cũ “${oldId}” không đủ 9 hoặc 12 chữ số nên được bỏ qua.`,
    })
  }
  if (card.address === '') {
    warnings.push({ field: 'address', message: 'Thẻ không có địa chỉ. Hãy nhập nơi thường trú.' })
  }
  return warnings
}

function readIssueDate(
  issue: string,
  today: string | null,
): { issueDate: string | null; issueWarnings: FieldWarning[] } {
  const issueDate = readDate(issue)
  const message =
    issueDate === null
      ? 'Không đọc được ngày cấp thẻ. Hãy nhập theo mặt sau của thẻ.'
      : today !== null && issueDate > today
        ? 'Ngày cấp thẻ ở tương lai. Hãy đối chiếu với thẻ.'
        : null
  return { issueDate, issueWarnings: message === null ? [] : [{ field: 'issueDate', message }] }
}

function readSex(text: string): Sex | null {
  const folded = foldVietnamese(text)
  if (folded === 'nam') return 'male'
  return folded === 'nu' ? 'female' : null
}

/** `ddmmyyyy` as `YYYY-MM-DD`, or null when the calendar has no such day. */
function readDate(text: string): string | null {
  const [, day = '', month = '', year = ''] = /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? []
  const lengths = [31, isLeap(Number(year)) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  const length = lengths[Number(month) - 1]
  if (length === undefined || Number(day) < 1 || Number(day) > length || Number(year) < 1) return null
  return `${year}-${month}-${day}`
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function refuse(message: string): CitizenCardReading {
  return { ok: false, message }
}
