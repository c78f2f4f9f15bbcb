import { AppError } from '../platform/errors.ts'
import { type Actor, holds } from '../platform/operations.ts'
import { isPractice } from '../platform/practice.ts'
import {
  type ArrivalAction,
  type ArrivalSituation,
  arrivalActions,
  arrivalStates,
  nextArrivalSteps,
} from './model/arrival.ts'

/** Văn thư: who receives, registers and sends. */
export const clerks = ['clerk'] as const
/** Who sees what arrived and decides on a recall. */
export const receivers = ['clerk', 'leader'] as const

export function viewerOf(actor: Actor) {
  return { isClerk: holds(actor, clerks), isLeader: holds(actor, ['leader']) }
}

/** Refuses what the rule of next steps does not offer this actor. */
export function requireArrivalStep(action: ArrivalAction, arrival: ArrivalSituation, actor: Actor): void {
  if (nextArrivalSteps(arrival, viewerOf(actor)).includes(action)) return
  throw new AppError('wrong_state', {
    detail: `Không thể “${arrivalActions[action]}” khi thông điệp ở trạng thái “${arrivalStates[arrival.state]}”. Hãy tải lại trang.`,
  })
}

/** In a practice office nothing has an effect outside. */
export function refusePractice(actor: Actor): void {
  if (!isPractice(actor.officeId)) return
  throw new AppError('wrong_state', {
    detail: 'Phòng thực hành không gửi gì ra ngoài. Hãy làm việc này với văn bản thật.',
  })
}
