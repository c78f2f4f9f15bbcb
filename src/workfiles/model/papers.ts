import type { RegisterTable } from '../../records/model/register-table.ts'
import { roman } from './symbols.ts'

type Form = Pick<RegisterTable, 'title' | 'basis' | 'columns'>

const basis = 'Phụ lục V, Nghị định số 30/2020/NĐ-CP'

/** Danh mục hồ sơ, five columns. */
export const yearlyListForm: Form = {
  title: 'DANH MỤC HỒ SƠ',
  basis,
  columns: [
    { label: 'Số và ký hiệu hồ sơ', share: 24, align: 'center' },
    { label: 'Tên đề mục và tiêu đề hồ sơ', share: 120 },
    { label: 'Thời hạn bảo quản', share: 26, align: 'center' },
    { label: 'Người lập hồ sơ', share: 46 },
    { label: 'Ghi chú', share: 46 },
  ],
}

/** Mục lục văn bản trong hồ sơ, seven columns. */
export const contentsForm: Form = {
  title: 'MỤC LỤC VĂN BẢN TRONG HỒ SƠ',
  basis,
  columns: [
    { label: 'STT', share: 10, align: 'center' },
    { label: 'Số, ký hiệu văn bản', share: 32 },
    { label: 'Ngày tháng năm văn bản', share: 24, align: 'center' },
    { label: 'Tên loại và trích yếu nội dung văn bản', share: 96 },
    { label: 'Tác giả văn bản', share: 48 },
    { label: 'Tờ số/ Trang số', share: 20, align: 'center' },
    { label: 'Ghi chú', share: 32 },
  ],
}

/** Mục lục hồ sơ, tài liệu nộp lưu, seven columns, two copies. */
export const handOverForm: Form = {
  title: 'MỤC LỤC HỒ SƠ, TÀI LIỆU NỘP LƯU',
  basis: `${basis}. Lập thành 02 bản`,
  columns: fileColumns('Thời hạn bảo quản'),
}

/** Danh mục tài liệu hết giá trị: the columns of the list of files, with what became of the retention. */
export const destructionForm: Form = {
  title: 'DANH MỤC TÀI LIỆU HẾT GIÁ TRỊ',
  basis: 'Luật Lưu trữ. Lập thành 02 bản',
  columns: fileColumns('Thời hạn bảo quản, ngày hết hạn'),
}

function fileColumns(retention: string): Form['columns'] {
  return [
    { label: 'STT', share: 10, align: 'center' },
    { label: 'Số, ký hiệu hồ sơ', share: 26, align: 'center' },
    { label: 'Tiêu đề hồ sơ', share: 110 },
    { label: 'Thời gian tài liệu', share: 40, align: 'center' },
    { label: retention, share: 30, align: 'center' },
    { label: 'Số tờ/ Số trang', share: 20, align: 'center' },
    { label: 'Ghi chú', share: 36 },
  ]
}

export type ListLine =
  | { what: 'big'; number: number; title: string }
  | { what: 'small'; number: number; title: string }
  | {
      what: 'entry'
      entry: {
        symbol: string
        title: string
        retention: string
        keeperName: string
        note: string
        addedReason: string
      }
    }

/** Rows of the Danh mục: big headings Roman, small ones Arabic, then the files. */
export function listRows(lines: readonly ListLine[]): string[][] {
  return lines.map((line) => {
    if (line.what === 'big') return ['', `${roman(line.number)}. ${line.title.toUpperCase()}`, '', '', '']
    if (line.what === 'small') return ['', `${line.number}. ${line.title}`, '', '', '']
    const { symbol, title, retention, keeperName, note, addedReason } = line.entry
    const added = addedReason === '' ? '' : `Bổ sung: ${addedReason}`
    return [symbol, title, retention, keeperName, [note, added].filter(Boolean).join('. ')]
  })
}
