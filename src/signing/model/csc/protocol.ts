import { z } from 'zod'

/**
 * What differs between services that speak the CSC API: kept in one place, so that a service that is known better is a change
 * of data. Version 2 of the Cloud Signature Consortium, service authorisation by client credentials.
 */
export const cscMapping = {
  paths: {
    token: '/oauth2/token',
    info: '/info',
    list: '/credentials/list',
    credential: '/credentials/info',
    challenge: '/credentials/getChallenge',
    authorize: '/credentials/authorize',
    sign: '/signatures/signHash',
  },
  errors: {
    /** The code that the officer typed is wrong. */
    code: ['invalid_pin', 'invalid_otp'],
    /** Our own identity is not taken. */
    identity: ['invalid_token', 'invalid_client', 'unauthorized_client', 'access_denied'],
  },
  /** Said beside an error: too many wrong codes, or the approval has run out. */
  locked: /\b(locked|blocked)\b/i,
  expired: /\b(expired|SAD)\b/i,
  /** SHA-256, and the algorithms in which we let it be signed. */
  sha256: '2.16.840.1.101.3.4.2.1',
  signing: {
    rsa: ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.1'],
    ecdsa: ['1.2.840.10045.4.3.2'],
  },
} as const

export type CscCall = keyof typeof cscMapping.paths

const word = z.string().max(500)
const id = z.string().min(1).max(500)

export const cscToken = z.object({
  access_token: z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .max(8_000),
  token_type: z.string().regex(/^bearer$/i),
})

export const cscInfo = z.object({
  specs: word,
  name: word,
  methods: z.array(word).max(100).default([]),
})

export const cscList = z.object({ credentialIDs: z.array(id).max(100) })

export const cscCredential = z.object({
  key: z.object({ status: word, algo: z.array(word).min(1).max(50) }),
  cert: z.object({
    status: word.default('valid'),
    certificates: z.array(z.base64().max(16_000)).min(1).max(9),
  }),
  auth: z.object({
    mode: word,
    objects: z
      .array(
        z.object({
          type: word,
          id: z.string().min(1).max(50),
          label: word.default(''),
          description: word.default(''),
        }),
      )
      .max(5)
      .default([]),
  }),
  multisign: z.int().min(1).default(1),
})

export const cscAuthorized = z.object({ SAD: z.string().min(1).max(20_000) })
export const cscSigned = z.object({ signatures: z.array(z.base64().min(4).max(4_000)).max(100) })
export const cscRefusal = z.object({ error: z.string().max(100), error_description: z.string().default('') })

/** What the officer is asked for before a remote key signs. */
export interface AskedCode {
  id: string
  label: string
  description: string
  /** The service sends it when asked to (a message to the telephone). */
  isSent: boolean
}

/** A key at the service with its certificate, of one account. */
export interface RemoteCredential {
  id: string
  /** DER, the signer's first, then its issuers. */
  certificates: Uint8Array[]
  algorithms: readonly string[]
  /** Empty: the service asks the officer itself, in its application on the telephone. */
  codes: readonly AskedCode[]
  /** Files that one approval signs. */
  atOnce: number
}

/** Why a key cannot be used from here, as a sentence; null where it can. */
export function unusableRemote({ key, cert, auth }: z.output<typeof cscCredential>): string | null {
  if (key.status !== 'enabled') return 'Khóa ký từ xa đang bị tạm ngưng. Hãy liên hệ nhà cung cấp dịch vụ.'
  if (cert.status !== 'valid') return 'Chứng thư của khóa ký từ xa không còn hiệu lực.'
  if (auth.mode !== 'explicit' && auth.mode !== 'implicit')
    return 'Dịch vụ đòi xác nhận trên trang của họ; cách này chưa ký được từ đây.'
  return null
}

/** The credential as we use it. */
export function remoteCredential(
  credentialId: string,
  { key, cert, auth, multisign }: z.output<typeof cscCredential>,
): RemoteCredential {
  const codes = auth.mode === 'explicit' ? auth.objects : []
  return {
    id: credentialId,
    certificates: cert.certificates.map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
    algorithms: key.algo,
    codes: codes.map(({ type, id: codeId, label, description }) => ({
      id: codeId,
      label: label || (codeId === 'PIN' ? 'Mã PIN' : 'Mã xác nhận'),
      description,
      isSent: type === 'ChallengeResponse',
    })),
    atOnce: multisign,
  }
}
