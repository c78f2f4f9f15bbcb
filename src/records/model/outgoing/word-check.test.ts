import { describe, expect, it } from 'vitest'
import { checkWordFile, numberedLines, type WordFacts } from './word-check.ts'

const facts: WordFacts = {
  type: { name: 'Quyết định', layout: 'decision' },
  subject: 'Về việc thành lập Tổ kiểm tra',
  symbol: 'QĐ-UBND',
  signer: 'Lãnh đạo Mẫu Chín',
}
/** As Word files are read: a table of the head, then the text. */
const right = [
  'ỦY BAN NHÂN DÂN',
  'XÃ CẨM LONG',
  'Số:        /QĐ\u2011UBND',
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  'Cẩm Long, ngày      tháng 3 năm 2026',
  'QUYẾT ĐỊNH',
  'Về việc thành lập Tổ kiểm tra',
  'Điều 1. Thành lập Tổ kiểm tra.',
  'Nơi nhận:',
  '- Như Điều 1;',
  '- Lưu: VT.',
  'CHỦ TỊCH',
  'Lãnh đạo Mẫu Chín',
]
const without = (start: string) => right.filter((line) => !line.startsWith(start))
const placesOf = (lines: readonly string[], state: 'read' | 'part' = 'read') =>
  checkWordFile({ state, text: lines.join('\n\n') }, facts).map(({ place, breaks }) =>
    breaks ? place : `(${place})`,
  )

describe('the check of an uploaded Word file', () => {
  it('finds nothing wrong with a right one, in composed letters or not', () => {
    expect(placesOf(right)).toEqual([])
    expect(placesOf(right.map((line) => line.normalize('NFD')))).toEqual([])
  })

  it.each([
    ['no national name', without('CỘNG HÒA'), ['head']],
    ['no motto', without('Độc lập'), ['head']],
    ['no line for the number', without('Số:'), ['symbol']],
    ['another symbol', right.map((line) => line.replace('QĐ\u2011UBND', 'UBND-QĐ')), ['symbol']],
    ['no line for the day', without('Cẩm Long,'), ['date']],
    ['no name of its type', without('QUYẾT ĐỊNH'), ['typeCode']],
    ['another subject', without('Về việc'), ['(subject)']],
    ['nobody to receive it', without('Nơi nhận'), ['recipients']],
    ['no line of what is kept', without('- Lưu'), ['recipients']],
    ['no signer', without('Lãnh đạo'), ['signer']],
    ['an old code of letters', [...right, 'Céng hßa x· héi chñ nghÜa ViÖt Nam ®éc lËp'], ['body']],
  ])('sees %s', (_what, lines, places) => expect(placesOf(lines)).toEqual(places))

  it('does not miss the end of a file of which only the beginning was read', () =>
    expect(placesOf(right.slice(0, 9), 'part')).toEqual([]))

  it.each(['waiting', 'none', 'locked', 'broken', 'too_long'] as const)(
    'lets none pass that is %s',
    (state) =>
      expect(checkWordFile({ state, text: '' }, facts)).toMatchObject([{ place: 'body', breaks: true }]),
  )
})

it('writes number and day as Appendix I does', () => {
  const lines = numberedLines({ number: 5, symbol: 'QĐ-UBND', datedOn: '2026-02-05', placeName: 'Cẩm Long' })
  expect(lines.map(({ text }) => text)).toEqual(['Số: 05/QĐ-UBND', 'Cẩm Long, ngày 05 tháng 02 năm 2026'])
  for (const [pattern, line] of [
    [lines[0]?.pattern, 'Số: …../QĐ-UBND'],
    [lines[0]?.pattern, 'Số 12/QĐ-UBND'],
    [lines[1]?.pattern, 'Cẩm Long, ngày … tháng … năm 2026'],
    [lines[1]?.pattern, 'Cẩm Long, ngày 3 tháng 4 năm 2026'],
  ])
    expect(line).toMatch(new RegExp(pattern ?? '', 'iu'))
  expect('Cẩm Long, ngày 3 tháng 4 năm 2026, xã tổ chức họp').not.toMatch(
    new RegExp(lines[1]?.pattern ?? '', 'iu'),
  )
})
