import { type Actor, holds } from '../../../platform/operations.ts'

/** Who sees a document of limited circulation: who drafts, reviews, signs or keeps it, and the leaders. Others: everybody. */
export function maySeeOutgoing(
  actor: Actor,
  document: { restricted: boolean; drafterId: string; signerId: string | null; unitHeadId: string | null },
): boolean {
  if (!document.restricted || holds(actor, ['clerk', 'leader'])) return true
  return [document.drafterId, document.signerId, document.unitHeadId].includes(actor.id)
}
