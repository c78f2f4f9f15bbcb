import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileResponse, sendFile } from '../../platform/http/send-file.ts'
import { read } from '../../platform/read.ts'
import { write } from '../../platform/write.ts'
import { arriveFile } from '../../signing/api/arrive-file.ts'
import { judgeCopy } from '../../signing/jobs/judge-copy.ts'
import { giveOutgoingToSign, takeSignedOutgoing } from '../commands/outgoing/sign-digitally.ts'
import { outgoingToSign } from '../queries/outgoing/to-sign.ts'
import { giveOutgoing } from './give-outgoing.ts'

const byId = [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }]
const idOf = (request: FastifyRequest) => (request.params as { id: string }).id

const toSignRoute: SpecialRoute = {
  method: 'GET',
  path: '/outgoing-documents/{id}/to-sign.pdf',
  title: giveOutgoingToSign.title,
  audience: giveOutgoingToSign.audience,
  document: { ...fileResponse('pdf'), parameters: byId },
  async handle(services, { request, reply, actor }) {
    const { bytes, fileName } = await giveOutgoing(services, callOf(request, actor), idOf(request))
    return sendFile(reply, { bytes, type: 'pdf', name: fileName })
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
    const arrived = await arriveFile(services.blobs, request, 'Hãy chọn tệp PDF đã ký số.')
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

/** An outgoing document goes out to be signed with a token, and comes back. */
export const outgoingSigningRoutes: readonly SpecialRoute[] = [toSignRoute, signedRoute]
