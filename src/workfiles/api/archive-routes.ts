import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type ArrivedBlob, type BlobStore, blobErrorCode } from '../../platform/blobs.ts'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import type { Command } from '../../platform/operations.ts'
import { read } from '../../platform/read.ts'
import { write } from '../../platform/write.ts'
import { takePackage, takeReading } from '../commands/take-package.ts'
import type { PackageData } from '../model/archive/package-data.ts'
import { knownPackage } from '../queries/archive/known-package.ts'
import { readPackage } from '../queries/archive/read-package.ts'

interface Kept {
  sha256: string
  size: number
  name: string
  fingerprint?: string
}

/** Recorded before the first byte is sent; it was built whole by the job. */
function keptRoute(path: string, take: typeof takePackage | typeof takeReading, what: string): SpecialRoute {
  return {
    method: 'GET',
    path: `/work-files/{id}/${path}`,
    title: take.title,
    audience: take.audience,
    document: {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
      responses: { 200: { description: what, content: { 'application/zip': {} } } },
    },
    async handle(services, { request, reply, actor }) {
      const { id } = request.params as { id: string }
      const kept: Kept = (await write(services, callOf(request, actor), take as Command, { id })) as Kept
      const content = services.blobs.read(kept.sha256)
      await new Promise((resolve, reject) => content.once('open', resolve).once('error', reject)).catch(
        () => {
          throw new AppError('wrong_state', {
            detail: 'Tệp không còn trong kho. Hãy lập lại; nếu vẫn lỗi hãy báo quản trị.',
          })
        },
      )
      reply.headers({
        'cache-control': 'private, no-store',
        'content-length': kept.size,
        'content-disposition': `attachment; filename="${kept.name}"`,
        ...(kept.fingerprint ? { 'x-fingerprint': kept.fingerprint } : {}),
      })
      return reply.type('application/zip').send(content)
    },
  }
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

/** Only the register can tell: all that the package says of itself fits. */
const otherBytes = {
  place: '',
  words:
    'Mã băm của cả tệp ZIP khác với mã ghi trong sổ khi đóng gói: có byte ngoài nội dung các tệp đã bị thay đổi. Hãy xin lại tệp ZIP gốc.',
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
      if (known?.sha256 && known.sha256 !== arrived.sha256 && faults.length === 0) faults.push(otherBytes)
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

/** The archive package of a work file: fetched, and checked when it comes back. */
export const archiveRoutes: readonly SpecialRoute[] = [
  keptRoute('archive-package.zip', takePackage, 'Gói hồ sơ lưu trữ.'),
  keptRoute('toan-van.zip', takeReading, 'Toàn văn hồ sơ: một tệp PDF và các tệp XML.'),
  checkRoute,
]
