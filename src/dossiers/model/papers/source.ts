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
  /** Other agencies to which the paper dossier went. */
  coordinating: string[]
  handovers: {
    fromUnit: string | null
    fromName: string
    /** The receiving unit, or the role it waits for. */
    toUnit: string
    receiverName: string | null
    handedAt: Date
    receivedAt: Date | null
    outcome: 'early' | 'on_time' | 'late'
    note: string
  }[]
}

/** What is kept of the dossier with a paper issued for it. */
export type DossierAsPrinted = Pick<
  PaperSource['dossier'],
  'code' | 'procedureName' | 'applicantName' | 'address' | 'phone' | 'email'
>

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
 * The same source with the letterhead and the facts of the dossier that were kept when the paper was issued. A paper kept
 * before offices had symbols of their own says the usual ones, as it did then.
 */
export function asIssued(source: PaperSource, facts: Record<string, unknown>): PaperSource {
  const office = facts.office as Partial<Letterhead> | undefined
  const dossier = facts.dossier as DossierAsPrinted | undefined
  return {
    ...source,
    office: office ? { ...source.office, paperSymbols: {}, ...office } : source.office,
    dossier: { ...source.dossier, ...dossier },
  }
}
