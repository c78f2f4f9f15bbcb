import { registerBasis } from './incoming-registers.ts'
import type { RegisterTable } from './register-table.ts'

export const noLead = 'Chưa giao, để biết'

/** How the documents of one lead stand. */
export interface HandlingRow {
  leadId: string | null
  leadName: string
  unitName: string
  received: number
  undirected: number
  information: number
  onTime: number
  doneLate: number
  inTime: number
  overdue: number
  replied: number
}

/** Which list each figure opens, as the boxes of its filter. */
export const figures = {
  received: { label: 'Tổng số đến', filter: {} },
  undirected: { label: 'Chờ cho ý kiến', filter: { state: 'registered' } },
  information: { label: 'Để biết', filter: { outcome: 'information' } },
  onTime: { label: 'Xong đúng hạn', filter: { outcome: 'on_time' } },
  doneLate: { label: 'Xong chậm hạn', filter: { outcome: 'late' } },
  inTime: { label: 'Đang xử lý, trong hạn', filter: { due: 'in_time' } },
  overdue: { label: 'Đang xử lý, quá hạn', filter: { due: 'late' } },
  replied: { label: 'Có văn bản trả lời', filter: { outcome: 'replied' } },
} as const
export type Figure = keyof typeof figures

/** The report as a table; the last row is the whole office. */
export function handlingTable(
  rows: readonly HandlingRow[],
  of: Pick<RegisterTable, 'from' | 'to' | 'agency'>,
): RegisterTable {
  const names = Object.keys(figures) as Figure[]
  return {
    ...of,
    title: 'TÌNH HÌNH GIẢI QUYẾT VĂN BẢN ĐẾN',
    basis: registerBasis.replace('Phụ lục IV', 'Phụ lục VI'),
    columns: [
      { label: 'Người chủ trì', share: 0.2 },
      { label: 'Đơn vị', share: 0.16 },
      ...names.map((name) => ({ label: figures[name].label, share: 0.08, align: 'center' as const })),
    ],
    rows: rows.map((row) => [row.leadName, row.unitName, ...names.map((name) => String(row[name]))]),
  }
}
