import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { takeInFile } from '../../files/api/receive-upload.ts'
import { isAppError, problemOf } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import type { Actor } from '../../platform/operations.ts'
import { parseInput } from '../../platform/parse.ts'
import type { AnnouncedUpload, UploadRefusal } from '../../platform/piecewise-uploads.ts'
import { readForCaller } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { writeForCaller } from '../../platform/write.ts'
import { attachPaper } from '../commands/attach-paper.ts'
import { finishedUpload, uploadRoom } from '../queries/upload-room.ts'
import { draftAt, placeInput } from './upload-key.ts'

const pieces = '/filing/drafts/{id}/{key}/pieces'
const piece = `${pieces}/{uploadId}`

const draftParameters = ['id', 'key'].map((name) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
}))
const headerParameter = (name: string, type: string) => ({
  name,
  in: 'header',
  required: true,
  schema: { type },
})
const resumable = headerParameter('Tus-Resumable', 'string')
const uploadId = { name: 'uploadId', in: 'path', required: true, schema: { type: 'string' } }

type Handle = SpecialRoute['handle']

const handle: Handle = async (services, { request, reply, actor }) => {
  const id = draftAt(services, request.params)
  const { uploadId: asked } = request.params as { uploadId?: string }
  const caller = { request, actor, id }
  if (request.method === 'HEAD' && asked && (await isFinished(services, caller, asked))) {
    return reply.headers({ 'upload-complete': '?1', 'cache-control': 'no-store' }).code(200).send()
  }
  const response = await services.pieces.answer(webRequest(request), {
    path: new URL(request.url, 'http://localhost').pathname.replace(/(\/pieces)\/.*$/, '$1'),
    owner: id,
    admit: (upload) => admit(services, caller, upload),
    finish: (upload) => finish(services, caller, upload),
  })
  return reply
    .code(response.status)
    .headers(Object.fromEntries(response.headers))
    .send(await response.text())
}

/** Uploads that go on where the connection dropped (tus 1.0): announce, ask how far it came, send the rest. */
export const uploadPieces: readonly SpecialRoute[] = [
  {
    method: 'POST',
    path: pieces,
    title: 'Bắt đầu gửi một tệp từng phần',
    audience: 'public',
    document: {
      parameters: [
        ...draftParameters,
        resumable,
        headerParameter('Upload-Length', 'integer'),
        headerParameter('Upload-Metadata', 'string'),
      ],
      responses: { 201: { description: 'Gửi tiếp đến địa chỉ trong Location.' } },
    },
    handle,
  },
  {
    method: 'HEAD',
    path: piece,
    title: 'Xem tệp đã gửi đến đâu',
    audience: 'public',
    document: {
      parameters: [...draftParameters, uploadId, resumable],
      responses: {
        200: { description: 'Upload-Offset: số byte đã nhận; Upload-Complete: đã đính kèm xong.' },
      },
    },
    handle,
  },
  {
    method: 'PATCH',
    path: piece,
    title: 'Gửi tiếp phần còn lại của tệp',
    audience: 'public',
    document: {
      parameters: [...draftParameters, uploadId, resumable, headerParameter('Upload-Offset', 'integer')],
      requestBody: {
        required: true,
        content: { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: { 204: { description: 'Đã nhận; Upload-Offset là số byte đã có.' } },
    },
    handle,
  },
]

interface Caller {
  request: FastifyRequest
  actor: Actor
  /** The draft. */
  id: string
}

async function isFinished(
  services: Services,
  { request, actor, id }: Caller,
  asked: string,
): Promise<boolean> {
  const caller = { actor, ip: request.ip }
  const query = { query: finishedUpload, input: { id, uploadId: asked.slice(0, 100) } }
  return (await readForCaller(services, caller, query)).fileId !== null
}

async function admit(
  services: Services,
  { request, actor, id }: Caller,
  upload: AnnouncedUpload,
): Promise<void> {
  await inWords(async () => {
    const { place } = placed(upload)
    const query = { query: uploadRoom, input: { id, place } }
    const { limitBytes } = await readForCaller(services, { actor, ip: request.ip }, query)
    if (upload.size !== undefined && upload.size > 0 && upload.size <= limitBytes) return
    throw refusal(413, `Tệp rỗng hoặc lớn hơn ${limitBytes / 2 ** 20} MB. Hãy chọn tệp khác.`)
  })
}

/** Every byte is there: looked into and kept as any upload is. A refused one is thrown away, a failed one may try again. */
async function finish(
  services: Services,
  { request, actor, id }: Caller,
  upload: AnnouncedUpload,
): Promise<void> {
  await inWords(async () => {
    try {
      const { place, ordinal } = placed(upload)
      const declared = { name: upload.facts.filename ?? '', limitBytes: upload.size ?? 0 }
      const file = await takeInFile(services.blobs, services.pieces.read(upload.id), declared)
      const call = { ...callOf(request, actor), idempotencyKey: undefined }
      const input = { id, place, ordinal, file, uploadId: upload.id }
      await writeForCaller(services, { call, ip: request.ip }, { command: attachPaper, input })
    } catch (error) {
      if (isAppError(error) && problemOf(error).status < 429) await services.pieces.drop(upload.id)
      throw error
    }
    await services.pieces.drop(upload.id)
  })
}

const placed = ({ facts }: AnnouncedUpload) =>
  parseInput(placeInput, { place: facts.place, ordinal: facts.ordinal ?? 0 })

/** The protocol's library wants refusals in a form of its own. */
async function inWords(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isAppError(error)) throw error
    const { status, detail } = problemOf(error)
    throw refusal(status, detail)
  }
}

function refusal(status: number, sentence: string): UploadRefusal {
  return { status_code: status, body: sentence }
}

function webRequest(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const init: RequestInit & { duplex?: 'half' } = { method: request.method, headers }
  if (request.method === 'PATCH') {
    init.body = Readable.toWeb(request.raw) as ReadableStream
    init.duplex = 'half'
  }
  return new Request(`http://localhost${request.url}`, init)
}
