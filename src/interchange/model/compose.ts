import type { OutgoingFacts } from '../../records/model/outgoing/compose-outgoing.ts'
import type { OutgoingContent } from '../../records/model/outgoing/outgoing-content.ts'
import { signingBlock } from '../../records/model/outgoing/signing-block.ts'
import { openPdf, pagesOf } from '../../signing/model/pdf/open-pdf.ts'
import { readSafely } from '../../signing/model/pdf/values.ts'
import type { RecallForm } from './agency.ts'
import {
  documentIdOf,
  type EdxmlAgency,
  type EdxmlAttachment,
  type EdxmlBusiness,
  type EdxmlDocument,
  type EdxmlMessage,
  type EdxmlResponseFor,
  type EdxmlStatus,
  edxmlDocumentSchema,
  edxmlStatusSchema,
  vietnamTimestamp,
} from './edxml/message.ts'
import type { MessageKind } from './sending.ts'

/** An issued document of the office, as it is told to others. */
export interface SentDocument {
  documentId: string
  number: string
  symbol: string
  datedOn: string
  typeName: string
  content: OutgoingContent
  printedWith: OutgoingFacts
  replyBy: string | null
  responseFor: EdxmlResponseFor[]
}

/** All that a message is made of, but for the bytes of the file. */
export interface MessageFacts {
  kind: MessageKind
  from: EdxmlAgency
  /** All who get the same message. */
  to: EdxmlAgency[]
  /** They are added to those who got the document before. */
  isMore: boolean
  recallForm: RecallForm
  /** When it was decided: kept with the message, so that a second try makes the same bytes. */
  madeAt: Date
  madeBy: string
  words: string
  statusCode: string | null
  /** The document that goes, or is asked back; null for a status about one of theirs. */
  document: SentDocument | null
  /** Identifier of the document updated or replaced. */
  aboutDocumentId: string | null
  /** The document of theirs that a status tells of. */
  responseFor: EdxmlResponseFor | null
}

const priorities = { normal: 0, urgent: 1, 'very-urgent': 2, express: 3 } as const

/** The message, by its kind; `attachment` is the signed file. Throws for facts that do not belong together. */
export function composeMessage(facts: MessageFacts, attachment: EdxmlAttachment | null): EdxmlMessage {
  if (facts.kind === 'status' && facts.responseFor)
    return status(facts, { code: facts.statusCode ?? '', responseFor: facts.responseFor })
  const { document } = facts
  if (!document) throw new Error(`a message without its document: ${facts.kind}`)
  if (facts.kind !== 'recall') return documentMessage(facts, { document, attachment })
  if (facts.recallForm === 'status')
    return status(facts, { code: '13', responseFor: { organId: facts.from.organId, ...named(document) } })
  return documentMessage(facts, { document, attachment: null })
}

function named({ documentId, number, symbol, datedOn }: SentDocument) {
  return { code: `${number}/${symbol}`, promulgationDate: datedOn, documentId }
}

function status(
  { from, words, madeAt, madeBy }: MessageFacts,
  { code, responseFor }: { code: string; responseFor: EdxmlResponseFor },
): EdxmlStatus {
  return edxmlStatusSchema.parse({
    kind: 'status',
    responseFor,
    from,
    statusCode: code,
    description: words,
    timestamp: vietnamTimestamp(madeAt),
    staff: { staff: madeBy },
  })
}

function documentMessage(
  facts: MessageFacts,
  { document, attachment }: { document: SentDocument; attachment: EdxmlAttachment | null },
): EdxmlDocument {
  const { content, printedWith } = document
  const { signing } = printedWith
  const block = signingBlock(signing)
  return edxmlDocumentSchema.parse({
    kind: 'document',
    from: facts.from,
    to: facts.to,
    // A recall is a message of its own about the document that it names.
    documentId: facts.kind === 'recall' ? `${document.documentId}/thu-hoi` : document.documentId,
    codeNumber: document.number,
    codeNotation: document.symbol,
    place: printedWith.office.placeName,
    promulgationDate: document.datedOn,
    typeName: document.typeName,
    subject: content.subject,
    signer: {
      competence: block.slice(0, -1).join(' '),
      position: block.at(-1) ?? signing.post,
      fullName: signing.name,
    },
    dueDate: document.replyBy,
    toPlaces: content.recipients,
    priority: priorities[content.urgency],
    promulgationAmount: content.copies,
    pageAmount: attachment ? pagesIn(attachment) : 0,
    responseFor: document.responseFor,
    traces: [{ organId: facts.from.organId, timestamp: vietnamTimestamp(facts.madeAt) }],
    business: businessOf(facts, document),
    attachments: attachment ? [attachment] : [],
  })
}

/** 0 where they cannot be counted: not a PDF, or one that is read in doubt. */
function pagesIn({ bytes, contentType }: EdxmlAttachment): number {
  if (contentType !== 'application/pdf') return 0
  const pages = readSafely(() => pagesOf(openPdf(bytes)).length)
  return typeof pages === 'number' ? pages : 0
}

type Business = Partial<EdxmlBusiness> & { type: EdxmlBusiness['type'] }

function businessOf(facts: MessageFacts, { documentId }: SentDocument): Business {
  const { kind, words: reason, aboutDocumentId, madeBy } = facts
  const organIds = facts.to.map(({ organId }) => organId)
  const staff = { department: '', staff: madeBy, mobile: '', email: '' }
  if (kind === 'recall') return { type: 'recall', reason, documentId, staff }
  if (kind === 'update')
    return { type: 'update', reason, documentId: aboutDocumentId, informationChanged: true, staff }
  if (kind === 'replace' && aboutDocumentId)
    return { type: 'replace', reason, staff, replacements: [{ documentId: aboutDocumentId, organIds }] }
  if (!facts.isMore) return { type: 'new', staff }
  const receivers = organIds.map((organId) => ({ receiverType: '', organId }))
  return { type: 'update', reason: moreReceivers, documentId, receiversChanged: true, receivers, staff }
}

const moreReceivers = 'Bổ sung nơi nhận.'

/** Identifier under which a document of the office travels. */
export function ownDocumentId(
  organId: string,
  { number, symbol, datedOn }: { number: string; symbol: string; datedOn: string },
) {
  return documentIdOf(organId, datedOn, `${number}/${symbol}`)
}
