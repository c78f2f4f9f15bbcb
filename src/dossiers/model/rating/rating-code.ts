import { createHash } from 'node:crypto'

/** Letters and digits that are not mistaken for each other when copied by hand (Crockford). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 10

/**
 * The code that lets one dossier be rated, `4F7K9-Q2M0X`: fifty bits of a keyed hash of its id. Only the program, which
 * holds the key, gets from a dossier to its code; nobody gets back.
 */
export function ratingCode(keyedHash: Uint8Array): string {
  const letters = Array.from({ length }, (_, at) => alphabet[(keyedHash[at] ?? 0) % alphabet.length]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** The code as it is written, however it was typed; null when it can be none. */
export function readRatingCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const known = letters.length === length && [...letters].every((letter) => alphabet.includes(letter))
  return known ? `${letters.slice(0, 5)}-${letters.slice(5)}` : null
}

/** What is kept of a code. */
export function ratingCodeHash(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}
