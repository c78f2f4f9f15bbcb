import type { Task } from './tasks.ts'

/** A task begun in the practice office. */
export interface Attempt {
  task: string
  startedAt: Date
  /** The dossier that was prepared for it; null where the learner makes the thing. */
  dossierId: string | null
  dossierCode: string | null
}

/** An entry of the journal, by the learner. */
export interface Deed {
  action: string
  at: Date
  subjectId: string
  /** Codes of the dossiers that the entry tells of. */
  codes: readonly string[]
}

/**
 * When each step of the attempt was done, null where it was not yet: the first entry of the journal since it began that
 * proves the step and is about the dossier of the task. What was clicked counts for nothing.
 */
export function stepTimes(task: Task, attempt: Attempt, deeds: readonly Deed[]): (Date | null)[] {
  const own = deeds.filter((deed) => deed.at >= attempt.startedAt && isAbout(attempt, deed))
  return task.steps.map(({ proof }) => {
    const proofs = own.filter(({ action }) => proof.includes(action)).map(({ at }) => at)
    return proofs.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
  })
}

function isAbout({ dossierId, dossierCode }: Attempt, { subjectId, codes }: Deed): boolean {
  return dossierId === null || subjectId === dossierId || codes.includes(dossierCode ?? '')
}

/** When the whole task was done: with its last step. Null while one is left. */
export function doneAt(task: Task, attempt: Attempt, deeds: readonly Deed[]): Date | null {
  const times = stepTimes(task, attempt, deeds)
  if (times.some((time) => time === null)) return null
  return new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)))
}
