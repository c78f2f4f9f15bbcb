import type { Sheet, SheetStyle, SheetValue } from '../../../platform/spreadsheet.ts'
import type { printCertificationRegister } from '../../queries/print-certification.ts'

type Printed = Awaited<ReturnType<typeof printCertificationRegister.run>>['data']

const style: SheetStyle = { borderStyle: 'thin', wrap: true, alignVertical: 'top' }
const columns = [10, 13, 28, 40, 9, 9, 14, 24, 30].map((width) => ({ width, style }))
const numbers = [0, 4, 5, 6]

/** A certification register as a sheet: numbers as numbers, so that they can be summed; what is struck says so in its note. */
export function certificationSheet(register: Printed): Sheet {
  const { totals } = register
  return {
    name: 'Sổ chứng thực',
    columns,
    head: [
      [{ value: register.title, fontWeight: 'bold', fontSize: 14 }],
      [{ value: `${register.agency}. ${register.period}. ${register.volume}` }],
      [],
      register.header.map((value) => ({
        value,
        fontWeight: 'bold' as const,
        align: 'center' as const,
        wrap: true,
        borderStyle: 'thin' as const,
      })),
    ],
    body: [
      ...register.rows.map(({ cells }) => cells.map(cellValue)),
      ['', '', '', totals.words, '', totals.copies, totals.fee, '', ''].map(cellValue),
    ],
  }
}

function cellValue(text: string, column: number): SheetValue {
  const digits = text.replaceAll('.', '')
  return numbers.includes(column) && /^\d+$/.test(digits) ? Number(digits) : text
}
