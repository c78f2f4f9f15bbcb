import type { FastifyRequest } from 'fastify'
import { receiveUpload } from '../../files/api/receive-upload.ts'
import { isAppError, problemOf } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import type { Actor } from '../../platform/operations.ts'
import { parseInput } from '../../platform/parse.ts'
import { readForCaller } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { writeForCaller } from '../../platform/write.ts'
import { attachPaper } from '../commands/attach-paper.ts'
import type { PaperPlace } from '../model/draft.ts'
import { uploadRoom } from '../queries/upload-room.ts'
import { draftAt, placeInput } from './upload-key.ts'

/** The plain form of the papers page, which needs no script: takes files and leads back to the page. */
export const uploadForm: SpecialRoute = {
  method: 'POST',
  path: '/filing/drafts/{id}/{key}/papers',
  title: 'Đính kèm giấy tờ vào hồ sơ trực tuyến',
  audience: 'public',
  document: {
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      { name: 'key', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'place', in: 'query', required: true, schema: { type: 'string' } },
      { name: 'ordinal', in: 'query', required: false, schema: { type: 'integer' } },
    ],
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
    responses: { 303: { description: 'Về trang giấy tờ của hồ sơ đang lập.' } },
  },
  async handle(services, { request, reply, actor }) {
    const id = draftAt(services, request.params)
    const { place, ordinal } = parseInput(placeInput, request.query)
    // What is still on its way when a request is refused is not read: the line is closed instead.
    reply.header('connection', 'close')
    try {
      await attachAll(services, { request, actor }, { id, place, ordinal })
      reply.removeHeader('connection')
      return reply.redirect(papersPage(id, { place, ordinal }), 303)
    } catch (error) {
      if (!isAppError(error)) throw error
      const { detail, fields } = problemOf(error)
      const sentence = Object.values(fields ?? {})[0] ?? detail
      const told = new URLSearchParams({ noi: sentence, dau: services.secrets.mark(`told ${sentence}`) })
      return reply.redirect(papersPage(id, { place, ordinal, told: `?${told}` }), 303)
    }
  },
}

async function attachAll(
  services: Services,
  { request, actor }: { request: FastifyRequest; actor: Actor },
  { id, place, ordinal }: { id: string; place: PaperPlace; ordinal: number },
): Promise<void> {
  const { ip } = request
  const room = { query: uploadRoom, input: { id, place } }
  const { limitBytes } = await readForCaller(services, { actor, ip }, room)
  const files = await receiveUpload(services.blobs, request, { limitBytes })
  for (const file of files) {
    const call = { ...callOf(request, actor), idempotencyKey: undefined }
    await writeForCaller(
      services,
      { call, ip },
      { command: attachPaper, input: { id, place, ordinal, file } },
    )
  }
}

function papersPage(id: string, at: { place: PaperPlace; ordinal: number; told?: string }): string {
  const page = at.place === 'supplement' ? `/nop-ho-so/da-nop/${id}` : `/nop-ho-so/ban/${id}/giay-to`
  return `${page}${at.told ?? ''}#${at.place}-${at.ordinal}`
}
