/** A citizen (công dân) who is known to the program for this visit: signed in, or with an address they have confirmed. */
export interface Citizen {
  /** Their account in this office. */
  accountId: string
  /** How surely they are who they say. */
  level: 'vneid' | 'account' | 'contact'
  /** Name and personal number as the identity provider gave them; empty where only an address was confirmed. */
  name: string
  personalId: string
  /** Confirmed e-mail address or telephone number; empty where the provider gave none. */
  email: string
  phone: string
}
