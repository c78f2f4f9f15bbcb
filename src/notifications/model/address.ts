import { z } from 'zod'

/** A mobile number of Viet Nam in the form the gateway takes (`84912345678`), or null: nothing else gets text messages. */
export function mobileNumber(declared: string): string | null {
  const digits = declared.normalize('NFKC').replaceAll(/[\s().-]/g, '')
  const national = digits.replace(/^(?:\+|00)?84(?=[35789]\d{8}$)/, '0')
  return /^0[35789]\d{8}$/.test(national) ? `84${national.slice(1)}` : null
}

const emailSchema = z.email().max(254)

/** An e-mail address in lower case, or null for what is none: also for lists, names in brackets and line breaks. */
export function emailAddress(declared: string): string | null {
  const parsed = emailSchema.safeParse(declared.trim().toLowerCase())
  return parsed.success ? parsed.data : null
}

/** An address shown to people who need only recognise it: `09•••••678`, `ng•••@example.vn`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  if (at >= 0) return `${address.slice(0, Math.min(2, at))}•••${address.slice(at)}`
  return `${address.replace(/^84/, '0').slice(0, 2)}•••••${address.slice(-3)}`
}

/** A number as people write it. */
export function shownAddress(address: string): string {
  return address.replace(/^84(?=\d{9}$)/, '0')
}
