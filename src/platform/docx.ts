import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  type IParagraphOptions,
  LineRuleType,
  NoBreakHyphen,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Block, EndBlock, OfficialDocument, Section, TableBlock } from './official-document.ts'

const font = 'Times New Roman'
/** Twentieths of a point in a millimetre. */
const twips = (millimetres: number) => Math.round((millimetres / 25.4) * 1440)
/** Half points, as Word counts sizes. */
const points = (size: number) => size * 2

/** Page and margins of Decree 30/2020/NĐ-CP, Appendix I: A4, 20 mm above and below, 30 left, 15 right. */
const page = { width: 210, height: 297, top: 20, bottom: 20, left: 30, right: 15 }
const textWidth = (landscape: boolean) => (landscape ? page.height : page.width) - page.left - page.right

/** The paper as a Word file to go on writing in, in the same layout as the printed page. */
export async function renderDocx(paper: OfficialDocument): Promise<Uint8Array> {
  const document = new Document({
    title: paper.title,
    creator: paper.agency,
    styles: { default: { document: { run: { font, size: points(14), language: { value: 'vi-VN' } } } } },
    sections: paper.sections.map((section) => sectionOf(paper, section)),
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function sectionOf(paper: OfficialDocument, section: Section) {
  const { landscape } = section
  const draft = paper.draft === null ? [] : [line(paper.draft, { bold: true, align: 'end', size: 13 })]
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: points(13) })],
  })
  return {
    properties: {
      titlePage: true,
      page: {
        size: {
          width: twips(page.width),
          height: twips(page.height),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twips(page.top),
          bottom: twips(page.bottom),
          left: twips(page.left),
          right: twips(page.right),
          header: twips(8),
        },
      },
    },
    headers: {
      default: new Header({ children: [number, ...draft] }),
      first: new Header({ children: draft.length > 0 ? draft : [new Paragraph({})] }),
    },
    children: section.blocks.flatMap((block) => blockOf(paper, block, landscape)),
  }
}

function blockOf(paper: OfficialDocument, block: Block, landscape: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'head':
      return headOf(paper)
    case 'title':
      return [
        line(block.name, { bold: true, align: 'center', before: 18, heading: true }),
        line(block.subject, { bold: true, align: 'center' }),
        ...(block.note === null
          ? [rule(textWidth(landscape), 40)]
          : [line(block.note, { italics: true, align: 'center', after: 10 })]),
      ]
    case 'authority':
      return [line(block.text, { bold: true, align: 'center', before: 8, after: 8, keepNext: true })]
    case 'basis':
      return [body([run(block.text, { italics: true })])]
    case 'chapter':
      return [
        line(block.name, { bold: true, align: 'center', before: 12, keepNext: true }),
        line(block.subject.toUpperCase(), { bold: true, align: 'center', after: 6, keepNext: true }),
      ]
    case 'article':
      return articleOf(block)
    case 'table':
      return [tableOf(block, textWidth(landscape)), new Paragraph({})]
    case 'end':
      return [line('', { size: 6 }), endOf(block, textWidth(landscape))]
  }
}

function articleOf({ label, subject, paragraphs }: Extract<Block, { kind: 'article' }>): Paragraph[] {
  const bold = run(subject === null ? `${label} ` : `${label} ${subject}`, { bold: true })
  const [first = '', ...rest] = paragraphs
  const opening =
    subject === null
      ? [body([bold, run(first)])]
      : [body([bold], true), ...(paragraphs.length > 0 ? [body([run(first)])] : [])]
  return [...opening, ...rest.map((text) => body([run(text)]))]
}

interface LineStyle {
  bold?: boolean
  italics?: boolean
  align?: 'center' | 'end' | 'start'
  size?: number
  before?: number
  after?: number
  keepNext?: boolean
  heading?: boolean
}

function line(text: string, style: LineStyle = {}): Paragraph {
  const { bold, italics, align = 'start', size = 14, before = 0, after = 0, keepNext = false } = style
  return new Paragraph({
    alignment: { center: AlignmentType.CENTER, end: AlignmentType.RIGHT, start: AlignmentType.LEFT }[align],
    spacing: { before: before * 20, after: after * 20 },
    keepNext,
    ...(style.heading ? { outlineLevel: 0 } : {}),
    children: [run(text, { size: points(size), ...(bold ? { bold } : {}), ...(italics ? { italics } : {}) })],
  })
}

/** A run of text in which symbols such as 118/2025/NĐ-CP or QĐ-UBND stay on one line. */
function run(text: string, style: { bold?: boolean; italics?: boolean; size?: number } = {}): TextRun {
  const parts = text.split(/(?<=[A-ZĐ])-(?=[A-ZĐ])/)
  return new TextRun({
    ...style,
    children: parts.flatMap((part, index) => (index === 0 ? [part] : [new NoBreakHyphen(), part])),
  })
}

/** A paragraph of the text: justified, first line 10 mm in, at least 6 points apart. */
function body(children: TextRun[], keepNext = false): Paragraph {
  const options: IParagraphOptions = {
    alignment: AlignmentType.BOTH,
    indent: { firstLine: twips(10) },
    spacing: { after: 100, line: 252, lineRule: LineRuleType.AUTO },
    keepNext,
    children,
  }
  return new Paragraph(options)
}

/** A thin line of a length, in the middle of a width (millimetres). */
function rule(width: number, length: number): Paragraph {
  const side = twips((width - length) / 2)
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 20, after: 120, line: 40, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
  })
}

const bare = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const noBorders = {
  top: bare,
  bottom: bare,
  left: bare,
  right: bare,
  insideHorizontal: bare,
  insideVertical: bare,
}

/** Cells side by side without lines; widths in millimetres. */
function sideBySide(...cells: { width: number; children: Paragraph[] }[]): Table {
  const widths = cells.map(({ width }) => twips(width))
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    borders: noBorders,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          ({ width, children }) =>
            new TableCell({
              width: { size: twips(width), type: WidthType.DXA },
              borders: noBorders,
              children,
            }),
        ),
      }),
    ],
  })
}

function headOf({ agency, symbol, place }: OfficialDocument): Table[] {
  const centred = (text: string, style: LineStyle) => line(text, { align: 'center', ...style })
  const blank = ' '.repeat(6)
  return [
    sideBySide(
      {
        width: 70,
        children: [
          ...breakName(agency).map((part) => centred(part.toUpperCase(), { bold: true, size: 13 })),
          rule(66, 22),
          centred(`Số:${blank}${blank}/${symbol}`, { size: 13 }),
        ],
      },
      {
        width: 95,
        children: [
          centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, size: 12 }),
          centred('Độc lập - Tự do - Hạnh phúc', { bold: true, size: 13 }),
          rule(91, 58),
          centred(`${place}, ngày${blank} tháng${blank} năm${blank}${blank}`, { italics: true, size: 13 }),
        ],
      },
    ),
  ]
}

/** 'Ủy ban nhân dân xã Mẫu' stands on two lines: the kind of agency, then the place. */
function breakName(agency: string): string[] {
  const found = /^(Ủy ban nhân dân)\s+(.+)$/i.exec(agency)
  return found ? [found[1] ?? '', found[2] ?? ''] : [agency]
}

function tableOf({ columns, rows }: TableBlock, width: number): Table {
  const whole = columns.reduce((sum, column) => sum + column.share, 0)
  const widths = columns.map(({ share }) => twips((width * share) / whole))
  const cell = (text: string, index: number, isHeader: boolean) =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      verticalAlign: isHeader ? VerticalAlign.CENTER : VerticalAlign.TOP,
      margins: { top: 50, bottom: 50, left: 70, right: 70 },
      children: text.split('\n').map((part) =>
        line(part, {
          size: 12,
          bold: isHeader,
          align: isHeader || columns[index]?.centred ? 'center' : 'start',
        }),
      ),
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    rows: [
      new TableRow({
        tableHeader: true,
        children: columns.map(({ header }, index) => cell(header, index, true)),
      }),
      ...rows.map(
        (row) =>
          new TableRow({ cantSplit: true, children: row.map((text, index) => cell(text, index, false)) }),
      ),
    ],
  })
}

function endOf({ recipients, signerPost, signerName }: EndBlock, width: number): Table {
  const last = recipients.length - 1
  const room = Array.from({ length: 4 }, () => new Paragraph({}))
  return sideBySide(
    {
      width: width - 85,
      children: [
        line('Nơi nhận:', { bold: true, italics: true, size: 12 }),
        ...recipients.map((each, index) => line(`- ${each}${index === last ? '.' : ';'}`, { size: 11 })),
      ],
    },
    {
      width: 85,
      children: [
        line(signerPost.toUpperCase(), { bold: true, align: 'center', size: 13 }),
        ...room,
        line(signerName ?? '', { bold: true, align: 'center', size: 14 }),
      ],
    },
  )
}
