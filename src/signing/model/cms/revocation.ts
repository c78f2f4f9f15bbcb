import { digest, hashNamed } from './algorithms.ts'
import {
  accessAddresses,
  addressesIn,
  authority,
  type Certificate,
  crlAddresses,
  keyUsage,
  listedExtensions,
  purposes,
  readCertificate,
  readExtensions,
} from './certificate.ts'
import { type Der, integerHex, oidOf, partsOf, readDer, tags, timeOf } from './der.ts'
import { keyBits } from './ocsp-request.ts'
import { isAnswerBy, isIssuedBy, type Path } from './path.ts'

/** Revocation lists and OCSP answers at hand, DER. */
export interface RevocationMaterial {
  crls: readonly Uint8Array[]
  answers: readonly Uint8Array[]
}

/**
 * `unknown`: nothing usable at hand, so nobody may call it valid. `missing` are the certificates of which nothing is known that
 * was said at or after the moment asked for: worth asking about, also where what is at hand will do.
 */
export type RevocationState = { missing: Certificate[] } & (
  | { state: 'good'; source: 'crl' | 'ocsp' }
  | { state: 'revoked'; at: number }
  | { state: 'unknown' }
)

/** Whose revocation counts, and when. */
interface RevocationTime {
  /** Milliseconds since 1970. */
  at: number
  /** A timestamp proves that the signature was there at `at`; without it any revocation counts, whenever it was. */
  isProvenTime: boolean
}

/** Whether every certificate of the path, the root aside, was not revoked at that time. */
export function revocationOf(
  path: Path,
  material: RevocationMaterial,
  time: RevocationTime,
): RevocationState {
  const missing: Certificate[] = []
  let source: 'crl' | 'ocsp' | null = null
  let isUnknown = false
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const issuer = path[index + 1]
    if (!issuer) break
    const words = wordsOn({ certificate, issuer }, material)
    const revoked = words.find(
      (word) => word.revokedAt !== null && (!time.isProvenTime || word.revokedAt <= time.at),
    )
    if (revoked?.revokedAt) return { state: 'revoked', at: revoked.revokedAt, missing: [] }
    // An authority may drop a certificate from its list once that has expired: a list of after then says nothing.
    const usable = words.filter((word) => word.until >= time.at && word.from <= certificate.notAfter)
    // A list from before the signature, though in force, cannot know of a revocation in between.
    if (!usable.some((word) => word.from >= time.at)) missing.push(certificate)
    if (usable.length === 0) isUnknown = true
    else if (index === 0) source = usable[0]?.source ?? null
  }
  if (isUnknown) return { state: 'unknown', missing }
  return { state: 'good', source: source ?? 'crl', missing }
}

/** Why tokens of a revoked timestamp authority still hold (RFC 3161, 4): its key was not taken by anybody. */
const harmlessReasons: readonly (number | null)[] = [0, 1, 3, 4, 5]

/**
 * Whether a timestamp authority was revoked so that a token of it from `at` counts no more. A certificate of it that names
 * nobody who would know is taken as it is, as other readers do; where somebody is named, they must have been asked.
 */
export function stampRevocation(
  path: Path,
  material: RevocationMaterial,
  at: number,
): { state: 'good' | 'revoked' | 'unknown'; missing: Certificate[] } {
  const missing: Certificate[] = []
  let isUnknown = false
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const issuer = path[index + 1]
    if (!issuer) break
    const words = wordsOn({ certificate, issuer }, material)
    const isRevoked = words.some(
      ({ revokedAt, reason }) => revokedAt !== null && (revokedAt <= at || !harmlessReasons.includes(reason)),
    )
    if (isRevoked) return { state: 'revoked', missing: [] }
    const usable = words.filter((word) => word.until >= at && word.from <= certificate.notAfter)
    if (!usable.some((word) => word.from >= at)) missing.push(certificate)
    if (usable.length === 0 && namesPlaces(certificate)) isUnknown = true
  }
  return { state: isUnknown ? 'unknown' : 'good', missing }
}

const namesPlaces = (certificate: Certificate) =>
  crlAddresses(certificate).length + accessAddresses(certificate, 'ocsp').length > 0

interface Pair {
  certificate: Certificate
  issuer: Certificate
}

function wordsOn(pair: Pair, { crls, answers }: RevocationMaterial): Word[] {
  return [
    ...answers.flatMap((each) => readAnswer('ocsp', each, pair) ?? []),
    ...crls.flatMap((each) => readAnswer('crl', each, pair) ?? []),
  ]
}

/** What a list or an answer says of a certificate; times in milliseconds since 1970. */
export interface Word {
  source: 'crl' | 'ocsp'
  revokedAt: number | null
  /** CRLReason (RFC 5280, 5.3.1); null where it is not said. */
  reason: number | null
  from: number
  until: number
}

/** Reads a list or an answer as a word on this certificate; undefined where it is none, or not by its issuer. */
export function readAnswer(source: Word['source'], raw: Uint8Array, pair: Pair): Word | undefined {
  try {
    const read = source === 'crl' ? readCrl : readOcsp
    return read(raw, pair.certificate, pair.issuer)
  } catch {
    return undefined
  }
}

const crlIds = { issuingPoint: '2.5.29.28', reason: '2.5.29.21' }

function readCrl(raw: Uint8Array, certificate: Certificate, issuer: Certificate): Word | undefined {
  const [body, algorithm, signature] = partsOf(readDer(raw))
  if (!body || !algorithm || !signature) return undefined
  const fields = partsOf(body)
  if (fields[0]?.tag === tags.integer) fields.shift()
  const [, name, thisUpdate, nextUpdate] = fields
  if (!name || !issuer.subject.equals(name.whole)) return undefined
  const usage = keyUsage(issuer)
  if (usage && !usage.crl) return undefined
  const isSigned = isAnswerBy(issuer, {
    algorithm,
    data: body.whole,
    signature: signature.content.subarray(1),
  })
  if (!isSigned || !covers(fields, certificate)) return undefined
  // Without a next update nobody can say how long the list holds.
  const isDated = nextUpdate?.tag === tags.utcTime || nextUpdate?.tag === tags.time
  if (!isDated) return undefined
  const revoked = fields.slice(4).find((field) => field.tag === tags.sequence)
  const entry = revoked && findRevoked(revoked, certificate.serial)
  const { revokedAt, reason } = entry ?? { revokedAt: null, reason: null }
  return { source: 'crl', revokedAt, reason, from: timeOf(thisUpdate), until: timeOf(nextUpdate) }
}

function findRevoked(list: Der, serial: string): Pick<Word, 'revokedAt' | 'reason'> | undefined {
  for (const entry of partsOf(list)) {
    const [number, at, extensions] = partsOf(entry)
    if (integerHex(number) !== serial) continue
    const stated = extensions && listedExtensions(extensions).get(crlIds.reason)
    return { revokedAt: timeOf(at), reason: stated ? reasonOf(readDer(stated.value)) : null }
  }
  return undefined
}

const reasonOf = (node: Der): number | null =>
  node.tag === tags.enumerated ? (node.content[0] ?? null) : null

/** A list for a part of the certificates counts only where it says that ours is in that part. */
function covers(fields: readonly Der[], certificate: Certificate): boolean {
  const extensions = readExtensions(fields.find((field) => field.tag === tags.context(0)))
  const strange = [...extensions].some(([id, { critical }]) => critical && id !== crlIds.issuingPoint)
  const point = extensions.get(crlIds.issuingPoint)
  if (strange) return false
  return !point || partsOf(readDer(point.value)).every((limit) => limitCovers(limit, certificate))
}

function limitCovers(limit: Der, certificate: Certificate): boolean {
  const { isAuthority } = authority(certificate)
  const isSet = limit.content[0] !== 0
  if (limit.tag === tags.context(0)) {
    const addresses = addressesIn(limit)
    return crlAddresses(certificate).some((each) => addresses.includes(each))
  }
  if (limit.tag === tags.implicit(1)) return !isSet || !isAuthority
  if (limit.tag === tags.implicit(2)) return !isSet || isAuthority
  return false
}

/** An answer that names no next one could be newer at any time (RFC 6960, 4.2.2.1): it holds for as long as a check takes. */
const withoutNext = 10 * 60_000
const ocspIds = { basic: '1.3.6.1.5.5.7.48.1.1', signing: '1.3.6.1.5.5.7.3.9' }

/** RFC 6960, either the whole response or its basic part. */
function readOcsp(raw: Uint8Array, certificate: Certificate, issuer: Certificate): Word | undefined {
  const basic = basicResponse(readDer(raw))
  const [body, algorithm, signature, brought] = partsOf(basic)
  if (!body || !algorithm || !signature) return undefined
  const answer = { algorithm, data: body.whole, signature: signature.content.subarray(1) }
  const delegates = (brought ? partsOf(partsOf(brought)[0]) : []).flatMap(
    (each) => readCertificate(each.whole) ?? [],
  )
  const list = partsOf(body).find((field) => field.tag === tags.sequence && isResponses(field))
  const found = partsOf(list).find((each) => concerns(partsOf(each)[0], certificate, issuer))
  const [, status, thisUpdate, next] = found ? partsOf(found) : []
  if (!status || !thisUpdate) return undefined
  const from = timeOf(thisUpdate)
  const signer = [issuer, ...delegates.filter((each) => mayAnswer(each, issuer, from))].find((each) =>
    isAnswerBy(each, answer),
  )
  if (!signer) return undefined
  const until = next?.tag === tags.context(0) ? timeOf(partsOf(next)[0]) : from + withoutNext
  if (status.tag === tags.implicit(0)) return { source: 'ocsp', revokedAt: null, reason: null, from, until }
  if (status.tag !== tags.context(1)) return undefined
  const [at, stated] = partsOf(status)
  const reason = stated ? reasonOf(readDer(stated.content)) : null
  return { source: 'ocsp', revokedAt: timeOf(at), reason, from, until }
}

function basicResponse(node: Der): Der {
  const [status, wrapped] = partsOf(node)
  if (status?.tag !== tags.enumerated) return node
  const [type, content] = partsOf(partsOf(wrapped)[0])
  if (status.content[0] !== 0 || oidOf(type) !== ocspIds.basic || !content) throw new Error('no answer')
  return readDer(content.content)
}

/** The list of responses, not the responder's name, which is a sequence inside a tag. */
const isResponses = (field: Der) => partsOf(field).every((each) => each.tag === tags.sequence)

function mayAnswer(delegate: Certificate, issuer: Certificate, at: number): boolean {
  if (at < delegate.notBefore || at > delegate.notAfter) return false
  return isIssuedBy(delegate, issuer) && (purposes(delegate) ?? []).includes(ocspIds.signing)
}

function concerns(id: Der | undefined, certificate: Certificate, issuer: Certificate): boolean {
  const [algorithm, nameHash, keyHash, serial] = partsOf(id)
  const hash = hashNamed(algorithm)
  if (!hash || !nameHash || !keyHash || integerHex(serial) !== certificate.serial) return false
  const bits = keyBits(issuer)
  return digest(hash, issuer.subject).equals(nameHash.content) && digest(hash, bits).equals(keyHash.content)
}
