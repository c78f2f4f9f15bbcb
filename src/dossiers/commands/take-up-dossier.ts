import { defineCommand } from '../../platform/operations.ts'
import { demoRef } from '../examples.ts'
import { changedOutput, takeUpInput } from '../model/inputs.ts'
import { requireAction } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { acknowledgeHandOver } from './hand-over.ts'
import { openDossier } from './open-dossier.ts'

/** Nhận xử lý: the officer takes a dossier that waits for whoever has the duty, also from a colleague who is away. */
export const takeUpDossier = defineCommand({
  name: 'dossiers.takeUp',
  title: 'Nhận xử lý hồ sơ',
  audience: ['specialist', 'counter', 'clerk', 'leader'],
  door: { method: 'POST', path: '/dossiers/{code}/take-up' },
  input: takeUpInput,
  output: changedOutput,
  example: { ...demoRef('takeUp') },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireAction('takeUp', dossier, actor)
    await acknowledgeHandOver(tx, actor, dossier)
    const step = dossier.steps[dossier.step]
    return changeDossier(tx, actor, {
      dossier,
      set: { holder_id: actor.id },
      event: {
        kind: 'taken_up',
        publicText: `Bước “${step?.name ?? ''}” đã có người nhận xử lý.`,
        // Taken over from somebody who is away or whose duty has ended.
        ...(dossier.holderId ? { facts: { from: dossier.holderId } } : {}),
      },
    })
  },
})
