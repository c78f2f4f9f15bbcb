import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../platform/errors.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { callOf } from '../../platform/http/context.ts'
import { fileLimit } from '../../platform/http/server.ts'
import { read } from '../../platform/read.ts'
import { write } from '../../platform/write.ts'
import { putPicture } from '../commands/pictures.ts'
import { readPicture } from '../jobs/read-picture.ts'
import { requireOwner, type SigningOwner, signingOwners } from '../policy.ts'
import { myPictures } from '../queries/pictures.ts'
import { arriveFile } from './arrive-file.ts'

const byOwner = [{ name: 'owner', in: 'path', required: true, schema: { enum: signingOwners } }]

function ownerOf(request: FastifyRequest): SigningOwner {
  const { owner } = request.params as { owner: string }
  const known = signingOwners.find((each) => each === owner)
  if (!known) throw new AppError('not_found')
  return known
}

const putRoute: SpecialRoute = {
  method: 'POST',
  path: '/signature-pictures/{owner}',
  title: putPicture.title,
  audience: putPicture.audience,
  document: {
    parameters: byOwner,
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
        },
      },
    },
    responses: { 200: { description: 'Đã lưu hình.', content: { 'application/json': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const owner = ownerOf(request)
    requireOwner(actor, owner)
    const arrived = await arriveFile(services.blobs, request, 'Hãy chọn tệp hình .png.')
    try {
      const bytes = new Uint8Array(await readFile(arrived.path))
      const looked = await readPicture(services, { bytes, kind: owner === 'own' ? 'signature' : 'seal' })
      if ('fault' in looked) throw new AppError('invalid_input', { detail: looked.fault })
      const { png, width, height } = looked.picture
      const stored = await services.blobs.put(Readable.from([Buffer.from(png)]), fileLimit)
      const name = owner === 'own' ? 'hinh-chu-ky.png' : 'hinh-con-dau.png'
      const content = { ...stored, name, mediaType: 'image/png' }
      const input = { owner, content, width, height }
      return reply.send(await write(services, callOf(request, actor), putPicture, input))
    } finally {
      await services.blobs.discard(arrived)
    }
  },
}

const showRoute: SpecialRoute = {
  method: 'GET',
  path: '/signature-pictures/{owner}',
  title: myPictures.title,
  audience: myPictures.audience,
  document: {
    parameters: byOwner,
    responses: { 200: { description: 'Hình đang dùng.', content: { 'image/png': {} } } },
  },
  async handle(services, { request, reply, actor }) {
    const owner = ownerOf(request)
    const found = (await read(services, actor, myPictures, {}))[owner]
    if (!found) throw new AppError('not_found')
    const bytes = await buffer(services.blobs.read(found.sha256))
    return reply.type('image/png').header('cache-control', 'no-store').send(bytes)
  },
}

/** Pictures of signatures and of the seal go in and are shown to whoever keeps them. */
export const pictureRoutes: readonly SpecialRoute[] = [putRoute, showRoute]
