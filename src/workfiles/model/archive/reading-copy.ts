import { formatDate } from '../../../calendar/model/clock-time.ts'
import type { Block, OfficialDocument } from '../../../platform/official-document.ts'
import type { ArchiveDocument } from '../archive-source.ts'

/** What became of a file of a document in the reading copy: its pages in it, or null where it could not be laid in. */
export interface ReadingFile {
  name: string
  pages: number | null
}

/** Longest text of an internal paper that is printed on its sheet. */
const longestText = 20_000

/** The sheet before the files of a document: what it is, and which files follow. */
export function coverSheet(
  document: ArchiveDocument,
  facts: { position: number; files: readonly ReadingFile[]; agency: string },
): OfficialDocument {
  const { position, files, agency } = facts
  const name = `VĂN BẢN THỨ ${position}`
  const subject = `${document.typeName} ${codeOf(document)}`.trim() || 'Tài liệu'
  const blocks: Block[] = [
    {
      kind: 'title',
      name,
      subject,
      note: 'Bản ghép để đọc. Chữ ký số kiểm tra trên tệp gốc của văn bản.',
    },
    ...linesOf(document).map(paragraph),
    ...files.map(({ name: file, pages }) =>
      paragraph(
        pages === null
          ? `Tệp “${file}”: không ghép được (không phải văn bản, ảnh, hoặc bị khóa, hỏng). Hãy mở tệp gốc từ hồ sơ.`
          : `Tệp “${file}”: ${pages} trang tiếp theo.`,
      ),
    ),
  ]
  return {
    title: `${name}: ${subject}`,
    draft: null,
    agency,
    symbol: '',
    place: '',
    sections: [{ landscape: false, blocks }],
  }
}

const paragraph = (text: string): Block => ({ kind: 'paragraph', label: '', text, bold: 'none' })

function codeOf(document: ArchiveDocument): string {
  if (document.kind !== 'incoming' && document.kind !== 'outgoing') return ''
  return [document.codeNumber, document.codeNotation].filter(Boolean).join('/')
}

function linesOf(document: ArchiveDocument): string[] {
  const text = 'text' in document ? document.text.slice(0, longestText) : ''
  return [
    document.issuedDate ? `Ngày: ${formatDate(document.issuedDate)}` : '',
    document.organName ? `Tác giả: ${document.organName}` : '',
    document.subject ? `Trích yếu: ${document.subject}` : '',
    document.recalled ? 'Văn bản đã bị thu hồi.' : '',
    ...text.split('\n'),
  ].filter(Boolean)
}

/** In the order of their dates; those of one day, and those without one at the end, in the order of the file. */
export function chronological(documents: readonly ArchiveDocument[]): ArchiveDocument[] {
  return documents.toSorted((one, other) => {
    const [first, second] = [one.issuedDate ?? '9999', other.issuedDate ?? '9999']
    if (first === second) return one.ordinal - other.ordinal
    return first < second ? -1 : 1
  })
}
