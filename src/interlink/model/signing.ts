import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'

/** What is signed begins with its purpose, so that an acknowledgement never passes for a package. */
const purposes = {
  package: 'mot-cua.interlink/1 package\n',
  acknowledgement: 'mot-cua.interlink/1 acknowledgement\n',
} as const
export type Purpose = keyof typeof purposes

/** An Ed25519 pair: the public key as 32 bytes in base64, the private one as PKCS #8 in base64. */
export interface KeyPair {
  keyId: string
  publicKey: string
  privateKey: string
}

export function makeKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  return {
    keyId: keyIdOf(raw.toString('base64')),
    publicKey: raw.toString('base64'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  }
}

/** SHA-256 of the public key's 32 bytes, in hex: what two administrators compare by telephone. */
export function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex')
}

/** Whether this is a public key in the form of `KeyPair`. */
export function isPublicKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').toString('base64') === text
}

/** Signature of a canonical text, in base64. */
export function signText(purpose: Purpose, text: string, privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  return sign(null, Buffer.from(purposes[purpose] + text), key).toString('base64')
}

/** Whether the holder of the public key signed this very text for this purpose. */
export function isSignedBy(
  publicKey: string,
  signed: { purpose: Purpose; text: string; signature: string },
): boolean {
  if (!isPublicKey(publicKey)) return false
  const x = Buffer.from(publicKey, 'base64').toString('base64url')
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    const signature = Buffer.from(signed.signature, 'base64')
    return verify(null, Buffer.from(purposes[signed.purpose] + signed.text), key, signature)
  } catch {
    return false
  }
}

/** SHA-256 of a text, in hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
