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
  /** Above the agency; left out where the paper names none. */
  parentAgency?: string | null
  /** As written ('05'); left out, its place stays blank for the records office, as does that of the date (ISO). */
  number?: string | null
  date?: string | null
  /** "V/v …" of a letter, under its number. */
  reference?: string | null
  /** Framed marks under the number, such as HỎA TỐC; the width of their frames in millimetres. */
  marks?: readonly { text: string; width: number; red: boolean }[]
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
  /** "Kính gửi:" and who is written to. */
  | { kind: 'addressees'; label: string; items: string[] }
  /** One paragraph of the text; `bold` says whether its number alone or the whole of it. */
  | { kind: 'paragraph'; label: string; text: string; bold: 'none' | 'label' | 'all' }
  | TableBlock
  | EndBlock

/** Agency and state, number and date: blank where the paper has none yet. */
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
  /** Lines above the post: on behalf of whom ("TM. ỦY BAN NHÂN DÂN"). */
  authority?: string[]
  signerPost: string
  signerName: string | null
  /** Who signs on the left, where two do; the recipients then stand below. */
  beside?: { post: string; name: string } | null
}
