import type { X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { SigningScheme } from '../cms/build-signature.ts'
import { methodOf, placeholder, useMethods, xmlNames } from './methods.ts'

/** What a signature in XML covers and where it stands. */
export interface XmlSignaturePlan {
  certificate: X509Certificate
  scheme: SigningScheme
  canonical: 'exclusive' | 'inclusive'
  /** The whole document but the signature itself; or elements with an `Id`, found by XPath, each with a reference of its own. */
  covers: readonly ('whole' | { elements: string })[]
  /** XPath of the element at whose end the signature is put. */
  place: string
  /** `Id` of the signature, and its local time (`yyyy-MM-ddTHH:mm:ss`), which is signed with the rest as the tax office asks. */
  time?: { id: string; at: string }
}

/** A document whose signature wants only its value. */
export interface PreparedXml {
  text: string
  /** What the token hashes (SHA-256) and signs. */
  toSign: Buffer
}

/**
 * Puts a signature without a value into a document: digests are made here, the value is made by whoever has the key. Throws where the
 * place or what is covered is not there, or the document was prepared before and never filled in.
 */
export function prepareXmlSignature(text: string, plan: XmlSignaturePlan): PreparedXml {
  let toSign = ''
  const canonical = xmlNames[plan.canonical]
  const signing = new SignedXml({
    // The package wants a key before it asks the method, which makes nothing of it.
    privateKey: 'elsewhere',
    publicCert: plan.certificate.toString(),
    signatureAlgorithm: methodOf[plan.scheme],
    canonicalizationAlgorithm: canonical,
    ...(plan.time ? { objects: [timeObject(plan.time)] } : {}),
  })
  useMethods(signing, (made) => {
    toSign = made
  })
  for (const covered of plan.covers) addCovered(signing, covered, canonical)
  if (plan.time) addCovered(signing, { elements: `//*[@Id='${timeId(plan.time)}']` }, canonical)
  const attrs = plan.time ? { attrs: { Id: plan.time.id } } : {}
  signing.computeSignature(text, { location: { reference: plan.place, action: 'append' }, ...attrs })
  const made = signing.getSignedXml()
  if (made.split(placeholder).length !== 2) throw new Error('another signature still waits for its value')
  return { text: made, toSign: Buffer.from(toSign) }
}

/** Fills the value in; of ECDSA the two numbers one after another. */
export function fillXmlSignature({ text }: PreparedXml, value: Uint8Array): string {
  return text.replace(
    placeholder,
    () => `<SignatureValue>${Buffer.from(value).toString('base64')}</SignatureValue>`,
  )
}

function addCovered(
  signing: SignedXml,
  covered: XmlSignaturePlan['covers'][number],
  canonical: string,
): void {
  const digestAlgorithm = xmlNames.sha256
  if (covered === 'whole') {
    const transforms = [xmlNames.enveloped, canonical]
    signing.addReference({ xpath: '/*', isEmptyUri: true, transforms, digestAlgorithm })
  } else signing.addReference({ xpath: covered.elements, transforms: [canonical], digestAlgorithm })
}

type Time = NonNullable<XmlSignaturePlan['time']>

const timeId = ({ id }: Time) => `SigningTime-${id}`

/** Both go into the text as they are, so they must be what they say. */
function timeObject({ id, at }: Time) {
  if (!/^[A-Za-z_][\w.-]*$/.test(id)) throw new Error(`not an Id of XML: ${id}`)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(at)) throw new Error(`not a time of signing: ${at}`)
  const property = `<SignatureProperty Target="#${id}"><SigningTime>${at}</SigningTime></SignatureProperty>`
  const content = `<SignatureProperties>${property}</SignatureProperties>`
  return { content, attributes: { Id: timeId({ id, at }) } }
}
