import { randomInt } from 'node:crypto'

/** Letters and digits that nobody mistakes for each other when read from paper. */
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Mã tra cứu of a receipt: 12 signs (60 bits) that cannot be guessed, which alone open it to its payer. */
export function newLookupCode(): string {
  return Array.from({ length: 12 }, () => signs[randomInt(signs.length)]).join('')
}
