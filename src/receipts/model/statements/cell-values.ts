/** A cell of a sheet: words, a number as the file keeps it, a day, or nothing. */
export type Cell = string | { number: string } | { day: string } | null

export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell.trim()
  return 'number' in cell ? cell.number : cell.day
}

/** `20.000`, `20,000`, `20 000`: digits in groups of three with one kind of sign between them. */
const grouped = /^\d{1,3}(?:([., \u00a0\u202f'])\d{3})(?:\1\d{3})*$/

/**
 * An amount as banks write it, in đồng: `1.234.567`, `1,234,567.00`, `-8000`, `(8.000)`, `8.000 VND`. Null for what is none, for parts of
 * a đồng, and for what could mean two amounts.
 */
export function readAmount(cell: Cell | undefined): number | null {
  if (cell === null || cell === undefined || (typeof cell === 'object' && 'day' in cell)) return null
  if (typeof cell === 'object') return wholeNumber(Number(cell.number))
  const text = cell.trim().replace(/\s*(?:vnđ|vnd|đồng|đ)$/iu, '')
  const inBrackets = /^\((.+)\)$/.exec(text)
  const signed = /^([+\-−]?)\s*(.+)$/.exec(inBrackets?.[1] ?? text)
  if (!signed || (inBrackets && signed[1] !== '')) return null
  const digits = wholeDigits(signed[2] ?? '')
  if (digits === null) return null
  const amount = Number(digits)
  const isOut = inBrackets !== null || signed[1] === '-' || signed[1] === '−'
  return isOut && amount !== 0 ? -amount : amount
}

/** The digits of a whole amount; a fraction of nothing but zeros is left off. */
function wholeDigits(text: string): string | null {
  const fraction = /^(.*)[.,]0{1,2}$/.exec(text)
  if (fraction && !grouped.test(text)) {
    const whole = fraction[1] ?? ''
    const mark = text.at(whole.length)
    // The sign of the fraction is not also the sign between the thousands.
    return whole.includes(mark ?? '') ? null : wholeDigits(whole)
  }
  if (/^\d{1,15}$/.test(text)) return text
  return grouped.test(text) && text.length <= 20 ? text.replaceAll(/\D/g, '') : null
}

/** Sheets keep numbers in binary: what is off by less than a millionth of a đồng is that đồng. */
function wholeNumber(value: number): number | null {
  const whole = Math.round(value)
  return Number.isSafeInteger(whole) && Math.abs(value - whole) < 1e-6 ? whole + 0 : null
}

/** Whether there is such a day. */
function isDay(year: number, month: number, day: number): boolean {
  if (year < 2000 || year > 2100 || month < 1 || month > 12 || day < 1) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (lengths[month - 1] ?? 0)
}

/** `YYYY-MM-DD`, or null where there is no such day between 2000 and 2100. */
export function dayOfParts(year: number, month: number, day: number): string | null {
  if (!isDay(year, month, day)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** A day as banks write it, day before month (`24/03/2026`, a time may follow) or as ISO; null for anything else. */
export function readDay(cell: Cell | undefined): string | null {
  const text = cellText(cell)
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:$|[\sT,-])/.exec(text)
  if (local) return dayOfParts(Number(local[3]), Number(local[2]), Number(local[1]))
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:$|[\sT])/.exec(text)
  return iso ? dayOfParts(Number(iso[1]), Number(iso[2]), Number(iso[3])) : null
}
