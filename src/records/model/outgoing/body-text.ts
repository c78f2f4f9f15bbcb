/** What a line of the body is, by the word or number it begins with (Appendix I, ô 6). */
export type Level = 'part' | 'chapter' | 'section' | 'roman' | 'article' | 'clause' | 'point' | 'text'

/** A piece of the body as an officer typed it: one line, with the number it begins with taken off. */
export interface BodyPiece {
  level: Level
  /** As printed before the text: 'Điều 1.', '2.', 'a)', 'Chương I'; '' for plain text. */
  label: string
  /** The number itself: '1', 'II', 'a'; '' for plain text. */
  number: string
  text: string
  /** The line in the text typed, from 1. */
  line: number
}

/** The letters of points in the order of the Vietnamese alphabet: a, b, c, d, đ, e, g … */
export const pointLetters = 'abcdđeghiklmnopqrstuvxy'

const patterns: readonly { level: Level; pattern: RegExp; label(found: RegExpExecArray): string }[] = [
  {
    level: 'part',
    pattern: /^phần\s+(?:thứ\s+)?([IVXLC]+|nhất|hai|ba|tư|năm|sáu|bảy|tám)(?:[.:]\s*|\s*$)(.*)$/iu,
    label: ([, number = '']) =>
      /^[IVXLC]+$/i.test(number) ? `Phần ${number.toUpperCase()}` : `Phần thứ ${number.toLowerCase()}`,
  },
  {
    level: 'chapter',
    pattern: /^chương\s+([IVXLC]+|\d+)[.:]?(?:\s+(.*))?$/iu,
    label: ([, number = '']) => `Chương ${number.toUpperCase()}`,
  },
  {
    level: 'section',
    pattern: /^(?:tiểu\s+)?mục\s+(\d+)[.:]?(?:\s+(.*))?$/iu,
    label: ([whole, number = '']) => `${/^tiểu/i.test(whole) ? 'Tiểu mục' : 'Mục'} ${number}`,
  },
  {
    level: 'article',
    pattern: /^điều\s+(\d+)[.:]?(?:\s+(.*))?$/iu,
    label: ([, number]) => `Điều ${number}.`,
  },
  { level: 'roman', pattern: /^([IVX]+)\.\s+(.*)$/u, label: ([, number]) => `${number}.` },
  { level: 'clause', pattern: /^(\d{1,3})\.\s+(.*)$/u, label: ([, number]) => `${number}.` },
  { level: 'point', pattern: /^([a-zđ])\)\s+(.*)$/u, label: ([, number]) => `${number})` },
]

/**
 * Reads the body as it was typed or pasted: each line that is not empty is a piece. A chapter's or part's title may stand
 * on the line below it, in capitals.
 */
export function parseBody(text: string): BodyPiece[] {
  const pieces: BodyPiece[] = []
  for (const [index, raw] of text.normalize('NFC').split(/\r?\n/).entries()) {
    const typed = raw.replaceAll(/[\t\u00a0 ]+/g, ' ').trim()
    if (typed === '') continue
    const piece = pieceOf(typed, index + 1)
    const above = pieces.at(-1)
    if (above && takesTitle(above) && piece.level === 'text' && typed === typed.toUpperCase()) {
      above.text = typed
      continue
    }
    pieces.push(piece)
  }
  return pieces
}

function takesTitle({ level, text }: BodyPiece): boolean {
  return text === '' && (level === 'part' || level === 'chapter' || level === 'section')
}

function pieceOf(typed: string, line: number): BodyPiece {
  for (const { level, pattern, label } of patterns) {
    const found = pattern.exec(typed)
    if (!found) continue
    return { level, label: label(found), number: found[1] ?? '', text: (found[2] ?? '').trim(), line }
  }
  return { level: 'text', label: '', number: '', text: typed, line }
}

/** A title rather than a sentence: it ends without a mark and is short, so that it is printed in bold. */
export function isTitle({ level, text }: BodyPiece): boolean {
  const canHaveTitle = level === 'article' || level === 'clause' || level === 'roman'
  return canHaveTitle && text !== '' && text.length <= 150 && !/[.;:,/]$/.test(text)
}

/** Value of a Roman number of up to three digits, or NaN. */
export function romanValue(roman: string): number {
  const digits: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 }
  const values = [...roman.toUpperCase()].map((digit) => digits[digit] ?? Number.NaN)
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0)
}
