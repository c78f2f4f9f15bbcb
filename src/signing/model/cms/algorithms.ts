import { constants, createHash, type KeyObject, verify } from 'node:crypto'
import { type Der, oidOf, partsOf, tags } from './der.ts'

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512'

const hashes: Readonly<Record<string, HashName>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** Signature algorithms that name their hash. */
const withHash: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.1.1.5': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}

const pss = '1.2.840.113549.1.1.10'

/** The hash an AlgorithmIdentifier names, undefined where it is none we know (MD5 among them). */
export function hashNamed(algorithm: Der | undefined): HashName | undefined {
  return hashes[oidOf(partsOf(algorithm)[0])]
}

export const digest = (hash: HashName, ...parts: readonly Uint8Array[]): Buffer => {
  const made = createHash(hash)
  for (const part of parts) made.update(part)
  return made.digest()
}

export interface SignatureAlgorithm {
  hash: HashName
  isPss: boolean
  saltLength: number
}

/** Reads an AlgorithmIdentifier of a signature; `digestHash` is what the signer says beside it. */
export function signatureAlgorithm(algorithm: Der, digestHash?: HashName): SignatureAlgorithm | undefined {
  const [name, parameters] = partsOf(algorithm)
  const dotted = oidOf(name)
  if (dotted === pss) return pssAlgorithm(parameters)
  // rsaEncryption and ecPublicKey leave the hash to the signer's digest algorithm.
  const hash =
    withHash[dotted] ?? (/^1\.2\.840\.(113549\.1\.1\.1|10045\.2\.1)$/.test(dotted) ? digestHash : undefined)
  return hash && { hash, isPss: false, saltLength: 0 }
}

/** RFC 4055: hash [0], mask generation [1], salt length [2]; the mask must use the same hash. */
function pssAlgorithm(parameters: Der | undefined): SignatureAlgorithm | undefined {
  const fields = new Map(partsOf(parameters).map((field) => [field.tag, partsOf(field)[0]]))
  const hash = hashNamed(fields.get(tags.context(0)))
  const mask = fields.get(tags.context(1))
  const maskHash = mask && hashNamed(partsOf(mask)[1])
  const salt = fields.get(tags.context(2))?.content.at(-1) ?? 20
  return hash && hash === maskHash ? { hash, isPss: true, saltLength: salt } : undefined
}

/** Whether the signature over the data is by this key. Never throws. */
export function isSignedBy(
  key: KeyObject,
  algorithm: SignatureAlgorithm,
  signed: { data: Uint8Array; signature: Uint8Array },
): boolean {
  try {
    const isRsa = key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss'
    if (!isRsa && key.asymmetricKeyType !== 'ec') return false
    if (!isRsa && algorithm.isPss) return false
    const padding = algorithm.isPss ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING
    const options = isRsa
      ? { key, padding, saltLength: algorithm.saltLength }
      : { key, dsaEncoding: 'der' as const }
    const { saltLength: _unused, ...plain } = { saltLength: 0, ...options }
    return verify(algorithm.hash, signed.data, algorithm.isPss ? options : plain, signed.signature)
  } catch {
    return false
  }
}

/** Why an algorithm or key is no longer strong enough, in words; null where it is. */
export function weaknessOf(hash: HashName | undefined, key: KeyObject): string | null {
  if (hash === undefined) return 'thuật toán băm không được chấp nhận'
  if (hash === 'sha1') return 'dùng SHA-1, không còn an toàn'
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && bits < 2048) return `khóa RSA ${bits} bit, ngắn hơn 2048 bit`
  return null
}

/** The algorithm as a reader of the report knows it. */
export function algorithmName(algorithm: SignatureAlgorithm, key: KeyObject): string {
  const details = key.asymmetricKeyDetails
  const hash = algorithm.hash.toUpperCase().replace('SHA', 'SHA-')
  if (key.asymmetricKeyType === 'ec') return `ECDSA ${details?.namedCurve ?? ''}, ${hash}`
  return `RSA ${details?.modulusLength ?? ''} bit${algorithm.isPss ? ' (PSS)' : ''}, ${hash}`
}
