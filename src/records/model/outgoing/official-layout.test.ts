import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { renderDocx } from '../../../platform/docx.ts'
import { createOfficeConverter } from '../../../platform/office-converter.ts'
import { createPdfRenderer } from '../../../platform/pdf.ts'
import { templatesDirectory } from '../../../testing/places.ts'
import { type PrintedLine, readLayout } from '../../../testing/read-layout.ts'
import { checkPdf, readPdf } from '../../../testing/read-pdf.ts'
import { composeOutgoing, type OutgoingFacts } from './compose-outgoing.ts'
import { type DocumentType, typeOn, typeTableOn } from './document-types.ts'
import { type ComponentLayout, type ComponentName, layoutOn } from './layout-table.ts'
import type { OutgoingContent } from './outgoing-content.ts'
import { outgoingExamples } from './outgoing-examples.ts'
import { symbolOf } from './symbols.ts'

const day = '2026-03-24'
const layout = layoutOn(day)
const renderer = createPdfRenderer({ templatesDir: templatesDirectory, clock: () => new Date(0) })
const office = createOfficeConverter({ fontsDir: join(templatesDirectory, 'fonts') })
afterAll(() => renderer.close())

const signing = {
  kind: 'deputy',
  collective: true,
  collectiveName: 'Ủy ban nhân dân',
  headPost: 'Chủ tịch',
  post: 'Phó Chủ tịch',
  name: 'Lãnh đạo Mẫu Mười',
} as const

const typeOf = (content: OutgoingContent): DocumentType => {
  const type = typeOn(day, content.typeCode)
  if (!type) throw new Error(content.typeCode)
  return type
}

function paperOf(content: OutgoingContent) {
  const facts: OutgoingFacts = {
    office: { name: 'UBND xã Cẩm Long', parentName: 'UBND tỉnh Thanh Hóa', placeName: 'Cẩm Long' },
    symbol: symbolOf(typeOf(content), { agency: 'UBND', unit: 'KT' }),
    unitSymbol: 'KT',
    signing: { ...signing, collective: content.collective },
    number: 5,
    datedOn: '2026-02-05',
    draft: null,
  }
  return composeOutgoing(content, facts, day)
}

const folded = (text: string) => text.replaceAll(/\s+/g, ' ')
const starting = (lines: readonly PrintedLine[], text: string) =>
  lines.find((each) => folded(each.text).startsWith(text))

/** What is wrong with a line, in words; empty when it is as the table says. */
function faults(line: PrintedLine | undefined, name: ComponentName): string[] {
  const wanted: ComponentLayout = layout.components[name]
  if (!line) return [`${name}: not on the page`]
  const middle = (line.left + line.right) / 2
  const { left, right } = layout.margins
  const near = (value: number, target: number, by = 1) => Math.abs(value - target) <= by
  const centreOf = { left: left[0] + 35, right: 147.5, page: left[0] + 82.5 }
  const places: Record<ComponentLayout['place'], boolean> = {
    left: near(middle, centreOf.left, 2),
    right: name.startsWith('signer') ? near(middle, 152.5, 2) : near(middle, centreOf.right, 2),
    page: near(middle, centreOf.page, 2) || line.left > left[0] + 20,
    margin: near(line.left, left[0]),
    indent:
      line.left >= left[0] + layout.firstLineIndent[0] - 0.6 &&
      line.left <= left[0] + layout.firstLineIndent[1] + 0.6,
  }
  return [
    line.size >= wanted.size[0] && line.size <= wanted.size[1] ? '' : `${name}: ${line.size} pt`,
    line.bold === wanted.bold ? '' : `${name}: bold ${line.bold}`,
    line.italic === wanted.italic ? '' : `${name}: italic ${line.italic}`,
    !wanted.capitals || line.text === line.text.toUpperCase() ? '' : `${name}: not in capitals`,
    places[wanted.place] ? '' : `${name}: from ${line.left.toFixed(1)} to ${line.right.toFixed(1)} mm`,
    line.left >= left[0] - 0.5 && line.right <= layout.page.width - right[0] + 0.5
      ? ''
      : `${name}: beyond a margin`,
  ].filter((each) => each !== '')
}

function expectedLines(content: OutgoingContent, lines: readonly PrintedLine[]): string[] {
  const type = typeOf(content)
  const find = (text: string) => starting(lines, text)
  const issuer = lines.filter(
    ({ left, baseline, page }) => page === 1 && left < 95 && baseline < 45 && baseline > 15,
  )
  const head: [PrintedLine | undefined, ComponentName][] = [
    [find('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'), 'state'],
    [find('Độc lập - Tự do - Hạnh phúc'), 'motto'],
    [issuer.find(({ bold }) => !bold), 'parentAgency'],
    [issuer.find(({ bold }) => bold), 'agency'],
    [find('Số: 05/'), 'number'],
    [find('Cẩm Long, ngày 05 tháng 02 năm 2026'), 'placeAndDate'],
    [find('Nơi nhận:'), 'recipientsHead'],
    [find('- Lưu: VT, KT.'), 'recipients'],
    [find('PHÓ CHỦ TỊCH'), 'signerPost'],
    [find('Lãnh đạo Mẫu Mười'), 'signerName'],
  ]
  const subject = content.subject.slice(0, 12)
  const own: [PrintedLine | undefined, ComponentName][] =
    type.layout === 'letter'
      ? [[find(`V/v ${subject}`.slice(0, 12)), 'letterSubject']]
      : [
          [find(type.name.toUpperCase()), 'typeName'],
          [find(subject), 'subject'],
        ]
  const first = content.bases[0]
  const basis: [PrintedLine | undefined, ComponentName][] = first ? [[find(first.slice(0, 20)), 'basis']] : []
  const to: [PrintedLine | undefined, ComponentName][] =
    content.addressees.length === 1 && type.code !== 'giay-moi' ? [[find('Kính gửi:'), 'addressees']] : []
  return [...head, ...own, ...basis, ...to].flatMap(([line, name]) => faults(line, name))
}

describe('the table of types', () => {
  it('has the 29 types of Điều 7, 27 of them with an abbreviation of their own', () => {
    const { types } = typeTableOn(day)
    const abbreviations = types.flatMap(({ abbreviation }) => abbreviation ?? [])
    expect(types).toHaveLength(29)
    expect(new Set(abbreviations).size).toBe(27)
    expect(types.filter(({ abbreviation }) => abbreviation === null).map(({ name }) => name)).toEqual([
      'Công văn',
      'Thư công',
    ])
  })
})

describe('printed pages, read back in millimetres', () => {
  it.each(Object.entries(outgoingExamples))('%s is laid out as Appendix I says', async (_code, content) => {
    const pdf = await renderer.render('decision', paperOf(content))
    const { width, height, lines, pages } = await readLayout(pdf)
    expect([Math.round(width), Math.round(height)]).toEqual([layout.page.width, layout.page.height])
    expect(expectedLines(content, lines)).toEqual([])
    expect(checkPdf(pdf)).toContain('No syntax or stream encoding errors')
    const body = lines.filter(({ page, baseline }) => page > 1 || baseline > layout.margins.top[0])
    expect(
      body.every(
        ({ baseline }) => baseline <= layout.page.height - layout.margins.bottom[0] + 0.5 || pages === 0,
      ),
    ).toBe(true)
    expect(folded(lines.map(({ text }) => text).join(' '))).toContain('./.')
  })

  it('numbers pages from the second on, centred in the top margin', async () => {
    const content = outgoingExamples['ke-hoach'] as OutgoingContent
    const { lines, pages } = await readLayout(await renderer.render('decision', paperOf(content)))
    expect(pages).toBeGreaterThan(1)
    const above = lines.filter(({ baseline }) => baseline < layout.margins.top[0])
    expect(above.map(({ page, text }) => `${page}: ${text}`)).toEqual(['2: 2'])
    const [number] = above
    expect(number?.size).toBeGreaterThanOrEqual(layout.pageNumber.size[0])
    expect(((number?.left ?? 0) + (number?.right ?? 0)) / 2).toBeCloseTo(layout.margins.left[0] + 82.5, 0)
  })

  it('keeps the gap between paragraphs at 6 points at least', async () => {
    const content = outgoingExamples['thong-bao'] as OutgoingContent
    const { lines } = await readLayout(await renderer.render('decision', paperOf(content)))
    const [first, second] = ['1. Thời gian', '2. Địa điểm'].map((text) => starting(lines, text))
    const between = lines.filter(
      ({ baseline }) => baseline > (first?.baseline ?? 0) + 0.3 && baseline < (second?.baseline ?? 0) - 0.3,
    )
    const above = between.at(-1) ?? first
    const gap = (((second?.baseline ?? 0) - (above?.baseline ?? 0)) / 25.4) * 72
    const withinParagraph =
      between.length > 0 ? (((above?.baseline ?? 0) - (first?.baseline ?? 0)) / 25.4) * 72 : 20
    expect(gap - withinParagraph).toBeGreaterThanOrEqual(layout.paragraphGap - 0.6)
  })
})

describe('Word files', () => {
  it('say the same as the printed page when LibreOffice opens them, on the same paper', async () => {
    const examples = Object.entries(outgoingExamples)
    const words = await Promise.all(examples.map(([, content]) => renderDocx(paperOf(content))))
    const pdfs = await Promise.all(words.map((each) => office.toPdf(each)))
    for (const [index, [name, content]] of examples.entries()) {
      const pdf = pdfs[index] ?? new Uint8Array()
      const read = readPdf(pdf)
      const printed = readPdf(await renderer.render('decision', paperOf(content)))
      const wordsOf = (text: string) => new Set(text.match(/[\p{L}\d/./-]{2,}/gu))
      expect(
        [...wordsOf(printed)].filter((word) => !wordsOf(read).has(word)),
        name,
      ).toEqual([])
      const { width, lines } = await readLayout(pdf)
      expect(Math.round(width), name).toBe(layout.page.width)
      expect(
        expectedLines(content, lines).filter((each) => !each.startsWith('recipients:')),
        name,
      ).toEqual([])
    }
  }, 120_000)
})
