import { sql } from 'kysely'
import { defineCommand } from '../../platform/operations.ts'
import { demoRef } from '../examples.ts'
import { changedOutput, supplementReceiptInput } from '../model/inputs.ts'
import { requireAction } from '../policy.ts'
import { noteOnlineAnswer } from './answer-online.ts'
import { attachFiles } from './attach-files.ts'
import { changeDossier } from './change-dossier.ts'
import { openDossier } from './open-dossier.ts'
import { resumeClock } from './resume-clock.ts'

/** Nhận bổ sung: the clock goes on where it stood, and the dossier returns to the desk that asked. */
export const receiveSupplement = defineCommand({
  name: 'dossiers.receiveSupplement',
  title: 'Nhận giấy tờ bổ sung',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers/{code}/supplement-receipt' },
  input: supplementReceiptInput,
  output: changedOutput,
  example: {
    ...demoRef('receiveSupplement'),
    papers: [{ name: 'Giấy chứng sinh', originals: 1, copies: 0 }],
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('receiveSupplement', dossier, actor)
    await sql`insert into dossier_components (office_id, dossier_id, ordinal, name, kind, required, provided, originals, copies, note)
      select ${actor.officeId}, ${dossier.id}, base.last + p.n, p.name, 'supplement', false, true, p.originals, p.copies, 'Bổ sung'
      from (select coalesce(max(ordinal), -1) as last from dossier_components
            where office_id = ${actor.officeId} and dossier_id = ${dossier.id}) base,
        rows from (jsonb_to_recordset(${JSON.stringify(input.papers)}::jsonb) as (name text, originals smallint, copies smallint))
          with ordinality as p (name, originals, copies, n)`.execute(tx.db)
    await attachFiles(tx, actor, { dossierId: dossier.id, fileIds: input.fileIds, purpose: 'supplement' })
    await noteOnlineAnswer(tx, actor, { dossierId: dossier.id, state: 'accepted' })
    const clock = await resumeClock(tx, actor, dossier)
    return changeDossier(tx, actor, {
      dossier,
      set: { ...clock.set, status: dossier.step === 0 ? 2 : 4 },
      event: {
        kind: 'supplement_received',
        publicText: 'Đã nhận giấy tờ bổ sung; thời hạn tiếp tục được tính.',
        note: input.note,
        facts: { papers: input.papers, dueBefore: dossier.dueAt, dueAfter: clock.dueAt },
      },
    })
  },
})
