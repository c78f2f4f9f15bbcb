import { createHash, createPublicKey, verify } from 'node:crypto'
import type { AgentSignature, SignItem } from '../../src/signing/model/agent-protocol.ts'
import { signedAttributes } from '../../src/signing/model/cms/build-signature.ts'
import type { Holder } from '../../src/testing/signing/pki.ts'

/** So many files to be signed by the holder, as the server prepares them. */
export const itemsFor = (holder: Holder, count: number): SignItem[] =>
  Array.from({ length: count }, (_, index) => {
    const hash = createHash('sha256').update(`tệp ${index}`).digest()
    return {
      id: `item-${index}`,
      name: `Quyết định số ${index + 1}/QĐ-UBND.pdf`,
      fileHash: hash.toString('hex'),
      attributes: signedAttributes(hash, holder.certificate).toString('base64'),
    }
  })

/** Whether the signature is the holder's over the item, by OpenSSL inside Node.js. */
export function isSigned(holder: Holder, item: SignItem, { signature, scheme }: AgentSignature): boolean {
  const key = createPublicKey(holder.privateKey)
  const attributes = Buffer.from(item.attributes, 'base64')
  const options = scheme === 'ecdsa' ? { key, dsaEncoding: 'ieee-p1363' as const } : key
  return verify('sha256', attributes, options, Buffer.from(signature, 'base64'))
}

export const fingerprintOf = (holder: Holder) =>
  createHash('sha256').update(holder.certificate.raw).digest('hex')
