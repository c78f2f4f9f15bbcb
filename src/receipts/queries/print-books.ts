import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { addDays } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import type { Sheet } from '../../platform/spreadsheet.ts'
import { type RegisterTable, registerPaper, registerSheet } from '../../records/model/register-table.ts'
import type { FeeKind } from '../model/books.ts'
import { bookReaders } from '../policy.ts'
import { budgetOwed } from './budget-owed.ts'
import { type ListedReceipt, receiptColumns } from './receipts.ts'

/** More rows than a year of a large office; a longer list is asked for in parts. */
const mostRows = 50_000

const printed = z.object({ fileName: z.string(), paper: z.unknown(), sheet: z.custom<Sheet>() })
const money = (amount: number) => amount.toLocaleString('vi-VN')
const methods = { cash: 'Tiền mặt', transfer: 'Chuyển khoản', portal: 'Cổng DVCQG' } as const
const states = { standing: '', replaced: 'Đã thay thế', cancelled: 'Đã hủy' } as const
const kinds: Readonly<Record<FeeKind, string>> = { fee: 'Phí', charge: 'Lệ phí' }

async function agencyOf(db: Kysely<DB>, officeId: string): Promise<string> {
  const office = await db
    .selectFrom('offices')
    .select('name')
    .where('office_id', '=', officeId)
    .executeTakeFirstOrThrow()
  return office.name
}

/** Bảng kê biên lai of a period, one row a receipt; the sum counts what still stands. */
export const printReceiptBook = defineQuery({
  name: 'receipts.printReceiptBook',
  title: 'In bảng kê biên lai thu phí, lệ phí',
  audience: bookReaders,
  input: z
    .strictObject({ from: z.iso.date('Hãy chọn ngày.'), to: z.iso.date('Hãy chọn ngày.') })
    .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Ngày cuối phải từ ngày đầu trở đi.' }),
  output: printed,
  async run({ db }, { officeId }, { from, to }) {
    type Row = ListedReceipt & { names: string }
    const [agency, found] = await Promise.all([
      agencyOf(db, officeId),
      sql<Row>`select ${receiptColumns}, (select string_agg(l->>'name', '; ') from jsonb_array_elements(r.content->'lines') l) as names
        from receipts r where r.office_id = ${officeId}::uuid and r.issued_on between ${from}::date and ${to}::date
        order by r.symbol, r.number limit ${mostRows + 1}`.execute(db),
    ])
    if (found.rows.length > mostRows)
      throw new AppError('too_large', {
        detail: 'Bảng kê dài quá 50.000 biên lai. Hãy chọn khoảng ngày ngắn hơn.',
      })
    const rows = found.rows.map((row, index) => [
      String(index + 1),
      row.symbol,
      String(row.number),
      formatDate(row.issuedOn),
      row.payerName,
      row.dossierCode,
      row.names,
      money(row.totalVnd),
      methods[row.method],
      states[row.state],
    ])
    const total = found.rows.reduce((sum, row) => sum + (row.state === 'standing' ? row.totalVnd : 0), 0)
    const table: RegisterTable = {
      title: 'Bảng kê biên lai thu phí, lệ phí',
      basis: 'Tổng cộng không gồm biên lai đã thay thế, đã hủy.',
      columns: [
        { label: 'STT', share: 0.04, align: 'center' },
        { label: 'Ký hiệu', share: 0.07, align: 'center' },
        { label: 'Số', share: 0.06, align: 'center' },
        { label: 'Ngày lập', share: 0.08, align: 'center' },
        { label: 'Người nộp', share: 0.16 },
        { label: 'Mã hồ sơ', share: 0.16 },
        { label: 'Khoản thu', share: 0.18 },
        { label: 'Số tiền (đồng)', share: 0.09 },
        { label: 'Hình thức', share: 0.08 },
        { label: 'Ghi chú', share: 0.08 },
      ],
      rows: [...rows, ['', '', '', '', '', '', 'Tổng cộng', money(total), '', '']],
      from,
      to,
      agency,
    }
    return {
      fileName: `bang-ke-bien-lai-${from}-${to}`,
      paper: registerPaper(table),
      sheet: registerSheet(table, 'Bảng kê biên lai'),
    }
  },
})

/** Bảng tổng hợp phí, lệ phí phải nộp ngân sách of a month: by kind and budget item, with what is kept and until when the rest is paid. */
export const printBudgetStatement = defineQuery({
  name: 'receipts.printBudgetStatement',
  title: 'In bảng tổng hợp phí, lệ phí nộp ngân sách',
  audience: bookReaders,
  input: z.strictObject({ month: z.iso.date().regex(/-01$/, 'Hãy chọn tháng.') }),
  output: printed,
  async run({ db }, { officeId }, { month }) {
    const [agency, owed] = await Promise.all([agencyOf(db, officeId), budgetOwed(db, officeId, month)])
    const sum = (of: (line: (typeof owed)[number]) => number) =>
      money(owed.reduce((all, line) => all + of(line), 0))
    const rows = owed.map((line, index) => [
      String(index + 1),
      kinds[line.kind],
      line.budgetItem,
      money(line.collected),
      `${line.keptPercent}%`,
      money(line.kept),
      money(line.owed),
      money(line.paid),
      formatDate(line.payBy),
      line.basis,
    ])
    const next = new Date(`${month}T00:00:00Z`)
    const to = addDays(
      `${new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 1)).toISOString().slice(0, 10)}`,
      -1,
    )
    const table: RegisterTable = {
      title: 'Bảng tổng hợp phí, lệ phí nộp ngân sách nhà nước',
      basis: 'Số thu đã trừ số trả lại người nộp trong tháng.',
      columns: [
        { label: 'STT', share: 0.05, align: 'center' },
        { label: 'Loại', share: 0.09 },
        { label: 'Tiểu mục', share: 0.08, align: 'center' },
        { label: 'Thực thu (đồng)', share: 0.12 },
        { label: 'Tỷ lệ để lại', share: 0.08, align: 'center' },
        { label: 'Để lại (đồng)', share: 0.11 },
        { label: 'Phải nộp (đồng)', share: 0.12 },
        { label: 'Đã nộp (đồng)', share: 0.11 },
        { label: 'Hạn nộp', share: 0.09, align: 'center' },
        { label: 'Căn cứ', share: 0.15 },
      ],
      rows: [
        ...rows,
        [
          '',
          'Cộng',
          '',
          sum((line) => line.collected),
          '',
          sum((line) => line.kept),
          sum((line) => line.owed),
          sum((line) => line.paid),
          '',
          '',
        ],
      ],
      from: month,
      to,
      agency,
    }
    return {
      fileName: `nop-ngan-sach-${month.slice(0, 7)}`,
      paper: registerPaper(table),
      sheet: registerSheet(table, 'Nộp ngân sách'),
    }
  },
})
