import { documentTypes, lengths } from '../../records/model/document-fields.ts'
import type { DocumentValues } from '../../records/pages/document-boxes.tsx'
import type { KeptMessage } from './read-message.ts'

const cut = (text: string, most: number) => text.replaceAll(/\s+/gu, ' ').trim().slice(0, most)

/** The form of registration as the message fills it in; the clerk sees it before it counts. */
export function registrationOf(message: Extract<KeptMessage, { kind: 'document' }>): DocumentValues {
  const { from, signer, typeName } = message
  const known = documentTypes.find((each) => each.toLowerCase() === typeName.trim().toLowerCase())
  return {
    issuer: cut(from.organName, lengths.issuer),
    symbol: cut(`${message.codeNumber}/${message.codeNotation}`, lengths.symbol),
    issuedOn: message.promulgationDate,
    typeName: known ?? 'Văn bản khác',
    subject: cut(message.subject, lengths.subject),
    language: 'Tiếng Việt',
    pageCount: message.pageAmount > 0 ? message.pageAmount : null,
    signerPost: cut(signer.position, lengths.post),
    signerName: cut(signer.fullName, lengths.person),
    urgency: message.priority,
    circulation: 'none',
    restricted: false,
    fieldCode: null,
    replyBy: message.dueDate,
    note: '',
  }
}
