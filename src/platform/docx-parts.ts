import {
  AlignmentType,
  BorderStyle,
  type IParagraphOptions,
  LineRuleType,
  NoBreakHyphen,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'

export const font = 'Times New Roman'
/** Twentieths of a point in a millimetre. */
export const twips = (millimetres: number) => Math.round((millimetres / 25.4) * 1440)
/** Half points, as Word counts sizes. */
export const points = (size: number) => size * 2

/** How a line on its own looks: sizes and gaps in points. */
export interface LineStyle {
  bold?: boolean
  italics?: boolean
  align?: 'center' | 'end' | 'start'
  size?: number
  before?: number
  after?: number
  keepNext?: boolean
  heading?: boolean
  colour?: string
  framed?: boolean
  /** Distances from the edges in millimetres. */
  left?: number
  right?: number
}

export function line(text: string, style: LineStyle = {}): Paragraph {
  const { bold, italics, align = 'start', size = 14, before = 0, after = 0, keepNext = false } = style
  return new Paragraph({
    alignment: { center: AlignmentType.CENTER, end: AlignmentType.RIGHT, start: AlignmentType.LEFT }[align],
    spacing: { before: before * 20, after: after * 20 },
    keepNext,
    ...(style.heading ? { outlineLevel: 0 } : {}),
    ...(style.left ? { indent: { left: twips(style.left), right: twips(style.right ?? 0) } } : {}),
    ...(style.framed ? { border: frame(style.colour ?? '000000') } : {}),
    children: [
      run(text, {
        size: points(size),
        ...(bold ? { bold } : {}),
        ...(italics ? { italics } : {}),
        ...(style.colour ? { color: style.colour } : {}),
      }),
    ],
  })
}

/** A run of text in which symbols such as 118/2025/NĐ-CP or QĐ-UBND stay on one line. */
export function run(
  text: string,
  style: { bold?: boolean; italics?: boolean; size?: number; color?: string } = {},
): TextRun {
  const parts = text.split(/(?<=[A-ZĐ])-(?=[A-ZĐ])/)
  return new TextRun({
    ...style,
    children: parts.flatMap((part, index) => (index === 0 ? [part] : [new NoBreakHyphen(), part])),
  })
}

/** A paragraph of the text: justified, first line 10 mm in, 6 points apart. */
export function body(children: TextRun[], keepNext = false): Paragraph {
  const options: IParagraphOptions = {
    alignment: AlignmentType.BOTH,
    indent: { firstLine: twips(10) },
    spacing: { after: 120, line: 252, lineRule: LineRuleType.AUTO },
    keepNext,
    children,
  }
  return new Paragraph(options)
}

/** A thin line of a length, in the middle of a width (millimetres). */
export function rule(width: number, length: number): Paragraph {
  const side = twips((width - length) / 2)
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 60, after: 120, line: 40, lineRule: LineRuleType.EXACT },
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
export function sideBySide(...cells: { width: number; children: Paragraph[] }[]): Table {
  const widths = cells.map(({ width }) => twips(width))
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    borders: noBorders,
    margins: { left: 0, right: 0 },
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

function frame(color: string) {
  const side = { style: BorderStyle.SINGLE, size: 8, color, space: 1 }
  return { top: side, bottom: side, left: side, right: side }
}
