import type {
  ArchiveDocument,
  ArchiveHistoryLine,
  ArchiveIncoming,
  ArchiveOther,
  ArchiveOutgoing,
  ArchiveSource,
  ArchiveStoredFile,
} from '../archive-source.ts'
import { checkRow, type FieldFault } from './check-row.ts'
import { type FileRow, type IncomingRow, type OtherRow, type OutgoingRow, tables } from './tables.ts'

export interface PackageRendition {
  /** Below the package's data/. */
  path: string
  sha256: string
  size: number
}

/** A file of a document in the package, byte for byte as it lay in the store. */
export interface PackageFile extends PackageRendition {
  /** As its document has it; in the package it goes by `path`. */
  name: string
  mediaType: string
  /** What a PDF claims of itself, such as `PDF/A-2B`. */
  standard: string | null
  /** The same to be read in thirty years, where the file itself may not be. */
  rendition: PackageRendition | null
}

interface PackageDocumentBase {
  recalled: boolean
  restricted: boolean
  history: readonly ArchiveHistoryLine[]
  files: readonly PackageFile[]
}

export type PackageDocument = PackageDocumentBase &
  (
    | { kind: 'outgoing'; row: OutgoingRow }
    | { kind: 'incoming'; row: IncomingRow }
    | { kind: ArchiveOther['kind']; row: OtherRow; text: string }
  )

/** Everything that a package says; what is written is what is read back. */
export interface PackageData {
  file: FileRow
  documents: readonly PackageDocument[]
}

/** The same before the files are in the package. */
export type DocumentDraft = PackageDocument extends infer D
  ? D extends unknown
    ? Omit<D, 'files'>
    : never
  : never

/** The decree's lines of a work file and its documents; nothing is cut or made up. */
export function fileRow({ file }: ArchiveSource): FileRow {
  return {
    FileCode: codeRow(file.fileCode),
    Title: file.title,
    Maintenance: file.maintenance,
    Rights: file.rights,
    Creator: file.creator,
    Language: file.language,
    StartDate: file.startDate,
    // A file that is not closed has none: a fault that stops the package.
    EndDate: file.endDate ?? '',
    DocTotal: file.docTotal,
    PageTotal: file.pageTotal,
    Description: file.description,
  }
}

const codeRow = ({ organId, fileCatalog, fileNotation }: ArchiveSource['file']['fileCode']) => ({
  OrganId: organId,
  FileCatalog: fileCatalog,
  FileNotation: fileNotation,
})

export function documentDraft({ file }: ArchiveSource, document: ArchiveDocument): DocumentDraft {
  const { recalled, restricted, history } = document
  const base = { recalled, restricted, history }
  const code = { FileCode: codeRow(file.fileCode), DocOrdinal: document.ordinal, TypeName: document.typeName }
  if (document.kind === 'outgoing')
    return { ...base, kind: 'outgoing', row: { ...code, ...outgoing(document) } }
  if (document.kind === 'incoming')
    return { ...base, kind: 'incoming', row: { ...code, ...incoming(document) } }
  const row = { ...code, CodeNumber: null, CodeNotation: null, ...issue(document), ...substance(document) }
  return { ...base, kind: document.kind, row, text: document.text }
}

const issue = ({ issuedDate, organName }: ArchiveDocument) => ({
  IssuedDate: issuedDate,
  OrganName: organName,
})

const substance = ({ subject, language, pageAmount, description }: ArchiveDocument) => ({
  Subject: subject,
  Language: language,
  PageAmount: pageAmount,
  Description: description,
})

/** What both tables of official documents ask for. */
const official = (document: ArchiveOutgoing | ArchiveIncoming) => ({
  CodeNumber: document.codeNumber,
  CodeNotation: document.codeNotation,
  ...issue(document),
  IssuedDate: document.issuedDate ?? '',
  ...substance(document),
  SignerInfo: { Position: document.signer.position, FullName: document.signer.fullName },
  Priority: document.priority,
  DueDate: document.dueDate,
})

const outgoing = (document: ArchiveOutgoing) => ({
  ...official(document),
  To: document.to.map(({ organId, organName }) => ({ OrganId: organId, OrganName: organName })),
  IssuedAmount: document.issuedAmount,
})

const incoming = (document: ArchiveIncoming) => ({
  ...official(document),
  ArrivalDate: document.arrivalDate,
  ArrivalNumber: document.arrivalNumber,
  ToPlaces: document.toPlaces,
  TraceHeaderList: document.history.map(traceLine).join('\n'),
})

const traceLine = ({ at, name, post, words }: ArchiveHistoryLine) =>
  `${at} ${name}${post === '' ? '' : ` (${post})`}: ${words}`

/** Which table of the decree a document is of. */
export function tableOf(kind: ArchiveDocument['kind']) {
  return kind === 'outgoing' || kind === 'incoming' ? tables[kind] : tables.other
}

/** Every fault of a work file's lines against the tables of the decree. */
export function metadataFaults(data: {
  file: FileRow
  documents: readonly Pick<PackageDocument, 'kind' | 'row'>[]
}): FieldFault[] {
  return [
    ...checkRow(tables.file.columns, data.file, 'Hồ sơ'),
    ...data.documents.flatMap(({ kind, row }) =>
      checkRow(tableOf(kind).columns, row, `Văn bản số ${row.DocOrdinal} trong hồ sơ`),
    ),
  ]
}

/** Folder of a document, below data/. */
export function documentFolder(ordinal: number): string {
  return `van-ban/${String(ordinal).padStart(4, '0')}`
}

/** Where the `index`th file of a document goes: plain letters whatever its name, which stands in noi-dung.xml. */
export function filePath(ordinal: number, index: number, { name }: Pick<ArchiveStoredFile, 'name'>): string {
  const ending = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? 'bin'
  return `${documentFolder(ordinal)}/tep-${String(index + 1).padStart(2, '0')}.${ending}`
}

/** Where the PDF/A of a file goes. */
export const renditionPath = (path: string) => `${path}.pdfa.pdf`
