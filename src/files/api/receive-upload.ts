import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { type ArrivedBlob, type BlobStore, blobErrorCode } from '../../platform/blobs.ts'
import { AppError } from '../../platform/errors.ts'
import { fileLimit } from '../../platform/http/server.ts'
import type { AllowedType } from '../model/allowed-types.ts'
import { inspectUpload } from '../model/content-type.ts'
import { sanitizeFileName } from '../model/file-name.ts'
import { cleanImage, isCleanableImage } from '../model/image-metadata.ts'
import type { StoredContent } from '../model/stored-file.ts'

/** Files in one request; each further one is sent in a request of its own. */
const mostFiles = 20

/** What an upload may hold beside the kinds that are always taken, and how large a file may be (bytes). */
interface Taken {
  limitBytes?: number
  also?: readonly AllowedType[]
}

/** Takes every file of the request into the store, or none: the first one refused refuses the request. */
export async function receiveUpload(
  blobs: BlobStore,
  request: FastifyRequest,
  { limitBytes = fileLimit, also = [] }: Taken = {},
): Promise<StoredContent[]> {
  if (!request.isMultipart()) {
    throw new AppError('malformed_request', { detail: 'Hãy gửi tệp dạng multipart/form-data.' })
  }
  const arrived: Looked[] = []
  try {
    // One byte over the limit reaches the store, which is then the one to refuse the file by its name.
    const options = { limits: { fileSize: limitBytes + 1, files: mostFiles }, throwFileSizeLimit: false }
    for await (const part of request.parts(options)) {
      if (part.type === 'file') arrived.push(await receiveFile(blobs, part, { limitBytes, also }))
    }
    const kept: StoredContent[] = []
    for (const each of arrived) kept.push(await keepFile(blobs, each))
    if (kept.length === 0)
      throw new AppError('invalid_input', { fields: { file: 'Hãy chọn ít nhất một tệp.' } })
    return kept
  } catch (error) {
    await Promise.all(arrived.map(({ blob }) => blobs.discard(blob)))
    throw tooMany(error) ?? error
  }
}

/**
 * Takes one content that has come some other way into the store, looked into as every upload is. Fails with too_large or
 * unsupported_file, and leaves nothing behind then.
 */
export async function takeInFile(
  blobs: BlobStore,
  source: AsyncIterable<Uint8Array>,
  declared: { name: string; limitBytes: number },
): Promise<StoredContent> {
  const blob = await arrive(blobs, source, declared)
  return keepFile(blobs, await lookInto(blobs, blob, declared))
}

interface Looked {
  blob: ArrivedBlob
  name: string
  mediaType: string
}

async function keepFile(blobs: BlobStore, { blob, name, mediaType }: Looked): Promise<StoredContent> {
  return { ...(await blobs.keep(blob)), name, mediaType }
}

function tooMany(error: unknown): AppError | null {
  if (!(error instanceof Error && 'code' in error && error.code === 'FST_FILES_LIMIT')) return null
  return new AppError('too_large', {
    detail: `Mỗi lần gửi tối đa ${mostFiles} tệp. Hãy chia thành nhiều lần.`,
  })
}

async function receiveFile(blobs: BlobStore, part: MultipartFile, taken: Required<Taken>): Promise<Looked> {
  const declared = { name: part.filename ?? '', ...taken }
  return lookInto(blobs, await arrive(blobs, part.file, declared), declared)
}

async function lookInto(
  blobs: BlobStore,
  blob: ArrivedBlob,
  declared: { name: string; limitBytes: number; also?: readonly AllowedType[] },
): Promise<Looked> {
  try {
    const found = await inspectUpload(blob.path, declared.name, declared.also)
    if (!found.ok) throw new AppError('unsupported_file', { detail: found.message })
    const { fileName: name, mediaType } = found
    if (!isCleanableImage(mediaType)) return { blob, name, mediaType }
    const cleaned = await cleanImage(await readFile(blob.path), mediaType)
    if (!cleaned.ok) {
      throw new AppError('unsupported_file', { detail: `Tệp “${name}”: ${cleaned.message}` })
    }
    const clean = await arrive(blobs, Readable.from([cleaned.bytes]), { ...declared, name })
    await blobs.discard(blob)
    return { blob: clean, name, mediaType }
  } catch (error) {
    await blobs.discard(blob)
    throw error
  }
}

async function arrive(
  blobs: BlobStore,
  source: AsyncIterable<Uint8Array>,
  declared: { name: string; limitBytes: number },
): Promise<ArrivedBlob> {
  try {
    return await blobs.arrive(source, declared.limitBytes)
  } catch (error) {
    const code = blobErrorCode(error)
    const name = sanitizeFileName(declared.name)
    if (code === 'file_too_large') {
      const megabytes = Math.floor(declared.limitBytes / 2 ** 20)
      throw new AppError('too_large', {
        detail: `Tệp “${name}” lớn hơn ${megabytes} MB. Hãy quét lại ở 300 dpi hoặc chia thành nhiều tệp.`,
      })
    }
    if (code === 'storage_full') {
      throw new AppError('unavailable', {
        detail: `Chưa lưu được tệp “${name}” vì máy chủ hết chỗ. Hãy báo quản trị.`,
      })
    }
    throw error
  }
}
