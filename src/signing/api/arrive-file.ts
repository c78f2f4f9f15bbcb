import type { FastifyRequest } from 'fastify'
import { type ArrivedBlob, type BlobStore, blobErrorCode } from '../../platform/blobs.ts'
import { AppError } from '../../platform/errors.ts'
import { fileLimit } from '../../platform/http/server.ts'

/** Takes the one file of a request to a place of its own, not into the store. `missing`: the sentence where there is none. */
export async function arriveFile(
  blobs: BlobStore,
  request: FastifyRequest,
  missing: string,
): Promise<ArrivedBlob> {
  const sent = request.isMultipart()
    ? await request.file({ limits: { fileSize: fileLimit + 1, files: 1 }, throwFileSizeLimit: false })
    : undefined
  if (!sent) throw new AppError('invalid_input', { detail: missing })
  try {
    return await blobs.arrive(sent.file, fileLimit)
  } catch (error) {
    if (blobErrorCode(error) === 'file_too_large')
      throw new AppError('too_large', { detail: 'Tệp lớn hơn 50 MB, không nhận được.' })
    if (blobErrorCode(error) === 'storage_full')
      throw new AppError('unavailable', { detail: 'Máy chủ hết chỗ để nhận tệp. Hãy báo quản trị.' })
    throw error
  }
}
