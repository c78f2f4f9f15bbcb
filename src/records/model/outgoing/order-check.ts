import { type BodyPiece, pointLetters, romanValue } from './body-text.ts'

/**
 * Numbers run on without a gap: articles through the whole text, clauses within an article, points within a clause. A
 * list inside a list begins anew at its first number.
 */
export function checkOrder(pieces: readonly BodyPiece[]): { line: number; words: string }[] {
  const found: { line: number; words: string }[] = []
  const counters: Record<Counted, number> = {
    part: 0,
    chapter: 0,
    section: 0,
    roman: 0,
    article: 0,
    clause: 0,
    point: 0,
  }
  for (const { level, number, label, line } of pieces) {
    if (level === 'text') continue
    for (const below of restarting[level]) counters[below] = 0
    const value = placeOf(level, number)
    const count = counters[level]
    if (value === 1 && level === 'article' && count > 0)
      found.push({ line, words: 'Có hai “Điều 1”: số điều chạy suốt văn bản.' })
    else if (value !== 1 && value !== count + 1)
      found.push({ line, words: `Thứ tự chưa đúng: “${label}” đứng sau ${before(level, count)}.` })
    counters[level] = Number.isNaN(value) ? count + 1 : value
  }
  return found
}

type Counted = 'part' | 'chapter' | 'section' | 'roman' | 'article' | 'clause' | 'point'

const restarting: Readonly<Record<Counted, readonly Counted[]>> = {
  part: ['chapter', 'section', 'roman', 'clause', 'point'],
  chapter: ['section', 'roman', 'clause', 'point'],
  section: ['roman', 'clause', 'point'],
  roman: ['clause', 'point'],
  article: ['clause', 'point'],
  clause: ['point'],
  point: [],
}

const ordinals = ['nhất', 'hai', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám']

function placeOf(level: Counted, number: string): number {
  if (level === 'point') return pointLetters.indexOf(number) + 1 || Number.NaN
  if (/^\d+$/.test(number)) return Number(number)
  const spoken = ordinals.indexOf(number.toLowerCase())
  return spoken >= 0 ? spoken + 1 : romanValue(number)
}

const countedNames: Readonly<Record<Counted, string>> = {
  part: 'phần',
  chapter: 'chương',
  section: 'mục',
  roman: 'mục',
  article: 'điều',
  clause: 'khoản',
  point: 'điểm',
}

function before(level: Counted, count: number): string {
  if (count === 0) return `phần chưa có ${countedNames[level]} nào`
  return `${countedNames[level]} ${level === 'point' ? (pointLetters[count - 1] ?? count) : count}`
}
