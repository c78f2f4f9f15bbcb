import type { OutgoingContent } from './outgoing-content.ts'

export interface DifferentLine {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** Lines of text that differ between two versions; what is the same stands between them. */
export function differentLines(before: readonly string[], after: readonly string[]): DifferentLine[] {
  const start = countSame(before, after)
  const end = countSame(before.slice(start).toReversed(), after.slice(start).toReversed())
  const same = (lines: readonly string[]) => lines.map((text) => ({ kind: 'same' as const, text }))
  return [
    ...same(before.slice(0, start)),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ]
}

function countSame(before: readonly string[], after: readonly string[]): number {
  const shorter = Math.min(before.length, after.length)
  for (let at = 0; at < shorter; at += 1) if (before[at] !== after[at]) return at
  return shorter
}

/** Beyond this many lines on both sides the middle is shown as taken out and put in, which costs no table. */
const tableLimit = 1_500

/** By the longest common run of lines, so that a line moved among many is shown once. */
function middle(before: readonly string[], after: readonly string[]): DifferentLine[] {
  const removed = before.map((text) => ({ kind: 'removed' as const, text }))
  const added = after.map((text) => ({ kind: 'added' as const, text }))
  if (before.length === 0 || after.length === 0 || before.length * after.length > tableLimit ** 2)
    return [...removed, ...added]
  const width = after.length + 1
  const longest = new Uint16Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const below = longest[(i + 1) * width + j] ?? 0
      const right = longest[i * width + j + 1] ?? 0
      longest[i * width + j] =
        before[i] === after[j] ? (longest[(i + 1) * width + j + 1] ?? 0) + 1 : Math.max(below, right)
    }
  }
  const lines: DifferentLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const isSame = i < before.length && j < after.length && before[i] === after[j]
    const takesOut =
      j >= after.length || (longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)
    if (isSame) {
      lines.push({ kind: 'same', text: before[i] ?? '' })
      i += 1
      j += 1
    } else if (i < before.length && takesOut) lines.push(removed[i++] as DifferentLine)
    else lines.push(added[j++] as DifferentLine)
  }
  return lines
}

const parts: readonly { name: string; lines(content: OutgoingContent): readonly string[] }[] = [
  { name: 'Loại văn bản', lines: ({ typeCode }) => [typeCode] },
  { name: 'Trích yếu', lines: ({ subject }) => [subject] },
  { name: 'Kính gửi', lines: ({ addressees }) => addressees },
  { name: 'Căn cứ ban hành', lines: ({ bases }) => bases },
  { name: 'Nội dung', lines: ({ body }) => body.split(/\r?\n/).filter((line) => line.trim() !== '') },
  { name: 'Nơi nhận', lines: ({ recipients }) => recipients },
]

/** What two versions of a draft differ in, part by part; parts that are the same are left out. */
export function differencesOf(
  before: OutgoingContent,
  after: OutgoingContent,
): { part: string; lines: DifferentLine[] }[] {
  return parts.flatMap(({ name, lines }) => {
    const found = differentLines(lines(before), lines(after))
    return found.some(({ kind }) => kind !== 'same') ? [{ part: name, lines: found }] : []
  })
}
