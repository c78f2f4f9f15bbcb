import {
  AlignmentType,
  Document,
  Header,
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
import { body, font, type LineStyle, line, points, rule, run, sideBySide, twips } from './docx-parts.ts'
import type { Block, EndBlock, OfficialDocument, Section, TableBlock } from './official-document.ts'

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
    case 'addressees':
      return addresseesOf(block)
    case 'paragraph': {
      const label =
        block.label === '' ? [] : [run(`${block.label} `, block.bold === 'none' ? {} : { bold: true })]
      const text = run(block.text, block.bold === 'all' ? { bold: true } : {})
      return [body([...label, text], block.bold === 'all')]
    }
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

/** One addressee stands on the line of "Kính gửi:", several each on their own (ô 9a). */
function addresseesOf({ label, items }: Extract<Block, { kind: 'addressees' }>): Paragraph[] {
  const [only, ...others] = items
  if (only !== undefined && others.length === 0)
    return [line(`${label} ${only}`, { align: 'center', before: 18, after: 12 })]
  const last = items.length - 1
  return [
    line(label, { before: 18, left: 25 }),
    ...items.map((item, index) =>
      line(`- ${item.replace(/[.;\s]+$/, '')}${index === last ? '.' : ';'}`, {
        left: 35,
        after: index === last ? 12 : 0,
      }),
    ),
  ]
}

function headOf(paper: OfficialDocument): (Table | Paragraph)[] {
  const { agency, parentAgency, place, reference, marks = [] } = paper
  const centred = (text: string, style: LineStyle) => line(text, { align: 'center', ...style })
  return [
    sideBySide(
      {
        width: 70,
        children: [
          ...(parentAgency ? breakName(parentAgency) : []).map((part) =>
            centred(part.toUpperCase(), { size: 12 }),
          ),
          ...breakName(agency).map((part) => centred(part.toUpperCase(), { bold: true, size: 13 })),
          rule(66, 22),
          centred(numberWords(paper), { size: 13 }),
          ...(reference ? [centred(reference, { size: 12, before: 6 })] : []),
          ...marks.map((mark) => centred(mark.text, { ...framed, ...markStyle(mark) })),
        ],
      },
      {
        width: 95,
        children: [
          centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, size: 12 }),
          centred('Độc lập - Tự do - Hạnh phúc', { bold: true, size: 13 }),
          rule(91, 58),
          centred(`${place}, ${dateWords(paper.date)}`, { italics: true, size: 13 }),
        ],
      },
    ),
  ]
}

const framed = { bold: true, size: 13, before: 6, framed: true }

/** A frame of its width in the middle of the left column. */
function markStyle({ width, red }: { width: number; red: boolean }): LineStyle {
  const side = (70 - width) / 2
  return { left: side, right: side, ...(red ? { colour: 'C00000' } : {}) }
}

const blank = ' '.repeat(6)

function numberWords({ number, symbol }: OfficialDocument): string {
  return number ? `Số: ${number}/${symbol}` : `Số:${blank}${blank}/${symbol}`
}

/** Days below 10 and the first two months take a zero (ô 4). */
function dateWords(date: string | null | undefined): string {
  if (!date) return `ngày${blank} tháng${blank} năm${blank}${blank}`
  const [year, month = '', day] = date.split('-')
  return `ngày ${day} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`
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

function endOf(end: EndBlock, width: number): Table {
  const { recipients, authority = [], signerPost, signerName, beside } = end
  const signer = signatureOf([...authority, signerPost], signerName)
  if (beside) {
    return sideBySide(
      {
        width: width / 2,
        children: [...signatureOf([beside.post], beside.name), ...recipientsOf(recipients)],
      },
      { width: width / 2, children: signer },
    )
  }
  return sideBySide(
    { width: width - 85, children: recipientsOf(recipients) },
    { width: 85, children: signer },
  )
}

function signatureOf(titles: string[], name: string | null): Paragraph[] {
  const room = Array.from({ length: 4 }, () => new Paragraph({}))
  return [
    ...titles.map((title) => line(title.toUpperCase(), { bold: true, align: 'center', size: 13 })),
    ...room,
    line(name ?? '', { bold: true, align: 'center', size: 14 }),
  ]
}

function recipientsOf(recipients: string[]): Paragraph[] {
  const last = recipients.length - 1
  return [
    line('Nơi nhận:', { bold: true, italics: true, size: 12 }),
    ...recipients.map((each, index) => line(`- ${each}${index === last ? '.' : ';'}`, { size: 11 })),
  ]
}
