/** What papers say of the office: kept with each paper, so that a reprint says what the office was called then. */
export interface Letterhead {
  name: string
  parentName: string
  placeName: string
  receptionName: string
  phone: string
}

/** The part of an office's facts that papers print. */
export function letterheadOf({ name, parentName, placeName, receptionName, phone }: Letterhead): Letterhead {
  return { name, parentName, placeName, receptionName, phone }
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
    fees: { name: string; amountVnd: number | null }[]
  }
  components: { name: string; kind: string; provided: boolean; originals: number; copies: number }[]
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

/** The same source with the letterhead that was kept when the paper was issued. */
export function asIssued(source: PaperSource, facts: Record<string, unknown>): PaperSource {
  const office = facts.office as Letterhead | undefined
  return office ? { ...source, office } : source
}
