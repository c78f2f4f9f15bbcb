import { algorithmName, digest, hashNamed, isSignedBy, signatureAlgorithm, weaknessOf } from './algorithms.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { type Der, integerHex, oidOf, partsOf, readAll, readDer, tags, timeOf } from './der.ts'

/** A CMS SignedData (RFC 5652) with its only signer. */
export interface SignedData {
  contentType: string
  content: Uint8Array | undefined
  certificates: Certificate[]
  /** Revocation lists it brings along, DER. */
  crls: Uint8Array[]
  signer: Signer
}

interface Signer {
  identity: Der
  digestAlgorithm: Der
  signatureAlgorithm: Der
  signature: Uint8Array
  /** The attributes re-tagged as SET, which is what is signed; undefined where there are none. */
  signedBytes: Uint8Array | undefined
  signed: ReadonlyMap<string, Der>
  unsigned: ReadonlyMap<string, Der>
}

const ids = {
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timestamp: '1.2.840.113549.1.9.16.2.14',
  adobeRevocation: '1.2.840.113583.1.1.8',
} as const

/** Throws an Error for what is no SignedData with exactly one signer. Zeros may follow it, as PDF leaves them. */
export function readSignedData(bytes: Uint8Array): SignedData {
  const [type, wrapped] = partsOf(readDer(bytes))
  if (oidOf(type) !== ids.signedData) throw new Error('no SignedData')
  const fields = partsOf(partsOf(wrapped)[0])
  const [contentType, content] = partsOf(fields[2])
  const signers = partsOf(fields.at(-1))
  const [only] = signers
  if (!only || signers.length !== 1) throw new Error('one signer expected')
  const certificates = fields.find((field) => field.tag === tags.context(0))
  const crls = fields.find((field) => field.tag === tags.context(1))
  return {
    contentType: oidOf(contentType),
    content: content && partsOf(content)[0]?.content,
    certificates: certificates
      ? partsOf(certificates).flatMap((each) => readCertificate(each.whole) ?? [])
      : [],
    crls: crls ? partsOf(crls).map((each) => each.whole) : [],
    signer: readSigner(only),
  }
}

function readSigner(node: Der): Signer {
  const [, identity, digestAlgorithm, ...rest] = partsOf(node)
  const attributes = rest[0]?.tag === tags.context(0) ? rest.shift() : undefined
  const [signatureField, signature, unsigned] = rest
  if (!identity || !digestAlgorithm || !signatureField || !signature) throw new Error('signer unreadable')
  return {
    identity,
    digestAlgorithm,
    signatureAlgorithm: signatureField,
    signature: signature.content,
    signedBytes: attributes && retagged(attributes),
    signed: readAttributes(attributes),
    unsigned: readAttributes(unsigned),
  }
}

/** What is hashed is the attributes as a SET, though they are stored as [0] (RFC 5652, 5.4). */
function retagged(attributes: Der): Uint8Array {
  const bytes = Buffer.from(attributes.whole)
  bytes[0] = tags.set
  return bytes
}

/** Type → its values' node; an attribute given twice is refused, since two readers could take different ones. */
function readAttributes(node: Der | undefined): Map<string, Der> {
  const found = new Map<string, Der>()
  for (const attribute of node ? partsOf(node) : []) {
    const [type, values] = partsOf(attribute)
    const name = oidOf(type)
    if (!values || found.has(name)) throw new Error('attribute unreadable')
    found.set(name, values)
  }
  return found
}

export interface SignerCheck {
  certificate: Certificate | undefined
  /** The content is the one that was signed. */
  isIntact: boolean
  /** The signature is by the certificate's key, and the certificate is the one the signer named inside what is signed. */
  isGenuine: boolean
  algorithm: string
  weakness: string | null
}

/** Checks the signer against the content: as it was hashed (`parts`), one after another. */
export function checkSigner(data: SignedData, parts: readonly Uint8Array[], isCades: boolean): SignerCheck {
  const { signer } = data
  const certificate = data.certificates.find((each) => isNamed(signer.identity, each))
  const hash = hashNamed(signer.digestAlgorithm)
  const algorithm = signatureAlgorithm(signer.signatureAlgorithm, hash)
  if (!certificate || !hash || !algorithm) {
    return {
      certificate,
      isIntact: false,
      isGenuine: false,
      algorithm: '',
      weakness: 'thuật toán không được chấp nhận',
    }
  }
  const made = digest(hash, ...parts)
  const { signedBytes } = signer
  const isIntact =
    signedBytes === undefined ? true : made.equals(octets(signer.signed.get(ids.messageDigest)))
  const signedOver = signedBytes ?? Buffer.concat(parts)
  const isBound =
    signedBytes === undefined
      ? !isCades
      : hasContentType(data) && namesCertificate(signer, certificate, isCades)
  const isKeys = isSignedBy(certificate.key, algorithm, { data: signedOver, signature: signer.signature })
  return {
    certificate,
    // Without attributes the signature alone tells whether the content is the signed one.
    isIntact: signedBytes === undefined ? isKeys : isIntact,
    isGenuine: isKeys && isBound,
    algorithm: algorithmName(algorithm, certificate.key),
    weakness: weaknessOf(algorithm.hash, certificate.key) ?? weaknessOf(hash, certificate.key),
  }
}

const octets = (values: Der | undefined): Uint8Array =>
  (values && partsOf(values)[0]?.content) ?? new Uint8Array()

function isNamed(identity: Der, certificate: Certificate): boolean {
  if (identity.tag === tags.implicit(0)) {
    const extension = certificate.extensions.get('2.5.29.14')
    return extension !== undefined && Buffer.from(readDer(extension.value).content).equals(identity.content)
  }
  const [issuer, serial] = partsOf(identity)
  return (
    issuer !== undefined &&
    certificate.issuer.equals(issuer.whole) &&
    integerHex(serial) === certificate.serial
  )
}

function hasContentType(data: SignedData): boolean {
  const values = data.signer.signed.get(ids.contentType)
  return values !== undefined && oidOf(partsOf(values)[0]) === data.contentType
}

/** ESS (RFC 5035): the hash of the certificate inside what is signed, so that no other can be put in its place. */
function namesCertificate(signer: Signer, certificate: Certificate, isRequired: boolean): boolean {
  const second = signer.signed.get(ids.signingCertificateV2)
  const first = signer.signed.get(ids.signingCertificate)
  const values = second ?? first
  if (!values) return !isRequired
  const [named] = partsOf(partsOf(partsOf(values)[0])[0])
  const fields = partsOf(named)
  const hash = second ? (fields[0]?.tag === tags.sequence ? hashNamed(fields[0]) : 'sha256') : 'sha1'
  const expected = fields.find((field) => field.tag === tags.octets)
  return (
    hash !== undefined && expected !== undefined && digest(hash, certificate.raw).equals(expected.content)
  )
}

/** When the signer says it was, which proves nothing; undefined where it does not say. */
export function claimedTime(data: SignedData): number | undefined {
  const values = data.signer.signed.get(ids.signingTime)
  return values && timeOf(partsOf(values)[0])
}

/** The timestamp token over the signature value, as it stands. */
export function timestampIn(data: SignedData): Uint8Array | undefined {
  const values = data.signer.unsigned.get(ids.timestamp)
  return values && partsOf(values)[0]?.whole
}

/** Lists and answers of revocation that older programs put among the signed attributes. */
export function adobeRevocation(data: SignedData): { crls: Uint8Array[]; answers: Uint8Array[] } {
  const values = data.signer.signed.get(ids.adobeRevocation)
  const fields = values ? partsOf(partsOf(values)[0]) : []
  const listed = (number: number) =>
    fields
      .filter((field) => field.tag === tags.context(number))
      .flatMap((field) => readAll(partsOf(field)[0]?.content ?? new Uint8Array()))
  return { crls: listed(0).map((each) => each.whole), answers: listed(1).map((each) => each.whole) }
}
