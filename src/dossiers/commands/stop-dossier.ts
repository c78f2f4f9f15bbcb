import { sql } from 'kysely'
import { defineCommand } from '../../platform/operations.ts'
import { endDue } from '../../receipts/commands/put-due.ts'
import { demoRef } from '../examples.ts'
import { changedOutput, stopInput } from '../model/inputs.ts'
import { requireAction } from '../policy.ts'
import { noteOnlineAnswer } from './answer-online.ts'
import { changeDossier } from './change-dossier.ts'
import { issuePaper } from './issue-paper.ts'
import { openDossier } from './open-dossier.ts'

const publicReasons = {
  not_supplemented: 'vì giấy tờ không được bổ sung trong thời hạn',
  not_eligible: 'vì không đủ điều kiện giải quyết',
  financial: 'vì nghĩa vụ tài chính không được thực hiện',
  other: 'theo quy định',
} as const

/** Dừng giải quyết, by a leader, in writing and with the reason (Mẫu số 05 of 2025, Thông báo dừng giải quyết hồ sơ). */
export const stopDossier = defineCommand({
  name: 'dossiers.stop',
  title: 'Dừng giải quyết hồ sơ',
  audience: ['leader'],
  door: { method: 'POST', path: '/dossiers/{code}/stop' },
  input: stopInput,
  output: changedOutput,
  example: {
    ...demoRef('stop'),
    ground: 'not_eligible',
    reason: 'Không thuộc đối tượng theo quy định.',
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('stop', dossier, actor)
    const { ground, reason, legalGround, feeHandling } = input
    await issuePaper(tx, actor, {
      dossierId: dossier.id,
      form: 'stop-notice',
      facts: { ground, reason, legalGround, feeHandling },
    })
    await noteOnlineAnswer(tx, actor, { dossierId: dossier.id, state: 'stopped' })
    await endDue(tx, actor, { dossierId: dossier.id, reason: 'Hồ sơ dừng giải quyết' })
    if (dossier.pausedSince) {
      await tx.db
        .updateTable('dossier_pauses')
        .set({ to_at: sql`greatest(from_at, ${tx.now})` })
        .where('office_id', '=', actor.officeId)
        .where('dossier_id', '=', dossier.id)
        .where('to_at', 'is', null)
        .execute()
    }
    return changeDossier(tx, actor, {
      dossier,
      set: { status: 8, finished_at: tx.now, holder_id: null, paused_since: null },
      event: {
        kind: 'stopped',
        publicText: `Đã dừng giải quyết ${publicReasons[ground]}.`,
        note: reason,
        facts: { ground },
      },
    })
  },
})
