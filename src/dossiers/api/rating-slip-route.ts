import type { SpecialRoute } from '../../platform/http/api.ts'
import { fileResponse, sendPaper } from '../../platform/http/send-file.ts'
import { read } from '../../platform/read.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { codeOfDossier } from '../jobs/ratings.ts'
import { printRatingSlip } from '../queries/rating-invitation.ts'

/** The slip by which whoever takes the result is asked for an opinion. */
export const ratingSlipRoute: SpecialRoute = {
  method: 'GET',
  path: '/dossiers/{code}/rating-slip.pdf',
  title: 'Phiếu mời đánh giá, đưa kèm kết quả',
  audience: printRatingSlip.audience,
  document: {
    ...fileResponse('pdf'),
    parameters: [{ name: 'code', in: 'path', required: true, schema: { type: 'string' } }],
  },
  async handle(services, { request, reply, actor }) {
    const { code } = request.params as { code: string }
    const { dossierId, ...office } = await read(services, actor, printRatingSlip, {
      code: normaliseDossierCode(code),
    })
    const ratingCode = codeOfDossier(services, dossierId)
    const startAddress = `${services.config.publicUrl}/danh-gia`
    const data = { ...office, ratingCode, startAddress, ratingUrl: `${startAddress}/${ratingCode}` }
    return sendPaper(services, reply, { template: 'rating-slip', data, fileName: 'phieu-moi-danh-gia.pdf' })
  },
}
