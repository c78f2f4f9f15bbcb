import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What only this installation can read or make, by its secret. */
export interface SecretBox {
  /** Seals a text for keeping in the database; the same text is sealed differently each time. */
  seal(text: string): string
  /** Opens what `seal` made; null for anything else, also for what another installation sealed. */
  open(sealed: string): string | null
  /** A short proof (16 characters, safe in an address) that this installation named the thing. */
  mark(name: string): string
}

const form = /^v1\.[A-Za-z0-9_-]{38,}$/
const [nonceLength, tagLength, markLength] = [12, 16, 12]

/** Whether a text looks like something sealed; whether it opens only its own installation can tell. */
export function isSealed(text: string): boolean {
  return form.test(text)
}

/** AES-256-GCM and HMAC-SHA256, each with a key of its own derived (HKDF) from the secret of the installation. */
export function createSecretBox(secret: string): SecretBox {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'mot-cua', purpose, 32))
  const sealing = derive('sealed texts')
  const marking = derive('marks')
  return {
    seal(text) {
      const nonce = randomBytes(nonceLength)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64url')}`
    },
    open(sealed) {
      if (!isSealed(sealed)) return null
      const bytes = Buffer.from(sealed.slice(3), 'base64url')
      try {
        const cipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, nonceLength))
        cipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
        return (
          cipher.update(bytes.subarray(nonceLength + tagLength), undefined, 'utf8') + cipher.final('utf8')
        )
      } catch {
        return null
      }
    },
    mark: (name) =>
      createHmac('sha256', marking).update(name).digest().subarray(0, markLength).toString('base64url'),
  }
}
