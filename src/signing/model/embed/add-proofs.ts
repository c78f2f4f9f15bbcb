import { openPdf } from '../pdf/open-pdf.ts'
import { isArray, isDictionary, type PdfValue } from '../pdf/values.ts'
import { add, changeCatalog, finishUpdate, startUpdate } from './write-update.ts'
import { changed, dictionary, stream } from './write-values.ts'

/** Certificates, revocation lists and OCSP answers, DER. */
export interface Proofs {
  certificates: readonly Uint8Array[]
  crls: readonly Uint8Array[]
  answers: readonly Uint8Array[]
}

/** Appends a store of proofs (DSS), so that the signatures can be judged for as long as the file is kept (PAdES B-LT). */
export function addProofs(bytes: Uint8Array, proofs: Proofs): Buffer {
  const update = startUpdate(openPdf(bytes))
  const { file } = update
  const known = file.resolve(file.catalog.entries.get('DSS'))
  const store = isDictionary(known) ? known : dictionary({})
  const list = (key: string, added: readonly Uint8Array[]): Record<string, PdfValue> => {
    const before = file.resolve(store.entries.get(key))
    const all = [...(isArray(before) ? before : []), ...added.map((each) => add(update, stream(each, {})))]
    return all.length > 0 ? { [key]: all } : {}
  }
  const entries = {
    ...list('Certs', proofs.certificates),
    ...list('CRLs', proofs.crls),
    ...list('OCSPs', proofs.answers),
  }
  changeCatalog(update, { DSS: add(update, changed(store, entries)) })
  return finishUpdate(update)
}
