import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { takeNumber } from '../../platform/numbering.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { requirePaid } from '../../receipts/commands/put-due.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { demoRef } from '../examples.ts'
import type { ReturnMethod } from '../model/collection.ts'
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

/**
 * Trả kết quả: who took it, when, from whom, how. The last state. An electronic result counts as handed over when the
 * officer confirms it; that the citizen downloaded it stands in the timeline.
 */
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
    await requirePaid(tx, actor, { dossierId: dossier.id })
    if (input.how === 'online' && !dossier.hasElectronicResult) {
      throw new AppError('wrong_state', {
        detail:
          'Kết quả điện tử của hồ sơ này đang được lập, thường mất một phút. Hãy tải lại trang rồi xác nhận.',
      })
    }
    return changeDossier(tx, actor, {
      dossier,
      set: returnedColumns(tx, actor, input),
      event: {
        kind: 'returned',
        publicText: input.how === 'online' ? 'Đã trả kết quả bản điện tử.' : 'Đã trả kết quả.',
        facts: { how: input.how },
      },
    })
  },
})

interface Collected {
  collectorName: string
  collectorPersonalId: string
  collectorNote: string
  how: ReturnMethod
}

/** Columns of a dossier whose result its owner has, whichever way it came to them. */
export function returnedColumns(tx: Tx, actor: Actor, collected: Collected) {
  return {
    status: 10,
    returned_at: tx.now,
    returned_by: actor.id,
    returned_how: collected.how,
    undelivered_since: null,
    holder_id: null,
    collector_name: collected.collectorName,
    collector_personal_id: collected.collectorPersonalId,
    collector_note: collected.collectorNote,
  }
}
