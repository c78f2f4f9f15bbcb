import type { SpecialRoute } from '../platform/http/api.ts'
import { read } from '../platform/read.ts'
import { normaliseDossierCode } from '../staff/model/dossier-code.ts'
import { certificationRoutes } from './api/certification-routes.ts'
import { declarationSheetRoute } from './api/declaration-sheet.ts'
import { paperRoute, trackingUrl } from './api/paper-route.ts'
import { ratingSlipRoute } from './api/rating-slip-route.ts'
import { registerRoutes } from './api/register-routes.ts'
import { resultRoutes } from './api/results.ts'
import { printSlip } from './queries/get-slip.ts'
import { printDeclaration } from './queries/print-declaration.ts'
import { printControlSheet, printPaper, printReceipt } from './queries/print-paper.ts'

/** The papers of a dossier as PDF. */
export const dossierRoutes: readonly SpecialRoute[] = [
  ...resultRoutes,
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
    { path: '/papers/{id}.pdf', parameter: 'id', title: 'Giấy tờ đã lập cho hồ sơ' },
    (services, { actor }, id) =>
      read(services, actor, printPaper, { id, publicUrl: services.config.publicUrl }),
  ),
  paperRoute(
    { path: '/handover-slips/{code}/slip.pdf', parameter: 'code', title: 'Phiếu bàn giao hồ sơ' },
    (services, { actor }, code) =>
      read(services, actor, printSlip, { code, publicUrl: services.config.publicUrl }),
  ),
  declarationSheetRoute,
  ratingSlipRoute,
  ...registerRoutes,
  ...certificationRoutes,
]
