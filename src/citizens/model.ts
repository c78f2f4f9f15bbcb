/** How surely a citizen (công dân) is who they say: by the national identity, an account, or a confirmed address only. */
export type CitizenLevel = 'vneid' | 'account' | 'contact'

/** A citizen (công dân) who is known to the program for this visit: signed in, or with an address they have confirmed. */
export interface Citizen {
  /** The office that knows them; their sign-in counts nowhere else. */
  officeId: string
  /** Their account in this office. */
  accountId: string
  /** How surely they are who they say. */
  level: CitizenLevel
  /** Name and personal number as the identity provider gave them; empty where only an address was confirmed. */
  name: string
  personalId: string
  /** Confirmed e-mail address or telephone number; empty where the provider gave none. */
  email: string
  phone: string
}

/** A sign-in ends after so long without a page opened, and in any case after so long (milliseconds). */
export const idleFor = 30 * 60_000
export const atMostFor = 12 * 60 * 60_000

/** How long a one-time code counts (milliseconds) and how often it may be typed wrong. */
export const codeFor = 10 * 60_000
export const codeTries = 5

/** How long somebody may stay at the identity provider before coming back (milliseconds). */
export const awayFor = 10 * 60_000
