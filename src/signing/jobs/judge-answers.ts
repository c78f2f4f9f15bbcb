import type { Services } from '../../platform/services.ts'
import type { Judged, Wanted } from '../model/cms/wanted.ts'

export interface AnswersToJudge {
  answers: readonly { wanted: Wanted; body: Uint8Array }[]
  /** Milliseconds since 1970. */
  now: number
}

/**
 * Whether each answer is what was asked for, in the order given. In a thread of its own: over plain http anybody on the way may
 * have written them. Where one of them breaks the thread, none is taken.
 */
export async function judgeAnswers(
  services: Pick<Services, 'inThread'>,
  request: AnswersToJudge,
): Promise<Judged[]> {
  if (request.answers.length === 0) return []
  const limits = { milliseconds: 30_000, memory: 768 }
  const judged = await services.inThread<Judged[]>('signing/jobs/judge-answers-worker.ts', request, limits)
  return typeof judged === 'string' ? request.answers.map(() => ({ fault: 'strange' })) : judged
}
