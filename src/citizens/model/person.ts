import { emailAddress, mobileNumber, shownAddress } from '../../notifications/model/address.ts'
import { oneLine } from '../../notifications/model/wording.ts'

/** Which claims of the provider hold what; empty names hold nothing. */
export interface ClaimNames {
  nameClaim: string
  personalIdClaim: string
  birthDateClaim: string
  levelClaim: string
  emailClaim: string
  phoneClaim: string
  /** Values of the level, separated by spaces, that count as confirmed by VNeID. */
  vneidLevels: string
}

/** A citizen as the identity provider describes them; what it leaves out or garbles is empty. */
export interface Person {
  level: 'vneid' | 'account'
  name: string
  personalId: string
  birthDate: string | null
  email: string
  phone: string
}

/** Reads a person from the claims; nothing that the claims say is trusted to have the form it should have. */
export function personOf(claims: Readonly<Record<string, unknown>>, names: ClaimNames): Person {
  const text = (path: string) => textOf(claimAt(claims, path))
  const level = text(names.levelClaim)
  const isVneid = level !== '' && names.vneidLevels.split(/\s+/).includes(level)
  return {
    level: isVneid ? 'vneid' : 'account',
    name: text(names.nameClaim).slice(0, 200),
    personalId: personalNumber(text(names.personalIdClaim)),
    birthDate: isoDate(text(names.birthDateClaim)),
    email: claims.email_verified === false ? '' : (emailAddress(text(names.emailClaim)) ?? ''),
    phone: claims.phone_number_verified === false ? '' : telephone(text(names.phoneClaim)),
  }
}

/** A claim by its name, or by a path of names joined with dots. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (path === '') return undefined
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split('.').reduce<unknown>((value, name) => {
    const isNested = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    return isNested ? (value as Record<string, unknown>)[name] : undefined
  }, claims)
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? oneLine(value) : ''
}

/** Số định danh cá nhân has twelve digits, the older identity card nine. */
function personalNumber(text: string): string {
  const digits = text.replaceAll(/[\s.]/g, '')
  return /^(\d{12}|\d{9})$/.test(digits) ? digits : ''
}

/** `YYYY-MM-DD` of the ways in which a day is written: 1985-04-30, 30/04/1985, 19850430. */
function isoDate(text: string): string | null {
  const parts =
    /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})/.exec(text) ??
    /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/.exec(text) ??
    /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/.exec(text)
  const { y = '', m = '', d = '' } = parts?.groups ?? {}
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const day = new Date(`${iso}T00:00:00Z`)
  return parts && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : null
}

function telephone(text: string): string {
  const number = mobileNumber(text)
  return number ? shownAddress(number) : ''
}
