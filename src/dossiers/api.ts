import type { SpecialRoute } from '../platform/http/api.ts'
import { type Printable, pdfDocument, sendPdf } from '../platform/http/send-pdf.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { normaliseDossierCode } from '../staff/model/dossier-code.ts'
import { printDeclaration } from './queries/print-declaration.ts'
import { printControlSheet, printLetter, printPaper, printReceipt } from './queries/print-paper.ts'

const desk = ['counter', 'specialist', 'clerk', 'leader'] as const

function trackingUrl(services: Services, code: string): string {
  return `${services.config.publicUrl}/tra-cuu/${encodeURIComponent(code)}`
}

type Exchange = Parameters<SpecialRoute['handle']>[1]

/** A route that prints one paper: the name in its path, and how to compose it from that name. */
function paperRoute(
  paper: { path: string; parameter: 'code' | 'id'; title: string },
  compose: (services: Services, exchange: Exchange, name: string) => Promise<Printable>,
): SpecialRoute {
  const { path, parameter, title } = paper
  const parameters = [{ name: parameter, in: 'path', required: true, schema: { type: 'string' } }]
  return {
    method: 'GET',
    path,
    title,
    audience: desk,
    document: { ...pdfDocument, parameters },
    async handle(services, exchange) {
      const name = (exchange.request.params as Record<string, string>)[parameter] ?? ''
      return sendPdf(services, exchange.reply, await compose(services, exchange, name))
    },
  }
}

/** The papers of a dossier as PDF. */
export const dossierRoutes: readonly SpecialRoute[] = [
  paperRoute(
    {
      path: '/dossiers/{code}/receipt.pdf',
      parameter: 'code',
      title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01)',
    },
    (services, { actor }, typed) => {
      const code = normaliseDossierCode(typed)
      return read(services, actor, printReceipt, { code, trackingUrl: trackingUrl(services, code) })
    },
  ),
  paperRoute(
    {
      path: '/dossiers/{code}/control-sheet.pdf',
      parameter: 'code',
      title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ',
    },
    (services, { actor }, typed) => {
      const code = normaliseDossierCode(typed)
      return read(services, actor, printControlSheet, { code, trackingUrl: trackingUrl(services, code) })
    },
  ),
  paperRoute(
    { path: '/dossiers/{code}/declaration.pdf', parameter: 'code', title: 'Tờ khai điện tử của hồ sơ' },
    (services, { actor }, typed) =>
      read(services, actor, printDeclaration, { code: normaliseDossierCode(typed) }),
  ),
  paperRoute(
    { path: '/dossiers/{code}/result.pdf', parameter: 'code', title: 'Văn bản kết quả soạn trên phần mềm' },
    (services, { actor }, typed) => read(services, actor, printLetter, { code: normaliseDossierCode(typed) }),
  ),
  paperRoute(
    { path: '/papers/{id}.pdf', parameter: 'id', title: 'Giấy tờ đã lập cho hồ sơ' },
    (services, { actor }, id) =>
      read(services, actor, printPaper, { id, publicUrl: services.config.publicUrl }),
  ),
]
