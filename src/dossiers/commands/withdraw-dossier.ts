import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { endDue } from '../../receipts/commands/put-due.ts'
import { demoRef } from '../examples.ts'
import { changedOutput, withdrawalAnswerInput, withdrawalInput } from '../model/inputs.ts'
import { requireAction } from '../policy.ts'
import { noteOnlineAnswer, waitAgain } from './answer-online.ts'
import { changeDossier } from './change-dossier.ts'
import { issuePaper } from './issue-paper.ts'
import { type OpenDossier, openDossier } from './open-dossier.ts'

/** Công dân yêu cầu rút hồ sơ: possible until the result is there (states 9 and 10 are out). */
export const askWithdrawal = defineCommand({
  name: 'dossiers.askWithdrawal',
  title: 'Ghi nhận yêu cầu rút hồ sơ',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers/{code}/withdrawal' },
  input: withdrawalInput,
  output: changedOutput,
  example: { ...demoRef('askWithdrawal'), reason: 'Công dân không còn nhu cầu.' },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('askWithdrawal', dossier, actor)
    return changeDossier(tx, actor, {
      dossier,
      set: { status: 7, status_before_withdrawal: dossier.status },
      event: { kind: 'withdrawal_asked', publicText: 'Công dân đề nghị rút hồ sơ.', note: input.reason },
    })
  },
})

/** Đồng ý cho rút (7 → 8, stop notice) or go on as before. */
export const answerWithdrawal = defineCommand({
  name: 'dossiers.answerWithdrawal',
  title: 'Xử lý yêu cầu rút hồ sơ',
  audience: ['leader', 'counter', 'specialist', 'clerk'],
  door: { method: 'POST', path: '/dossiers/{code}/withdrawal-answer' },
  input: withdrawalAnswerInput,
  output: changedOutput,
  example: { ...demoRef('answerWithdrawal'), accept: true, note: '' },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('answerWithdrawal', dossier, actor)
    await noteWithdrawalAnswer(tx, actor, dossier, input.accept)
    if (!input.accept) {
      return changeDossier(tx, actor, {
        dossier,
        set: { status: dossier.statusBeforeWithdrawal ?? 4, status_before_withdrawal: null },
        event: {
          kind: 'withdrawal_refused',
          publicText: 'Hồ sơ tiếp tục được giải quyết.',
          note: input.note,
        },
      })
    }
    // What was never accepted is not stopped by a notice (Mẫu số 05): there was nothing to resolve yet.
    if (dossier.code !== null)
      await issuePaper(tx, actor, {
        dossierId: dossier.id,
        form: 'stop-notice',
        facts: { reason: 'Công dân rút hồ sơ.', legalGround: '', feeHandling: '', note: input.note },
      })
    await endDue(tx, actor, { dossierId: dossier.id, reason: 'Công dân rút hồ sơ' })
    return changeDossier(tx, actor, {
      dossier,
      set: { status: 8, finished_at: tx.now, holder_id: null },
      event: {
        kind: 'withdrawn',
        publicText: 'Đã dừng giải quyết theo yêu cầu rút hồ sơ của công dân.',
        note: input.note,
      },
    })
  },
})

/** Filed online: withdrawn it waits no more; else it goes on waiting for what it waited for, from now on. */
async function noteWithdrawalAnswer(
  tx: Tx,
  actor: Actor,
  dossier: OpenDossier,
  accept: boolean,
): Promise<void> {
  const { id: dossierId, code, statusBeforeWithdrawal } = dossier
  if (accept) return noteOnlineAnswer(tx, actor, { dossierId, state: 'stopped' })
  if (code !== null) return noteOnlineAnswer(tx, actor, { dossierId, state: 'accepted' })
  if (statusBeforeWithdrawal === 5) return noteOnlineAnswer(tx, actor, { dossierId, state: 'asked' })
  await waitAgain(tx, actor, dossierId)
}
