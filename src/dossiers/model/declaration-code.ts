import { createHash } from 'node:crypto'

/** Letters and digits that are not mistaken for each other when read aloud or copied by hand (Crockford). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 8

/**
 * Code that a citizen reads out, such as `TK-4F7K-9Q2M`: forty bits of the hash of a random id, behind what kind of thing
 * it is of. From the id follows the code, from the code not the id.
 */
export function spokenCode(kind: string, id: string): string {
  const hash = createHash('sha256').update(id.toLowerCase()).digest()
  const letters = Array.from({ length }, (_, index) => alphabet[(hash[index] ?? 0) % alphabet.length]).join(
    '',
  )
  return `${kind}-${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** Code of a declaration (mã tờ khai), which the citizen tells at the desk. */
export const declarationCode = (id: string): string => spokenCode('TK', id)

/** The code as it is written, however it was typed or scanned; null when it can be none. */
export function readDeclarationCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^\s*TK/, '')
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const known = letters.length === length && [...letters].every((letter) => alphabet.includes(letter))
  return known ? `TK-${letters.slice(0, 4)}-${letters.slice(4)}` : null
}
