import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoFilingId } from '../examples.ts'
import { answerFilingInput, changedOutput } from '../model/inputs.ts'
import { statusName } from '../model/status.ts'
import { requireReception } from '../policy.ts'
import { noteOnlineAnswer } from './answer-online.ts'
import { changeDossier } from './change-dossier.ts'
import { issuePaper } from './issue-paper.ts'
import { openFiling } from './open-filing.ts'
import { warnOfHeldPapers } from './reuse-papers.ts'

/**
 * Trả lời hồ sơ trực tuyến chưa tiếp nhận: papers are missing (→ 5, Mẫu số 02) or it cannot be received (→ 3, Mẫu số 03). To
 * accept it is a reception (`dossiers.receive` with `pendingId`, or `dossiers.acceptFiling`).
 */
export const answerFiling = defineCommand({
  name: 'dossiers.answerFiling',
  title: 'Yêu cầu bổ sung hoặc từ chối hồ sơ trực tuyến',
  audience: ['counter'],
  door: { method: 'POST', path: '/online-filings/{id}/answer' },
  input: answerFilingInput,
  output: changedOutput.extend({ paperId: z.uuid() }),
  example: {
    id: demoFilingId,
    revision: 1,
    kind: 'supplement',
    items: ['Giấy tờ chứng minh chỗ ở hợp pháp'],
    reason: 'Ảnh chụp bị mờ, không đọc được.',
  },
  async run(tx, actor, input) {
    const { dossier } = await openFiling(tx, actor, input)
    requireReception(actor, dossier.fieldCode)
    if (dossier.code !== null || ![1, 5].includes(dossier.status))
      throw new AppError('wrong_state', {
        detail: `Hồ sơ đang ở trạng thái “${statusName(dossier.status)}”, không trả lời như hồ sơ mới được nữa. Hãy tải lại trang.`,
      })
    const supplement = input.kind === 'supplement'
    if (supplement && input.items.length === 0)
      throw new AppError('invalid_input', { fields: { items: 'Hãy ghi ít nhất một giấy tờ cần bổ sung.' } })
    if (supplement) {
      const { personalId } = dossier
      await warnOfHeldPapers(tx, actor, { personalId, today: localDate(tx.now), ...input })
    }
    const paper = await issuePaper(tx, actor, {
      dossierId: dossier.id,
      form: supplement ? 'supplement-request' : 'refusal',
      facts: { items: input.items, reason: input.reason },
    })
    await noteOnlineAnswer(tx, actor, { dossierId: dossier.id, state: supplement ? 'asked' : 'refused' })
    const changed = await changeDossier(tx, actor, {
      dossier,
      set: { status: supplement ? 5 : 3 },
      event: supplement
        ? {
            kind: 'supplement_requested',
            publicText: 'Đề nghị bổ sung giấy tờ trước khi tiếp nhận.',
            note: input.reason,
            facts: { items: input.items },
          }
        : { kind: 'refused', publicText: 'Không tiếp nhận hồ sơ.', note: input.reason },
    })
    return { ...changed, output: { ...changed.output, paperId: paper.id } }
  },
})
