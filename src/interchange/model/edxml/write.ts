import type { z } from 'zod'
import { writeXml, type XmlNode } from '../../../platform/xml.ts'
import { type EdxmlDialect, standardDialect } from './dialect.ts'
import {
  businessTypes,
  type EdxmlAgency,
  type EdxmlAttachment,
  type EdxmlDocument,
  type EdxmlDocumentInput,
  type EdxmlFault,
  type EdxmlResponseFor,
  type EdxmlStaff,
  type EdxmlStatus,
  type EdxmlStatusInput,
  edxmlDocumentSchema,
  edxmlStatusSchema,
} from './message.ts'
import { schemaFaults } from './schema-faults.ts'
import { type SigningKey, signEdxml } from './signature.ts'
import { packFile } from './single-file-zip.ts'
import { edxmlNamespace, wayOf, writeDay, writeTimestamp } from './wire-values.ts'

interface Writing {
  dialect?: EdxmlDialect
  /** Without one the message goes unsigned. */
  key?: SigningKey
}

/** An envelope as UTF-8 bytes, the same for the same message, or what keeps it from being written. */
export function writeEdxml(
  message: EdxmlDocumentInput | EdxmlStatusInput,
  { dialect = standardDialect, key }: Writing = {},
): { bytes: Uint8Array } | { faults: EdxmlFault[] } {
  const parsed: z.ZodSafeParseResult<EdxmlDocument | EdxmlStatus> =
    message.kind === 'document'
      ? edxmlDocumentSchema.safeParse(message)
      : edxmlStatusSchema.safeParse(message)
  if (!parsed.success) return { faults: schemaFaults(parsed.error) }
  const root =
    parsed.data.kind === 'document'
      ? documentEnvelope(parsed.data, dialect, key !== undefined)
      : envelope([node('MessageStatus', inOrder(dialect.status, statusParts(parsed.data)))], [])
  const text = writeXml(root)
  return { bytes: Buffer.from(key ? signEdxml(text, key) : text) }
}

/** Elements of the envelope and header carry the prefix, as in the samples of the standard. */
const node = (name: string, children: (XmlNode | string)[]): XmlNode => ({ name: `edXML:${name}`, children })
/** An element of one text; an empty one stands empty. */
const leaf = (name: string, text: string | number) => node(name, text === '' ? [] : [String(text)])
const flag = (name: string, isSo: boolean) => leaf(name, isSo ? 1 : 0)
const some = <T>(items: readonly T[], make: (items: readonly T[]) => XmlNode): XmlNode[] =>
  items.length > 0 ? [make(items)] : []

function inOrder<Part extends string>(order: readonly Part[], parts: Record<Part, XmlNode[]>): XmlNode[] {
  return order.flatMap((part) => parts[part])
}

const prefixed = { 'xmlns:edXML': edxmlNamespace }

function envelope(header: XmlNode[], body: XmlNode[], attachments: XmlNode[] = []): XmlNode {
  const inside = [node('edXMLHeader', header), ...body]
  return {
    name: 'edXML',
    attributes: { xmlns: edxmlNamespace },
    children: [{ ...node('edXMLEnvelope', inside), attributes: prefixed }, ...attachments],
  }
}

function documentEnvelope(document: EdxmlDocument, dialect: EdxmlDialect, isSigned: boolean): XmlNode {
  const { traces, business, attachments } = document
  const files = attachments.map((each, index) => packed(each, isSigned ? `tep-${index + 1}` : null))
  const trace = traces.map(({ organId, timestamp }) =>
    node('TraceHeader', [leaf('OrganId', organId), leaf('Timestamp', writeTimestamp(timestamp))]),
  )
  const word = dialect.businessWord
  return envelope(
    [
      node('MessageHeader', inOrder(dialect.document, documentParts(document))),
      node('TraceHeaderList', [
        ...trace,
        node(word, inOrder(dialect.business, businessNodes(business, word))),
      ]),
    ],
    [
      node('edXMLBody', [
        {
          ...node(
            'edXMLManifest',
            files.map((file) => file.reference),
          ),
          attributes: { version: '1.0' },
        },
      ]),
    ],
    some(files, (all) => ({ name: 'AttachmentEncoded', children: all.map((file) => file.content) })),
  )
}

function documentParts(document: EdxmlDocument) {
  const { signer, dueDate, toPlaces, steeringType } = document
  return {
    From: [agencyNode('From', document.from)],
    To: document.to.map((agency) => agencyNode('To', agency)),
    DocumentId: [leaf('DocumentId', document.documentId)],
    Code: [
      node('Code', [leaf('CodeNumber', document.codeNumber), leaf('CodeNotation', document.codeNotation)]),
    ],
    PromulgationInfo: [
      node('PromulgationInfo', [
        leaf('Place', document.place),
        leaf('PromulgationDate', writeDay(document.promulgationDate)),
      ]),
    ],
    DocumentType: [
      node('DocumentType', [
        leaf('Type', document.typeCode),
        leaf('TypeDetail', document.typeDetail),
        leaf('TypeName', document.typeName),
      ]),
    ],
    Subject: [leaf('Subject', document.subject)],
    Content: [leaf('Content', document.content)],
    SignerInfo: [
      node('SignerInfo', [
        leaf('Competence', signer.competence),
        leaf('Position', signer.position),
        leaf('FullName', signer.fullName),
      ]),
    ],
    DueDate: dueDate === null ? [] : [leaf('DueDate', writeDay(dueDate))],
    ToPlaces: some(toPlaces, (places) =>
      node(
        'ToPlaces',
        places.map((each) => leaf('Place', each)),
      ),
    ),
    OtherInfo: [otherInfo(document)],
    ResponseFor: document.responseFor.map(responseForNode),
    SteeringType: steeringType === '' ? [] : [leaf('SteeringType', steeringType)],
  }
}

function otherInfo(document: EdxmlDocument): XmlNode {
  const appendixes = some(document.appendixes, (all) =>
    node(
      'Appendixes',
      all.map((each) => leaf('Appendix', each)),
    ),
  )
  return node('OtherInfo', [
    leaf('Priority', document.priority),
    leaf('SphereOfPromulgation', document.sphereOfPromulgation),
    leaf('TyperNotation', document.typerNotation),
    leaf('PromulgationAmount', document.promulgationAmount),
    leaf('PageAmount', document.pageAmount),
    ...appendixes,
  ])
}

function businessNodes(business: EdxmlDocument['business'], word: string) {
  const { type, documentId, receivers } = business
  const organs = (ids: readonly string[]) => ids.map((id) => leaf('OrganId', id))
  const receiver = receivers.map(({ receiverType, organId }) =>
    node('Receiver', [leaf('ReceiverType', receiverType), leaf('OrganId', organId)]),
  )
  const changes = [
    flag('DocumentInfo', business.informationChanged),
    flag('DocumentReceiver', business.receiversChanged),
    ...some(receiver, (all) => node('ReceiverList', [...all])),
  ]
  const isChange = business.informationChanged || business.receiversChanged || receivers.length > 0
  return {
    DocType: [leaf(`${word}DocType`, businessTypes.indexOf(type))],
    DocReason: [leaf(`${word}DocReason`, business.reason)],
    DocumentInfo: isChange ? [node(`${word}DocumentInfo`, changes)] : [],
    DocumentId: documentId === null ? [] : [leaf('DocumentId', documentId)],
    Paper: [flag('Paper', business.paper)],
    StaffInfo: [staffNode(business.staff)],
    ReplacementInfoList: some(business.replacements, (all) =>
      node(
        'ReplacementInfoList',
        all.map((each) =>
          node('ReplacementInfo', [
            leaf('DocumentId', each.documentId),
            node('OrganIdList', organs(each.organIds)),
          ]),
        ),
      ),
    ),
  }
}

function statusParts(status: EdxmlStatus) {
  return {
    ResponseFor: [responseForNode(status.responseFor)],
    From: [agencyNode('From', status.from)],
    StatusCode: [leaf('StatusCode', status.statusCode)],
    Description: [leaf('Description', status.description)],
    Timestamp: [leaf('Timestamp', writeTimestamp(status.timestamp))],
    StaffInfo: [staffNode(status.staff)],
  }
}

function agencyNode(name: 'From' | 'To', agency: EdxmlAgency): XmlNode {
  return node(name, [
    leaf('OrganId', agency.organId),
    leaf('OrganizationInCharge', agency.organizationInCharge),
    leaf('OrganName', agency.organName),
    leaf('OrganAdd', agency.organAdd),
    leaf('Email', agency.email),
    leaf('Telephone', agency.telephone),
    leaf('Fax', agency.fax),
    leaf('Website', agency.website),
  ])
}

function staffNode({ department, staff, mobile, email }: EdxmlStaff): XmlNode {
  return node('StaffInfo', [
    leaf('Department', department),
    leaf('Staff', staff),
    leaf('Mobile', mobile),
    leaf('Email', email),
  ])
}

function responseForNode({ organId, code, promulgationDate, documentId }: EdxmlResponseFor): XmlNode {
  return node('ResponseFor', [
    leaf('OrganId', organId),
    leaf('Code', code),
    leaf('PromulgationDate', writeDay(promulgationDate)),
    leaf('DocumentId', documentId),
  ])
}

/** What the list of files says of one, and its content; the content is without prefix but for the element of the bytes. */
function packed({ contentId, name, description, contentType, bytes }: EdxmlAttachment, id: string | null) {
  const { type, isPacked } = wayOf(name, contentType)
  const content = isPacked ? packFile(name, bytes) : bytes
  const base64 = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64')
  const plain = (tag: string, text: string) => ({ name: tag, children: text === '' ? [] : [text] })
  return {
    reference: node('Reference', [
      leaf('ContentId', contentId),
      leaf('ContentType', type),
      leaf('AttachmentName', name),
      leaf('Description', description),
    ]),
    content: {
      name: 'Attachment',
      // What a signature points to.
      ...(id === null ? {} : { attributes: { Id: id } }),
      children: [
        plain('ContentId', contentId),
        plain('AttachmentName', name),
        plain('Description', description),
        plain('ContentType', type),
        { ...leaf('ContentTransferEncoded', base64), attributes: prefixed },
      ],
    },
  }
}
