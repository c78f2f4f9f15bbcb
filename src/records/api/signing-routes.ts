import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FastifyRequest } from 'fastify'
import { type ArrivedBlob, type BlobStore, blobErrorCode } from '../../platform/blobs.ts'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileResponse, sendFile } from '../../platform/http/send-file.ts'
import { fileLimit } from '../../platform/http/server.ts'
import type { Actor } from '../../platform/operations.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { write } from '../../platform/write.ts'
import { judgeCopy } from '../../signing/jobs/judge-copy.ts'
import { giveOutgoingToSign, takeSignedOutgoing } from '../commands/outgoing/sign-digitally.ts'
import { printOutgoing } from '../queries/outgoing/print-outgoing.ts'
import { outgoingToSign } from '../queries/outgoing/to-sign.ts'
import { renderOutgoing } from './render-outgoing.ts'

const byId = [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }]
const idOf = (request: FastifyRequest) => (request.params as { id: string }).id

/** What is signed: the printed document, or, for the office's signature, the file that its signer has signed. */
async function bytesToSign(services: Services, actor: Actor, asked: { id: string; isSeal: boolean }) {
  const found = await read(services, actor, printOutgoing, { id: asked.id })
  if (!asked.isSeal) return { bytes: await renderOutgoing(services, found), name: found.fileName }
  if (!found.signed) throw new AppError('not_found', { detail: 'Văn bản này chưa có bản đã ký.' })
  return { bytes: await buffer(services.blobs.read(found.signed.sha256)), name: found.fileName }
}

const toSignRoute: SpecialRoute = {
  method: 'GET',
  path: '/outgoing-documents/{id}/to-sign.pdf',
  title: giveOutgoingToSign.title,
  audience: giveOutgoingToSign.audience,
  document: { ...fileResponse('pdf'), parameters: byId },
  async handle(services, { request, reply, actor }) {
    const id = idOf(request)
    const { revision, purpose, given } = await read(services, actor, outgoingToSign, { id })
    const isSeal = purpose === 'outgoing_seal'
    const { bytes, name } = await bytesToSign(services, actor, { id, isSeal })
    const fileName = `${name}-${isSeal ? 'dong-dau' : 'de-ky'}.pdf`
    if (given) {
      const kept = new Uint8Array(await buffer(services.blobs.read(given.sha256)))
      return sendFile(reply, { bytes: kept, type: 'pdf', name: fileName })
    }
    const stored = await services.blobs.put(Readable.from([bytes]), fileLimit)
    const content = { ...stored, name: fileName, mediaType: 'application/pdf' }
    const { sha256 } = await write(services, callOf(request, actor), giveOutgoingToSign, {
      id,
      revision,
      purpose,
      content,
    })
    const kept = new Uint8Array(await buffer(services.blobs.read(sha256)))
    return sendFile(reply, { bytes: kept, type: 'pdf', name: fileName })
  },
}

const signedRoute: SpecialRoute = {
  method: 'POST',
  path: '/outgoing-documents/{id}/signed-file',
  title: takeSignedOutgoing.title,
  audience: takeSignedOutgoing.audience,
  document: {
    parameters: byId,
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
        },
      },
    },
    responses: { 200: { description: 'Văn bản đã ký số.', content: { 'application/json': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const id = idOf(request)
    const { revision, purpose, holder, given } = await read(services, actor, outgoingToSign, { id })
    if (!given) {
      throw new AppError('wrong_state', {
        detail: 'Hãy bấm “Tải tệp về để ký” trước, ký số vào đúng tệp ấy rồi tải lên.',
      })
    }
    const arrived = await arriveOne(services.blobs, request)
    try {
      const copy = {
        given: new Uint8Array(await buffer(services.blobs.read(given.sha256))),
        signed: new Uint8Array(await readFile(arrived.path)),
      }
      const { report, signer, fault } = await judgeCopy(services, actor.officeId, { copy, holder })
      if (fault !== null || !signer)
        throw new AppError('invalid_input', {
          detail: fault ?? report.summary,
        })
      const content = {
        ...(await services.blobs.keep(arrived)),
        name: 'van-ban-da-ky.pdf',
        mediaType: 'application/pdf',
      }
      const input = { id, revision, purpose, requestId: given.id, content, report, signer }
      return reply.send(await write(services, callOf(request, actor), takeSignedOutgoing, input))
    } finally {
      await services.blobs.discard(arrived)
    }
  },
}

/** Takes the one file of a request to a place of its own, not into the store. */
async function arriveOne(blobs: BlobStore, request: FastifyRequest): Promise<ArrivedBlob> {
  const sent = request.isMultipart()
    ? await request.file({ limits: { fileSize: fileLimit + 1, files: 1 }, throwFileSizeLimit: false })
    : undefined
  if (!sent) throw new AppError('invalid_input', { detail: 'Hãy chọn tệp PDF đã ký số.' })
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

/** An outgoing document goes out to be signed with a token, and comes back. */
export const outgoingSigningRoutes: readonly SpecialRoute[] = [toSignRoute, signedRoute]
