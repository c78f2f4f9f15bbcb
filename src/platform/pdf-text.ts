import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What stands in for a character that the fonts of the papers cannot print. */
const substitute = '□'

/** A run of this many characters without a break opportunity may be wider than a table cell. */
const longRun = /[^\s\u200b]{24,}/gu

/**
 * Invisible characters that say nothing on paper: controls other than tab and line feed, soft hyphen, joiners, variation
 * selectors, byte order mark. The bidirectional overrides are among them because they could make a paper read
 * differently from the data it was made of.
 */
const invisible = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/gu

/**
 * The Unicode code points that every TrueType font in the folder can draw (a name may be set upright, bold or italic).
 * @throws Error when the folder holds no font or a font has no Unicode character map.
 */
export function readCoverage(fontsDir: string): Set<number> {
  const fonts = readdirSync(fontsDir).filter((name) => name.endsWith('.ttf'))
  const [first, ...others] = fonts.map((name) => readCharacterMap(readFileSync(join(fontsDir, name)), name))
  if (!first) throw new Error(`Không có phông chữ nào trong ${fontsDir}`)
  return new Set([...first].filter((point) => others.every((font) => font.has(point))))
}

/**
 * A copy of the value whose strings can be printed: composed (NFC), without invisible characters, each user-perceived
 * character outside `coverage` replaced by □, and very long words given places to break. Other values pass unchanged.
 */
export function makePrintable(value: unknown, coverage: ReadonlySet<number>): unknown {
  if (typeof value === 'string') return printableText(value, coverage)
  if (Array.isArray(value)) return value.map((item) => makePrintable(item, coverage))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, makePrintable(item, coverage)]))
}

function printableText(text: string, coverage: ReadonlySet<number>): string {
  const composed = text.normalize('NFC').replace(/\r\n?/g, '\n')
  const drawn = isCovered(composed.replace(invisible, ''), coverage)
    ? composed.replace(invisible, '')
    : substituteGraphemes(composed, coverage)
  return drawn.replace(longRun, (run) => run.replace(/(.{12})(?=.)/gu, '$1\u200b'))
}

/** Works by grapheme so that a flag or a family emoji, several code points long, becomes one □. */
function substituteGraphemes(text: string, coverage: ReadonlySet<number>): string {
  const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(text)
  return Array.from(graphemes, ({ segment }) => {
    const visible = segment.replace(invisible, '')
    return isCovered(visible, coverage) ? visible : substitute
  }).join('')
}

function isCovered(text: string, coverage: ReadonlySet<number>): boolean {
  for (const character of text) {
    if (character !== '\n' && character !== '\t' && !coverage.has(character.codePointAt(0) ?? 0)) return false
  }
  return true
}

/** Reads the `cmap` table of an OpenType font: subtable format 12 (full Unicode), else format 4 (basic plane). */
function readCharacterMap(font: Buffer, name: string): Set<number> {
  const table = findTable(font, 'cmap')
  const count = table === undefined ? 0 : font.readUInt16BE(table + 2)
  const subtables = Array.from({ length: count }, (_, index) => {
    return (table ?? 0) + font.readUInt32BE((table ?? 0) + 8 + index * 8)
  })
  const full = subtables.find((offset) => font.readUInt16BE(offset) === 12)
  if (full !== undefined) return readFormat12(font, full)
  const basic = subtables.find((offset) => font.readUInt16BE(offset) === 4)
  if (basic !== undefined) return readFormat4(font, basic)
  throw new Error(`Phông chữ ${name} không có bảng ký tự Unicode`)
}

function findTable(font: Buffer, tag: string): number | undefined {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const record = 12 + index * 16
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8)
  }
  return undefined
}

function readFormat12(font: Buffer, offset: number): Set<number> {
  const points = new Set<number>()
  for (let group = 0; group < font.readUInt32BE(offset + 12); group += 1) {
    const record = offset + 16 + group * 12
    const end = font.readUInt32BE(record + 4)
    for (let point = font.readUInt32BE(record); point <= end; point += 1) points.add(point)
  }
  return points
}

function readFormat4(font: Buffer, offset: number): Set<number> {
  const points = new Set<number>()
  const doubled = font.readUInt16BE(offset + 6)
  for (let segment = 0; segment < doubled; segment += 2) {
    const end = font.readUInt16BE(offset + 14 + segment)
    const start = font.readUInt16BE(offset + 16 + doubled + segment)
    const delta = font.readUInt16BE(offset + 16 + doubled * 2 + segment)
    const rangeAt = offset + 16 + doubled * 3 + segment
    const range = font.readUInt16BE(rangeAt)
    for (let point = start; point <= end && point !== 0xffff; point += 1) {
      const glyph =
        range === 0 ? (point + delta) & 0xffff : font.readUInt16BE(rangeAt + range + (point - start) * 2)
      if (glyph !== 0) points.add(point)
    }
  }
  return points
}
