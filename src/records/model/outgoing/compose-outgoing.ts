import type { Block, OfficialDocument } from '../../../platform/official-document.ts'
import { type BodyPiece, isTitle, parseBody } from './body-text.ts'
import { type DocumentType, typeOn } from './document-types.ts'
import type { OutgoingContent } from './outgoing-content.ts'
import { mayBeCollective, type Signing, signingBlock } from './signing-block.ts'
import { numberWords } from './symbols.ts'

/** What the office and the signer add to a draft before it can be printed. */
export interface OutgoingFacts {
  office: { name: string; parentName: string; placeName: string }
  symbol: string
  /** The symbol of the unit that drafted, for the line of what is kept. */
  unitSymbol: string
  signing: Signing & { name: string }
  number: number | null
  /** Day of the document, ISO; null while it has none. */
  datedOn: string | null
  /** Printed above each page of what is not to be signed yet. */
  draft: string | null
}

/** Frames of the degrees of urgency (Appendix I, ô 10b), widths in millimetres. */
const urgencyMarks: Record<string, { text: string; width: number }> = {
  urgent: { text: 'KHẨN', width: 20 },
  'very-urgent': { text: 'THƯỢNG KHẨN', width: 40 },
  express: { text: 'HỎA TỐC', width: 30 },
}

/** The draft as a paper: the printed page and the Word file are made of it alike. `day` picks the table of types. */
export function composeOutgoing(
  content: OutgoingContent,
  facts: OutgoingFacts,
  day: string,
): OfficialDocument {
  const type = typeOn(day, content.typeCode)
  if (!type) throw new Error(`no such type of document: ${content.typeCode}`)
  const urgency = urgencyMarks[content.urgency]
  return {
    title: type.layout === 'letter' ? content.subject : `${type.name} ${content.subject}`,
    draft: facts.draft,
    parentAgency: facts.office.parentName === '' ? null : inFull(facts.office.parentName),
    agency: inFull(facts.office.name),
    symbol: facts.symbol,
    place: facts.office.placeName,
    number: facts.number === null ? null : numberWords(facts.number),
    date: facts.datedOn,
    reference: type.layout === 'letter' ? `V/v ${content.subject}` : null,
    marks: [
      ...(urgency ? [{ ...urgency, red: true }] : []),
      ...(content.circulation === '' ? [] : [{ text: content.circulation, width: 58, red: false }]),
    ],
    sections: [{ landscape: false, blocks: blocksOf(content, facts, type) }],
  }
}

function blocksOf(content: OutgoingContent, facts: OutgoingFacts, type: DocumentType): Block[] {
  const addressees: Block[] =
    content.addressees.length === 0
      ? []
      : [{ kind: 'addressees', label: addressing(type.code), items: content.addressees }]
  const named: Block[] =
    type.layout === 'letter'
      ? []
      : [{ kind: 'title', name: type.name.toUpperCase(), subject: content.subject, note: null }]
  return [
    { kind: 'head' },
    ...named,
    ...(type.layout === 'decision' ? [authorityLine(facts)] : []),
    ...addressees,
    ...basesOf(content.bases),
    ...(type.layout === 'decision' ? [decisionWord(type.code)] : []),
    ...bodyOf(content.body),
    endOf(content, facts, type),
  ]
}

/** Who is addressed in a telegram is ordered, in an invitation invited (forms 1.6 and 1.7). */
function addressing(typeCode: string): string {
  if (typeCode === 'cong-dien') return 'Điện:'
  return typeCode === 'giay-moi' ? 'Kính mời:' : 'Kính gửi:'
}

function authorityLine({ office, signing }: OutgoingFacts): Block {
  const agency = inFull(office.name)
  const isCollective = signing.collective && mayBeCollective(signing.kind)
  return { kind: 'authority', text: (isCollective ? agency : `${signing.headPost} ${agency}`).toUpperCase() }
}

function decisionWord(typeCode: string): Block {
  return { kind: 'authority', text: typeCode === 'nghi-quyet' ? 'QUYẾT NGHỊ:' : 'QUYẾT ĐỊNH:' }
}

/** Each ground ends with a semicolon, the last with a full stop. */
function basesOf(bases: readonly string[]): Block[] {
  const last = bases.length - 1
  return bases.map((text, index) => ({
    kind: 'basis',
    text: `${text.replace(/[.;,\s]+$/, '')}${index === last ? '.' : ';'}`,
  }))
}

/** The text, its last paragraph closed with "./.". */
function bodyOf(body: string): Block[] {
  const pieces = parseBody(body)
  const last = pieces.findLastIndex(
    ({ level }) => level !== 'chapter' && level !== 'part' && level !== 'section',
  )
  return pieces.map((piece, index) =>
    blockOf(index === last ? { ...piece, text: `${piece.text.replace(/[./;,\s]+$/, '')}./.` } : piece),
  )
}

function blockOf(piece: BodyPiece): Block {
  const { level, label, text } = piece
  if (level === 'part' || level === 'chapter' || level === 'section')
    return { kind: 'chapter', name: label, subject: text }
  const bold = isTitle(piece) || level === 'roman' ? 'all' : level === 'article' ? 'label' : 'none'
  return { kind: 'paragraph', label, text, bold }
}

function endOf(content: OutgoingContent, facts: OutgoingFacts, type: DocumentType): Block {
  const lines = signingBlock(facts.signing)
  return {
    kind: 'end',
    recipients: [...content.recipients.map((each) => each.replace(/[.;\s]+$/, '')), keptBy(facts.unitSymbol)],
    authority: lines.slice(0, -1),
    signerPost: lines.at(-1) ?? '',
    signerName: facts.signing.name,
    beside:
      type.layout === 'two-signatures' && content.coSigner !== null
        ? { post: content.coSigner.post, name: content.coSigner.name }
        : null,
  }
}

/** The last of the recipients: the records office and the unit that drafted keep a copy. */
export function keptBy(unitSymbol: string): string {
  return unitSymbol === '' || unitSymbol === 'VP' ? 'Lưu: VT' : `Lưu: VT, ${unitSymbol}`
}

/** Offices are listed by a short name; papers spell it out. */
export function inFull(name: string): string {
  return name.replace(/^UBND\s+/i, 'Ủy ban nhân dân ').replace(/^HĐND\s+/i, 'Hội đồng nhân dân ')
}
