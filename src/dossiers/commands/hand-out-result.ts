import { localDate } from '../../calendar/model/local-time.ts'
import { takeNumber } from '../../platform/numbering.ts'
import { defineCommand } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { demoRef } from '../examples.ts'
import { changedOutput, issueInput, returnInput } from '../model/inputs.ts'
import { paperSymbolOn } from '../model/papers/forms.ts'
import { requireAction } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { enterIssued } from './enter-issued.ts'
import { handOver } from './hand-over.ts'
import { openDossier } from './open-dossier.ts'

/** Cấp số, phát hành: the clerk numbers the approved result; the dossier is finished (state 9) from this moment. */
export const issueResult = defineCommand({
  name: 'dossiers.issueResult',
  title: 'Cấp số, phát hành kết quả',
  audience: ['clerk'],
  door: { method: 'POST', path: '/dossiers/{code}/result/issue' },
  input: issueInput,
  output: changedOutput,
  example: { ...demoRef('issue'), symbol: 'UBND' },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('issue', dossier, actor)
    const today = localDate(tx.now)
    const last = dossier.steps.length - 1
    await handOver(tx, actor, { dossier, toStep: last, toStaffId: null, note: '' })
    const number = await takeNumber(tx.db, actor.officeId, { name: 'result', period: today.slice(0, 4) })
    const office = await officeFacts(tx.db, actor.officeId)
    const symbol = input.symbol || paperSymbolOn('result', today, office.paperSymbols)
    await tx.db
      .updateTable('dossier_results')
      .set({ state: 'issued', issued_by: actor.id, issued_at: tx.now, issued_on: today, number, symbol })
      .where('office_id', '=', actor.officeId)
      .where('dossier_id', '=', dossier.id)
      .execute()
    const certified = await enterIssued(tx, actor, { dossierId: dossier.id, counted: input.certified })
    return changeDossier(tx, actor, {
      dossier,
      set: { status: 9, step: last, holder_id: null, finished_at: tx.now },
      event: {
        kind: 'finished',
        publicText: 'Đã có kết quả. Mời công dân đến nhận.',
        facts: { number, symbol, ...certified },
      },
    })
  },
})

/** Trả kết quả: who took it, when, from whom. The last state. */
export const returnResult = defineCommand({
  name: 'dossiers.returnResult',
  title: 'Trả kết quả cho công dân',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers/{code}/return' },
  input: returnInput,
  output: changedOutput,
  example: {
    ...demoRef('returnResult'),
    collectorName: 'Nguyễn Văn Mẫu',
    collectorPersonalId: '038090000001',
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('returnResult', dossier, actor)
    return changeDossier(tx, actor, {
      dossier,
      set: {
        status: 10,
        returned_at: tx.now,
        returned_by: actor.id,
        holder_id: null,
        collector_name: input.collectorName,
        collector_personal_id: input.collectorPersonalId,
        collector_note: input.collectorNote,
      },
      event: { kind: 'returned', publicText: 'Đã trả kết quả.' },
    })
  },
})
