import { sendPapers } from '../../dossiers/commands/send-papers.ts'
import { type Actor, type AuditEntry, defineCommand, type News, type Tx } from '../../platform/operations.ts'
import { demoUnreachedRef } from '../examples.ts'
import { changedLegOutput, legRefInput } from '../model/inputs.ts'
import { sendingRoles } from '../policy.ts'
import { addLegEvent, authorOf } from './leg-events.ts'
import { changeLeg, openLeg } from './open-leg.ts'
import { tellCitizen } from './tell-citizen.ts'

interface OnPaper {
  code: string
  audit: readonly AuditEntry[]
  news: readonly News[]
}

/** The hand-over slip with which the paper dossier goes to the partner; the leg is then with the partner, on paper. */
export async function sendOnPaper(
  tx: Tx,
  actor: Actor,
  sent: { dossier: { id: string }; partner: { code: string; name: string }; legId: string },
): Promise<OnPaper> {
  const { partner } = sent
  const slip = await sendPapers.run(tx, actor, {
    destination: { kind: 'agency', name: partner.name.slice(0, 200), code: partner.code },
    dossiers: [sent.dossier.id],
    note: '',
  })
  await tx.db
    .updateTable('interlink_legs')
    .set({
      via: 'paper',
      state: 'delivered',
      delivered_at: tx.now,
      slip_id: slip.output.id,
      slip_code: slip.output.code,
    })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', sent.legId)
    .execute()
  const audit = slip.audit.map((entry) => ({ action: sendPapers.name, ...entry }))
  return { code: slip.output.code, audit, news: slip.news ?? [] }
}

/** Chuyển sang bản giấy: the partner is not reached, so the paper goes; what is still on its way is not tried again. */
export const goOnPaper = defineCommand({
  name: 'interlink.goOnPaper',
  title: 'Chuyển lượt phối hợp sang gửi bản giấy',
  audience: sendingRoles,
  door: { method: 'POST', path: '/legs/{legId}/paper' },
  input: legRefInput,
  output: changedLegOutput.extend({ slipCode: changedLegOutput.shape.state }),
  example: demoUnreachedRef,
  async run(tx, actor, input) {
    const leg = await openLeg(tx, actor, { ...input, action: 'goOnPaper' })
    const dossier = { id: leg.dossierId ?? '' }
    const paper = await sendOnPaper(tx, actor, { dossier, partner: leg.partner, legId: leg.id })
    await tx.db
      .updateTable('interlink_packages')
      .set({ state: 'dropped', ended_at: tx.now, reason: 'Đã chuyển sang gửi bản giấy.' })
      .where('office_id', '=', actor.officeId)
      .where('leg_id', '=', leg.id)
      .where('state', 'in', ['waiting', 'sending', 'kept', 'failed'])
      .execute()
    const revision = await changeLeg(tx, actor, leg, { trouble: '' })
    await addLegEvent(tx, actor, {
      legId: leg.id,
      kind: 'paper',
      text: `Gửi bản giấy theo phiếu bàn giao ${paper.code}.`,
      author: authorOf(actor),
    })
    await tellCitizen(tx, actor, {
      dossierId: leg.dossierId,
      kind: 'partner_paper',
      publicText: `Hồ sơ giấy được chuyển đến ${leg.partner.name} để phối hợp giải quyết.`,
    })
    return {
      output: { id: leg.id, state: 'delivered', revision, slipCode: paper.code },
      audit: [
        { subjectType: 'leg', subjectId: leg.id, facts: { code: leg.dossierCode, slip: paper.code } },
        ...paper.audit,
      ],
      news: [...paper.news],
    }
  },
})
