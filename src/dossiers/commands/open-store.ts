import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { changePaperStateInput, openStoreInput } from '../model/paper-inputs.ts'
import { requireStoreDuty, storeFields } from '../policy.ts'
import { selectStoredPapers, storedPaper } from '../queries/stored-papers.ts'

/** Shortest reason that says anything (characters). */
const shortestReason = 10

/**
 * Mở kho giấy tờ của một người: a command, because every look is noted with its reason (Luật Bảo vệ dữ liệu cá nhân
 * 91/2025/QH15). With a dossier of that person at hand all their papers are shown, since any may stand for one it needs;
 * with a reason alone those of the officer's own fields.
 */
export const openStore = defineCommand({
  name: 'dossiers.openStore',
  title: 'Xem kho giấy tờ của công dân, tổ chức',
  audience: ['counter', 'specialist'],
  door: { method: 'POST', path: '/paper-store' },
  input: openStoreInput,
  output: z.object({ identifier: z.string(), ownerName: z.string(), papers: z.array(storedPaper) }),
  example: { identifier: '038090000001', reason: 'Công dân đề nghị tra lại giấy tờ đã nộp.' },
  async run(tx, actor, input) {
    const dossierId = input.dossierCode === '' ? null : await dossierAtHand(tx, actor, input)
    if (dossierId === null && input.reason.length < shortestReason) {
      throw new AppError('invalid_input', {
        fields: {
          reason: 'Hãy ghi rõ lý do xem (ít nhất 10 ký tự), hoặc mã hồ sơ đang giải quyết của người này.',
        },
      })
    }
    const fields = dossierId === null ? storeFields(actor) : null
    const papers = await selectStoredPapers(tx.db, {
      officeId: actor.officeId,
      identifier: input.identifier,
      fields,
    })
    return {
      output: { identifier: input.identifier, ownerName: papers[0]?.ownerName ?? '', papers },
      audit: [
        {
          subjectType: 'citizen_store',
          subjectId: input.identifier,
          facts: { purpose: 'look', reason: input.reason, dossierId, shown: papers.map(({ id }) => id) },
        },
      ],
    }
  },
})

async function dossierAtHand(
  tx: Tx,
  actor: Actor,
  { dossierCode, identifier }: z.output<typeof openStoreInput>,
): Promise<string> {
  const found = await tx.db
    .selectFrom('dossiers')
    .select(['id', 'field_code', 'personal_id'])
    .where('office_id', '=', actor.officeId)
    .where('code', '=', normaliseDossierCode(dossierCode))
    .executeTakeFirst()
  if (!found || found.personal_id !== identifier) {
    throw new AppError('invalid_input', {
      fields: { dossierCode: 'Hồ sơ này không phải của người có số định danh đã nhập.' },
    })
  }
  requireStoreDuty(actor, found.field_code)
  return found.id
}

/** Đánh dấu giấy tờ đã có bản thay thế hoặc bị hủy, thu hồi: it stays with the reason, and is never offered again. */
export const changePaperState = defineCommand({
  name: 'dossiers.changePaperState',
  title: 'Ghi giấy tờ trong kho không còn hiệu lực',
  audience: ['counter', 'specialist'],
  input: changePaperStateInput,
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { id, state, reason }) {
    const paper = await tx.db
      .selectFrom('citizen_papers')
      .select(['field_code', 'state'])
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!paper) throw new AppError('not_found')
    requireStoreDuty(actor, paper.field_code)
    if (paper.state !== 'valid') {
      throw new AppError('wrong_state', { detail: 'Giấy tờ này đã được ghi là không còn hiệu lực.' })
    }
    await tx.db
      .updateTable('citizen_papers')
      .set({ state, state_reason: reason, state_changed_at: tx.now, state_changed_by: actor.name })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    return {
      output: { id },
      audit: [{ subjectType: 'citizen_paper', subjectId: id, facts: { before: paper.state, state, reason } }],
    }
  },
})
