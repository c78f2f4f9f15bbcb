import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { fileResponse, fileTypes, sendFile } from '../../platform/http/send-file.ts'
import { parseInput } from '../../platform/parse.ts'
import { openPlugIn } from '../commands/plug-in.ts'
import { bringByPlugIn, fetchForPlugIn, openForPlugIn } from '../jobs/plug-in.ts'
import type { Signable } from '../jobs/signable.ts'
import { signedName } from '../jobs/take-signed-file.ts'
import { vgcaUploadAnswer } from '../model/vgca/protocol.ts'
import { arriveFile } from './arrive-file.ts'
import { callOnce, jsonResponse } from './batch-parts.ts'

const toOpen = z.strictObject({ kind: z.string().max(40), id: z.uuid() })
const base = '/plug-in-signatures'
const [toSign, signed] = ['to-sign.pdf', 'signed-file']
/** Without an example, for an office has to offer this way of signing first. */
const inPath = ['kind', 'id'].map((name) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
}))
const inQuery = [{ name: 't', in: 'query', required: true, schema: { type: 'string' } }]
const ticketOf = (request: FastifyRequest): unknown => Object(request.query).t

const openRoute = (signables: readonly Signable[]): SpecialRoute => ({
  method: 'POST',
  path: `${base}/{kind}/{id}`,
  title: openPlugIn.title,
  audience: openPlugIn.audience,
  document: {
    parameters: inPath,
    responses: jsonResponse('Hai địa chỉ dùng một lần để phần mềm ký tải tệp và gửi lại tệp đã ký.'),
  },
  async handle(services, { request, reply, actor }) {
    const thing = parseInput(toOpen, request.params)
    const opened = await openForPlugIn(services, callOnce(request, actor), { signables, thing })
    const { id, fetch, bring } = opened
    const address = (name: string, ticket: string) => `/api/v1${base}/${name}?t=${ticket}`
    const answer = { id, file: address(toSign, fetch), upload: address(signed, bring) }
    return reply.header('cache-control', 'no-store').send(answer)
  },
})

const fetchRoute = (signables: readonly Signable[]): SpecialRoute => ({
  method: 'GET',
  path: `${base}/${toSign}`,
  title: 'Giao tệp cho phần mềm ký VGCA bằng địa chỉ dùng một lần',
  audience: 'public',
  document: { ...fileResponse('pdf'), parameters: inQuery },
  async handle(services, { request, reply }) {
    // A program that only asks what lies there has not fetched it.
    if (request.method === 'HEAD') return reply.type(fileTypes.pdf).header('cache-control', 'no-store').send()
    const asked = { signables, requestId: request.id }
    const { bytes, fileName } = await fetchForPlugIn(services, asked, ticketOf(request))
    return sendFile(reply, { bytes, type: 'pdf', name: fileName })
  },
})

const bringRoute = (signables: readonly Signable[]): SpecialRoute => ({
  method: 'POST',
  path: `${base}/${signed}`,
  title: 'Nhận tệp từ phần mềm ký VGCA bằng địa chỉ dùng một lần',
  audience: 'public',
  document: {
    parameters: inQuery,
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: { type: 'object', properties: { uploadfile: { type: 'string', format: 'binary' } } },
        },
      },
    },
    responses: jsonResponse('Status cho biết đã nhận hay chưa, Message là lý do.'),
  },
  async handle(services, { request, reply }) {
    const arrive = () => arriveFile(services.blobs, request, 'Phần mềm ký không gửi tệp nào.')
    const asked = { signables, requestId: request.id }
    const taken = await bringByPlugIn(services, asked, { ticket: ticketOf(request), arrive })
    // The program reads the body of 200 alone, and shows its Message to the officer.
    const answer = 'id' in taken ? { name: signedName, place: `${base}/${taken.id}` } : taken
    return reply.header('cache-control', 'no-store').send(vgcaUploadAnswer(answer))
  },
})

/** Things of several slices are signed by the desktop program of VGCA, which has no session and comes with one-time addresses. */
export const plugInRoutes = (signables: readonly Signable[]): readonly SpecialRoute[] => [
  openRoute(signables),
  fetchRoute(signables),
  bringRoute(signables),
]
