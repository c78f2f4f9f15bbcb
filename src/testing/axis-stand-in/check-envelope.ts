import { DOMParser } from '@xmldom/xmldom'
import { envelopeForms, type Form } from './forms.ts'

/** What the axis takes from an envelope, to know where it goes. */
export interface Envelope {
  kind: 'edoc' | 'status'
  from: string
  to: string[]
  documentId: string
  /** Of a document: 0 to 3. Of a status: its code. */
  type: string
}

const namespace = 'http://www.mic.gov.vn/TBT/QCVN_102_2016'
const rawTypes =
  /^application\/(pdf|msword|zip|vnd\.ms-excel|vnd\.openxmlformats-officedocument\.(wordprocessingml\.document|spreadsheetml\.sheet))$/

/** Looks at an envelope as a strict gateway does: form, order, prefixes and files; what it finds wrong, in words. */
export function checkEnvelope(bytes: Buffer, kind: Envelope['kind']): Envelope | string {
  const root = parse(bytes)
  if (typeof root === 'string') return root
  if (root.localName !== 'edXML' || root.prefix) return 'gốc không phải edXML'
  const wrong = whatIsWrong(root, envelopeForms[kind]) ?? (kind === 'edoc' ? wrongFiles(root) : null)
  if (wrong) return wrong
  const [header] = kind === 'edoc' ? find(root, 'MessageHeader') : find(root, 'MessageStatus')
  const [from, documentId] = [textIn(header, 'From', 'OrganId'), textIn(header, 'DocumentId')]
  if (kind === 'status')
    return {
      kind,
      from,
      to: [textIn(header, 'ResponseFor', 'OrganId')],
      documentId: textIn(header, 'ResponseFor', 'DocumentId'),
      type: textIn(header, 'StatusCode'),
    }
  const to = children(header, 'To').map((each) => textIn(each, 'OrganId'))
  const type = find(root, 'BussinessDocType')[0]?.textContent ?? ''
  const identity = [from, textIn(header, 'PromulgationInfo', 'PromulgationDate')].join(',')
  if (documentId.includes(',') && !documentId.startsWith(`${identity},`))
    return 'DocumentId không hợp với nội dung'
  const [business] = find(root, 'Bussiness')
  if (type !== '0' && textIn(business, 'BussinessDocReason') === '') return 'thiếu lý do'
  if (['1', '2'].includes(type) && textIn(business, 'DocumentId') === '')
    return 'thiếu mã văn bản bị thu hồi, cập nhật'
  return { kind, from, to, documentId, type }
}

function parse(bytes: Buffer): Element | string {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) return 'không phải UTF-8'
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return 'có DOCTYPE'
  const complaints: string[] = []
  try {
    const parser = new DOMParser({ errorHandler: (_level, message) => complaints.push(message) })
    const root = parser.parseFromString(text, 'text/xml').documentElement
    return root && complaints.length === 0 ? root : 'sai cú pháp XML'
  } catch {
    return 'sai cú pháp XML'
  }
}

function children(element: Element | undefined, name?: string): Element[] {
  const found: Element[] = []
  for (let node = element?.firstChild ?? null; node; node = node.nextSibling)
    if (node.nodeType === 1 && (name === undefined || (node as Element).localName === name))
      found.push(node as Element)
  return found
}

function find(element: Element, name: string): Element[] {
  return children(element).flatMap((each) => (each.localName === name ? [each] : find(each, name)))
}

function textIn(element: Element | undefined, ...path: string[]): string {
  const [name, ...rest] = path
  if (name === undefined) return element?.textContent ?? ''
  return textIn(children(element, name)[0], ...rest)
}

function whatIsWrong(element: Element, form: Form): string | null {
  const here = element.localName
  if (element.namespaceURI !== namespace) return `${here} không thuộc không gian tên của QCVN 102`
  if (form instanceof RegExp) {
    const isLeaf = children(element).length === 0
    return isLeaf && form.test(element.textContent ?? '') ? null : `${here} có nội dung sai`
  }
  const inside = children(element).filter(
    (each) => !(here === 'edXMLHeader' && each.localName === 'Signature'),
  )
  for (const [name, count, part] of form) {
    const run = inside.findIndex((each) => each.localName !== name)
    const found = inside.splice(0, run < 0 ? inside.length : run)
    if (found.length === 0 && count.startsWith('1')) return `${here} thiếu ${name} hoặc sai thứ tự`
    if (found.length > 1 && !count.endsWith('n')) return `${here} có nhiều ${name}`
    for (const each of found) {
      const wrong = wrongPrefix(each) ?? whatIsWrong(each, part)
      if (wrong) return wrong
    }
  }
  return inside[0] ? `${here} có ${inside[0].localName} ngoài quy định hoặc sai thứ tự` : null
}

/** As in the samples: the envelope with the prefix, the files without it but for the element of their bytes. */
function wrongPrefix(element: Element): string | null {
  let top = element
  while (top.parentNode?.parentNode?.nodeType === 1) top = top.parentNode as Element
  const isPlain = top.localName === 'AttachmentEncoded' && element.localName !== 'ContentTransferEncoded'
  return (element.prefix ?? '') === (isPlain ? '' : 'edXML') ? null : `${element.localName} sai tiền tố`
}

function wrongFiles(root: Element): string | null {
  const [listed, there] = [find(root, 'Reference'), find(root, 'Attachment')]
  const ids = (elements: Element[]) => elements.map((each) => textIn(each, 'ContentId')).join('\n')
  // The references of a signature have the same name.
  if (ids(listed.filter((each) => each.namespaceURI === namespace)) !== ids(there))
    return 'danh sách tệp không khớp với tệp kèm theo'
  for (const file of there) {
    const [type, content] = [textIn(file, 'ContentType'), textIn(file, 'ContentTransferEncoded')]
    const bytes = Buffer.from(content, 'base64')
    if (bytes.toString('base64') !== content) return 'tệp không đúng mã base64'
    if (bytes.byteLength > 50 * 1024 * 1024) return 'tệp lớn hơn 50 MB'
    if (!rawTypes.test(type)) return `tệp ${type} phải nén trước khi gửi`
    if (type === 'application/zip' && bytes.toString('latin1', 0, 2) !== 'PK') return 'tệp nén không phải zip'
  }
  return null
}
