import { X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { childElements } from '../../../platform/xml.ts'
import { type EdxmlSignature, edxmlLimits } from './message.ts'

/** A private key (PKCS #8) and its certificate, both PEM; RSA. */
export interface SigningKey {
  privateKey: string
  certificate: string
}

const dsig = 'http://www.w3.org/2000/09/xmldsig#'
const enveloped = `${dsig}enveloped-signature`
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const signatureMethods = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
] as const
const digestMethods = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
] as const
const shortestKey = 2048

/**
 * An envelope with its signature at the end of the header: over the whole, and over each attachment that has an `Id`. Throws
 * when the key is none.
 */
export function signEdxml(text: string, { privateKey, certificate }: SigningKey): string {
  const signing = new SignedXml({
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: signatureMethods[0],
    canonicalizationAlgorithm: exclusive,
  })
  const digestAlgorithm = digestMethods[0]
  signing.addReference({ xpath: '/*', isEmptyUri: true, transforms: [enveloped, exclusive], digestAlgorithm })
  const attachments = "//*[local-name(.)='Attachment' and @Id]"
  if (text.includes('<Attachment Id='))
    signing.addReference({ xpath: attachments, transforms: [exclusive], digestAlgorithm })
  signing.computeSignature(text, {
    location: { reference: "/*/*/*[local-name(.)='edXMLHeader']", action: 'append' },
  })
  return signing.getSignedXml()
}

interface Checked {
  signature: EdxmlSignature
  /** What the signature covers, in canonical form: only this may be read. Null where there is no valid one. */
  signedText: string | null
}

/**
 * Whether the signature of an envelope holds, for the form of signatures that QCVN 102 knows and nothing else. It must cover
 * the whole, and what is read afterwards is what was hashed, so that nothing can be wrapped around it. Does not throw.
 */
export function checkSignature(root: Element, text: string): Checked {
  const [signature, ...more] = signaturesIn(root)
  if (!signature) return { signature: { state: 'none' }, signedText: null }
  if (more.length > 0) return invalid('Gói tin có nhiều chữ ký số; phần mềm chỉ nhận một.')
  const references = readReferences(signature)
  if (typeof references === 'string') return invalid(references)
  const certificate = certificateIn(signature)
  if (typeof certificate === 'string') return invalid(certificate)
  const signed = signedParts(signature, text, certificate.toString())
  const signedText = signed?.[references.indexOf('')]
  if (signedText === undefined) return invalid('Chữ ký số không đúng: nội dung hoặc chữ ký đã bị thay đổi.')
  const found = {
    pem: certificate.toString(),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject: certificate.subject,
  }
  return { signature: { state: 'valid', certificate: found }, signedText }
}

const invalid = (sentence: string): Checked => ({
  signature: { state: 'invalid', sentence },
  signedText: null,
})

function signaturesIn(element: Element): Element[] {
  if (isNamed(element, 'Signature')) return [element]
  return childElements(element).flatMap(signaturesIn)
}

const isNamed = (element: Element, name: string) =>
  element.localName === name && element.namespaceURI === dsig
const algorithmOf = (element: Element | undefined) => element?.getAttribute('Algorithm') ?? ''
const among = (allowed: readonly string[], algorithm: string) => allowed.includes(algorithm)

/** The children of an element when they are exactly of these names in this order, else null. */
function exactly(element: Element | undefined, names: readonly string[]): Element[] | null {
  const children = element ? childElements(element) : []
  const fits =
    children.length === names.length && children.every((each, at) => isNamed(each, names[at] ?? ''))
  return fits ? children : null
}

const otherForm =
  'Chữ ký số không theo mẫu của QCVN 102 (C14N loại trừ, RSA với SHA-256); không kiểm tra được.'

/** Where the references point, in their order; or why this is no signature of the form that is taken. */
function readReferences(signature: Element): string[] | string {
  const [signedInfo, ...rest] = childElements(signature)
  const names = ['SignatureValue', 'KeyInfo']
  const isWhole =
    names.every((name, at) => rest[at] && isNamed(rest[at], name)) &&
    rest.slice(2).every((each) => isNamed(each, 'Object'))
  if (!signedInfo || !isNamed(signedInfo, 'SignedInfo') || !isWhole) return otherForm
  const [canonical, method, ...references] = childElements(signedInfo)
  if (!canonical || !isNamed(canonical, 'CanonicalizationMethod') || algorithmOf(canonical) !== exclusive)
    return otherForm
  if (!method || !isNamed(method, 'SignatureMethod') || !among(signatureMethods, algorithmOf(method)))
    return otherForm
  if (references.length > edxmlLimits.attachments + 2) return otherForm
  const targets = references.map(readReference)
  if (targets.some((target) => target === null)) return otherForm
  const known = targets.filter((target) => target !== null)
  if (known.filter((target) => target === '').length !== 1) return 'Chữ ký số không bao trùm toàn bộ gói tin.'
  return known
}

function readReference(reference: Element): string | null {
  const parts = exactly(reference, ['Transforms', 'DigestMethod', 'DigestValue'])
  if (!parts || !isNamed(reference, 'Reference') || !reference.hasAttribute('URI')) return null
  if (!among(digestMethods, algorithmOf(parts[1]))) return null
  const uri = reference.getAttribute('URI') ?? ''
  const wanted = uri === '' ? [enveloped, exclusive] : [exclusive]
  const transforms = exactly(
    parts[0],
    wanted.map(() => 'Transform'),
  )
  if (!transforms?.every((transform, at) => algorithmOf(transform) === wanted[at])) return null
  return uri === '' || /^#[^'"\s]+$/.test(uri) ? uri : null
}

function certificateIn(signature: Element): X509Certificate | string {
  const keyInfo = childElements(signature).find((each) => isNamed(each, 'KeyInfo'))
  const data = keyInfo && childElements(keyInfo).find((each) => isNamed(each, 'X509Data'))
  const text = data && childElements(data).find((each) => isNamed(each, 'X509Certificate'))?.textContent
  if (!text) return 'Chữ ký số không kèm chứng thư.'
  try {
    const certificate = new X509Certificate(Buffer.from(text, 'base64'))
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey
    if (type === 'rsa' && (details?.modulusLength ?? 0) >= shortestKey) return certificate
    return 'Chứng thư của chữ ký số dùng khóa quá yếu hoặc không phải RSA.'
  } catch {
    return 'Chứng thư kèm chữ ký số không đọc được.'
  }
}

/** The canonical text of each reference, in order, when all and the signature over them hold; else null. */
function signedParts(signature: Element, text: string, certificate: string): string[] | null {
  try {
    const checking = new SignedXml({ publicCert: certificate })
    checking.loadSignature(signature)
    return checking.checkSignature(text) ? checking.getSignedReferences() : null
  } catch {
    return null
  }
}
