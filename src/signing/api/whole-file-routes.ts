import type { FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileResponse, sendFile } from '../../platform/http/send-file.ts'
import type { Audience } from '../../platform/operations.ts'
import type { Signable } from '../jobs/signable.ts'
import { takeSignedFile } from '../jobs/take-signed-file.ts'
import { arriveFile } from './arrive-file.ts'

interface Door {
  signable: Signable
  /** Below /api/v1, such as `/outgoing-documents`. */
  path: string
  audience: Audience
  /** What is given out and taken back, as the page of permissions names it. */
  titles: { give: string; take: string }
}

const byId = [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }]
const idOf = (request: FastifyRequest) => (request.params as { id: string }).id

function giveRoute({ signable, path, audience, titles }: Door): SpecialRoute {
  return {
    method: 'GET',
    path: `${path}/{id}/to-sign.pdf`,
    title: titles.give,
    audience,
    document: { ...fileResponse('pdf'), parameters: byId },
    async handle(services, { request, reply, actor }) {
      const { bytes, fileName } = await signable.give(services, callOf(request, actor), idOf(request))
      return sendFile(reply, { bytes, type: 'pdf', name: fileName })
    },
  }
}

function takeRoute({ signable, path, audience, titles }: Door): SpecialRoute {
  return {
    method: 'POST',
    path: `${path}/{id}/signed-file`,
    title: titles.take,
    audience,
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
      responses: { 200: { description: 'Đã nhận tệp đã ký số.', content: { 'application/json': {} } } },
    },
    async handle(services, { request, reply, actor }) {
      const call = callOf(request, actor)
      const given = await signable.give(services, { actor, requestId: call.requestId }, idOf(request))
      if (given.isFresh) {
        throw new AppError('wrong_state', {
          detail: 'Hãy bấm “Tải tệp về để ký” trước, ký số vào đúng tệp ấy rồi tải lên.',
        })
      }
      const arrived = await arriveFile(services.blobs, request, 'Hãy chọn tệp PDF đã ký số.')
      try {
        return reply.send(await takeSignedFile(services, call, { signable, given, arrived }))
      } finally {
        await services.blobs.discard(arrived)
      }
    },
  }
}

/** Things of one kind go out as files to be signed with any program, and come back. */
export const wholeFileRoutes = (door: Door): readonly SpecialRoute[] => [giveRoute(door), takeRoute(door)]
