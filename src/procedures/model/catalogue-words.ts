import { foldVietnamese } from '../../platform/search-text.ts'

/** Words that stand for codes in the cells of a catalogue. */
export const units = {
  same_day: 'trong ngày',
  hour: 'giờ làm việc',
  working_day: 'ngày làm việc',
  day: 'ngày',
}
export const kinds = {
  original: 'bản chính',
  copy: 'bản sao',
  certified_copy: 'bản sao chứng thực',
  form: 'tờ khai',
}
export const confidences = { verified: 'đã đối chiếu', known: 'theo quy định chung', check: 'chưa xác nhận' }
export const channels = { direct: 'trực tiếp', online: 'trực tuyến', post: 'bưu chính' }
export const feeKinds = { fee: 'phí', charge: 'lệ phí' }
export const feeChannels = { desk: 'trực tiếp', online: 'trực tuyến' }
export const levels = { full: 'toàn trình', partial: 'một phần', information: 'cung cấp thông tin' }
export const checkedParts = {
  code: 'mã',
  name: 'tên',
  time_limit: 'thời hạn',
  components: 'thành phần',
  fees: 'phí',
  result: 'kết quả',
}

/** The code of a word of one of the lists above, or what may be written. */
export function codeOf<Code extends string>(
  words: Record<Code, string>,
  cell: string,
): Code | { problem: string } {
  const wanted = foldVietnamese(cell)
  const found = Object.entries<string>(words).find(([, word]) => foldVietnamese(word) === wanted)
  if (found) return found[0] as Code
  return {
    problem: `Không hiểu “${cell.slice(0, 60)}”; hãy ghi một trong: ${Object.values(words).join(', ')}.`,
  }
}

/** A whole number as written, or that it is none. */
export function wholeNumber(cell: string): number | { problem: string } {
  return /^\d{1,9}$/.test(cell)
    ? Number(cell)
    : { problem: `“${cell.slice(0, 60)}” không phải là số nguyên.` }
}
