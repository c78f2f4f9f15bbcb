/** GSM 03.38: the characters that a text message carries in seven bits, and those that take two places. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extended = '^{}\\[~]|€'

export interface TextMessageSize {
  /** `GSM-7` holds 160 characters, `UCS-2` (diacritics) 70; in parts 153 and 67. */
  encoding: 'GSM-7' | 'UCS-2'
  /** Places used, as the operator counts them. */
  length: number
  /** Messages that the operator counts. */
  parts: number
}

/** How an operator counts a text. */
export function textMessageSize(text: string): TextMessageSize {
  const isBasic = [...text].every((letter) => basic.includes(letter) || extended.includes(letter))
  const length = isBasic
    ? [...text].reduce((sum, letter) => sum + (extended.includes(letter) ? 2 : 1), 0)
    : text.length
  const [whole, part] = isBasic ? [160, 153] : [70, 67]
  const parts = length === 0 ? 0 : length <= whole ? 1 : Math.ceil(length / part)
  return { encoding: isBasic ? 'GSM-7' : 'UCS-2', length, parts }
}

const plainMarks: readonly [RegExp, string][] = [
  [/[\u2018\u2019]/g, "'"],
  [/[\u201c\u201d]/g, '"'],
  [/[\u2010-\u2015]/g, '-'],
  [/…/g, '...'],
]

/** Vietnamese without diacritics: "Đã có kết quả" → "Da co ket qua". What GSM-7 cannot say becomes a question mark. */
export function withoutDiacritics(text: string): string {
  const marked = plainMarks.reduce((each, [from, to]) => each.replaceAll(from, to), text)
  const plain = marked
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .normalize('NFC')
  return [...plain]
    .map((letter) => (basic.includes(letter) || extended.includes(letter) ? letter : '?'))
    .join('')
}
