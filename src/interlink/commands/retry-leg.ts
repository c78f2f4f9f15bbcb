import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { dossierRoles } from '../../staff/model.ts'
import { demoRetryRef } from '../examples.ts'
import { changedLegOutput, legRefInput } from '../model/inputs.ts'
import { requireLegDuty } from '../policy.ts'
import { changeLeg, lockLeg } from './open-leg.ts'

/** Gửi lại: what has not arrived is tried again at once, and from the beginning of the pauses. */
export const retryLeg = defineCommand({
  name: 'interlink.retry',
  title: 'Gửi lại cho cơ quan phối hợp',
  audience: dossierRoles,
  door: { method: 'POST', path: '/legs/{legId}/retry' },
  input: legRefInput,
  output: changedLegOutput,
  example: demoRetryRef,
  async run(tx, actor, { legId, revision }) {
    const leg = await lockLeg(tx, actor, legId)
    if (!leg) throw new AppError('not_found')
    if (leg.direction === 'out') requireLegDuty(actor, leg.fieldCode ?? '')
    if (leg.revision !== revision) throw new AppError('stale')
    const again = await tx.db
      .updateTable('interlink_packages')
      .set({ state: 'waiting', attempts: 0, next_at: tx.now, ended_at: null })
      .where('office_id', '=', actor.officeId)
      .where('leg_id', '=', leg.id)
      .where('state', 'in', ['failed', 'waiting'])
      .executeTakeFirst()
    if (again.numUpdatedRows === 0n) {
      throw new AppError('wrong_state', { detail: 'Lượt này không có gì phải gửi lại. Hãy tải lại trang.' })
    }
    const state = leg.state === 'undelivered' ? 'sending' : leg.state
    const next = await changeLeg(tx, actor, leg, { state, trouble: '' })
    return {
      output: { id: leg.id, state, revision: next },
      audit: [{ subjectType: 'leg', subjectId: leg.id, facts: { code: leg.dossierCode } }],
    }
  },
})
