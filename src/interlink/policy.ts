import { AppError } from '../platform/errors.ts'
import { type Actor, holds } from '../platform/operations.ts'
import { isPractice } from '../platform/practice.ts'

/** Who writes to partners about a dossier: whoever receives or handles its field. */
export const sendingRoles = ['counter', 'specialist'] as const
/** Who answers what a partner asks of the office. */
export const answeringRoles = ['specialist', 'clerk', 'leader'] as const

interface Asked {
  status: number
  code: string | null
  fieldCode: string
}

/** Whether this member may send this dossier to a partner now: received, and the office's turn. */
export function maySendLeg(actor: Actor, dossier: Asked): boolean {
  if (isPractice(actor.officeId) || dossier.code === null) return false
  return [2, 4].includes(dossier.status) && holds(actor, sendingRoles, dossier.fieldCode)
}

export function requireSending(actor: Actor, dossier: Asked): void {
  if (maySendLeg(actor, dossier)) return
  if (isPractice(actor.officeId)) {
    throw new AppError('wrong_state', {
      detail: 'Phòng thực hành không gửi gì ra ngoài. Hãy làm việc này với hồ sơ thật.',
    })
  }
  requireLegDuty(actor, dossier.fieldCode)
  throw new AppError('wrong_state', {
    detail: 'Chỉ gửi cơ quan phối hợp khi hồ sơ đã tiếp nhận và đang giải quyết.',
  })
}

/** Who goes on with a leg that the office sent. */
export function requireLegDuty(actor: Actor, fieldCode: string): void {
  if (holds(actor, sendingRoles, fieldCode)) return
  throw new AppError('not_allowed', {
    detail: 'Hồ sơ này thuộc lĩnh vực bạn không được phân công tiếp nhận hoặc giải quyết.',
  })
}
