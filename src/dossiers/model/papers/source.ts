import type { Fee } from '../../../procedures/model.ts'

import type { PaperSymbols } from '../../../staff/model.ts'

/** What papers say of the office: kept with each paper, so that a reprint says what the office was called then. */
export interface Letterhead {
  name: string
  parentName: string
  placeName: string
  receptionName: string
  phone: string
  /** What the office writes after the slash of a number, by kind of paper. */
  paperSymbols: PaperSymbols
}

/** The part of an office's facts that papers print. */
export function letterheadOf(office: Letterhead): Letterhead {
  const { name, parentName, placeName, receptionName, phone, paperSymbols } = office
  return { name, parentName, placeName, receptionName, phone, paperSymbols }
}

/** Everything an official form of a dossier is printed from. */
export interface PaperSource {
  office: Letterhead
  dossier: {
    id: string
    code: string | null
    fieldCode: string
    procedureName: string
    applicantName: string
    personalId: string
    address: string
    phone: string
    email: string
    submitterName: string
    content: string
    setCount: number
    returnPlace: string
    receivedAt: Date
    originalDueAt: Date
    timeLimit: { amount: number; unit: 'hour' | 'working_day' | 'day' | 'same_day' }
    receivedByName: string
    fees: Fee[]
  }
  components: {
    name: string
    kind: string
    provided: boolean
    originals: number
    copies: number
    /** Taken from what the office already has; nothing was handed in. */
    isReused: boolean
  }[]
  handovers: {
    fromLabel: string
    toLabel: string
    receiverName: string | null
    handedAt: Date
    receivedAt: Date | null
    outcome: 'early' | 'on_time' | 'late'
    note: string
  }[]
}

/** An issued form of a dossier. */
export interface IssuedPaper {
  dossierId: string
  form: string
  number: number
  symbol: string
  issuedAt: Date
  facts: Record<string, unknown>
}

/**
 * The same source with the letterhead that was kept when the paper was issued. One kept before offices had symbols of
 * their own says the usual ones, as the paper did.
 */
export function asIssued(source: PaperSource, facts: Record<string, unknown>): PaperSource {
  const kept = facts.office as Partial<Letterhead> | undefined
  return kept ? { ...source, office: { ...source.office, paperSymbols: {}, ...kept } } : source
}
