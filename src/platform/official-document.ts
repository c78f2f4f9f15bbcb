/**
 * A paper in the layout of Appendix I of Decree 30/2020/NĐ-CP as data, so that the printed page (`templates/decision.typ`)
 * and the Word file (`docx.ts`) say the same. Texts are plain; nothing in them is markup.
 */
export interface OfficialDocument {
  /** Of the file, for readers and screen readers. */
  title: string
  /** Stands above each page while the paper is not to be signed; null on one that is. */
  draft: string | null
  agency: string
  symbol: string
  place: string
  /** Each begins on a page of its own. */
  sections: Section[]
}

export interface Section {
  landscape: boolean
  blocks: Block[]
}

export type Block =
  | HeadBlock
  | { kind: 'title'; name: string; subject: string; note: string | null }
  /** Who decides, or the word "QUYẾT ĐỊNH:". */
  | { kind: 'authority'; text: string }
  | { kind: 'basis'; text: string }
  | { kind: 'chapter'; name: string; subject: string }
  /** `label` and `subject` in bold before the paragraphs. */
  | { kind: 'article'; label: string; subject: string | null; paragraphs: string[] }
  | TableBlock
  | EndBlock

/** Agency and state, number and date left blank for the records office. */
interface HeadBlock {
  kind: 'head'
}

export interface TableBlock {
  kind: 'table'
  /** Widths are shares of the width of the page's text. */
  columns: { header: string; share: number; centred: boolean }[]
  rows: string[][]
}

export interface EndBlock {
  kind: 'end'
  recipients: string[]
  signerPost: string
  signerName: string | null
}
