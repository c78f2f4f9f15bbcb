import { createHash } from 'node:crypto'
import type { SignItem } from '../src/signing/model/agent-protocol.ts'
import { type Der, oidOf, partsOf, readDer, tags } from '../src/signing/model/cms/der.ts'

const contentType = '1.2.840.113549.1.9.3'
const messageDigest = '1.2.840.113549.1.9.4'
const signingCertificate = '1.2.840.113549.1.9.16.2.47'
const pkcs7Data = '1.2.840.113549.1.7.1'

/**
 * Whether what is to be signed says of the file just what the officer is shown: its hash, this certificate, and nothing
 * besides. Without it a page could show one file and have another signed.
 */
export function saysWhatIsShown(item: SignItem, fingerprint: string): boolean {
  try {
    const bytes = Buffer.from(item.attributes, 'base64')
    if (bytes[0] === 0x3c) return isSignedInfoOf(bytes, item.fileHash)
    const set = readDer(bytes)
    if (set.tag !== tags.set || set.whole.length !== bytes.length) return false
    const values = new Map(partsOf(set).map(readAttribute))
    return (
      values.size === 3 &&
      partsOf(set).length === 3 &&
      oidOf(values.get(contentType)) === pkcs7Data &&
      hexOf(values.get(messageDigest)) === item.fileHash &&
      certificateOf(values.get(signingCertificate)) === fingerprint
    )
  } catch {
    return false
  }
}

const dsig = 'http://www.w3.org/2000/09/xmldsig#'
const reference = (digest: string) =>
  `<Reference URI="#[\\w.-]{1,80}"><Transforms>(?:<Transform Algorithm="[^"<>&]{1,100}"></Transform>)+</Transforms>` +
  `<DigestMethod Algorithm="http://www\\.w3\\.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>${digest}</DigestValue></Reference>`
const signedInfo = new RegExp(
  `^<SignedInfo xmlns="${dsig}"><CanonicalizationMethod Algorithm="[^"<>&]{1,100}"></CanonicalizationMethod>` +
    `<SignatureMethod Algorithm="[^"<>&]{1,100}"></SignatureMethod>` +
    `${reference('([A-Za-z0-9+/]{43}=)')}(?:${reference('[A-Za-z0-9+/]{43}=')})?</SignedInfo>$`,
)

/**
 * Whether this is what is signed of an XML document (SignedInfo in canonical form, nothing else) and the data that its first
 * reference covers is the one shown. A second reference covers the time of signing, as the tax office wants it.
 */
function isSignedInfoOf(bytes: Buffer, fileHash: string): boolean {
  const digest = signedInfo.exec(bytes.toString('utf8'))?.[1]
  return digest !== undefined && Buffer.from(digest, 'base64').toString('hex') === fileHash
}

/** The hash that goes to the token. */
export const hashOf = (item: SignItem): Buffer =>
  createHash('sha256').update(Buffer.from(item.attributes, 'base64')).digest()

function readAttribute(node: Der): [string, Der] {
  const [type, holder, ...more] = partsOf(node)
  const [value, ...others] = partsOf(holder)
  if (!value || more.length > 0 || others.length > 0) throw new Error('an attribute has one value')
  return [oidOf(type), value]
}

function hexOf(node: Der | undefined): string {
  if (node?.tag !== tags.octets) throw new Error('octets expected')
  return Buffer.from(node.content).toString('hex')
}

/** ESSCertIDv2 with SHA-256, which is left out as the default (RFC 5035). */
function certificateOf(node: Der | undefined): string {
  const [list, ...policies] = partsOf(node)
  const [first, ...others] = partsOf(list)
  const [hash, ...more] = partsOf(first)
  if (policies.length + others.length + more.length > 0)
    throw new Error('one certificate by its hash expected')
  return hexOf(hash)
}
