import type { FastifyReply } from 'fastify'
import { contentDisposition } from '../../files/model/content-disposition.ts'
import type { SpecialRoute } from '../../platform/http/api.ts'
import { fileResponse, sendFile, sendPaper } from '../../platform/http/send-file.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { writeSpreadsheet } from '../../platform/spreadsheet.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { trackedDigits } from '../examples.ts'
import { parcelSheet } from '../model/parcel-sheet.ts'
import { keptResult } from '../queries/electronic-result.ts'
import { printParcelLabels, printParcelList } from '../queries/parcel-desk.ts'
import { printLetter } from '../queries/print-paper.ts'
import { printReminder } from '../queries/print-reminder.ts'
import { resultForCitizen } from './citizen-result.ts'
import { paperRoute } from './paper-route.ts'

const counter = ['counter'] as const
const codeParameter = { name: 'code', in: 'path', required: true, schema: { type: 'string' } }

interface Content {
  sha256: string
  name: string
  size: number
  mediaType: string
}

function sendContent(services: Services, reply: FastifyReply, content: Content): unknown {
  return reply
    .type(content.mediaType)
    .header('content-length', content.size)
    .header('content-disposition', contentDisposition(content, false))
    .header('cache-control', 'private, no-store')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(services.blobs.read(content.sha256))
}

/** The result as an officer opens it: once issued always the kept file, before that the letter as it stands. */
const resultRoute: SpecialRoute = {
  method: 'GET',
  path: '/dossiers/{code}/result.pdf',
  title: 'Kết quả giải quyết: bản điện tử đã lưu, hoặc văn bản đang soạn trên phần mềm',
  audience: ['counter', 'specialist', 'clerk', 'leader'],
  document: {
    parameters: [codeParameter],
    ...fileResponse('pdf'),
  },
  async handle(services, { request, reply, actor }) {
    const code = normaliseDossierCode((request.params as { code: string }).code)
    const { content } = await read(services, actor, keptResult, { code })
    if (content) return sendContent(services, reply, content)
    return sendPaper(services, reply, await read(services, actor, printLetter, { code }))
  },
}

/** The citizen's download for programs; pages go by `/tra-cuu/:code/ket-qua`. The digits travel in the body, never in an address. */
const downloadRoute: SpecialRoute = {
  method: 'POST',
  path: '/tracking/{code}/result',
  title: 'Tải kết quả điện tử của mình theo mã và 4 số cuối đã khai',
  audience: 'public',
  document: {
    parameters: [codeParameter],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { type: 'object', required: ['digits'], properties: { digits: { type: 'string' } } },
          example: { digits: trackedDigits },
        },
      },
    },
    ...fileResponse('pdf'),
  },
  async handle(services, { request, reply, actor }) {
    const { code } = request.params as { code: string }
    const { digits } = Object(request.body) as { digits?: unknown }
    const caller = { actor, ip: request.ip, requestId: request.id }
    return sendContent(services, reply, await resultForCitizen(services, caller, { code, digits }))
  },
}

/** The list for the post as a spreadsheet, as its counters ask for it. */
const sheetRoute: SpecialRoute = {
  method: 'GET',
  path: '/parcel-lists/{id}/list.xlsx',
  title: 'Danh sách bưu gửi dạng bảng tính',
  audience: counter,
  document: {
    parameters: [{ ...codeParameter, name: 'id' }],
    ...fileResponse('xlsx'),
  },
  async handle(services, { request, reply, actor }) {
    const { id } = request.params as { id: string }
    const { fileName, data } = await read(services, actor, printParcelList, { id })
    const bytes = await writeSpreadsheet([parcelSheet(data)])
    return sendFile(reply, { bytes, type: 'xlsx', name: fileName.replace(/pdf$/, 'xlsx') })
  },
}

/** What results are handed over with, as files. */
export const resultRoutes: readonly SpecialRoute[] = [
  resultRoute,
  downloadRoute,
  paperRoute(
    {
      path: '/dossiers/{code}/reminder.pdf',
      parameter: 'code',
      title: 'Thư mời nhận kết quả',
      audience: counter,
    },
    (services, { actor }, typed) =>
      read(services, actor, printReminder, { code: normaliseDossierCode(typed) }),
  ),
  paperRoute(
    { path: '/parcel-lists/{id}/labels.pdf', parameter: 'id', title: 'Nhãn bưu gửi', audience: counter },
    (services, { actor }, id) => read(services, actor, printParcelLabels, { id }),
  ),
  paperRoute(
    { path: '/parcel-lists/{id}/list.pdf', parameter: 'id', title: 'Danh sách bưu gửi', audience: counter },
    (services, { actor }, id) => read(services, actor, printParcelList, { id }),
  ),
  sheetRoute,
]
