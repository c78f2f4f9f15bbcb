import { digest } from './algorithms.ts'
import {
  accessAddresses,
  type Certificate,
  crlAddresses,
  readCertificate,
  readIssuers,
} from './certificate.ts'
import { isIssuedBy } from './path.ts'
import { readAnswer } from './revocation.ts'

/**
 * Something that must be fetched before a judgement is whole: a revocation list, an OCSP answer, or the certificate of an
 * issuer that the signature did not bring along. Plain data; certificates in DER.
 */
export type Wanted =
  | { kind: 'crl' | 'ocsp'; address: string; certificate: Uint8Array; issuer: Uint8Array }
  | { kind: 'issuer'; address: string; certificate: Uint8Array }

/** Where the authority says that it tells of revocations; nothing for a certificate that names no place. */
export function wantedAnswers(certificate: Certificate, issuer: Certificate): Wanted[] {
  const about = { certificate: certificate.raw, issuer: issuer.raw }
  return [
    ...accessAddresses(certificate, 'ocsp').map((address) => ({ kind: 'ocsp' as const, address, ...about })),
    ...crlAddresses(certificate).map((address) => ({ kind: 'crl' as const, address, ...about })),
  ]
}

/** Where the certificate says that its issuer's can be had. */
export function wantedIssuers(certificate: Certificate): Wanted[] {
  const addresses = accessAddresses(certificate, 'issuers')
  return addresses.map((address) => ({ kind: 'issuer', address, certificate: certificate.raw }))
}

/** Names an answer: of a list all certificates ask for the same, an OCSP answer is for one certificate. */
export function keyOf(wanted: Wanted): string {
  if (wanted.kind !== 'ocsp') return `${wanted.kind} ${wanted.address}`
  return `ocsp ${wanted.address} ${digest('sha256', wanted.certificate).toString('hex')}`
}

/** Names what is wanted for one certificate: two may want the same list, and one of them do without it. */
export const wishOf = (wanted: Wanted): string =>
  `${keyOf(wanted)} ${digest('sha256', wanted.certificate).toString('hex')}`

/** What was asked for and what came; `until` is milliseconds since 1970. */
export type Judged = { until: number } | { fault: 'strange' | 'stale' }

/** How long a certificate of an issuer is kept before it is fetched again. */
const issuerDays = 30 * 86_400_000
/** A list that was made a little ahead of our clock is no list of the future. */
const clockDifference = 5 * 60_000

/**
 * Whether what a server gave is what was asked for: signed by the authority itself, about this certificate, and in force.
 * Garbage, or an answer about something else, must not be kept in its place. Never throws.
 */
export function judgeAnswer(wanted: Wanted, answer: Uint8Array, now: number): Judged {
  const certificate = readCertificate(wanted.certificate)
  if (!certificate) return { fault: 'strange' }
  if (wanted.kind === 'issuer') {
    const isIssuer = readIssuers(answer).some((each) => isIssuedBy(certificate, each))
    return isIssuer ? { until: now + issuerDays } : { fault: 'strange' }
  }
  const issuer = readCertificate(wanted.issuer)
  const word = issuer && readAnswer(wanted.kind, answer, { certificate, issuer })
  if (!word) return { fault: 'strange' }
  const isInForce = word.until > now && word.from <= now + clockDifference
  return isInForce ? { until: word.until } : { fault: 'stale' }
}
