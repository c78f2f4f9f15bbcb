import { digest } from './algorithms.ts'
import { type Certificate, serialOf } from './certificate.ts'
import { der, oid, partsOf, readDer, tags } from './der.ts'

const sha1 = der(tags.sequence, oid('1.3.14.3.2.26'), der(tags.none))

/** The bits of a key as certificates are named by in OCSP (RFC 6960, 4.1.1). */
export function keyBits(issuer: Certificate): Uint8Array {
  const key = issuer.key.export({ type: 'spki', format: 'der' })
  return partsOf(readDer(key))[1]?.content.subarray(1) ?? new Uint8Array()
}

/**
 * A question about one certificate (RFC 6960). SHA-1 only names the issuer here, as every server understands; without a nonce,
 * so that servers may answer from a store and we may keep the answer.
 */
export function ocspRequest(certificate: Certificate, issuer: Certificate): Buffer {
  const id = der(
    tags.sequence,
    sha1,
    der(tags.octets, digest('sha1', issuer.subject)),
    der(tags.octets, digest('sha1', keyBits(issuer))),
    serialOf(certificate),
  )
  return der(tags.sequence, der(tags.sequence, der(tags.sequence, der(tags.sequence, id))))
}
