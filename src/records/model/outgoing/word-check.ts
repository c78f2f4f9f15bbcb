import { foldVietnamese } from '../../../platform/search-text.ts'
import type { DocumentType } from './document-types.ts'
import { numberWords } from './symbols.ts'

/** What was read of an uploaded Word file; `waiting`: nobody has read it yet. */
export interface WordText {
  state: 'waiting' | 'read' | 'part' | 'none' | 'locked' | 'broken' | 'too_long'
  text: string
}

/** What the Word file has to agree with. */
export interface WordFacts {
  type: Pick<DocumentType, 'name' | 'layout'>
  subject: string
  symbol: string
  signer: string | null
}

export interface WordFault {
  place: 'head' | 'symbol' | 'date' | 'typeCode' | 'subject' | 'body' | 'signer' | 'recipients'
  words: string
  breaks: boolean
}

/** The line into which the number is written when it is taken: “Số: …/QĐ-UBND”. */
export const numberLine = String.raw`^Số\s*:?[\s\d.…_]*/\s*(\S.*)$`
/** The line into which the day is written: “Cẩm Long, ngày … tháng … năm …”. */
export const dateLine = String.raw`^([^,]{1,80}),\s*ngày[\s\d.…_]*tháng[\s\d.…_]*năm[\s\d.…_]*$`

/** The lines of the printed file that come with the number (Điều 15), as `fillWordLines` takes them. */
export function numberedLines(facts: { number: number; symbol: string; datedOn: string; placeName: string }) {
  const [year = '', month = '', day = ''] = facts.datedOn.split('-')
  // Days below ten and the months of January and February carry a zero before them (Phụ lục I, ô 4).
  const monthWords = Number(month) < 3 ? month : String(Number(month))
  return [
    { pattern: numberLine, text: `Số: ${numberWords(facts.number)}/${facts.symbol}` },
    { pattern: dateLine, text: `${facts.placeName}, ngày ${day} tháng ${monthWords} năm ${year}` },
  ]
}

const unreadable = {
  waiting: 'Tệp Word đang được đọc để kiểm tra thể thức. Hãy tải lại trang sau ít giây.',
  none: 'Tệp Word không có chữ. Hãy tải lại tệp có nội dung văn bản.',
  locked: 'Tệp Word đặt mật khẩu, không kiểm tra được. Hãy bỏ mật khẩu rồi tải lại.',
  broken: 'Tệp Word hỏng, không đọc được. Hãy lưu lại bằng Word hoặc LibreOffice rồi tải lên.',
  too_long: 'Tệp Word quá lớn, không kiểm tra được. Hãy tách phần phụ lục thành tệp riêng.',
} as const

/**
 * Kiểm tra thể thức of a Word file made elsewhere: the components that Decree 30/2020/NĐ-CP asks for (Điều 8), as far as its
 * text tells. How it looks (sizes, margins) only the reader of the print can judge.
 */
export function checkWordFile({ state, text }: WordText, facts: WordFacts): WordFault[] {
  if (state !== 'read' && state !== 'part') return [{ place: 'body', words: unreadable[state], breaks: true }]
  const lines = text
    .normalize('NFC')
    // Word's hyphen that does not break a line.
    .replaceAll('\u2011', '-')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean)
  // Of a long file only the beginning was read: what stands at its end is not there to be missed.
  const ending = state === 'read' ? [...endOf(lines, facts)] : []
  return [...headOf(lines, facts), ...ending]
}

const has = (lines: readonly string[], words: string) =>
  lines.some((line) => foldVietnamese(line).includes(foldVietnamese(words)))

function headOf(lines: readonly string[], facts: WordFacts): WordFault[] {
  const { type, subject, symbol } = facts
  const found: WordFault[] = []
  const fault = (place: WordFault['place'], words: string, breaks = true) =>
    found.push({ place, words, breaks })
  if (!has(lines, 'Cộng hòa xã hội chủ nghĩa Việt Nam') || !has(lines, 'Độc lập - Tự do - Hạnh phúc'))
    fault('head', 'Tệp Word thiếu Quốc hiệu hoặc Tiêu ngữ.')
  const numbered = lines.map((line) => new RegExp(numberLine, 'iu').exec(line)?.[1]).find(Boolean)
  if (numbered === undefined)
    fault(
      'symbol',
      `Tệp Word không có dòng “Số:      /${symbol}”. Số được điền vào dòng này khi duyệt ký; hãy thêm dòng này rồi tải lại tệp.`,
    )
  else if (numbered.replaceAll(/\s/g, '') !== symbol)
    fault('symbol', `Dòng “Số” trong tệp Word ghi ký hiệu “${numbered}”, phải là “${symbol}”.`)
  if (!lines.some((line) => new RegExp(dateLine, 'iu').test(line)))
    fault(
      'date',
      'Tệp Word không có dòng “Địa danh, ngày      tháng      năm      ”. Ngày được điền vào dòng này khi duyệt ký.',
    )
  if (type.layout !== 'letter' && !lines.includes(type.name.toUpperCase()))
    fault('typeCode', `Tệp Word không có dòng tên loại “${type.name.toUpperCase()}”.`)
  if (!has([lines.join(' ')], subject))
    fault('subject', 'Trích yếu đã nhập không giống trích yếu trong tệp Word.', false)
  if (lines.some((line) => /[µ¸¹¶·©ª«¬®¡¢§£¤¥¦]\p{L}|\p{L}[µ¸¹¶·©ª«¬®]/u.test(line)))
    fault('body', 'Tệp Word gõ bằng bảng mã cũ (TCVN3, VNI). Hãy chuyển sang Unicode rồi tải lại.')
  return found
}

function endOf(lines: readonly string[], { signer }: WordFacts): WordFault[] {
  const found: WordFault[] = []
  const at = lines.findIndex((line) => /^nơi nhận\s*:?/iu.test(line))
  if (at < 0) found.push({ place: 'recipients', words: 'Tệp Word không có phần “Nơi nhận:”.', breaks: true })
  else if (!lines.slice(at).some((line) => /lưu\s*:/iu.test(line)))
    found.push({ place: 'recipients', words: 'Phần nơi nhận chưa có dòng “Lưu: VT”.', breaks: true })
  if (signer !== null && !has(lines, signer))
    found.push({
      place: 'signer',
      words: `Tệp Word không có họ tên người ký “${signer}”.`,
      breaks: true,
    })
  return found
}
