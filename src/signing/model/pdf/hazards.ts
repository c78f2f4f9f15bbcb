import type { PdfFile } from './open-pdf.ts'
import { isDictionary, isName, type PdfValue } from './values.ts'

/** What a file carries besides its pages that a reader should know of, as Vietnamese sentences. Nothing of it is run. */
export function hazardsOf(file: PdfFile): string[] {
  const under = (value: PdfValue | undefined, key: string): PdfValue => {
    const dictionary = file.resolve(value)
    return isDictionary(dictionary) ? file.resolve(dictionary.entries.get(key)) : null
  }
  const { entries } = file.catalog
  const names = entries.get('Names')
  const hasScript =
    under(names, 'JavaScript') !== null || isName(under(entries.get('OpenAction'), 'S'), 'JavaScript')
  const notes: string[] = []
  if (hasScript || file.resolve(entries.get('AA')) !== null) {
    notes.push(
      'Tệp có mã lệnh tự chạy (JavaScript). Văn bản hành chính không cần mã lệnh: hãy cẩn thận khi mở.',
    )
  }
  if (under(names, 'EmbeddedFiles') !== null) {
    notes.push(
      'Tệp có đính kèm tệp khác bên trong; chữ ký bao trùm cả tệp đính kèm nhưng hãy kiểm tra trước khi mở.',
    )
  }
  if (under(entries.get('AcroForm'), 'XFA') !== null) {
    notes.push('Tệp có biểu mẫu động (XFA), hiển thị khác nhau giữa các phần mềm.')
  }
  return notes
}
