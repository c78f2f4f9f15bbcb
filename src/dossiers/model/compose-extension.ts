import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { editionOn, localTime, orNull, paperNumber, signingPost } from './compose-papers.ts'
import { paperSymbolOn } from './papers/forms.ts'
import type { ExtensionPaper } from './papers/shapes.ts'
import type { PaperSource } from './papers/source.ts'

/** What is kept of an apology with a new date (`dossier_papers.facts`, form `extension`); instants as ISO text. */
export const extensionFacts = z.object({
  reason: z.string(),
  dueBefore: z.coerce.date(),
  dueAfter: z.coerce.date(),
  sequence: z.int().min(1).default(1),
  /** The leader who signs: never who drafted it at the counter. */
  signerName: z.string().nullish(),
  signerPost: z.string().nullish(),
})
export type ExtensionFacts = z.input<typeof extensionFacts>

/** When and under which number it was issued; null for a draft, which leaves room for both. */
export interface ExtensionPrint {
  facts: ExtensionFacts
  number: number | null
  /** Symbol kept with the paper; for a draft the one of the day is taken. */
  symbol?: string
  issuedAt: Date | null
  /** For a draft: the edition of this day. */
  now: Date
  trackingUrl: string | null
}

/**
 * Mẫu số 04, signed by the head of the resolving agency (Thủ trưởng cơ quan, đơn vị). It goes out through the reception
 * unit, and for a dossier filed online through the account, mail or SMS of the citizen.
 */
export function composeExtension(source: PaperSource, print: ExtensionPrint): ExtensionPaper {
  const { dossier, office } = source
  const facts = extensionFacts.parse(print.facts)
  const day = localDate(print.issuedAt ?? print.now)
  const form = editionOn('extension', day)
  const symbol = print.symbol ?? paperSymbolOn('extension', day, office.paperSymbols)
  return {
    parentAgency: orNull(office.parentName),
    agency: office.name,
    number: print.number === null ? null : paperNumber(print.number),
    symbol: orNull(symbol),
    place: office.placeName,
    date: print.issuedAt ? day : null,
    title: form.title,
    edition: form.edition,
    dossierCode: dossier.code ?? '',
    trackingUrl: print.trackingUrl,
    applicantName: dossier.applicantName,
    address: orNull(dossier.address),
    phone: orNull(dossier.phone),
    email: orNull(dossier.email),
    procedureName: dossier.procedureName,
    receivedAt: localTime(dossier.receivedAt),
    dueBefore: localTime(facts.dueBefore),
    dueAfter: localTime(facts.dueAfter),
    reason: facts.reason,
    sequence: facts.sequence,
    recipients: ['Như trên', office.receptionName, 'Lưu: VT'],
    signerAuthority: 'TM. Ủy ban nhân dân',
    signerPost: signingPost(facts.signerPost || 'Chủ tịch'),
    signerName: facts.signerName ?? null,
  }
}
