import type { Actor, Tx } from '../../platform/operations.ts'
import { roleName } from '../../staff/model.ts'
import type { OpenDossier } from './open-dossier.ts'

/** Where the dossier goes; null staff means: whoever has the duty takes it up. */
export interface HandOver {
  dossier: OpenDossier
  toStep: number
  toStaffId: string | null
  note: string
}

/**
 * One row of the control sheet (Phiếu kiểm soát): who handed what to which desk, when, and whether the step was done
 * before, on or after its due time. Early is before the due day, as in the statistical forms.
 */
export async function handOver(tx: Tx, actor: Actor, move: HandOver): Promise<void> {
  const { dossier, toStep } = move
  const from = dossier.steps[dossier.step]
  await tx.db
    .insertInto('dossier_handovers')
    .values({
      office_id: actor.officeId,
      dossier_id: dossier.id,
      sequence: dossier.handovers + 1,
      from_step: dossier.step,
      to_step: toStep,
      from_staff_id: actor.id,
      from_label: `${actor.name} (${roleName(from?.role ?? '')})`,
      to_staff_id: move.toStaffId,
      to_label: roleName(dossier.steps[toStep]?.role ?? ''),
      handed_at: tx.now,
      received_at: null,
      received_by: null,
      outcome: stepOutcome(tx.now, from?.dueAt ?? dossier.dueAt),
      note: move.note,
    })
    .execute()
}

export function stepOutcome(at: Date, due: Date): 'early' | 'on_time' | 'late' {
  if (at > due) return 'late'
  return due.getTime() - at.getTime() > 24 * 60 * 60_000 ? 'early' : 'on_time'
}

/** Marks the latest hand-over as received by the actor. */
export async function acknowledgeHandOver(tx: Tx, actor: Actor, dossier: OpenDossier): Promise<void> {
  await tx.db
    .updateTable('dossier_handovers')
    .set({ received_at: tx.now, received_by: actor.id })
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossier.id)
    .where('sequence', '=', dossier.handovers)
    .where('received_at', 'is', null)
    .execute()
}
