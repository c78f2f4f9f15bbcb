import { type KeyObject, X509Certificate } from 'node:crypto'
import { type Der, integerHex, oidOf, partsOf, readDer, tags, textOf, timeOf } from './der.ts'

/** An X.509 certificate with what a path check needs. */
export interface Certificate {
  raw: Buffer
  x509: X509Certificate
  key: KeyObject
  /** Lower-case hex. */
  serial: string
  /** The encoded names, to be compared byte by byte. */
  issuer: Buffer
  subject: Buffer
  /** Milliseconds since 1970. */
  notBefore: number
  notAfter: number
  signatureAlgorithm: Der
  /** By object identifier. */
  extensions: ReadonlyMap<string, { critical: boolean; value: Uint8Array }>
}

/** Reads DER; undefined where it is no certificate. */
export function readCertificate(raw: Uint8Array): Certificate | undefined {
  try {
    const whole = readDer(raw)
    const [body, signatureAlgorithm] = partsOf(whole)
    const fields = partsOf(body)
    // Version 1 certificates have no version field and no extensions.
    const at = fields[0]?.tag === tags.context(0) ? 1 : 0
    const [serial, , issuer, validity, subject] = fields.slice(at)
    const [notBefore, notAfter] = partsOf(validity)
    if (!issuer || !subject || !signatureAlgorithm) return undefined
    const bytes = Buffer.from(whole.whole)
    const x509 = new X509Certificate(bytes)
    return {
      raw: bytes,
      x509,
      key: x509.publicKey,
      serial: integerHex(serial),
      issuer: Buffer.from(issuer.whole),
      subject: Buffer.from(subject.whole),
      notBefore: timeOf(notBefore),
      notAfter: timeOf(notAfter),
      signatureAlgorithm,
      extensions: readExtensions(fields.find((field) => field.tag === tags.context(3))),
    }
  } catch {
    return undefined
  }
}

/** The serial number as it is encoded, for naming the certificate elsewhere. */
export function serialOf(certificate: Certificate): Uint8Array {
  const fields = partsOf(partsOf(readDer(certificate.raw))[0])
  const serial = fields.find((field) => field.tag === tags.integer)
  if (!serial) throw new Error('certificate without serial')
  return serial.whole
}

/** All certificates of a file that is PEM or DER. */
export function readCertificates(file: Uint8Array): Certificate[] {
  const text = Buffer.from(file).toString('latin1')
  const blocks = [
    ...text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g),
  ]
  const encoded = blocks.length > 0 ? blocks.map((block) => Buffer.from(block[1] ?? '', 'base64')) : [file]
  return encoded.flatMap((each) => readCertificate(each) ?? [])
}

/** The certificates of an issuer as servers give them: PEM or DER, or a bundle of CMS without a signer (`.p7c`). */
export function readIssuers(file: Uint8Array): Certificate[] {
  const plain = readCertificates(file)
  if (plain.length > 0) return plain
  try {
    const [, wrapped] = partsOf(readDer(file))
    const bundle = partsOf(partsOf(wrapped)[0]).find((field) => field.tag === tags.context(0))
    return bundle ? partsOf(bundle).flatMap((each) => readCertificate(each.whole) ?? []) : []
  } catch {
    return []
  }
}

/** Extensions of a certificate, CRL or OCSP answer, from the field that holds their list. */
export function readExtensions(field: Der | undefined): Certificate['extensions'] {
  const list = field && partsOf(field)[0]
  return list ? listedExtensions(list) : new Map()
}

/** Extensions from the list itself. */
export function listedExtensions(list: Der): Certificate['extensions'] {
  return new Map(
    partsOf(list).map((extension) => {
      const parts = partsOf(extension)
      const critical = parts[1]?.tag === tags.boolean && parts[1].content[0] !== 0
      return [oidOf(parts[0]), { critical, value: parts.at(-1)?.content ?? new Uint8Array() }]
    }),
  )
}

const nameParts: Readonly<Record<string, keyof PersonName>> = {
  '2.5.4.3': 'commonName',
  '2.5.4.10': 'organisation',
  '2.5.4.11': 'unit',
  '2.5.4.12': 'title',
  '0.9.2342.19200300.100.1.1': 'userId',
}

/** What a name in a certificate says; several values of one kind are joined by ", ". */
export interface PersonName {
  commonName: string
  organisation: string
  unit: string
  title: string
  userId: string
}

/** Reads an encoded distinguished name. */
export function readName(encoded: Uint8Array): PersonName {
  const found: PersonName = { commonName: '', organisation: '', unit: '', title: '', userId: '' }
  for (const part of partsOf(readDer(encoded)).flatMap(partsOf)) {
    const [kind, value] = partsOf(part)
    const key = nameParts[oidOf(kind)]
    if (key && value)
      found[key] = [found[key], textOf(value).normalize('NFC')].filter((each) => each).join(', ')
  }
  return found
}

const extensionIds = {
  keyUsage: '2.5.29.15',
  extendedUsage: '2.5.29.37',
  basic: '2.5.29.19',
  crlPoints: '2.5.29.31',
  authorityAccess: '1.3.6.1.5.5.7.1.1',
}

/** Bits of KeyUsage (RFC 5280, 4.2.1.3), the first being digitalSignature; null where the certificate does not say. */
export function keyUsage(
  certificate: Certificate,
): { sign: boolean; commit: boolean; certify: boolean; crl: boolean } | null {
  const extension = certificate.extensions.get(extensionIds.keyUsage)
  if (!extension) return null
  const bits = readDer(extension.value).content[1] ?? 0
  return {
    sign: (bits & 0x80) > 0,
    commit: (bits & 0x40) > 0,
    certify: (bits & 0x04) > 0,
    crl: (bits & 0x02) > 0,
  }
}

/** Purposes by object identifier; null where any is allowed. */
export function purposes(certificate: Certificate): string[] | null {
  const extension = certificate.extensions.get(extensionIds.extendedUsage)
  return extension ? partsOf(readDer(extension.value)).map(oidOf) : null
}

/** Whether it may issue certificates, and how many authorities may stand below it. */
export function authority(certificate: Certificate): { isAuthority: boolean; below: number } {
  const extension = certificate.extensions.get(extensionIds.basic)
  const [flag, limit] = extension ? partsOf(readDer(extension.value)) : []
  const isAuthority = flag?.tag === tags.boolean && flag.content[0] !== 0
  return { isAuthority, below: limit ? Number.parseInt(integerHex(limit), 16) : Number.POSITIVE_INFINITY }
}

/** Web addresses of its revocation lists. */
export function crlAddresses(certificate: Certificate): string[] {
  const extension = certificate.extensions.get(extensionIds.crlPoints)
  return extension ? addressesIn(readDer(extension.value)) : []
}

const accessMethods = { ocsp: '1.3.6.1.5.5.7.48.1', issuers: '1.3.6.1.5.5.7.48.2' }

/** Web addresses where its authority answers for it (OCSP), or gives its own certificate. */
export function accessAddresses(certificate: Certificate, method: keyof typeof accessMethods): string[] {
  const extension = certificate.extensions.get(extensionIds.authorityAccess)
  const descriptions = extension ? partsOf(readDer(extension.value)) : []
  return descriptions.flatMap((description) => {
    const [kind, place] = partsOf(description)
    return place && oidOf(kind) === accessMethods[method] ? addressesIn(place) : []
  })
}

const deepestPlace = 10

/** http addresses anywhere in a node: general names of kind [6]. What is no address, or longer than any is, is left out. */
export function addressesIn(node: Der, depth = 0): string[] {
  if (node.tag === tags.implicit(6)) {
    const address = Buffer.from(node.content).toString('latin1')
    return /^https?:\/\/[\x21-\x7e]{1,2000}$/i.test(address) ? [address] : []
  }
  // A place is five levels down; one that is deeper was put there to exhaust the stack.
  if ((node.tag & 0x20) === 0 || depth > deepestPlace) return []
  return partsOf(node).flatMap((each) => addressesIn(each, depth + 1))
}
