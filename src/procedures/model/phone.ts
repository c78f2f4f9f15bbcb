import type { FieldWarning } from './personal-id.ts'

/** A telephone number put in one form, and what to tell the officer about it. */
export interface CheckedPhone {
  /** `0912345678`, `02373852001`, `+8562055512345`; what was typed, trimmed, when it is no number we know. */
  phone: string
  warnings: FieldWarning[]
}

/** Numbers of 10 digits that take messages: since 2018 they begin with 03, 05, 07, 08 or 09. */
const MOBILE = /^0[35789]\d{8}$/
/** 02, area code, subscriber: 10 digits in a few areas, else 11. */
const LANDLINE = /^02\d{8,9}$/
const FORMER_MOBILE = /^01[26789]\d{8}$/
const FOREIGN = /^\+(?!84)[1-9]\d{6,14}$/

/**
 * Puts a telephone number of Vietnam (mobile or landline, also written with +84) in national form without
 * spaces. Only warns: a citizen may leave what number they like. An empty text is no number and no warning.
 */
export function checkPhone(text: string): CheckedPhone {
  const typed = text.normalize('NFKC').trim()
  const phone = nationalForm(typed.replaceAll(/[\s().\-\u2010-\u2015]/g, ''))
  if (phone === '' || MOBILE.test(phone)) return { phone, warnings: [] }
  if (LANDLINE.test(phone)) return { phone, warnings: [warning('Số máy bàn không nhận được tin nhắn.')] }
  if (FOREIGN.test(phone)) {
    return { phone, warnings: [warning('Số nước ngoài: tin nhắn báo kết quả có thể không đến.')] }
  }
  if (FORMER_MOBILE.test(phone)) {
    return { phone, warnings: [warning('Đầu số di động 11 chữ số đã đổi từ năm 2018. Hãy hỏi lại số mới.')] }
  }
  if (/^\+?\d+$/.test(phone)) {
    const message = `Số điện thoại có ${phone.replace('+', '').length} chữ số, không đúng dạng số Việt Nam. Hãy hỏi lại.`
    return { phone, warnings: [warning(message)] }
  }
  return {
    phone: typed,
    warnings: [warning('Đây không phải số điện thoại. Hãy nhập chữ số, ví dụ 0912345678.')],
  }
}

function nationalForm(compact: string): string {
  const international = compact.replace(/^00/, '+')
  const national = international.replace(/^\+840?/, '0')
  // 84912345678 without the plus sign, as some address books write it; no national number begins with 84.
  return /^84\d{9,10}$/.test(national) ? `0${national.slice(2)}` : national
}

function warning(message: string): FieldWarning {
  return { field: 'phone', message }
}
