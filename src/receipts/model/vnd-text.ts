/** An amount as people type it (`20.000`, `20 000 đ`): đồng; NaN where it is none. */
export function readVnd(text: string): number {
  const digits = text.replaceAll(/[\s.,đ]/gi, '')
  return /^-?\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN
}

/** `20.000 đ`, never broken at the end of a line. */
export function vndText(amount: number): string {
  return `${amount.toLocaleString('vi-VN')}\u00a0đ`
}
