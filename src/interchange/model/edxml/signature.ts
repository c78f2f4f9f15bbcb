import { createPrivateKey, X509Certificate } from 'node:crypto'
import { type CheckedXml, checkXmlSignature, type XmlForm } from '../../../signing/model/xml/check-xml.ts'
import { signByKey, xmlNames } from '../../../signing/model/xml/methods.ts'
import { fillXmlSignature, prepareXmlSignature } from '../../../signing/model/xml/prepare-xml.ts'
import { type EdxmlSignature, edxmlLimits } from './message.ts'

/** A private key (PKCS #8) and its certificate, both PEM; RSA. */
export interface SigningKey {
  privateKey: string
  certificate: string
}

/** Signatures as QCVN 102 knows them: over the whole, and over attachments that have an `Id`. */
const edxmlForm: XmlForm = {
  canonical: [xmlNames.exclusive],
  methods: [xmlNames.rsaSha256, xmlNames.rsaSha512],
  digests: [xmlNames.sha256, xmlNames.sha512],
  whole: [[xmlNames.enveloped, xmlNames.exclusive]],
  part: [[xmlNames.exclusive]],
  covers: '',
  mostReferences: edxmlLimits.attachments + 2,
}

/**
 * An envelope with its signature at the end of the header: over the whole, and over each attachment that has an `Id`. Throws
 * when the key is none.
 */
export function signEdxml(text: string, { privateKey, certificate }: SigningKey): string {
  const attachments = { elements: "//*[local-name(.)='Attachment' and @Id]" }
  const prepared = prepareXmlSignature(text, {
    certificate: new X509Certificate(certificate),
    scheme: 'rsa',
    canonical: 'exclusive',
    covers: text.includes('<Attachment Id=') ? ['whole', attachments] : ['whole'],
    place: "/*/*/*[local-name(.)='edXMLHeader']",
  })
  return fillXmlSignature(prepared, signByKey('rsa', prepared.toSign, createPrivateKey(privateKey)))
}

interface Checked {
  signature: EdxmlSignature
  /** What the signature covers, in canonical form: only this may be read. Null where there is no valid one. */
  signedText: string | null
}

const sentences: Readonly<Record<Extract<CheckedXml, { state: 'invalid' }>['fault'], string>> = {
  several: 'Gói tin có nhiều chữ ký số; phần mềm chỉ nhận một.',
  form: 'Chữ ký số không theo mẫu của QCVN 102 (C14N loại trừ, RSA với SHA-256); không kiểm tra được.',
  uncovered: 'Chữ ký số không bao trùm toàn bộ gói tin.',
  no_certificate: 'Chữ ký số không kèm chứng thư.',
  strange_certificate: 'Chứng thư kèm chữ ký số không đọc được.',
  weak_key: 'Chứng thư của chữ ký số dùng khóa quá yếu hoặc không phải RSA.',
  changed: 'Chữ ký số không đúng: nội dung hoặc chữ ký đã bị thay đổi.',
}

/**
 * Whether the signature of an envelope holds, for the form of signatures that QCVN 102 knows and nothing else. It must cover
 * the whole, and what is read afterwards is what was hashed, so that nothing can be wrapped around it. Does not throw.
 */
export function checkSignature(root: Element, text: string): Checked {
  const checked = checkXmlSignature(root, text, edxmlForm)
  if (checked.state === 'none') return { signature: { state: 'none' }, signedText: null }
  if (checked.state === 'invalid')
    return { signature: { state: 'invalid', sentence: sentences[checked.fault] }, signedText: null }
  const { certificate, signedText } = checked
  const found = {
    pem: certificate.toString(),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject: certificate.subject,
  }
  return { signature: { state: 'valid', certificate: found }, signedText }
}
