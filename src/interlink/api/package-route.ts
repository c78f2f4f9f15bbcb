import type { Multipart } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { inspectUpload } from '../../files/model/content-type.ts'
import type { StoredContent } from '../../files/model/stored-file.ts'
import { type ArrivedBlob, type BlobStore, blobErrorCode } from '../../platform/blobs.ts'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { readPublic } from '../../platform/visitor.ts'
import { type Manifest, type Part, packageLimits, readManifest } from '../model/package.ts'
import { officeOfCode } from '../queries/exchange-work.ts'
import { type ArrivedFiles, receivePackage } from './receive-package.ts'

/** Room for the manifest and what HTTP adds, beside the files. */
const overhead = 2 * 1024 * 1024
const signatureSchema = z.strictObject({ keyId: z.string().max(100), signature: z.string().max(200) })

/**
 * One package of a partner's program: `manifest`, then `signature`, then the files in the order of the manifest. Nothing
 * of it is kept before the signature is found right, and of a file no byte beyond what was signed.
 */
export const packageRoute: SpecialRoute = {
  method: 'POST',
  path: '/interlink/packages',
  title: 'Nhận gói tin liên thông đã ký của cơ quan phối hợp',
  audience: 'public',
  document: {
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['manifest', 'signature'],
            properties: {
              manifest: { type: 'string', description: 'JSON dạng chuẩn (RFC 8785), tối đa 512 KB' },
              signature: { type: 'string', description: 'JSON gồm keyId và signature (Ed25519, base64)' },
              file: { type: 'array', items: { type: 'string', format: 'binary' } },
            },
          },
        },
      },
    },
    responses: {
      200: {
        description: 'Biên nhận đã ký: received, accepted, processed hoặc refused kèm lý do.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                acknowledgement: { type: 'string' },
                keyId: { type: 'string' },
                signature: { type: 'string' },
              },
            },
          },
        },
      },
    },
  },
  async handle(services, { request, reply }) {
    // What is still on its way when a package is refused is not read: the line is closed instead.
    reply.header('connection', 'close')
    reply.header('cache-control', 'no-store')
    return services.limits.guard({ kind: 'device', ip: request.ip, subject: 'interlink' }, async () => {
      refuseTooLarge(request)
      const parts = partsOf(request)
      const text = await fieldNamed(parts, 'manifest')
      const signature = signatureSchema.safeParse(parsed(await fieldNamed(parts, 'signature')))
      const manifest = readManifest(text)
      if (!manifest || !signature.success) throw notAPackage()
      const officeId = await readPublic(services, (reader) => officeOfCode(reader, manifest.recipient.code))
      if (!officeId) throw new AppError('not_found', { detail: 'Không có đơn vị nhận này ở đây.' })
      const signed = await receivePackage(services, officeId, {
        package: { text, ...signature.data },
        files: (checked) => receiveFiles(services.blobs, parts, checked),
      })
      const { text: acknowledgement, keyId, signature: own } = signed
      return reply.send({ acknowledgement, keyId, signature: own })
    })
  },
}

function notAPackage(): AppError {
  return new AppError('malformed_request', { detail: 'Gói tin liên thông không đúng quy cách.' })
}

function refuseTooLarge(request: FastifyRequest): void {
  if (Number(request.headers['content-length'] ?? 0) > packageLimits.total + overhead) {
    throw new AppError('too_large', { detail: 'Mỗi gói tin liên thông tối đa 150 MB.' })
  }
  if (!request.isMultipart()) throw notAPackage()
}

function partsOf(request: FastifyRequest): AsyncIterator<Multipart> {
  const limits = {
    fields: 2,
    fieldSize: packageLimits.manifest + 1,
    files: packageLimits.files,
    fileSize: packageLimits.fileSize + 1,
  }
  const options = { limits, throwFileSizeLimit: false }
  return request.parts(options)[Symbol.asyncIterator]()
}

/** The next part, which must be this field. A body cut off in between is no package. */
async function fieldNamed(parts: AsyncIterator<Multipart>, name: string): Promise<string> {
  const { value } = await nextOf(parts)
  if (value?.type !== 'field' || value.fieldname !== name || typeof value.value !== 'string')
    throw notAPackage()
  return value.value
}

async function nextOf(parts: AsyncIterator<Multipart>): Promise<{ value: Multipart | undefined }> {
  try {
    const next = await parts.next()
    return { value: next.done ? undefined : next.value }
  } catch {
    throw damaged()
  }
}

function damaged(): AppError {
  return new AppError('malformed_request', { detail: 'Gói tin bị đứt quãng hoặc tệp không đúng như đã ký.' })
}

/** The files of a package, each exactly as signed, or none of them. What they are is looked into as for any upload. */
async function receiveFiles(
  blobs: BlobStore,
  parts: AsyncIterator<Multipart>,
  { parts: signed }: Manifest,
): Promise<ArrivedFiles> {
  const arrived: ArrivedBlob[] = []
  const files: StoredContent[] = []
  let wrongFile = ''
  try {
    for (const part of signed) {
      const blob = await receiveFile(blobs, parts, part)
      arrived.push(blob)
      const found = await inspectUpload(blob.path, part.name)
      if (!found.ok) wrongFile ||= found.message.slice(0, 500)
      else
        files.push({ sha256: blob.sha256, size: blob.size, name: found.fileName, mediaType: found.mediaType })
    }
    if ((await nextOf(parts)).value) throw damaged()
    if (wrongFile) return { files: [], wrongFile }
    for (const blob of arrived) await blobs.keep(blob)
    return { files, wrongFile }
  } finally {
    // A content that was kept is not touched by this.
    await Promise.all(arrived.map((blob) => blobs.discard(blob)))
  }
}

async function receiveFile(
  blobs: BlobStore,
  parts: AsyncIterator<Multipart>,
  part: Part,
): Promise<ArrivedBlob> {
  const { value } = await nextOf(parts)
  if (value?.type !== 'file') throw damaged()
  const blob = await arrive(blobs, value.file, part.size)
  if (blob.size === part.size && blob.sha256 === part.sha256) return blob
  await blobs.discard(blob)
  throw damaged()
}

async function arrive(
  blobs: BlobStore,
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<ArrivedBlob> {
  try {
    return await blobs.arrive(source, limit)
  } catch (error) {
    const code = blobErrorCode(error)
    if (code === 'storage_full') {
      throw new AppError('unavailable', { detail: 'Máy chủ của cơ quan nhận hết chỗ. Hãy gửi lại sau.' })
    }
    throw damaged()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
