import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { RouterContextProvider } from 'react-router'
import { storeFiles } from '../../../files/commands.ts'
import { sanitizeFileName } from '../../../files/model/file-name.ts'
import { getFile } from '../../../files/queries.ts'
import { AppError, type Problem, problemOf } from '../../../platform/errors.ts'
import { pageContext, pageRead, pageTry, pageWrite } from '../../../ui/page-context.ts'
import type { FileProblem, ReadCatalogue } from '../../model/catalogue-table.ts'
import {
  catalogueMediaTypes,
  formatOf,
  largestCatalogue,
  readCatalogueFile,
} from '../../model/read-catalogue-file.ts'
import type { CatalogueRecord } from '../../model/record-schema.ts'
import { compareCatalogue } from '../../queries/stored-catalogue.ts'

type Context = Readonly<RouterContextProvider>

export type Received =
  | { ok: true; fileId: string }
  | { ok: false; problem?: Problem; problems: FileProblem[]; fileName: string }

/** Reads an uploaded catalogue and keeps the file if nothing is wrong with it; of a faulty one nothing stays. */
export async function receiveCatalogue(context: Context, form: FormData): Promise<Received> {
  const { blobs } = context.get(pageContext).services
  const file = form.get('tep')
  if (!(file instanceof File) || file.size === 0) return refused('Hãy chọn tệp danh mục.', '')
  const name = sanitizeFileName(file.name)
  if (file.size > largestCatalogue) return refused('Tệp lớn hơn 8 MB. Hãy chia thành nhiều tệp.', name)
  const arrived = await blobs.arrive(Readable.fromWeb(file.stream() as never), largestCatalogue)
  try {
    const { format, read } = await readAt(arrived.path)
    const problems = read.problems.filter(({ severity }) => severity === 'error')
    if (problems.length > 0) return { ok: false, problems, fileName: name }
    if (read.records.length === 0) return refused('Tệp không có thủ tục nào.', name)
    const kept = { ...(await blobs.keep(arrived)), name, mediaType: catalogueMediaTypes[format] }
    const written = await pageWrite(context, storeFiles, { input: { files: [kept] } })
    if (!written.ok) return { ok: false, problem: written.problem, problems: [], fileName: name }
    return { ok: true, fileId: written.output.files[0]?.id ?? '' }
  } finally {
    await blobs.discard(arrived)
  }
}

function refused(detail: string, fileName: string): Received {
  const problem = problemOf(new AppError('invalid_input', { detail, fields: { tep: detail } }))
  return { ok: false, problem, problems: [], fileName }
}

async function readAt(path: string): Promise<{ format: ReturnType<typeof formatOf>; read: ReadCatalogue }> {
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(200)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return { format: formatOf(head.subarray(0, bytesRead)), read: await readCatalogueFile(file) }
  } finally {
    await file.close()
  }
}

/** A kept file with what it would change, or why it cannot be read any more. */
export async function compareStoredFile(context: Context, fileId: string) {
  const found = await pageTry(context, getFile, { id: fileId })
  if (!found.ok) return { ok: false as const, problem: found.problem }
  const { records, problems, kept } = await storedCatalogue(context, found.output.sha256)
  const comparison = await pageRead(context, compareCatalogue, { records, kept })
  const { id, name, sha256 } = found.output
  return { ok: true as const, file: { id, name, sha256 }, comparison, problems, count: records.length }
}

/** The records of a kept file, read again from its content. */
export async function storedCatalogue(context: Context, sha256: string) {
  const { read } = await readAt(context.get(pageContext).services.blobs.path(sha256))
  return { ...read, records: read.records as CatalogueRecord[] }
}
