import type { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FieldFormat } from './form-schema.ts'

/** What to say of a text that has not the format of its field. */
export const formatMessages: Readonly<Record<FieldFormat, string>> = {
  date: 'Ngày không hợp lệ; hãy nhập ngày/tháng/năm.',
  year: 'Năm không hợp lệ; hãy nhập đủ bốn chữ số.',
  time: 'Giờ không hợp lệ; hãy nhập giờ và phút, ví dụ 08:30.',
  email: 'Thư điện tử chưa đúng, ví dụ: ten@example.vn',
  phone: 'Số điện thoại chưa đúng, ví dụ 0912345678.',
  'personal-id': 'Số định danh cá nhân gồm 12 chữ số. Hãy kiểm tra lại.',
  digits: 'Chỉ nhập chữ số.',
}

/** Years that the papers of living people and their parents can bear; others are slips. */
const [firstYear, lastYear] = [1850, 2200]

/** Teaches a validator the formats of declarations, over normalised text. Each is linear in the length of the text. */
export function addDeclarationFormats(ajv: Ajv2020): Ajv2020 {
  addFormats.default(ajv, { mode: 'full', formats: ['date', 'email'] })
  const isDate = ajv.formats.date as { validate?(text: string): boolean } | undefined
  const between = (text: string): boolean => Number(text) >= firstYear && Number(text) <= lastYear
  ajv.addFormat('date', (text: string) => Boolean(isDate?.validate?.(text)) && between(text.slice(0, 4)))
  ajv.addFormat('year', (text: string) => /^\d{4}$/.test(text) && between(text))
  ajv.addFormat('time', /^([01]\d|2[0-3]):[0-5]\d$/)
  ajv.addFormat('phone', /^\+?\d{7,15}$/)
  ajv.addFormat('personal-id', /^\d{12}$/)
  ajv.addFormat('digits', /^\d+$/)
  return ajv
}
