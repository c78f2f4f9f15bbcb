import { digest } from './algorithms.ts'
import { type Certificate, serialOf } from './certificate.ts'
import { der, derSet, oid, partsOf, readDer, tags } from './der.ts'

const sha256 = der(tags.sequence, oid('2.16.840.1.101.3.4.2.1'))
const number = (value: number) => der(tags.integer, Buffer.from([value]))
const attribute = (type: string, value: Uint8Array) => der(tags.sequence, oid(type), der(tags.set, value))

/** How the token signs: PKCS #1, PSS with SHA-256 and 32 bytes of salt, or ECDSA. */
export type SigningScheme = 'rsa' | 'pss' | 'ecdsa'

const schemes: Readonly<Record<SigningScheme, Buffer>> = {
  rsa: der(tags.sequence, oid('1.2.840.113549.1.1.11'), der(tags.none)),
  pss: der(
    tags.sequence,
    oid('1.2.840.113549.1.1.10'),
    der(
      tags.sequence,
      der(tags.context(0), sha256),
      der(tags.context(1), der(tags.sequence, oid('1.2.840.113549.1.1.8'), sha256)),
      der(tags.context(2), number(32)),
    ),
  ),
  ecdsa: der(tags.sequence, oid('1.2.840.10045.4.3.2')),
}

/**
 * The signed attributes of a PAdES baseline signature (ETSI EN 319 142-1): type of content, hash of the file, and the hash
 * of the signer's certificate. As the SET whose SHA-256 goes to the token; the file itself never does.
 */
export function signedAttributes(hash: Uint8Array, certificate: Certificate): Buffer {
  const own = der(tags.sequence, der(tags.octets, digest('sha256', certificate.raw)))
  return derSet(tags.set, [
    attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.1')),
    attribute('1.2.840.113549.1.9.4', der(tags.octets, hash)),
    attribute('1.2.840.113549.1.9.16.2.47', der(tags.sequence, der(tags.sequence, own))),
  ])
}

export interface SignatureParts {
  attributes: Buffer
  certificate: Certificate
  /** Issuers to be carried along. */
  chain: readonly Certificate[]
  scheme: SigningScheme
  /** As the token gives it; of ECDSA the two numbers one after another. */
  signature: Uint8Array
  timestamp?: Uint8Array | undefined
}

/** A detached CMS SignedData for the file. */
export function buildSignature(parts: SignatureParts): Buffer {
  const { attributes, certificate, chain, scheme } = parts
  const stored = Buffer.from(attributes)
  stored[0] = tags.context(0)
  const serial = serialOf(certificate)
  const signer = der(
    tags.sequence,
    number(1),
    der(tags.sequence, certificate.issuer, serial),
    sha256,
    stored,
    schemes[scheme],
    der(tags.octets, signatureValue(parts)),
    ...(parts.timestamp
      ? [der(tags.context(1), attribute('1.2.840.113549.1.9.16.2.14', parts.timestamp))]
      : []),
  )
  const data = der(
    tags.sequence,
    number(1),
    der(tags.set, sha256),
    der(tags.sequence, oid('1.2.840.113549.1.7.1')),
    der(tags.context(0), certificate.raw, ...chain.map((each) => each.raw)),
    der(tags.set, signer),
  )
  return der(tags.sequence, oid('1.2.840.113549.1.7.2'), der(tags.context(0), data))
}

/** The value that stands in the signature and that a timestamp is made over. */
export function signatureValue({
  scheme,
  signature,
}: Pick<SignatureParts, 'scheme' | 'signature'>): Uint8Array {
  if (scheme !== 'ecdsa') return signature
  const half = signature.length / 2
  return der(tags.sequence, positive(signature.subarray(0, half)), positive(signature.subarray(half)))
}

function positive(bytes: Uint8Array): Buffer {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1
  const rest = bytes.subarray(start)
  return der(tags.integer, Buffer.from((rest[0] ?? 0) >= 0x80 ? [0] : []), rest)
}

/** A request for a timestamp (RFC 3161) over the bytes; `nonce` is 8 random bytes. */
export function timestampRequest(stamped: Uint8Array, nonce: Uint8Array): Buffer {
  const imprint = der(tags.sequence, sha256, der(tags.octets, digest('sha256', stamped)))
  return der(tags.sequence, number(1), imprint, positive(nonce), der(tags.boolean, Buffer.from([0xff])))
}

/** The token of an answer to that request; undefined where it was refused or answers another request. */
export function timestampToken(answer: Uint8Array, nonce: Uint8Array): Buffer | undefined {
  try {
    const [status, token] = partsOf(readDer(answer))
    const granted = partsOf(status)[0]?.content[0] ?? 2
    if (granted > 1 || !token) return undefined
    // The nonce is among the token's plain bytes; that it is of this signature is checked where the token is judged.
    const isOurs = Buffer.from(token.content).includes(positive(nonce))
    return isOurs ? Buffer.from(token.whole) : undefined
  } catch {
    return undefined
  }
}
