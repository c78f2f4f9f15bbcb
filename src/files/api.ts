import { z } from 'zod'
import type { SpecialRoute } from '../platform/http/api.ts'
import { callOf } from '../platform/http/context.ts'
import { parseInput } from '../platform/parse.ts'
import { read } from '../platform/read.ts'
import { write } from '../platform/write.ts'
import { receiveUpload } from './api/receive-upload.ts'
import { storeFiles } from './commands.ts'
import type { AllowedType } from './model/allowed-types.ts'
import { contentDisposition } from './model/content-disposition.ts'
import { fileSchema } from './model/stored-file.ts'
import { getFile } from './queries.ts'

interface UploadPlace extends Pick<SpecialRoute, 'path' | 'title' | 'audience'> {
  /** Kinds that are taken here besides those that are always taken. */
  also?: readonly AllowedType[]
}

/** Where files are sent to: each is looked into, then remembered as its sender's until something takes it into keeping. */
export const uploadRoute = ({ also = [], ...place }: UploadPlace): SpecialRoute => ({
  ...place,
  method: 'POST',
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
    const files = await receiveUpload(services.blobs, request, { also })
    reply.removeHeader('connection')
    // The bytes are safe before the row says so. Should the row fail, bytes without a row remain; they take room only,
    // and the same file sent again finds its place.
    return reply.code(201).send(await write(services, callOf(request, actor), storeFiles, { files }))
  },
})

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

export const fileRoutes: readonly SpecialRoute[] = [
  uploadRoute({ path: '/files', title: 'Tải tệp lên (mỗi tệp tối đa 50 MB)', audience: 'staff' }),
  downloadRoute,
]
