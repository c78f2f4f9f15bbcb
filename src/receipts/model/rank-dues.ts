import { foldVietnamese } from '../../platform/search-text.ts'
import { readReferences } from './payment-reference.ts'

/** A due as far as it is compared with a bank's words. */
interface Candidate {
  reference: string
  dossierCode: string
  payerName: string
  stillDueVnd: number
}

interface Told {
  amountVnd: number
  description: string
  counterparty: string
}

/**
 * Dues that a movement may be for, for a person to choose from: those that its words name, then by dossier code, by the payer's name, by
 * the amount. What nothing speaks for is left out. Banks write in capitals without diacritics, and leave the signs of codes out.
 */
export function rankDues<D extends Candidate>(told: Told, dues: readonly D[]): D[] {
  const words = ` ${foldVietnamese(`${told.description} ${told.counterparty}`)} `
  const letters = words.replaceAll(/[^a-z0-9]/g, '')
  const named = new Set(readReferences(told.description).map(({ year, number }) => `${year} ${number}`))
  const rankOf = ({ reference, dossierCode, payerName, stillDueVnd }: D): number => {
    const [own] = readReferences(reference)
    const code = dossierCode.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
    const name = foldVietnamese(payerName)
    if (own && named.has(`${own.year} ${own.number}`)) return 0
    if (code !== '' && letters.includes(code)) return 1
    if (name !== '' && words.includes(` ${name} `)) return stillDueVnd === told.amountVnd ? 2 : 3
    return stillDueVnd === told.amountVnd ? 4 : 5
  }
  return dues
    .map((due) => ({ due, rank: rankOf(due) }))
    .filter(({ rank }) => rank < 5)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ due }) => due)
}
