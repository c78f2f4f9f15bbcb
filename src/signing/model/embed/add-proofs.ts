import { decodeProof } from '../pdf/decode-stream.ts'
import { openPdf, type PdfFile } from '../pdf/open-pdf.ts'
import { proofsOf } from '../pdf/signature-fields.ts'
import { isArray, isDictionary, isStream, type PdfValue } from '../pdf/values.ts'
import { add, changeCatalog, finishUpdate, startUpdate } from './write-update.ts'
import { changed, dictionary, stream } from './write-values.ts'

/** Certificates, revocation lists and OCSP answers, DER. */
export interface Proofs {
  certificates: readonly Uint8Array[]
  crls: readonly Uint8Array[]
  answers: readonly Uint8Array[]
}

/**
 * Appends a store of proofs (DSS), so that the signatures can be judged for as long as the file is kept (PAdES B-LT). What is in
 * the store already is not put there again; with nothing new the bytes stay as they are.
 */
export function addProofs(bytes: Uint8Array, proofs: Proofs): Buffer {
  const update = startUpdate(openPdf(bytes))
  const { file } = update
  const known = file.resolve(file.catalog.entries.get('DSS'))
  const store = isDictionary(known) ? known : dictionary({})
  const fresh = {
    Certs: notAmong(file, 'Certs', proofs.certificates),
    CRLs: notAmong(file, 'CRLs', proofs.crls),
    OCSPs: notAmong(file, 'OCSPs', proofs.answers),
  }
  if (Object.values(fresh).every((each) => each.length === 0)) return Buffer.from(bytes)
  const list = (key: keyof typeof fresh): Record<string, PdfValue> => {
    const before = file.resolve(store.entries.get(key))
    const all = [
      ...(isArray(before) ? before : []),
      ...fresh[key].map((each) => add(update, stream(each, {}))),
    ]
    return all.length > 0 ? { [key]: all } : {}
  }
  const entries = {
    ...list('Certs'),
    ...list('CRLs'),
    ...list('OCSPs'),
  }
  changeCatalog(update, { DSS: add(update, changed(store, entries)) })
  return finishUpdate(update)
}

function notAmong(
  file: PdfFile,
  key: 'Certs' | 'CRLs' | 'OCSPs',
  proofs: readonly Uint8Array[],
): Uint8Array[] {
  const known = new Set(
    proofsOf(file, key).flatMap((each) => (isStream(each) ? decodeProof(each).map(hexOf) : [])),
  )
  return proofs.filter((each) => !known.has(hexOf(each)))
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
