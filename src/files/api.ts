import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type ArrivedBlob, type BlobStore, blobErrorCode } from '../platform/blobs.ts'
import { AppError } from '../platform/errors.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { callOf } from '../platform/http/context.ts'
import { fileLimit } from '../platform/http/server.ts'
import { parseInput } from '../platform/parse.ts'
import { read } from '../platform/read.ts'
import { write } from '../platform/write.ts'
import { storeFiles } from './commands.ts'
import { contentDisposition } from './model/content-disposition.ts'
import { inspectUpload } from './model/content-type.ts'
import { sanitizeFileName } from './model/file-name.ts'
import { cleanImage, isCleanableImage } from './model/image-metadata.ts'
import { fileSchema, type StoredContent } from './model/stored-file.ts'
import { getFile } from './queries.ts'

/** Files in one request; each further one is sent in a request of its own. */
const mostFiles = 20

const uploadRoute: SpecialRoute = {
  method: 'POST',
  path: '/files',
  title: 'Tải tệp lên (mỗi tệp tối đa 50 MB)',
  audience: 'staff',
  document: {
    parameters: [{ $ref: '#/components/parameters/idempotencyKey' }],
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['file'],
            properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } },
          },
        },
      },
    },
    responses: {
      201: {
        description: 'Đã lưu mọi tệp.',
        content: {
          'application/json': {
            schema: { type: 'object', properties: { files: z.toJSONSchema(z.array(fileSchema)) } },
          },
        },
      },
    },
  },
  async handle(services, { request, reply, actor }) {
    // What is still on its way when a request is refused is not read: the line is closed instead.
    reply.header('connection', 'close')
    const files = await receiveUpload(services.blobs, request)
    reply.removeHeader('connection')
    // The bytes are safe before the row says so. Should the row fail, bytes without a row remain; they take room only,
    // and the same file sent again finds its place.
    return reply.code(201).send(await write(services, callOf(request, actor), storeFiles, { files }))
  },
}

const downloadInput = z.object({ id: z.uuid('Mã tệp chưa đúng.'), download: z.string().optional() })

const downloadRoute: SpecialRoute = {
  method: 'GET',
  path: '/files/{id}',
  title: 'Xem hoặc tải tệp về',
  audience: 'staff',
  document: {
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      {
        name: 'download',
        in: 'query',
        required: false,
        schema: { type: 'string', enum: ['1'] },
        description: 'Luôn tải về thay vì mở trong trình duyệt.',
      },
    ],
    responses: {
      200: {
        description: 'Nội dung tệp, đúng loại đã nhận diện khi tải lên.',
        content: { 'application/octet-stream': {} },
      },
    },
  },
  async handle(services, { request, reply, actor }) {
    const asked = parseInput(downloadInput, { ...Object(request.query), ...Object(request.params) })
    const file = await read(services, actor, getFile, { id: asked.id })
    const etag = `"${file.sha256}"`
    reply.headers({
      etag,
      // Asked again every time: who signs out must not leave papers behind for the next at the same machine.
      'cache-control': 'private, no-cache',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-frame-options': 'SAMEORIGIN',
    })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply
      .type(file.mediaType)
      .header('content-length', file.size)
      .header('content-disposition', contentDisposition(file, asked.download === '1'))
      .send(services.blobs.read(file.sha256))
  },
}

export const fileRoutes: readonly SpecialRoute[] = [uploadRoute, downloadRoute]

/** Takes every file of the request into the store, or none: the first one refused refuses the request. */
async function receiveUpload(blobs: BlobStore, request: FastifyRequest): Promise<StoredContent[]> {
  if (!request.isMultipart()) {
    throw new AppError('malformed_request', { detail: 'Hãy gửi tệp dạng multipart/form-data.' })
  }
  const arrived: { blob: ArrivedBlob; name: string; mediaType: string }[] = []
  try {
    // One byte over the limit reaches the store, which is then the one to refuse the file by its name.
    const options = { limits: { fileSize: fileLimit + 1, files: mostFiles }, throwFileSizeLimit: false }
    for await (const part of request.parts(options)) {
      if (part.type === 'file') arrived.push(await receiveFile(blobs, part.file, part.filename ?? ''))
    }
    const kept: StoredContent[] = []
    for (const { blob, name, mediaType } of arrived) {
      kept.push({ ...(await blobs.keep(blob)), name, mediaType })
    }
    if (kept.length === 0)
      throw new AppError('invalid_input', { fields: { file: 'Hãy chọn ít nhất một tệp.' } })
    return kept
  } catch (error) {
    await Promise.all(arrived.map(({ blob }) => blobs.discard(blob)))
    throw tooMany(error) ?? error
  }
}

function tooMany(error: unknown): AppError | null {
  if (!(error instanceof Error && 'code' in error && error.code === 'FST_FILES_LIMIT')) return null
  return new AppError('too_large', {
    detail: `Mỗi lần gửi tối đa ${mostFiles} tệp. Hãy chia thành nhiều lần.`,
  })
}

/**
 * Looks into a content as it comes in, whoever sends it: an upload, or another system. Not in the store yet: keep or discard
 * it. Fails with unsupported_file, too_large or unavailable.
 */
export async function receiveFile(blobs: BlobStore, source: AsyncIterable<Uint8Array>, declared: string) {
  const blob = await arrive(blobs, source, declared)
  try {
    const found = await inspectUpload(blob.path, declared)
    if (!found.ok) throw new AppError('unsupported_file', { detail: found.message })
    const { fileName: name, mediaType } = found
    if (!isCleanableImage(mediaType)) return { blob, name, mediaType }
    const cleaned = await cleanImage(await readFile(blob.path), mediaType)
    if (!cleaned.ok) {
      throw new AppError('unsupported_file', { detail: `Tệp “${name}”: ${cleaned.message}` })
    }
    const clean = await arrive(blobs, Readable.from([cleaned.bytes]), name)
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
  declared: string,
): Promise<ArrivedBlob> {
  try {
    return await blobs.arrive(source, fileLimit)
  } catch (error) {
    const code = blobErrorCode(error)
    const name = sanitizeFileName(declared)
    if (code === 'file_too_large') {
      throw new AppError('too_large', {
        detail: `Tệp “${name}” lớn hơn 50 MB. Hãy quét lại ở 300 dpi hoặc chia thành nhiều tệp.`,
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
