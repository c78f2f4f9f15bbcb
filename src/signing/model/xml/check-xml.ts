import { X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { childElements, elementAt } from '../../../platform/xml.ts'
import { dsig, fitsMethod, useMethods, xmlNames } from './methods.ts'

/** The one form of signatures that is taken; whatever else xml-crypto would check is refused before. */
export interface XmlForm {
  canonical: readonly string[]
  methods: readonly string[]
  digests: readonly string[]
  /** Transforms of a reference to the whole, and to an element by its `Id`: each list as it may stand. */
  whole: readonly (readonly string[])[]
  part: readonly (readonly string[])[]
  /** What must be covered, exactly once: '' for the whole, `#id` for an element. */
  covers: string
  mostReferences: number
  /** Local names from the root's child down to the element that holds the signature; without it there may be one only, anywhere. */
  within?: readonly string[]
}

/**
 * `several`: more signatures than one where one is expected; `form`: another form; `uncovered`: it does not cover what must be
 * covered; `changed`: what is covered, or the signature over it, does not hold.
 */
export type XmlFault =
  | 'several'
  | 'form'
  | 'uncovered'
  | 'no_certificate'
  | 'strange_certificate'
  | 'weak_key'
  | 'changed'

export type CheckedXml =
  | { state: 'none' }
  | { state: 'invalid'; fault: XmlFault }
  /** `signedText`: the canonical text of what must be covered; only this may be read. `signingTime` as it is signed. */
  | { state: 'valid'; certificate: X509Certificate; signedText: string; signingTime: string | null }

const shortestRsa = 2048
const curves: readonly (string | undefined)[] = ['prime256v1', 'secp384r1', 'secp521r1']

/**
 * Whether the signature in a document holds. It is asked for its form first, and what is read afterwards is what was hashed, so that
 * nothing can be wrapped around it. Who signed is not judged here. Does not throw. `root` must be read from `text` by `parseXml`.
 */
export function checkXmlSignature(root: Element, text: string, form: XmlForm): CheckedXml {
  const place = form.within ? elementAt(root, ...form.within) : root
  const [signature, ...more] = place ? signaturesIn(place) : []
  if (!signature) return { state: 'none' }
  if (more.length > 0) return invalid('several')
  const read = readForm(signature, form)
  if (typeof read === 'string') return invalid(read)
  const certificate = certificateIn(signature)
  if (typeof certificate === 'string') return invalid(certificate)
  if (!fitsMethod(read.method, certificate.publicKey)) return invalid('form')
  const signed = signedParts(signature, text, certificate.toString())
  const signedText = signed?.[read.targets.indexOf(form.covers)]
  if (!signed || signedText === undefined) return invalid('changed')
  return { state: 'valid', certificate, signedText, signingTime: signingTimeIn(signed) }
}

const invalid = (fault: XmlFault): CheckedXml => ({ state: 'invalid', fault })

function signaturesIn(element: Element): Element[] {
  if (isNamed(element, 'Signature')) return [element]
  return childElements(element).flatMap(signaturesIn)
}

const isNamed = (element: Element, name: string) =>
  element.localName === name && element.namespaceURI === dsig
const algorithmOf = (element: Element | undefined) => element?.getAttribute('Algorithm') ?? ''

/** The children of an element when they are exactly of these names in this order, else null. */
function exactly(element: Element | undefined, names: readonly string[]): Element[] | null {
  const children = element ? childElements(element) : []
  const fits =
    children.length === names.length && children.every((each, at) => isNamed(each, names[at] ?? ''))
  return fits ? children : null
}

/** Where the references point, in their order, and the method; or why this is no signature of the form that is taken. */
function readForm(signature: Element, form: XmlForm): { targets: string[]; method: string } | XmlFault {
  const [signedInfo, value, keyInfo, ...objects] = childElements(signature)
  const isWhole =
    signedInfo !== undefined &&
    isNamed(signedInfo, 'SignedInfo') &&
    value !== undefined &&
    isNamed(value, 'SignatureValue') &&
    keyInfo !== undefined &&
    isNamed(keyInfo, 'KeyInfo') &&
    objects.every((each) => isNamed(each, 'Object'))
  if (!isWhole) return 'form'
  const [canonical, method, ...references] = childElements(signedInfo)
  if (!canonical || !isNamed(canonical, 'CanonicalizationMethod')) return 'form'
  if (!method || !isNamed(method, 'SignatureMethod')) return 'form'
  if (!form.canonical.includes(algorithmOf(canonical)) || !form.methods.includes(algorithmOf(method)))
    return 'form'
  if (childElements(canonical).length + childElements(method).length > 0) return 'form'
  if (references.length > form.mostReferences) return 'form'
  const targets = references.map((each) => readReference(each, form))
  if (targets.some((target) => target === null)) return 'form'
  const known = targets.filter((target) => target !== null)
  if (known.filter((target) => target === form.covers).length !== 1) return 'uncovered'
  return { targets: known, method: algorithmOf(method) }
}

function readReference(reference: Element, form: XmlForm): string | null {
  const parts = exactly(reference, ['Transforms', 'DigestMethod', 'DigestValue'])
  if (!parts || !isNamed(reference, 'Reference') || !reference.hasAttribute('URI')) return null
  if (!form.digests.includes(algorithmOf(parts[1]))) return null
  const uri = reference.getAttribute('URI') ?? ''
  const transforms = parts[0] ? childElements(parts[0]) : []
  const isPlain = transforms.every((each) => isNamed(each, 'Transform') && childElements(each).length === 0)
  const given = transforms.map(algorithmOf).join(' ')
  const allowed = (uri === '' ? form.whole : form.part).some((each) => each.join(' ') === given)
  if (!isPlain || !allowed) return null
  return uri === '' || /^#[^'"\s]+$/.test(uri) ? uri : null
}

function certificateIn(signature: Element): X509Certificate | XmlFault {
  const text = elementAt(signature, 'KeyInfo', 'X509Data', 'X509Certificate')?.textContent
  if (!text) return 'no_certificate'
  try {
    const certificate = new X509Certificate(Buffer.from(text, 'base64'))
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey
    if (type === 'rsa') return (details?.modulusLength ?? 0) >= shortestRsa ? certificate : 'weak_key'
    return type === 'ec' && curves.includes(details?.namedCurve) ? certificate : 'weak_key'
  } catch {
    return 'strange_certificate'
  }
}

/** The canonical text of each reference, in order, when all and the signature over them hold; else null. */
function signedParts(signature: Element, text: string, certificate: string): string[] | null {
  try {
    const checking = new SignedXml({ publicCert: certificate })
    useMethods(checking)
    checking.loadSignature(signature)
    return checking.checkSignature(text) ? checking.getSignedReferences() : null
  } catch {
    return null
  }
}

/** The time of signing, where one of the signed parts is the object that holds it. */
function signingTimeIn(signed: readonly string[]): string | null {
  const times = signed.flatMap((part) => {
    const found = /^<(?:\w+:)?Object\b[^>]*>[\s\S]*<(?:\w+:)?SigningTime(?:\s[^>]*)?>([^<]*)<\//.exec(part)
    return found?.[1] ?? []
  })
  return times.length === 1 ? (times[0] ?? null) : null
}

/** Signatures that cover one element by its `Id`, as the tax office's XML has them (QĐ 1306/QĐ-CT); [check] with its schema. */
export const partForm = (id: string, within: readonly string[]): XmlForm => ({
  canonical: [xmlNames.inclusive, xmlNames.exclusive],
  methods: [xmlNames.rsaSha256, xmlNames.rsaSha512, xmlNames.pssSha256, xmlNames.ecdsaSha256],
  digests: [xmlNames.sha256, xmlNames.sha512],
  whole: [],
  part: [
    [xmlNames.enveloped],
    [xmlNames.enveloped, xmlNames.inclusive],
    [xmlNames.enveloped, xmlNames.exclusive],
    [xmlNames.inclusive],
    [xmlNames.exclusive],
  ],
  covers: `#${id}`,
  mostReferences: 2,
  within,
})
