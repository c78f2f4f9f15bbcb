import { type MessageEvent, type Placeholder, placeholders, placeholdersOf } from './events.ts'

export type Values = Partial<Record<Placeholder, string>>

const named = /\{([^{}]*)\}/g

/** Values that make a preview look like a message, for this installation's address. */
export function sampleValues(publicUrl: string): Values {
  return {
    ma_ho_so: 'H56.22.17-20260324-0000001',
    thu_tuc: 'Cấp Giấy xác nhận tình trạng hôn nhân',
    ngay_hen: '16:00 ngày 27/03/2026',
    buoc: 'Thẩm định',
    noi_nhan: 'Trung tâm Phục vụ hành chính công xã Mẫu',
    don_vi: 'UBND xã Mẫu',
    dien_thoai: '0237 000 0000',
    tra_cuu: `${publicUrl}/tra-cuu/H56.22.17-20260324-0000001`,
    ngung_nhan: `${publicUrl}/ngung-tin/AbCdEfGhIjKlMnOp`,
    van_ban: 'số đến 125 (34/UBND-VP)',
    han_giai_quyet: '31/03/2026',
    viec: '“Họp giao ban tuần”',
    thoi_gian: '08:00 ngày 31/03/2026',
    ket_qua: 'Đồng ý',
  }
}

/** What is wrong with the placeholders of a wording: a sentence with the place of the first fault, or null. */
export function wordingFault(event: MessageEvent, text: string): string | null {
  const known: readonly string[] = placeholdersOf(event)
  for (const match of text.matchAll(named)) {
    const name = (match[1] ?? '').trim()
    if (known.includes(name)) continue
    const why = name in placeholders ? 'không dùng được cho việc này' : 'không có trong danh sách'
    return `Chỗ điền {${name}} ${why} (${placeOf(text, match.index)}). Dùng được: ${known.map((each) => `{${each}}`).join(', ')}.`
  }
  const stray = text.replaceAll(named, (whole) => ' '.repeat(whole.length)).search(/[{}]/)
  return stray < 0 ? null : `Có dấu ngoặc nhọn thừa hoặc thiếu (${placeOf(text, stray)}).`
}

function placeOf(text: string, index: number): string {
  const before = text.slice(0, index).split('\n')
  return `dòng ${before.length}, ký tự ${(before.at(-1) ?? '').length + 1}`
}

/** The wording with its values. A value is one line, whatever was entered, and is never read as a wording again. */
export function fillIn(text: string, values: Values): string {
  return text.replaceAll(named, (whole, name: string) => {
    const value = values[name.trim() as Placeholder]
    return value === undefined ? whole : oneLine(value)
  })
}

/** No line breaks or other control characters, direction marks included: nothing that a header or a reader obeys. */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}
