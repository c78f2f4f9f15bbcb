import { childElements, textAt, writeXml, type XmlNode } from '../../../platform/xml.ts'
import type { ArchiveHistoryLine } from '../archive-source.ts'
import {
  type DocumentDraft,
  documentFolder,
  type PackageDocument,
  type PackageFile,
  type PackageRendition,
  tableOf,
} from './package-data.ts'
import { readRow, strangeNames, writeRow } from './row-xml.ts'
import { type FileRow, type IncomingRow, type OtherRow, type OutgoingRow, tables } from './tables.ts'

/** Namespace of the elements; their names and kinds are in the schema that lies in every package. */
export const packageNamespace = 'urn:mot-cua:ho-so-luu-tru:1'

const root = (name: string, children: readonly (XmlNode | string)[]) =>
  writeXml({ name, attributes: { xmlns: packageNamespace }, children })

export function writeFile(file: FileRow): string {
  return root(tables.file.element, writeRow(tables.file.columns, file))
}

export function writeDocument({ kind, row }: DocumentDraft): string {
  const { element, columns } = tableOf(kind)
  return root(element, writeRow(columns, row))
}

/** What is in the package: the documents with their files, by path. */
export function writeContents(documents: readonly PackageDocument[]): string {
  return root(
    'Contents',
    documents.map((document) => ({
      name: 'Document',
      attributes: {
        ordinal: String(document.row.DocOrdinal),
        kind: document.kind,
        folder: documentFolder(document.row.DocOrdinal),
        recalled: String(document.recalled),
        restricted: String(document.restricted),
      },
      children: [
        ...('text' in document ? [{ name: 'Text', children: [document.text] }] : []),
        ...document.files.map(fileNode),
      ],
    })),
  )
}

function fileNode(file: PackageFile): XmlNode {
  const { name, mediaType, standard, rendition } = file
  return {
    name: 'StoredFile',
    attributes: { ...placeOf(file), name, mediaType, ...(standard === null ? {} : { standard }) },
    children: rendition ? [{ name: 'Rendition', attributes: placeOf(rendition) }] : [],
  }
}

const placeOf = ({ path, sha256, size }: PackageRendition) => ({ path, sha256, size: String(size) })

/** Who did what with each document, oldest first. */
export function writeHistory(documents: readonly Pick<PackageDocument, 'row' | 'history'>[]): string {
  return root(
    'History',
    documents
      .filter(({ history }) => history.length > 0)
      .map(({ row, history }) => ({
        name: 'Document',
        attributes: { ordinal: String(row.DocOrdinal) },
        children: history.map(({ at, name, post, words }) => ({
          name: 'Step',
          attributes: { at, name, post },
          children: [words],
        })),
      })),
  )
}

const isRoot = (element: Element, name: string) =>
  element.localName === name && element.namespaceURI === packageNamespace

/** Null when the file is not the one that is expected, or holds elements that its table does not know. */
export function readFile(element: Element): FileRow | null {
  const { element: name, columns } = tables.file
  return isRoot(element, name) && strangeNames(columns, element).length === 0
    ? readRow(columns, element)
    : null
}

export function readDocument(
  element: Element,
  kind: PackageDocument['kind'],
): OutgoingRow | IncomingRow | OtherRow | null {
  const { element: name, columns } = tableOf(kind)
  return isRoot(element, name) && strangeNames(columns, element).length === 0
    ? readRow(columns, element)
    : null
}

/** A document as the list of contents names it. */
export interface ListedDocument {
  ordinal: number
  kind: PackageDocument['kind']
  recalled: boolean
  restricted: boolean
  text: string
  files: PackageFile[]
}

const kinds = [
  'outgoing',
  'incoming',
  'submission',
  'meeting',
  'vote',
  'file',
] as const satisfies readonly PackageDocument['kind'][]

export function readContents(element: Element): ListedDocument[] | null {
  if (!isRoot(element, 'Contents')) return null
  const documents = childElements(element, 'Document').map((each) => {
    const kind = kinds.find((known) => known === each.getAttribute('kind'))
    return kind && readListed(each, kind)
  })
  const known = documents.filter((each) => each !== undefined)
  return known.length === documents.length ? known : null
}

function readListed(element: Element, kind: PackageDocument['kind']): ListedDocument {
  const attribute = (name: string) => element.getAttribute(name) ?? ''
  return {
    ordinal: Number(attribute('ordinal')),
    kind,
    recalled: attribute('recalled') === 'true',
    restricted: attribute('restricted') === 'true',
    text: textAt(element, 'Text') ?? '',
    files: childElements(element, 'StoredFile').map(readFileNode),
  }
}

function readFileNode(element: Element): PackageFile {
  const [rendition] = childElements(element, 'Rendition')
  return {
    ...readPlace(element),
    name: element.getAttribute('name') ?? '',
    mediaType: element.getAttribute('mediaType') ?? '',
    standard: element.hasAttribute('standard') ? element.getAttribute('standard') : null,
    rendition: rendition ? readPlace(rendition) : null,
  }
}

const readPlace = (element: Element): PackageRendition => ({
  path: element.getAttribute('path') ?? '',
  sha256: element.getAttribute('sha256') ?? '',
  size: Number(element.getAttribute('size')),
})

/** The steps by the ordinal of their document. */
export function readHistory(element: Element): ReadonlyMap<number, ArchiveHistoryLine[]> | null {
  if (!isRoot(element, 'History')) return null
  return new Map(
    childElements(element, 'Document').map((each) => [
      Number(each.getAttribute('ordinal')),
      childElements(each, 'Step').map((step) => ({
        at: step.getAttribute('at') ?? '',
        name: step.getAttribute('name') ?? '',
        post: step.getAttribute('post') ?? '',
        words: step.textContent ?? '',
      })),
    ]),
  )
}
