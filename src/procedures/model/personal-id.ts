/** A remark at a field of the form. It informs the officer and never stops the work. */
export interface FieldWarning {
  field: 'personalId' | 'oldId' | 'fullName' | 'birthDate' | 'sex' | 'address' | 'issueDate' | 'phone'
  message: string
}

export type Sex = 'male' | 'female'

/**
 * Codes of the 63 provinces where a birth could be registered until 30/6/2025. Numbers given under them stay
 * valid for life, also after the mergers. Countries have codes from 101 on. (TT 59/2021/TT-BCA, Phụ lục.)
 */
const PROVINCE_CODES: ReadonlySet<string> = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 ' +
    '040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 ' +
    '083 084 086 087 089 091 092 093 094 095 096'
  ).split(' '),
)
const FIRST_COUNTRY_CODE = 101

/**
 * Compares a personal identification number (số định danh cá nhân: province, century and sex, year, six random
 * digits; NĐ 70/2024/NĐ-CP) with the birth date (`YYYY-MM-DD`) and sex beside it. There is no check digit, and
 * corrected birth dates and sexes exist: everything here is a remark, never a refusal. An empty number is none.
 */
export function checkPersonalId(
  id: string,
  birthDate: string | null = null,
  sex: Sex | null = null,
): FieldWarning[] {
  const digits = id.replaceAll(/\s/g, '')
  if (digits === '') return []
  if (!/^\d{12}$/.test(digits)) return [{ field: 'personalId', message: lengthMessage(digits) }]
  const warnings: FieldWarning[] = []
  const place = digits.slice(0, 3)
  if (Number(place) < FIRST_COUNTRY_CODE && !PROVINCE_CODES.has(place)) {
    warnings.push(
      personalId(`Ba số đầu ${place} không phải mã tỉnh hay quốc gia đã cấp. Hãy đối chiếu với thẻ.`),
    )
  }
  const year = birthYearOf(digits)
  if (birthDate !== null && Number(birthDate.slice(0, 4)) !== year) {
    const given = birthDate.slice(0, 4)
    warnings.push(
      personalId(`Số định danh ứng với năm sinh ${year}, nhưng ngày sinh ghi năm ${given}. Hãy đối chiếu.`),
    )
  }
  if (sex !== null && sex !== sexOf(digits)) {
    const words = { male: 'nam', female: 'nữ' }
    const message = `Số định danh ứng với giới tính ${words[sexOf(digits)]}, nhưng giới tính ghi ${words[sex]}. Hãy đối chiếu.`
    warnings.push(personalId(message))
  }
  return warnings
}

/** The fourth digit: 0/1 a man/woman born in the 1900s, 2/3 in the 2000s, and so on. */
function birthYearOf(digits: string): number {
  return 1900 + Math.floor(Number(digits[3]) / 2) * 100 + Number(digits.slice(4, 6))
}

function sexOf(digits: string): Sex {
  return Number(digits[3]) % 2 === 0 ? 'male' : 'female'
}

function lengthMessage(digits: string): string {
  if (/\D/.test(digits)) return 'Số định danh cá nhân chỉ gồm 12 chữ số. Hãy bỏ chữ và dấu.'
  if (digits.length === 9) return 'Đây có vẻ là số CMND 9 số cũ. Số định danh cá nhân gồm 12 chữ số.'
  return `Số định danh cá nhân gồm 12 chữ số, ở đây có ${digits.length}. Hãy kiểm tra lại.`
}

function personalId(message: string): FieldWarning {
  return { field: 'personalId', message }
}
