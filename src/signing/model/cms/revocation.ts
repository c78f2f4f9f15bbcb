import { digest, hashNamed } from './algorithms.ts'
import {
  addressesIn,
  authority,
  type Certificate,
  crlAddresses,
  keyUsage,
  purposes,
  readCertificate,
  readExtensions,
} from './certificate.ts'
import { type Der, integerHex, oidOf, partsOf, readDer, tags, timeOf } from './der.ts'
import { isAnswerBy, isIssuedBy, type Path } from './path.ts'
import { type Wanted, wantedFor } from './wanted.ts'

/** Revocation lists and OCSP answers at hand, DER. */
export interface RevocationMaterial {
  crls: readonly Uint8Array[]
  answers: readonly Uint8Array[]
}

/**
 * `unknown`: nothing usable at hand, so nobody may call it valid. `wanted` is where the authority says that it can be asked.
 */
export type RevocationState =
  | { state: 'good'; source: 'crl' | 'ocsp' }
  | { state: 'revoked'; at: number; whose: Certificate }
  | { state: 'unknown'; whose: Certificate; wanted: Wanted }

/**
 * Whether every certificate of the path, the root aside, was not revoked at `at` (milliseconds). `isProvenTime` says that
 * a timestamp proves the signature was there at `at`; without it any revocation counts, whenever it was.
 */
export function revocationOf(
  path: Path,
  material: RevocationMaterial,
  time: { at: number; isProvenTime: boolean },
): RevocationState {
  let source: 'crl' | 'ocsp' = 'crl'
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const issuer = path[index + 1]
    if (!issuer) break
    const words = [
      ...material.answers.flatMap((each) => attempt(() => readOcsp(each, certificate, issuer))),
      ...material.crls.flatMap((each) => attempt(() => readCrl(each, certificate, issuer))),
    ]
    const revoked = words.find((word) => word.revokedAt !== null)
    if (revoked?.revokedAt && (!time.isProvenTime || revoked.revokedAt <= time.at)) {
      return { state: 'revoked', at: revoked.revokedAt, whose: certificate }
    }
    // An authority may drop a certificate from its list once that has expired: a list of after then says nothing.
    const usable = words.find((word) => word.until >= time.at && word.from <= certificate.notAfter)
    if (!usable) return { state: 'unknown', whose: certificate, wanted: wantedFor(certificate, issuer) }
    if (index === 0) source = usable.source
  }
  return { state: 'good', source }
}

interface Word {
  source: 'crl' | 'ocsp'
  revokedAt: number | null
  from: number
  until: number
}

function attempt(work: () => Word | undefined): Word[] {
  try {
    const word = work()
    return word ? [word] : []
  } catch {
    return []
  }
}

const crlIds = { issuingPoint: '2.5.29.28', number: '2.5.29.20', authorityKey: '2.5.29.35' }

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
  return { source: 'crl', revokedAt: entry ?? null, from: timeOf(thisUpdate), until: timeOf(nextUpdate) }
}

function findRevoked(list: Der, serial: string): number | undefined {
  for (const entry of partsOf(list)) {
    const [number, at] = partsOf(entry)
    if (integerHex(number) === serial) return timeOf(at)
  }
  return undefined
}

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
  const until = next?.tag === tags.context(0) ? timeOf(partsOf(next)[0]) : from
  if (status.tag === tags.implicit(0)) return { source: 'ocsp', revokedAt: null, from, until }
  if (status.tag !== tags.context(1)) return undefined
  return { source: 'ocsp', revokedAt: timeOf(partsOf(status)[0]), from, until }
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
  const key = issuer.key.export({ type: 'spki', format: 'der' })
  const bits = partsOf(readDer(key))[1]?.content.subarray(1) ?? new Uint8Array()
  return digest(hash, issuer.subject).equals(nameHash.content) && digest(hash, bits).equals(keyHash.content)
}
