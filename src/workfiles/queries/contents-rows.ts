import type { Kysely } from 'kysely'
import { formatDate } from '../../calendar/model/clock-time.ts'
import type { DB } from '../../platform/database-types.ts'
import type { DocumentReader } from './file-access.ts'
import { linkedDocuments } from './linked-documents.ts'

/**
 * Rows of Mục lục văn bản trong hồ sơ (Phụ lục V, seven columns), in the order of their dates. Of a document that the reader
 * may not see the place stays and nothing else.
 */
export async function contentsOf(
  db: Kysely<DB>,
  of: { officeId: string; workFileId: string; reader: DocumentReader },
): Promise<string[][]> {
  const documents = await linkedDocuments(db, of)
  const inOrder = documents.toSorted((one, other) => {
    const [first, second] = [one.datedOn ?? '9999', other.datedOn ?? '9999']
    return first === second ? one.ordinal - other.ordinal : first < second ? -1 : 1
  })
  return inOrder.map((document, index) => {
    const number = String(index + 1)
    if (!document.visible)
      return [number, '', '', '(Văn bản hạn chế người xem)', '', document.sheets, document.note]
    const { symbol, datedOn, typeName, subject, author, sheets, note, recalled } = document
    const notes = [recalled ? 'Đã thu hồi' : '', note].filter(Boolean).join('. ')
    return [
      number,
      symbol,
      datedOn ? formatDate(datedOn) : '',
      `${typeName} ${subject}`.trim(),
      author,
      sheets,
      notes,
    ]
  })
}
