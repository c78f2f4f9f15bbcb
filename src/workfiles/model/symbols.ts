const romans = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const

/** Roman numeral of a big heading; Arabic from 4000 on, which no list reaches. */
export function roman(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number >= 4000) return String(number)
  let left = number
  let text = ''
  for (const [value, letters] of romans) {
    while (left >= value) {
      text += letters
      left -= value
    }
  }
  return text
}

/** Số và ký hiệu hồ sơ: serial and abbreviation of the big heading, such as `01.TCCB`. */
export function entrySymbol(serial: number, abbreviation: string): string {
  return `${String(serial).padStart(2, '0')}.${abbreviation}`
}

/** What a symbol looks like, also of a file outside the list. */
export const symbolPattern = /^\d{1,4}\.\p{Lu}[\p{Lu}\d.-]{0,14}$/u
export const abbreviationPattern = /^\p{Lu}[\p{Lu}\d-]{0,11}$/u
