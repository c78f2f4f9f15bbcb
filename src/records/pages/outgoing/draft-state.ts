import { dateText, typedIsoDate } from '../../../ui/date-text.ts'
import type { UploadedFile } from '../../../ui/upload-field.tsx'
import { linesIn, type OutgoingContent } from '../../model/outgoing/outgoing-content.ts'

/** A draft as the editor holds it: lists as lines of text. */
export interface DraftState {
  typeCode: string
  subject: string
  bases: string
  addressees: string
  body: string
  recipients: string
  signerId: string
  collective: boolean
  coPost: string
  coName: string
  urgency: OutgoingContent['urgency']
  circulation: OutgoingContent['circulation']
  copies: string
  secrecy: 'open' | 'restricted' | 'secret'
  replyBy: string
  file: UploadedFile | null
  repliesTo: { id: string; label: string }[]
}

export const emptyDraft: DraftState = {
  typeCode: 'cong-van',
  subject: '',
  bases: '',
  addressees: '',
  body: '',
  recipients: '',
  signerId: '',
  collective: true,
  coPost: '',
  coName: '',
  urgency: 'normal',
  circulation: '',
  copies: '1',
  secrecy: 'open',
  replyBy: '',
  file: null,
  repliesTo: [],
}

export function contentOf(draft: DraftState): OutgoingContent {
  return {
    typeCode: draft.typeCode,
    subject: draft.subject,
    bases: linesIn(draft.bases),
    addressees: linesIn(draft.addressees),
    body: draft.body,
    recipients: linesIn(draft.recipients),
    signerId: draft.signerId || null,
    collective: draft.collective,
    coSigner: draft.coName.trim() === '' ? null : { post: draft.coPost, name: draft.coName },
    urgency: draft.urgency,
    circulation: draft.circulation,
    copies: Number(draft.copies),
  }
}

/** What the commands that keep a draft are sent. */
export function partsOf(draft: DraftState) {
  return {
    content: contentOf(draft),
    secrecy: draft.secrecy,
    fileId: draft.file?.id ?? null,
    repliesTo: draft.repliesTo.map(({ id }) => id),
    replyBy: draft.replyBy === '' ? null : typedIsoDate(draft.replyBy),
  }
}

/** The draft of a document as it was kept. */
export function draftOf(document: {
  content: OutgoingContent
  restricted: boolean
  replyBy: string | null
  file: { id: string; name: string } | null
  repliesTo: { id: string; label: string }[]
}): DraftState {
  const { content } = document
  return {
    typeCode: content.typeCode,
    subject: content.subject,
    bases: content.bases.join('\n'),
    addressees: content.addressees.join('\n'),
    body: content.body,
    recipients: content.recipients.join('\n'),
    signerId: content.signerId ?? '',
    collective: content.collective,
    coPost: content.coSigner?.post ?? '',
    coName: content.coSigner?.name ?? '',
    urgency: content.urgency,
    circulation: content.circulation,
    copies: String(content.copies),
    secrecy: document.restricted ? 'restricted' : 'open',
    replyBy: dateText(document.replyBy),
    file: document.file ? { ...document.file, size: 0 } : null,
    repliesTo: document.repliesTo,
  }
}
