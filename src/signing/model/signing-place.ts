import type { Box } from './embed/appearance.ts'

/** A line of a page as it is read back: its edges and the line its letters stand on, in points from the lower left corner. */
export interface PageLine {
  text: string
  left: number
  right: number
  baseline: number
  /** Height of its letters. */
  size: number
}

export interface PageLines {
  /** Upper edge of the page. */
  top: number
  lines: readonly PageLine[]
}

const millimetre = 72 / 25.4
/** A signing block leaves room for a signature by hand; a name in a list does not. */
const leastRoom = 9 * millimetre
/** Above the first line of a page nothing is printed (Phụ lục I: upper margin of 20 mm). */
const upperMargin = 20 * millimetre
const largest = { width: 65 * millimetre, height: 22 * millimetre }
const gap = 2

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()

/** What may stand before a name: degrees, and ranks of the army and the police (Phụ lục I, ô 7b). */
const titles = /^(?:(?:\p{L}{1,4}\. ?)+|(?:thiếu|trung|thượng|đại) (?:úy|tá|tướng)) ?$/u

function isNamed(line: PageLine, name: string): boolean {
  const [text, wanted] = [plain(line.text), plain(name)]
  if (wanted === '' || !text.endsWith(wanted)) return false
  const before = text.slice(0, text.length - wanted.length)
  return before === '' || titles.test(before)
}

/**
 * Where the picture of the signature goes (NĐ 30/2020, Phụ lục I): in the middle between the post and the name, of the first
 * place where the name stands below room for a signature. `picture`: its width and height, in any unit. Null where there is
 * no such place: the file was not made as the decree wants it.
 */
export function signingPlace(
  pages: readonly PageLines[],
  name: string,
  picture: { width: number; height: number },
): { page: number; box: Box } | null {
  for (const [index, { lines, top }] of pages.entries()) {
    for (const line of lines) {
      if (!isNamed(line, name)) continue
      const room = roomAbove(line, { lines, top })
      if (room.height < leastRoom) continue
      return { page: index + 1, box: inTheMiddle(room, picture) }
    }
  }
  return null
}

function roomAbove(
  line: PageLine,
  { lines, top }: PageLines,
): { middle: number; bottom: number; height: number } {
  const middle = (line.left + line.right) / 2
  const bottom = line.baseline + line.size * 0.9
  const isAbove = (other: PageLine) =>
    other.baseline > line.baseline + line.size / 2 && other.left < line.right && other.right > line.left
  const above = lines.filter(isAbove).map((other) => other.baseline - other.size * 0.25)
  return { middle, bottom, height: Math.min(top - upperMargin, ...above) - bottom }
}

function inTheMiddle(
  room: { middle: number; bottom: number; height: number },
  picture: { width: number; height: number },
): Box {
  const scale = Math.min(
    largest.width / picture.width,
    Math.min(largest.height, room.height - 2 * gap) / picture.height,
  )
  const [width, height] = [picture.width * scale, picture.height * scale]
  // A page break above the name leaves more room than a signing block has: then it stays near the name.
  const used = Math.min(room.height, largest.height * 1.6)
  return { x: room.middle - width / 2, y: room.bottom + (used - height) / 2, width, height }
}
