import type { Actor, Tx } from '../../platform/operations.ts'
import { roleName } from '../../staff/model.ts'
import type { Signer } from '../queries/certification-signer.ts'
import { stepOutcome } from './hand-over.ts'

/** The steps of the process that are passed while the citizen waits: the first, the leader's, and the last. */
export function deskSteps<Step extends { role: string; ordinal: number }>(steps: readonly Step[]): Step[] {
  const signing = steps.findIndex(({ role }) => role === 'leader')
  return steps
    .filter((_, index) => index === 0 || index === signing || index === steps.length - 1)
    .map((step, ordinal) => ({ ...step, ordinal }))
}

interface Way {
  signer: Signer
  steps: readonly { role: string; dueAt: Date }[]
  /** Where the dossier is, and the number of the first row of the control sheet. */
  from: { step: number; sequence: number }
}

/**
 * Rows of the control sheet for what is signed while the citizen waits: from the counter to the signer and back, both
 * received as they were handed.
 */
export function deskHandovers(tx: Tx, actor: Actor, { signer, steps, from }: Way) {
  const last = Math.max(0, steps.length - 1)
  const found = steps.findIndex(({ role }) => role === 'leader')
  const signing = found < 0 ? last : found
  const row = (sequence: number, way: { from: number; to: number; giver: Signer; taker: Signer }) => ({
    sequence,
    from_step: way.from,
    to_step: way.to,
    from_staff_id: way.giver.id,
    from_label: `${way.giver.name} (${roleName(way.giver === signer ? 'leader' : 'counter')})`,
    to_staff_id: way.taker.id,
    to_label: roleName(way.taker === signer ? 'leader' : 'counter'),
    handed_at: tx.now,
    received_at: tx.now,
    received_by: way.taker.id,
    outcome: stepOutcome(tx.now, steps[way.from]?.dueAt ?? tx.now),
    note: '',
  })
  const counter = { id: actor.id, name: actor.name, post: actor.post }
  return [
    row(from.sequence, { from: from.step, to: signing, giver: counter, taker: signer }),
    row(from.sequence + 1, { from: signing, to: last, giver: signer, taker: counter }),
  ]
}
