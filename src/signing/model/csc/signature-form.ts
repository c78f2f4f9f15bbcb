import type { SigningScheme } from '../cms/build-signature.ts'
import { integerHex, partsOf, readDer, tags } from '../cms/der.ts'
import { cscMapping, type RemoteCredential } from './protocol.ts'

/** In which algorithm a remote key is asked to sign a SHA-256 hash; null where it has none that we take. */
export function remoteAlgorithm({
  algorithms,
}: Pick<RemoteCredential, 'algorithms'>): { oid: string; scheme: SigningScheme } | null {
  for (const scheme of ['rsa', 'ecdsa'] as const) {
    const oid = cscMapping.signing[scheme].find((each) => algorithms.includes(each))
    if (oid) return { oid, scheme }
  }
  return null
}

/**
 * A signature on an elliptic curve as its two numbers one after another, each of `size` bytes. Services give either these or the
 * DER of them: the standard does not say which. What is neither stays as it is, and is refused where it is checked.
 */
export function plainNumbers(signature: Uint8Array, size: number): Uint8Array {
  if (signature.length === 2 * size) return signature
  try {
    const whole = readDer(signature)
    const numbers = partsOf(whole)
    if (whole.tag !== tags.sequence || numbers.length !== 2) return signature
    const parts = numbers.map((each) =>
      integerHex(each)
        .replace(/^0+/, '')
        .padStart(2 * size, '0'),
    )
    return new Uint8Array(Buffer.from(parts.join(''), 'hex'))
  } catch {
    return signature
  }
}
