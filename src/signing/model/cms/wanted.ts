import { digest } from './algorithms.ts'
import { addressesIn, type Certificate, crlAddresses } from './certificate.ts'
import { der, oid, oidOf, partsOf, readDer, tags, timeOf } from './der.ts'

/** What would tell whether a certificate was revoked, and where its authority says that it can be had. */
export interface Wanted {
  /** Questions by OCSP (RFC 6960): the address of the responder, and the request in DER. */
  ocsp: { address: string; request: Uint8Array }[]
  /** Addresses of revocation lists. */
  lists: string[]
}

const ids = { information: '1.3.6.1.5.5.7.1.1', ocsp: '1.3.6.1.5.5.7.48.1', sha1: '1.3.14.3.2.26' }

/** What is missing for a certificate below its issuer. */
export function wantedFor(certificate: Certificate, issuer: Certificate): Wanted {
  const request = ocspRequest(certificate, issuer)
  return {
    ocsp: responders(certificate).map((address) => ({ address, request })),
    lists: crlAddresses(certificate),
  }
}

function responders(certificate: Certificate): string[] {
  const extension = certificate.extensions.get(ids.information)
  if (!extension) return []
  try {
    return partsOf(readDer(extension.value)).flatMap((description) => {
      const [method, location] = partsOf(description)
      return location && oidOf(method) === ids.ocsp ? addressesIn(location) : []
    })
  } catch {
    return []
  }
}

/** A request about one certificate; SHA-1 names the issuer, as every responder understands, and protects nothing. */
function ocspRequest(certificate: Certificate, issuer: Certificate): Buffer {
  const key = issuer.key.export({ type: 'spki', format: 'der' })
  const bits = partsOf(readDer(key))[1]?.content.subarray(1) ?? new Uint8Array()
  const serial = Buffer.from(evenHex(certificate.serial), 'hex')
  const id = der(
    tags.sequence,
    der(tags.sequence, oid(ids.sha1), der(tags.none)),
    der(tags.octets, digest('sha1', issuer.subject)),
    der(tags.octets, digest('sha1', bits)),
    der(tags.integer, serial),
  )
  return der(tags.sequence, der(tags.sequence, der(tags.sequence, der(tags.sequence, id))))
}

/** Hex of whole bytes whose first bit does not make a negative number of it. */
function evenHex(hex: string): string {
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even
}

/** When a list is followed by the next one, milliseconds; null where it is none or does not say. */
export function listUntil(raw: Uint8Array): number | null {
  try {
    const fields = partsOf(partsOf(readDer(raw))[0])
    if (fields[0]?.tag === tags.integer) fields.shift()
    return timeOf(fields[3])
  } catch {
    return null
  }
}
