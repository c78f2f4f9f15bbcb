import { isXmlFault, parseXml } from '../../../platform/xml.ts'
import {
  type EdxmlFault,
  type EdxmlMessage,
  type EdxmlReading,
  edxmlDocumentSchema,
  edxmlLimits,
  edxmlStatusSchema,
} from './message.ts'
import { readAttachments } from './read-attachments.ts'
import { readDocumentHeader } from './read-document.ts'
import { readStatus } from './read-status.ts'
import { schemaFaults } from './schema-faults.ts'
import { checkSignature } from './signature.ts'
import { addFault, needed, one, type Spot, sameName } from './spot.ts'

/** An envelope holds a few hundred elements; the rest of its size is the text of the files. */
const xmlLimits = { depth: 32, marks: 50_000 }

type ReadLimits = Pick<typeof edxmlLimits, 'attachment' | 'message'>

/**
 * Reads an envelope by anybody: by local names, in any order, with or without prefixes, also in the private dialect with the
 * root `EdXMLEnvelope`. Where a meaning would be lost it is refused, with every fault found. What is signed is read from
 * the text that the signature covers. Does not throw. A message of 1 MB takes some 0.1 s, one of 50 MB some seconds, several times
 * its size in memory: such ones are for a thread of their own.
 */
export function readEdxml(bytes: Uint8Array, limits: ReadLimits = edxmlLimits): EdxmlReading {
  if (bytes.byteLength > limits.message) return wholeFault('Gói tin lớn quá mức nhận được.')
  const text = decode(bytes)
  if (text === null) return wholeFault('Gói tin không phải mã UTF-8.')
  const allowed = { ...xmlLimits, bytes: limits.message }
  const root = parseXml(text, allowed)
  if (isXmlFault(root)) return { faults: [{ place: `dòng ${root.line}`, sentence: root.detail }] }
  const { signature, signedText } = checkSignature(root, text)
  const signedRoot = signedText === null ? root : parseXml(signedText, allowed)
  if (isXmlFault(signedRoot)) return wholeFault('Phần được ký không đọc được.')
  const read = readRoot(signedRoot, limits)
  return Array.isArray(read) ? { faults: read } : { message: read, signature }
}

const wholeFault = (sentence: string) => ({ faults: [{ place: '', sentence }] })

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function readRoot(element: Element, limits: ReadLimits): EdxmlMessage | EdxmlFault[] {
  const faults: EdxmlFault[] = []
  const root: Spot = { element, path: '', faults }
  const name = element.localName ?? ''
  const isBare = sameName(name, 'edXMLEnvelope')
  if (!isBare && !sameName(name, 'edXML'))
    return [{ place: name.slice(0, 100), sentence: 'Tệp này không phải gói tin edXML.' }]
  const inside = isBare ? root : needed(root, 'edXMLEnvelope')
  // The rest is found from the header on; the names above it say nothing to a clerk.
  const envelope = inside && { ...inside, path: '' }
  const header = envelope && needed(envelope, 'edXMLHeader')
  if (!header) return faults
  const draft = readContent(header, { root, envelope }, limits)
  if (faults.length > 0 || draft === null) return faults
  const parsed =
    draft.kind === 'document' ? edxmlDocumentSchema.safeParse(draft) : edxmlStatusSchema.safeParse(draft)
  return parsed.success ? parsed.data : schemaFaults(parsed.error)
}

function readContent(header: Spot, around: { root: Spot; envelope: Spot }, limits: ReadLimits) {
  const [document, status] = [one(header, 'MessageHeader'), one(header, 'MessageStatus')]
  if (document && !status)
    return {
      kind: 'document' as const,
      ...readDocumentHeader(document, one(header, 'TraceHeaderList')),
      attachments: readAttachments(around, limits.attachment),
    }
  if (status && !document) return { kind: 'status' as const, ...readStatus(status) }
  addFault(header, 'Gói tin phải là văn bản (MessageHeader) hoặc trạng thái (MessageStatus).')
  return null
}
