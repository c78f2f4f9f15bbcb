import { describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { checkProcess } from '../../procedures/model/process-rules.ts'
import { type Action, nextSteps, type Situation } from './next-steps.ts'

const roles = ['counter', 'specialist', 'leader', 'clerk'] as const
type Role = (typeof roles)[number]

/** Every sequence of roles with `length` steps. */
function sequences(length: number): Role[][] {
  if (length === 0) return [[]]
  return sequences(length - 1).flatMap((rest) => roles.map((role) => [...rest, role]))
}

const accepted = (sequence: readonly Role[]) => {
  const steps = sequence.map((role) => ({ name: 'Bước', role, minutes: 0 }))
  return Object.keys(checkProcess(steps, { amount: 3, unit: 'working_day' }).problems).length === 0
}

const everybody: Actor = {
  kind: 'staff',
  id: 'a',
  name: '',
  post: '',
  officeId: '',
  duties: roles.map((role) => ({ role, fieldCode: null })),
}

/** What each action on the straight way makes of a dossier. */
const effects: Partial<Record<Action, (dossier: Situation) => Partial<Situation>>> = {
  draftResult: () => ({ result: 'draft' }),
  forward: (dossier) => ({ status: 4, step: dossier.step + 1 }),
  approve: (dossier) => ({ result: 'approved', step: dossier.step + 1 }),
  issue: (dossier) => ({ result: 'issued', status: 9, step: dossier.step + 1 }),
  returnResult: () => ({ status: 10 }),
}

/** Where a dossier comes to when everybody does the first of these that they may: draft, approve, issue, go on. */
function walk(sequence: readonly Role[]): Situation {
  let dossier: Situation = {
    status: 2,
    fieldCode: 'ho-tich',
    step: 0,
    steps: sequence.map((role) => ({ role })),
    holderId: null,
    supplementCount: 0,
    result: 'none',
    extension: { state: 'none', isExhausted: false },
  }
  for (let moves = 0; moves < sequence.length * 2; moves += 1) {
    const may = nextSteps(dossier, everybody)
    const drafts = dossier.result !== 'draft' && may.includes('draftResult')
    const action = drafts
      ? 'draftResult'
      : (['approve', 'issue', 'forward', 'returnResult'] as const).find((each) => may.includes(each))
    if (!action) break
    dossier = { ...dossier, ...effects[action]?.(dossier) }
  }
  return dossier
}

describe('a process that may be saved', () => {
  it('lets every dossier through to its return, whatever its steps', () => {
    const all = [1, 2, 3, 4, 5, 6, 7].flatMap(sequences).filter(accepted)
    expect(all.length).toBeGreaterThan(15)
    for (const sequence of all) {
      expect(walk(sequence), sequence.join(' ')).toMatchObject({ status: 10, step: sequence.length - 1 })
    }
  })
})
