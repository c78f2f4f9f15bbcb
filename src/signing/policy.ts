import { AppError } from '../platform/errors.ts'
import { type Actor, holds } from '../platform/operations.ts'

/** Whose signature, picture or account: the member's own, or the office's, which only văn thư keeps. */
export const signingOwners = ['own', 'office'] as const
export type SigningOwner = (typeof signingOwners)[number]

/** Fails with not_allowed where somebody else than văn thư would touch what is the office's. */
export function requireOwner(actor: Actor, owner: SigningOwner): void {
  if (owner === 'own' || holds(actor, ['clerk'])) return
  throw new AppError('not_allowed', {
    detail: 'Con dấu, khóa ký của cơ quan do văn thư giữ. Hãy nhờ văn thư.',
  })
}
