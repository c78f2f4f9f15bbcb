import { constants, type KeyObject, sign, verify, X509Certificate } from 'node:crypto'
import type { SignatureAlgorithm, SignedXml } from 'xml-crypto'
import type { SigningScheme } from '../cms/build-signature.ts'

export const dsig = 'http://www.w3.org/2000/09/xmldsig#'
const more = 'http://www.w3.org/2001/04/xmldsig-more#'

/** Names of the algorithms of XML signatures that are made or taken. SHA-1 is not among them. */
export const xmlNames = {
  enveloped: `${dsig}enveloped-signature`,
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
  rsaSha256: `${more}rsa-sha256`,
  rsaSha512: `${more}rsa-sha512`,
  pssSha256: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  ecdsaSha256: `${more}ecdsa-sha256`,
} as const

interface Method {
  hash: 'sha256' | 'sha512'
  key: 'rsa' | 'ec'
  options: object
}

const rsa = { key: 'rsa', options: {} } as const

/** How a value is made and checked. Of ECDSA it is the two numbers one after another, as tokens give them. */
const methods: Readonly<Record<string, Method>> = {
  [xmlNames.rsaSha256]: { hash: 'sha256', ...rsa },
  [xmlNames.rsaSha512]: { hash: 'sha512', ...rsa },
  [xmlNames.pssSha256]: {
    hash: 'sha256',
    key: 'rsa',
    options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  },
  [xmlNames.ecdsaSha256]: { hash: 'sha256', key: 'ec', options: { dsaEncoding: 'ieee-p1363' } },
}

export const methodOf: Readonly<Record<SigningScheme, string>> = {
  rsa: xmlNames.rsaSha256,
  pss: xmlNames.pssSha256,
  ecdsa: xmlNames.ecdsaSha256,
}

/** Whether a key is of the kind that a method needs. */
export const fitsMethod = (name: string, key: KeyObject): boolean =>
  methods[name] !== undefined && methods[name].key === key.asymmetricKeyType

/** The value over the canonical text, by a key in a file: what a token does where there is one. */
export function signByKey(scheme: SigningScheme, text: Uint8Array, key: KeyObject): Buffer {
  const method = methods[methodOf[scheme]]
  if (!method) throw new Error('no such method')
  return sign(method.hash, text, { key, ...method.options })
}

const waiting = 'CHO-GIA-TRI-CHU-KY'

/** What stands where the value will be. It is no base64, so that nothing that was signed can look like it. */
export const placeholder = `<SignatureValue>${waiting}</SignatureValue>`

/**
 * Lets `signing` take only our methods: checked with the certificate given, and never made here. The text that somebody else will
 * sign is handed to `onText` instead.
 */
export function useMethods(signing: SignedXml, onText?: (text: string) => void): void {
  signing.SignatureAlgorithms = Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [name, algorithmFor(name, method, onText)]),
  )
}

function algorithmFor(name: string, method: Method, onText: ((text: string) => void) | undefined) {
  const algorithm = {
    getAlgorithmName: () => name,
    getSignature(text: string) {
      onText?.(text)
      return waiting
    },
    verifySignature(text: string, certificate: string, value: string) {
      const key = new X509Certificate(certificate).publicKey
      if (!fitsMethod(name, key)) return false
      return verify(method.hash, Buffer.from(text), { key, ...method.options }, Buffer.from(value, 'base64'))
    },
  }
  // The package makes its algorithms by `new`.
  return function made() {
    return algorithm
  } as unknown as new () => SignatureAlgorithm
}
