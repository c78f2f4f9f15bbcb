import { createHash, randomBytes } from 'node:crypto'

/** Bytes of the office's id and of the secret in a ticket. */
const [officeLength, secretLength] = [16, 32]

/**
 * Vé một lần: the right to fetch or to bring one file once, for a program that has no session. It names the office, in which it is then
 * looked for; of the secret only the hash is kept.
 */
export function makeTicket(officeId: string): { text: string; hash: string } {
  const office = Buffer.from(officeId.replaceAll('-', ''), 'hex')
  const text = Buffer.concat([office, randomBytes(secretLength)]).toString('base64url')
  return { text, hash: hashOf(text) }
}

/** The office that a ticket names and its hash; null for what is no ticket. */
export function readTicket(text: unknown): { officeId: string; hash: string } | null {
  if (typeof text !== 'string' || !/^[\w-]{64}$/.test(text)) return null
  const hex = Buffer.from(text, 'base64url').subarray(0, officeLength).toString('hex')
  return { officeId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), hash: hashOf(text) }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
