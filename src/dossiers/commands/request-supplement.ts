import { localDate } from '../../calendar/model/local-time.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoRef } from '../examples.ts'
import { changedOutput, supplementRequestInput } from '../model/inputs.ts'
import { requireAction } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { issuePaper } from './issue-paper.ts'
import { openDossier } from './open-dossier.ts'
import { warnOfHeldPapers } from './reuse-papers.ts'

/**
 * Yêu cầu bổ sung, once per dossier (NĐ 61/2018, NĐ 118/2025: a second one counts as late). The clock stands still
 * until the citizen has handed in the papers; Mẫu số 02 is issued.
 */
export const requestSupplement = defineCommand({
  name: 'dossiers.requestSupplement',
  title: 'Yêu cầu bổ sung, hoàn thiện hồ sơ',
  audience: ['specialist', 'counter'],
  door: { method: 'POST', path: '/dossiers/{code}/supplement-request' },
  input: supplementRequestInput,
  output: changedOutput,
  example: {
    ...demoRef('requestSupplement'),
    items: ['Bản chính giấy chứng sinh'],
    reason: 'Hồ sơ chưa có giấy chứng sinh.',
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('requestSupplement', dossier, actor)
    const { personalId } = dossier
    await warnOfHeldPapers(tx, actor, { personalId, today: localDate(tx.now), ...input })
    await issuePaper(tx, actor, {
      dossierId: dossier.id,
      form: 'supplement-request',
      facts: { items: input.items, reason: input.reason },
    })
    await tx.db
      .insertInto('dossier_pauses')
      .values({
        office_id: actor.officeId,
        dossier_id: dossier.id,
        from_at: tx.now,
        reason: 'Chờ công dân bổ sung giấy tờ',
      })
      .execute()
    return changeDossier(tx, actor, {
      dossier,
      set: { status: 5, paused_since: tx.now, supplement_count: dossier.supplementCount + 1 },
      event: {
        kind: 'supplement_requested',
        publicText: 'Đề nghị công dân bổ sung giấy tờ; thời hạn tạm dừng cho đến khi nhận đủ.',
        note: input.reason,
        facts: { items: input.items },
      },
    })
  },
})
