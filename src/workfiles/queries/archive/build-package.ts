import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { type BagWriter, type Content, createBag } from '../../../platform/bags/write-bag.ts'
import { AppError } from '../../../platform/errors.ts'
import { createPdfClaimReader } from '../../../platform/pdf-claim.ts'
import { createZip, type ZipWriter } from '../../../platform/zip-writer.ts'
import {
  documentDraft,
  documentFolder,
  filePath,
  fileRow,
  metadataFaults,
  type PackageDocument,
  type PackageFile,
  renditionPath,
} from '../../model/archive/package-data.ts'
import { packageKind } from '../../model/archive/package-kind.ts'
import { packageSchema } from '../../model/archive/package-schema.ts'
import { writeContents, writeDocument, writeFile, writeHistory } from '../../model/archive/package-xml.ts'
import { readMe } from '../../model/archive/read-me.ts'
import type { ArchiveSource, ArchiveStoredFile } from '../../model/archive-source.ts'

/** What a package is made with. */
export interface PackageMaking {
  source: ArchiveSource
  /** A stored content by its SHA-256. */
  open(sha256: string): AsyncIterable<Uint8Array>
  /** The same as PDF/A; null for what needs none (PDF) or cannot be turned into it. */
  toPdfA(file: ArchiveStoredFile): Promise<Content | null>
  /** Mục lục văn bản trong hồ sơ as PDF. */
  tableOfContents: Uint8Array
  /** ISO day. */
  day: string
  at: Date
  office: string
}

export interface BuiltPackage {
  /** To be written into the minutes: whoever knows it can tell whether the package is whole. */
  fingerprint: string
  /** Name of the folder in the ZIP. */
  folder: string
  /** Size of the ZIP in bytes. */
  size: number
  files: number
  /** Fields that are longer than the decree allows, in words; they are in the package in full. */
  tooLong: string[]
  /** Files that need a PDF/A and have none, by name. */
  withoutPdfA: string[]
}

/**
 * Writes the package of a work file into a new ZIP file at `path`, one document after the other. Fails with wrong_state when
 * fields that must be there are missing, when documents are hidden from whoever makes it, or when a stored file is not what it
 * was when it was stored; nothing is left at `path` then.
 */
export async function buildPackage(making: PackageMaking, path: string): Promise<BuiltPackage> {
  const { source } = making
  refuseIncomplete(source)
  const zip = await createZip(path, making.at)
  try {
    return await fillPackage(making, zip)
  } catch (error) {
    await zip.abandon().catch(() => {})
    await rm(path, { force: true })
    throw error
  }
}

/** Fails with not_allowed or wrong_state, saying what lacks, where a package of this would not be whole. */
export function refuseIncomplete(source: ArchiveSource): void {
  if (source.hidden > 0)
    throw new AppError('not_allowed', {
      detail: `Hồ sơ có ${source.hidden} văn bản bạn không được xem, nên gói sẽ không đủ. Hãy để người được xem toàn bộ hồ sơ đóng gói.`,
    })
  const documents = source.documents.map((document) => documentDraft(source, document))
  const stopping = metadataFaults({ file: fileRow(source), documents }).filter(
    ({ problem }) => problem !== 'too_long',
  )
  if (stopping.length === 0) return
  const [first] = stopping
  const more = stopping.length > 1 ? ` Còn ${stopping.length - 1} thiếu sót khác.` : ''
  throw new AppError('wrong_state', {
    detail: `Chưa đóng gói được. ${first?.words ?? ''}${more} Hãy bổ sung rồi đóng gói lại.`,
    fields: Object.fromEntries(stopping.map(({ place, field, words }) => [`${place}: ${field}`, words])),
  })
}

async function fillPackage(making: PackageMaking, zip: ZipWriter): Promise<BuiltPackage> {
  const { source } = making
  const file = fileRow(source)
  const folder = folderName(file.FileCode)
  const bag = createBag(zip, folder)
  const documents: PackageDocument[] = []
  const withoutPdfA: string[] = []
  await addText(bag, 'ho-so.xml', writeFile(file))
  await bag.add('muc-luc.pdf', making.tableOfContents)
  for (const document of source.documents) {
    const draft = documentDraft(source, document)
    await addText(bag, `${documentFolder(document.ordinal)}/van-ban.xml`, writeDocument(draft))
    const files: PackageFile[] = []
    for (const [index, stored] of document.files.entries()) {
      const added = await addFile(making, bag, { stored, path: filePath(document.ordinal, index, stored) })
      files.push(added)
      if (!added.rendition && added.standard === null) withoutPdfA.push(stored.name)
    }
    documents.push({ ...draft, files })
  }
  await addText(bag, 'noi-dung.xml', writeContents(documents))
  await addText(bag, 'lich-su.xml', writeHistory(documents))
  const encoder = new TextEncoder()
  await bag.addBeside('DOC-TRUOC.txt', encoder.encode(readMe({ file, documents }, making)))
  await bag.addBeside('luoc-do.xsd', encoder.encode(packageSchema()))
  const { fingerprint, files } = await bag.seal(packageInfo(making))
  const size = await zip.close()
  const tooLong = metadataFaults({ file, documents }).map(({ words }) => words)
  return { fingerprint, folder, size, files, tooLong, withoutPdfA }
}

const addText = (bag: BagWriter, path: string, text: string) => bag.add(path, new TextEncoder().encode(text))

async function addFile(
  { open, toPdfA }: PackageMaking,
  bag: BagWriter,
  { stored, path }: { stored: ArchiveStoredFile; path: string },
): Promise<PackageFile> {
  const { name, mediaType } = stored
  const claim = createPdfClaimReader()
  const content = mediaType === 'application/pdf' ? seen(open(stored.sha256), claim.see) : open(stored.sha256)
  const added = await bag.add(path, content)
  if (added.sha256 !== stored.sha256)
    throw new AppError('wrong_state', {
      detail: `Tệp “${name}” trong kho không còn như khi lưu. Hãy báo quản trị khôi phục tệp từ bản sao lưu rồi đóng gói lại.`,
    })
  const pdf = await toPdfA(stored)
  const place = renditionPath(path)
  const rendition = pdf ? { path: place, ...(await bag.add(place, pdf)) } : null
  return { path, ...added, name, mediaType, standard: claim.claim(), rendition }
}

async function* seen(content: AsyncIterable<Uint8Array>, see: (piece: Uint8Array) => void) {
  for await (const piece of content) {
    see(piece)
    yield piece
  }
}

function packageInfo({ source: { file }, office, day }: PackageMaking) {
  const { organId, fileCatalog, fileNotation } = file.fileCode
  return [
    ['Source-Organization', office],
    ['External-Identifier', `${organId}/${fileCatalog}/${fileNotation}`],
    ['External-Description', file.title],
    ['Bagging-Date', day],
    packageKind,
  ] as const
}

/** Letters without marks, digits and dashes, with the sum of the code behind it: two files never share a folder. */
function folderName(code: { OrganId: string; FileCatalog: number; FileNotation: string }): string {
  const plain = code.FileNotation.normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
  const sum = createHash('sha256').update(JSON.stringify(code)).digest('hex').slice(0, 8)
  return `ho-so-${code.FileCatalog}-${plain === '' ? '' : `${plain}-`}${sum}`.toLowerCase()
}
