import { AppError } from '../platform/errors.ts'
import type { Actor } from '../platform/operations.ts'
import { holds } from '../platform/operations.ts'
import { dossierRoles } from '../staff/model.ts'
import { type Action, actions, nextSteps, type Situation } from './model/next-steps.ts'
import { statusName } from './model/status.ts'

/** Who receives dossiers of a field: a duty at the desk, for that field or for all (phân công tiếp nhận). */
export function requireReception(actor: Actor, fieldCode: string): void {
  if (!holds(actor, ['counter'], fieldCode)) {
    throw new AppError('not_allowed', {
      detail:
        'Bạn không được phân công tiếp nhận lĩnh vực này. Hãy mời người được phân công hoặc báo lãnh đạo.',
    })
  }
}

/**
 * Refuses reception of a field that the office has decided not to receive at the desk: the decision must be changed
 * first, so that no field is received at one place for one citizen and at another for the next.
 */
export function requireReceivedHere(elsewhere: { fieldName: string; reason: string } | null): void {
  if (!elsewhere) return
  throw new AppError('wrong_state', {
    detail: `Lĩnh vực ${elsewhere.fieldName} hiện không tiếp nhận tại bộ phận một cửa (${elsewhere.reason}). Hãy hướng dẫn công dân đến đúng nơi, hoặc báo quản trị mở tiếp nhận lĩnh vực này ở trang “Quầy, lĩnh vực tiếp nhận”.`,
  })
}

/** Refuses what the rule of next steps does not offer this actor, and says in which state the dossier is. */
export function requireAction(action: Action, dossier: Situation, actor: Actor): void {
  if (nextSteps(dossier, actor).includes(action)) return
  if (!holds(actor, ['counter', 'specialist', 'clerk', 'leader'], dossier.fieldCode))
    throw new AppError('not_allowed')
  throw new AppError('wrong_state', {
    detail: `Không thể “${actions[action]}” khi hồ sơ ở trạng thái “${statusName(dossier.status)}” hoặc không thuộc bước của bạn. Hãy tải lại trang để xem các bước có thể làm.`,
  })
}

/**
 * Fields whose dossiers the actor may read; null stands for all of them. Whoever works on dossiers sees those of their
 * fields, leaders and administrators all.
 */
export function readableFields(actor: Actor): readonly string[] | null {
  if (holds(actor, ['leader', 'admin'])) return null
  const fields = actor.duties.filter(({ role }) => dossierRoles.some((each) => each === role))
  return fields.some(({ fieldCode }) => fieldCode === null)
    ? null
    : fields.flatMap(({ fieldCode }) => fieldCode ?? [])
}

/** Refuses to show a dossier of a field in which the actor has no duty. */
export function requireReader(actor: Actor, fieldCode: string): void {
  const fields = readableFields(actor)
  if (fields === null || fields.includes(fieldCode)) return
  throw new AppError('not_allowed', {
    detail: 'Hồ sơ này thuộc lĩnh vực bạn không được phân công. Hãy liên hệ quản trị hoặc lãnh đạo.',
  })
}

/** Roles that put papers into the data store and look into it (kho dữ liệu điện tử). */
const storeRoles = ['counter', 'specialist']

/** Refuses the store to whoever neither receives nor handles dossiers of the field. */
export function requireStoreDuty(actor: Actor, fieldCode: string): void {
  if (holds(actor, storeRoles, fieldCode)) return
  throw new AppError('not_allowed', {
    detail: 'Chỉ người được phân công tiếp nhận hoặc giải quyết lĩnh vực này được dùng kho giấy tờ.',
  })
}

/** Fields whose stored papers the actor may look at; null stands for all of them. */
export function storeFields(actor: Actor): readonly string[] | null {
  const duties = actor.duties.filter(({ role }) => storeRoles.includes(role))
  return duties.some(({ fieldCode }) => fieldCode === null)
    ? null
    : duties.flatMap(({ fieldCode }) => fieldCode ?? [])
}

/** Whether papers of the dossier may be put into the store now: by the store's roles, once it is received. */
export function mayDigitise(actor: Actor, dossier: { status: number; fieldCode: string }): boolean {
  return [2, 4, 5, 6, 7, 9].includes(dossier.status) && holds(actor, storeRoles, dossier.fieldCode)
}
