import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type Certificate, readCertificate } from '../../signing/model/cms/certificate.ts'
import { der, oid, tags } from '../../signing/model/cms/der.ts'

/** A made-up authority or person: a key and its certificate. */
export interface Holder {
  certificate: Certificate
  privateKey: KeyObject
}

export interface Wanted {
  name: string
  organisation?: string
  issuer?: Holder
  keys?: { publicKey: KeyObject; privateKey: KeyObject }
  /** Milliseconds. */
  from?: number
  to?: number
  kind?: 'authority' | 'person' | 'timestamps'
  crlAddress?: string
  ocspAddress?: string
  /** Where the issuer's certificate can be had. */
  issuerAddress?: string
}

/** A day on which the made-up certificates hold, for tests that judge by a fixed time. */
export const someDay = Date.UTC(2026, 10, 26, 3, 0, 0)
/**
 * From when and until when they hold unless a test says otherwise. Programs of others (OpenSSL, pdfsig) judge by the machine's
 * clock, so this reaches far beyond any day on which the tests may be run.
 */
const validFrom = Date.UTC(2020, 0, 1)
export const validTo = Date.UTC(2070, 0, 1)
let serial = 1000

export const rsaKeys = (bits = 2048) => generateKeyPairSync('rsa', { modulusLength: bits })
export const ecKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

const ecdsaSha256 = der(tags.sequence, oid('1.2.840.10045.4.3.2'))
const rsaSha256 = der(tags.sequence, oid('1.2.840.113549.1.1.11'), der(tags.none))
const algorithmOf = (key: KeyObject) => (key.asymmetricKeyType === 'ec' ? ecdsaSha256 : rsaSha256)
const bits = (bytes: Uint8Array) => der(tags.bits, Buffer.from([0]), bytes)

export function derTime(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)
  return der(tags.time, Buffer.from(`${text}Z`))
}

const integer = (value: number) => {
  const hex = value.toString(16)
  return der(tags.integer, Buffer.from(`00${hex.length % 2 === 0 ? hex : `0${hex}`}`, 'hex').subarray(1))
}

function nameOf(commonName: string, organisation?: string): Buffer {
  const part = (type: string, value: string) =>
    der(tags.set, der(tags.sequence, oid(type), der(tags.utf8, Buffer.from(value))))
  return der(
    tags.sequence,
    ...(organisation ? [part('2.5.4.10', organisation)] : []),
    part('2.5.4.3', commonName),
  )
}

const extension = (type: string, critical: boolean, value: Uint8Array) =>
  der(
    tags.sequence,
    oid(type),
    ...(critical ? [der(tags.boolean, Buffer.from([0xff]))] : []),
    der(tags.octets, value),
  )

function extensionsFor(wanted: Wanted): Buffer {
  const kind = wanted.kind ?? 'person'
  const isAuthority = kind === 'authority'
  const usage = isAuthority ? [1, 0x06] : [6, 0xc0]
  const list = [
    extension(
      '2.5.29.19',
      true,
      der(tags.sequence, ...(isAuthority ? [der(tags.boolean, Buffer.from([0xff]))] : [])),
    ),
    extension('2.5.29.15', true, der(tags.bits, Buffer.from(usage))),
  ]
  if (kind === 'timestamps')
    list.push(extension('2.5.29.37', true, der(tags.sequence, oid('1.3.6.1.5.5.7.3.8'))))
  if (wanted.crlAddress) {
    const uri = der(tags.implicit(6), Buffer.from(wanted.crlAddress))
    const point = der(tags.sequence, der(tags.context(0), der(tags.context(0), uri)))
    list.push(extension('2.5.29.31', false, der(tags.sequence, point)))
  }
  const access = accessFor(wanted)
  if (access.length > 0) list.push(extension('1.3.6.1.5.5.7.1.1', false, der(tags.sequence, ...access)))
  return der(tags.context(3), der(tags.sequence, ...list))
}

function accessFor({ ocspAddress, issuerAddress }: Wanted): Buffer[] {
  const described = (method: string, address: string | undefined) =>
    address ? [der(tags.sequence, oid(method), der(tags.implicit(6), Buffer.from(address)))] : []
  return [...described('1.3.6.1.5.5.7.48.1', ocspAddress), ...described('1.3.6.1.5.5.7.48.2', issuerAddress)]
}

/** Issues a certificate; without an issuer it is a root. */
export function issue(wanted: Wanted): Holder {
  const { publicKey, privateKey } = wanted.keys ?? ecKeys()
  const own = nameOf(wanted.name, wanted.organisation)
  const signer = wanted.issuer?.privateKey ?? privateKey
  serial += 1
  const body = der(
    tags.sequence,
    der(tags.context(0), integer(2)),
    integer(serial),
    algorithmOf(signer),
    wanted.issuer?.certificate.subject ?? own,
    der(tags.sequence, derTime(wanted.from ?? validFrom), derTime(wanted.to ?? validTo)),
    own,
    createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({
      type: 'spki',
      format: 'der',
    }),
    extensionsFor(wanted),
  )
  const raw = der(tags.sequence, body, algorithmOf(signer), bits(sign('sha256', body, signer)))
  const certificate = readCertificate(raw)
  if (!certificate) throw new Error('the made-up certificate cannot be read')
  return { certificate, privateKey }
}

/** A revocation list of the authority; each entry is a certificate and when it was revoked. */
export function revocationList(
  authority: Holder,
  given: {
    revoked?: { certificate: Certificate; at: number; reason?: number }[]
    from?: number
    until?: number
  } = {},
): Buffer {
  const entries = (given.revoked ?? []).map(({ certificate, at, reason }) =>
    der(
      tags.sequence,
      der(tags.integer, Buffer.from(certificate.serial.padStart(8, '0'), 'hex')),
      derTime(at),
      ...(reason === undefined
        ? []
        : [der(tags.sequence, extension('2.5.29.21', false, der(tags.enumerated, Buffer.from([reason]))))]),
    ),
  )
  const body = der(
    tags.sequence,
    integer(1),
    algorithmOf(authority.privateKey),
    authority.certificate.subject,
    derTime(given.from ?? someDay - 86_400_000),
    derTime(given.until ?? validTo),
    ...(entries.length > 0 ? [der(tags.sequence, ...entries)] : []),
  )
  return der(
    tags.sequence,
    body,
    algorithmOf(authority.privateKey),
    bits(sign('sha256', body, authority.privateKey)),
  )
}

export const pem = (raw: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${(
    Buffer.from(raw)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END CERTIFICATE-----\n`
