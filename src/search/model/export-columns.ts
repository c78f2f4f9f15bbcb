import { formatDate } from '../../calendar/model/clock-time.ts'
import type { FoundItem } from '../queries/show-places.ts'
import { searchKinds } from './kinds.ts'
import type { MarkedText } from './marked-text.ts'

interface ExportColumn {
  label: string
  /** Share of the width of the page. */
  share: number
  cell(item: FoundItem): string
}

const plain = (text: MarkedText) => text.map((piece) => piece.text).join('')

/** What a list of found things can say of each, in the order of its columns. */
export const exportColumns = {
  kind: { label: 'Loại', share: 10, cell: ({ kind }) => searchKinds[kind] },
  code: { label: 'Số, ký hiệu, mã', share: 14, cell: ({ code }) => code },
  on: { label: 'Ngày', share: 9, cell: ({ on }) => formatDate(on) },
  title: { label: 'Trích yếu, tiêu đề', share: 34, cell: ({ title }) => plain(title) },
  who: { label: 'Nơi gửi, người lập', share: 16, cell: ({ who }) => plain(who) },
  state: { label: 'Trạng thái', share: 12, cell: ({ stateName }) => stateName },
  access: {
    label: 'Chế độ xem',
    share: 9,
    cell: ({ restricted }) => (restricted ? 'Hạn chế' : ''),
  },
  snippet: {
    label: 'Đoạn có chữ tìm',
    share: 34,
    cell: ({ snippet }) => (snippet === null ? '' : plain(snippet)),
  },
} as const satisfies Record<string, ExportColumn>
export type ExportColumnName = keyof typeof exportColumns

export const exportColumnNames = Object.keys(exportColumns) as [ExportColumnName, ...ExportColumnName[]]

/** Chosen where nobody has chosen yet. */
export const usualColumns: readonly ExportColumnName[] = ['kind', 'code', 'on', 'title', 'who', 'state']
