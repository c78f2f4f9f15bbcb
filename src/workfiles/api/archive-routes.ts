import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type ArrivedBlob, type BlobStore, blobErrorCode } from '../../platform/blobs.ts'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import type { Actor } from '../../platform/operations.ts'
import { canBecomePdfA, toPdfA } from '../../platform/pdf-a.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { write } from '../../platform/write.ts'
import { notePackage } from '../commands/note-package.ts'
import type { PackageData } from '../model/archive/package-data.ts'
import type { ArchiveStoredFile } from '../model/archive-source.ts'
import { buildPackage } from '../queries/archive/build-package.ts'
import { knownPackage } from '../queries/archive/known-package.ts'
import { packageSource } from '../queries/archive/package-source.ts'
import { readPackage } from '../queries/archive/read-package.ts'

/** Renditions that may be under way while the package is written: LibreOffice turns many files in one start. */
const renditionsAhead = 25

/** Makes the PDF/A of files that are asked for in their order, some files ahead; null for a file that needs none. */
function renderAhead({ blobs, pdf, office }: Services, files: readonly ArchiveStoredFile[]) {
  const wanted = files.filter(({ mediaType }) => canBecomePdfA(mediaType))
  const begun = new Map<ArchiveStoredFile, Promise<Uint8Array | null>>()
  const begin = async ({ sha256, name, mediaType }: ArchiveStoredFile) =>
    toPdfA({ office, pdf }, { content: await buffer(blobs.read(sha256)), mediaType, name })
  let next = 0
  return async (file: ArchiveStoredFile): Promise<Uint8Array | null> => {
    const end = wanted.indexOf(file) + renditionsAhead
    for (; next < Math.min(end, wanted.length); next += 1) {
      const each = wanted[next] as ArchiveStoredFile
      const making = begin(each)
      // Whoever asks for it meets its failure; until then nobody does.
      making.catch(() => null)
      begun.set(each, making)
    }
    const made = begun.get(file)
    begun.delete(file)
    return made ?? null
  }
}

async function build(services: Services, making: { actor: Actor; id: string; path: string }) {
  const { blobs, pdf } = services
  const {
    source,
    contents,
    day,
    at,
    office: agency,
  } = await read(services, making.actor, packageSource, { id: making.id })
  const tableOfContents = await pdf.render('document-register', contents, { later: true })
  const built = await buildPackage(
    {
      source,
      tableOfContents,
      day,
      at,
      office: agency,
      open: (sha256) => blobs.read(sha256),
      toPdfA: renderAhead(
        services,
        source.documents.flatMap(({ files }) => files),
      ),
    },
    making.path,
  )
  return { ...built, documents: source.documents.length }
}

/** Built whole before the first byte is sent, so that what cannot be packed is said instead of a broken file. */
const packageRoute: SpecialRoute = {
  method: 'GET',
  path: '/work-files/{id}/archive-package.zip',
  title: packageSource.title,
  audience: packageSource.audience,
  document: {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
    responses: { 200: { description: 'Gói hồ sơ lưu trữ.', content: { 'application/zip': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const { id } = request.params as { id: string }
    const directory = await mkdtemp(join(tmpdir(), 'motcua-goi-'))
    try {
      const path = join(directory, 'goi.zip')
      const { fingerprint, documents, files, size, folder } = await build(services, { actor, id, path })
      await write(services, callOf(request, actor), notePackage, {
        id,
        fingerprint,
        documents,
        files,
        bytes: size,
      })
      const content = createReadStream(path)
      // Its name goes once it is open; its bytes go when it was sent or the reader went away.
      await new Promise((resolve, reject) => content.once('open', resolve).once('error', reject))
      reply.headers({
        'cache-control': 'private, no-store',
        'content-length': size,
        'content-disposition': `attachment; filename="${folder}.zip"`,
        'x-fingerprint': fingerprint,
      })
      return reply.type('application/zip').send(content)
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  },
}

/** What is sent to be checked; larger packages are checked on the server by the program's own command. */
const largestChecked = 2 * 2 ** 30

/** Takes the one file of a request to a place of its own, not into the store. */
async function arriveOne(blobs: BlobStore, request: FastifyRequest): Promise<ArrivedBlob> {
  const sent = request.isMultipart()
    ? await request.file({ limits: { fileSize: largestChecked + 1, files: 1 }, throwFileSizeLimit: false })
    : undefined
  if (!sent) throw new AppError('invalid_input', { fields: { file: 'Hãy chọn gói hồ sơ (tệp .zip).' } })
  try {
    return await blobs.arrive(sent.file, largestChecked)
  } catch (error) {
    if (blobErrorCode(error) === 'file_too_large')
      throw new AppError('too_large', {
        detail: 'Gói lớn hơn 2 GB. Hãy đề nghị quản trị kiểm tra trên máy chủ bằng lệnh verify-archive.',
      })
    if (blobErrorCode(error) === 'storage_full')
      throw new AppError('unavailable', { detail: 'Máy chủ hết chỗ để kiểm tra gói này. Hãy báo quản trị.' })
    throw error
  }
}

/** Faults that are told; a package of which all is wrong would fill the page. */
const mostFaults = 200

/** What was found of a package that somebody sent. */
export interface PackageCheck {
  isWhole: boolean
  faults: { place: string; words: string }[]
  moreFaults: number
  notes: string[]
  fingerprint: string
  files: number
  bytes: number
  file: PackageData['file'] | null
  documents: number
  /** Which package of this office it is, by its seal. */
  known: z.output<typeof knownPackage.output>
}

const checkRoute: SpecialRoute = {
  method: 'POST',
  path: '/archive-packages/check',
  title: knownPackage.title,
  audience: knownPackage.audience,
  document: {
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
        },
      },
    },
    responses: { 200: { description: 'Kết quả kiểm tra.', content: { 'application/json': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const arrived = await arriveOne(services.blobs, request)
    try {
      const { faults, notes, fingerprint, files, bytes, data } = await readPackage(arrived.path)
      const known = fingerprint === '' ? null : await read(services, actor, knownPackage, { fingerprint })
      const shown = faults.map(({ place, words }) => ({ place: place === arrived.path ? '' : place, words }))
      const check: PackageCheck = {
        isWhole: faults.length === 0,
        faults: shown.slice(0, mostFaults),
        moreFaults: Math.max(0, faults.length - mostFaults),
        notes,
        fingerprint,
        files,
        bytes,
        file: data?.file ?? null,
        documents: data?.documents.length ?? 0,
        known,
      }
      return await reply.header('cache-control', 'no-store').send(check)
    } finally {
      await services.blobs.discard(arrived)
    }
  },
}

/** The archive package of a work file: made, and checked when it comes back. */
export const archiveRoutes: readonly SpecialRoute[] = [packageRoute, checkRoute]
