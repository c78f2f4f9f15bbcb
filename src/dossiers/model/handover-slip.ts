import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'

const pattern = /^BG-(?<agency>[A-Z0-9.]{3,30})-(?<year>\d{4})-(?<number>\d{5,})$/

/** Number of a slip (phiếu bàn giao) with its agency, so that a slip of another office is told by its bar code. */
export function slipCode({ agency, year, number }: { agency: string; year: string; number: number }): string {
  return `BG-${agency}-${year}-${String(number).padStart(5, '0')}`
}

/** A slip's code as people type or scan it (also the address that the QR code holds), put right. */
export const normaliseSlipCode = normaliseDossierCode

/** The agency that made a slip of this code, or null when it is no slip's code. */
export function agencyOfSlip(code: string): string | null {
  return pattern.exec(code)?.groups?.agency ?? null
}

/** What the receiving side found of one dossier. */
export const itemStates = {
  sent: 'Đang chuyển',
  received: 'Đã nhận',
  missing: 'Không có trong gói',
} as const
export type ItemState = keyof typeof itemStates
export const itemStateNames = Object.keys(itemStates) as [ItemState, ...ItemState[]]

/** Where a slip goes: a unit of the office, or another agency by its name and code. */
export interface Destination {
  unitId: string | null
  name: string
  code: string
}

/** What the paper says of who hands over, kept with the slip so that a reprint says the same. */
export interface SlipFacts {
  office: { name: string; parentName: string; placeName: string; receptionName: string }
  fromName: string
  fromPerson: string
  /** After this time of day paper is passed on the next working day, e.g. `15:00`. */
  cutoff: string
}
