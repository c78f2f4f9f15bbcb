import type { SpecialRoute } from '../../platform/http/api.ts'
import { bothForms } from '../../records/api/both-forms.ts'
import { printBudgetStatement, printReceiptBook } from '../queries/print-books.ts'

const query = (name: string, description: string, example: string) => ({
  name,
  in: 'query',
  description,
  required: true,
  schema: { type: 'string', format: 'date' },
  example,
})

/** The books of the accountant, to print and sign and to work with. */
export const bookRoutes: readonly SpecialRoute[] = [
  ...bothForms('/fee-books/receipts', {
    ...printReceiptBook,
    make: printReceiptBook,
    parameters: [query('from', 'Từ ngày', '2026-01-01'), query('to', 'Đến ngày', '2026-12-31')],
  }),
  ...bothForms('/fee-books/budget', {
    ...printBudgetStatement,
    make: printBudgetStatement,
    parameters: [query('month', 'Ngày đầu của tháng', '2026-03-01')],
  }),
]
