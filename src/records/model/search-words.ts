import { foldVietnamese } from '../../platform/search-text.ts'

/** What a document is found by besides the text of its files. */
export function incomingSearchText(of: {
  symbol: string
  issuer: string
  typeName: string
  subject: string
  signerName: string
  note: string
}): string {
  const { symbol, issuer, typeName, subject, signerName, note } = of
  return [symbol, issuer, typeName, subject, signerName, note].map(foldVietnamese).filter(Boolean).join(' | ')
}
