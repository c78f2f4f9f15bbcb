import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../platform/errors.ts'
import type { SpecialRoute } from '../platform/http/api.ts'
import { publicActor } from '../platform/http/context.ts'
import { fileResponse, sendFile } from '../platform/http/send-file.ts'
import { parseInput } from '../platform/parse.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { exportRoutes } from './api/export.ts'
import { formRoute } from './api/form.ts'
import { boardData, sheetsData } from './model/printed-sheets.ts'
import { getPosted } from './queries/get-posted.ts'
import { listSheets } from './queries/list-sheets.ts'
import { postedCatalogue } from './queries/posted-catalogue.ts'
import { officeParameter } from './queries/posting-office.ts'

const officeDocument = {
  name: 'don-vi',
  in: 'query',
  required: false,
  schema: { type: 'string' },
  description: 'Mã định danh đơn vị; bỏ trống nếu hệ thống chỉ có một đơn vị.',
}

interface Exchange {
  request: FastifyRequest
  reply: FastifyReply
}

/** Sends a document of public content, made at most once for the same content. */
async function sendPublicPdf(
  services: Services,
  { request, reply }: Exchange,
  paper: { template: string; data: unknown; fileName: string },
): Promise<unknown> {
  const { pdf, etag } = await services.pdfCache.render(paper, (make) =>
    services.limits.guard({ kind: 'lookup', ip: request.ip, subject: 'niem-yet' }, make),
  )
  const cache = 'public, max-age=300'
  reply.header('etag', etag)
  if (request.headers['if-none-match'] === etag) return reply.header('cache-control', cache).code(304).send()
  return sendFile(reply, { bytes: pdf, type: 'pdf', name: `${paper.fileName}.pdf`, cache })
}

const sheetInput = z.object({ key: z.string(), 'don-vi': officeParameter })

const sheetRoute: SpecialRoute = {
  method: 'GET',
  path: '/posting/procedures/{key}/sheet.pdf',
  title: 'Phiếu niêm yết một thủ tục (khổ A4)',
  audience: 'public',
  document: {
    parameters: [{ name: 'key', in: 'path', required: true, schema: { type: 'string' } }, officeDocument],
    ...fileResponse('pdf'),
  },
  async handle(services, exchange) {
    const asked = parseInput(sheetInput, inputOf(exchange.request))
    const found = await read(services, publicActor, getPosted, { key: asked.key, office: asked['don-vi'] })
    if (found.state !== 'in_force') {
      throw new AppError('not_found', {
        detail: 'Thủ tục này hiện không áp dụng nên không có phiếu niêm yết.',
      })
    }
    const { office, procedure, checkedOn } = found
    const data = sheetsData(office, [{ ...procedure, checkedOn }], services.config.publicUrl)
    const fileName = `thu-tuc-${procedure.key.replaceAll(/[^\w.-]/g, '-').slice(0, 80)}`
    return sendPublicPdf(services, exchange, { template: 'posted-sheet', data, fileName })
  },
}

const boardInput = z.object({
  'don-vi': officeParameter,
  kho: z.enum(['a3', 'a4'], { error: 'Khổ giấy là a3 hoặc a4.' }).default('a4'),
  'linh-vuc': z.string().max(200).optional(),
})

const boardRoute: SpecialRoute = {
  method: 'GET',
  path: '/posting/board.pdf',
  title: 'Bảng niêm yết toàn bộ thủ tục theo lĩnh vực (khổ A4 hoặc A3)',
  audience: 'public',
  document: {
    parameters: [
      officeDocument,
      { name: 'kho', in: 'query', required: false, schema: { type: 'string', enum: ['a3', 'a4'] } },
      { name: 'linh-vuc', in: 'query', required: false, schema: { type: 'string' } },
    ],
    ...fileResponse('pdf'),
  },
  async handle(services, exchange) {
    const asked = parseInput(boardInput, inputOf(exchange.request))
    const input = { office: asked['don-vi'], field: asked['linh-vuc'] }
    const { office, procedures, today } = await read(services, publicActor, postedCatalogue, input)
    const print = { publicUrl: services.config.publicUrl, paper: asked.kho, today }
    const data = boardData(office, procedures, print)
    return sendPublicPdf(services, exchange, {
      template: 'posted-board',
      data,
      fileName: `bang-niem-yet-${asked.kho}`,
    })
  },
}

const printInput = z.object({ can: z.enum(['thieu', 'cu', 'ca-hai', 'tat-ca']).default('ca-hai') })

/** Prints exactly the sheets that the board needs: those it lacks, those out of date, or both. */
const neededRoute: SpecialRoute = {
  method: 'GET',
  path: '/posting/sheets.pdf',
  title: 'In các phiếu niêm yết còn thiếu hoặc đã cũ',
  audience: listSheets.audience,
  document: {
    parameters: [
      {
        name: 'can',
        in: 'query',
        required: false,
        schema: { type: 'string', enum: ['thieu', 'cu', 'ca-hai', 'tat-ca'] },
      },
    ],
    ...fileResponse('pdf'),
  },
  async handle(services, { request, reply, actor }) {
    const { can } = parseInput(printInput, inputOf(request))
    const { rows, agencyCode } = await read(services, actor, listSheets, {})
    const wanted = new Set(
      rows
        .filter(({ isPosted }) => isPosted)
        .filter((row) => can === 'tat-ca' || (row.needsPrint && matches(can, row.sheets.length)))
        .map(({ procedureId }) => procedureId),
    )
    if (wanted.size === 0) {
      throw new AppError('not_found', {
        detail: 'Không có phiếu nào cần in: mọi phiếu đều đã có và đúng bản.',
      })
    }
    const { office, procedures } = await read(services, publicActor, postedCatalogue, { office: agencyCode })
    const chosen = procedures.filter(({ procedureId }) => wanted.has(procedureId))
    const data = sheetsData(office, chosen, services.config.publicUrl)
    const { pdf } = await services.pdfCache.render({ template: 'posted-sheet', data }, (make) => make())
    return sendFile(reply, { bytes: pdf, type: 'pdf', name: 'phieu-niem-yet.pdf' })
  },
}

function matches(can: 'thieu' | 'cu' | 'ca-hai' | 'tat-ca', sheets: number): boolean {
  if (can === 'thieu') return sheets === 0
  return can === 'cu' ? sheets > 0 : true
}

function inputOf(request: FastifyRequest): Record<string, unknown> {
  return { ...Object(request.query), ...Object(request.params) }
}

/** Papers and files of the catalogue. */
export const procedureRoutes: readonly SpecialRoute[] = [
  formRoute,
  sheetRoute,
  boardRoute,
  neededRoute,
  ...exportRoutes,
]
