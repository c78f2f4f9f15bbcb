const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const groupNames = ['', 'nghìn', 'triệu', 'tỷ', 'nghìn tỷ', 'triệu tỷ'] as const

/** A group of three digits; `isLeading`: nothing stands before it, so its zeros are not said. */
function groupWords(group: number, isLeading: boolean): string[] {
  const [hundreds, tens, ones] = [Math.floor(group / 100), Math.floor(group / 10) % 10, group % 10]
  const words: string[] = []
  if (hundreds > 0 || !isLeading) words.push(digits[hundreds] ?? '', 'trăm')
  if (tens === 1) words.push('mười')
  else if (tens > 1) words.push(digits[tens] ?? '', 'mươi')
  else if (ones > 0 && words.length > 0) words.push('lẻ')
  if (ones === 0) return words
  if (ones === 1 && tens > 1) words.push('mốt')
  else if (ones === 5 && tens > 0) words.push('lăm')
  else words.push(digits[ones] ?? '')
  return words
}

/**
 * An amount of whole đồng in words, as receipts and vouchers want it: `Tám nghìn đồng`, `Hai mươi mốt triệu không trăm lẻ năm nghìn
 * đồng`. Fails with RangeError on what is no amount.
 */
export function amountInWords(amount: number): string {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('whole đồng, not below 0')
  if (amount === 0) return 'Không đồng'
  const groups: number[] = []
  for (let rest = amount; rest > 0; rest = Math.floor(rest / 1000)) groups.push(rest % 1000)
  const words = groups
    .map((group, place) => ({ group, place }))
    .toReversed()
    .flatMap(({ group, place }, index) =>
      group === 0 ? [] : [...groupWords(group, index === 0), groupNames[place] ?? ''],
    )
  const text = `${words.filter((word) => word !== '').join(' ')} đồng`
  return text.charAt(0).toUpperCase() + text.slice(1)
}
