import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { Draft } from '../model/draft.ts'
import { requireDraftOwner } from '../policy.ts'
import { loadDraft } from '../queries/draft-rows.ts'

/** The draft, locked, for whoever it belongs to. Fails with not_found, not_signed_in or not_allowed. */
export async function openDraft(
  tx: Tx,
  actor: Actor,
  { id, accountId }: { id: string; accountId: string | null },
): Promise<Draft> {
  const draft = await loadDraft(tx.db, actor.officeId, { id, lock: true })
  requireDraftOwner(draft, { actor, accountId })
  return draft
}

/** What was filed lies with the office and is changed there. */
export function requireUnfiled(draft: Draft): void {
  if (draft.state === 'open') return
  throw new AppError('wrong_state', {
    detail: 'Hồ sơ này đã nộp nên không sửa ở đây được nữa. Hãy mở trang hồ sơ đã nộp.',
  })
}
