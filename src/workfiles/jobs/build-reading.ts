import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../platform/errors.ts'
import { mergePdfs } from '../../platform/merge-pdf.ts'
import type { Services } from '../../platform/services.ts'
import { createZip } from '../../platform/zip-writer.ts'
import { documentDraft, documentFolder, fileRow } from '../model/archive/package-data.ts'
import { packageSchema } from '../model/archive/package-schema.ts'
import { writeDocument, writeFile as writeFileXml, writeHistory } from '../model/archive/package-xml.ts'
import { chronological, coverSheet } from '../model/archive/reading-copy.ts'
import type { ArchiveDocument, ArchiveSource, ArchiveStoredFile } from '../model/archive-source.ts'

export interface ReadingMaking {
  source: ArchiveSource
  /** Mục lục văn bản as PDF. */
  tableOfContents: Uint8Array
  at: Date
  office: string
  /** SHA-256 of the PDF/A of a file that is no PDF. */
  renditionOf: ReadonlyMap<string, string>
  /** A folder of its own; what is made lies in it. */
  directory: string
}

/** Bytes of PDF files that are laid into one; merging holds all of them in memory. */
const mostBytes = 400 * 2 ** 20

/**
 * Toàn văn hồ sơ: a ZIP file of one PDF (the table of contents, then each document in the order of its date behind a sheet that
 * says what it is) and of the metadata as XML. Returns its path. Fails with wrong_state where the files are too large for one PDF.
 */
export async function buildReading(
  services: Pick<Services, 'blobs' | 'pdf'>,
  making: ReadingMaking,
): Promise<string> {
  const documents = chronological(making.source.documents)
  const files = documents.flatMap((document) => document.files)
  refuseLarge(files)
  const placed = await Promise.all(files.map((file) => placeOf(services, making, file)))
  const looked = await mergePdfs({ paths: placed.map((path) => path ?? ''), target: null })
  if (typeof looked === 'string') throw tooLarge()
  const pages = new Map(files.map((file, index) => [file, looked.pages[index] ?? null]))
  const places = new Map(files.map((file, index) => [file, placed[index] ?? '']))
  const paths = [join(making.directory, 'muc-luc.pdf')]
  await writeFile(paths[0] ?? '', making.tableOfContents)
  for (const [index, document] of documents.entries()) {
    paths.push(await writeSheet(services, making, { document, index, pages }))
    for (const file of document.files)
      if (typeof pages.get(file) === 'number') paths.push(places.get(file) ?? '')
  }
  const target = join(making.directory, 'toan-van.pdf')
  if (typeof (await mergePdfs({ paths, target })) === 'string') throw tooLarge()
  return pack(making, documents, target)
}

function refuseLarge(files: readonly ArchiveStoredFile[]): void {
  if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes) throw tooLarge()
}

const tooLarge = () =>
  new AppError('wrong_state', {
    detail:
      'Hồ sơ quá lớn để ghép thành một tệp PDF. Hãy lập gói nộp lưu trữ, trong đó mỗi văn bản là một tệp.',
  })

/** Where the PDF of a file lies: itself or its PDF/A; null where it has none. */
async function placeOf(
  { blobs }: Pick<Services, 'blobs'>,
  { renditionOf }: ReadingMaking,
  { sha256, mediaType }: ArchiveStoredFile,
): Promise<string | null> {
  const content = mediaType === 'application/pdf' ? sha256 : renditionOf.get(sha256)
  return content !== undefined && (await blobs.has(content)) ? blobs.path(content) : null
}

async function writeSheet(
  { pdf }: Pick<Services, 'pdf'>,
  { at, office, directory }: ReadingMaking,
  {
    document,
    index,
    pages,
  }: {
    document: ArchiveDocument
    index: number
    pages: ReadonlyMap<ArchiveStoredFile, number | null>
  },
): Promise<string> {
  const files = document.files.map((file) => ({ name: file.name, pages: pages.get(file) ?? null }))
  const sheet = coverSheet(document, { position: index + 1, files, agency: office })
  const path = join(directory, `to-${index + 1}.pdf`)
  await writeFile(path, await pdf.render('decision', sheet, { later: true, createdAt: at }))
  return path
}

async function pack(
  { source, at, directory }: ReadingMaking,
  documents: readonly ArchiveDocument[],
  merged: string,
): Promise<string> {
  const path = join(directory, 'toan-van.zip')
  const zip = await createZip(path, at)
  const text = (words: string) => once(new TextEncoder().encode(words))
  const drafts = documents.map((document) => documentDraft(source, document))
  await zip.add('toan-van.pdf', createReadStream(merged))
  await zip.add('ho-so.xml', text(writeFileXml(fileRow(source))))
  for (const draft of drafts)
    await zip.add(`${documentFolder(draft.row.DocOrdinal)}.xml`, text(writeDocument(draft)))
  await zip.add('lich-su.xml', text(writeHistory(drafts)))
  await zip.add('luoc-do.xsd', text(packageSchema()))
  await zip.close()
  return path
}

async function* once(bytes: Uint8Array) {
  yield bytes
}
