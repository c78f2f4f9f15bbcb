import { AppError } from '../platform/errors.ts'
import type { Actor } from '../platform/operations.ts'
import type { Draft } from './model/draft.ts'

/** Who comes to a draft: the account signed in on the page, if any. Which officer it is, the actor says. */
export interface Visitor {
  actor: Pick<Actor, 'id'>
  accountId: string | null
}

/**
 * Who may see and change a draft: the officer who fills it in for a citizen; the account it belongs to; for a guest also
 * whoever holds the link, for the address they confirmed may be all they have.
 */
export function requireDraftOwner(
  draft: Pick<Draft, 'source' | 'officerId' | 'accountId' | 'identity'>,
  { actor, accountId }: Visitor,
): void {
  if (draft.source === 'assisted') {
    if (draft.officerId === actor.id) return
    throw new AppError('not_allowed', {
      detail: 'Hồ sơ này do cán bộ đang hỗ trợ lập. Chỉ cán bộ đó được mở, sau khi đăng nhập.',
    })
  }
  if (draft.identity.level === 'contact' || draft.accountId === accountId) return
  if (accountId === null) {
    throw new AppError('not_signed_in', { detail: 'Hãy đăng nhập bằng tài khoản đã dùng để lập hồ sơ này.' })
  }
  throw new AppError('not_found', { detail: noDraft })
}

export const noDraft = 'Không có hồ sơ đang lập này, hoặc đã quá 30 ngày nên đã xóa. Hãy lập lại từ đầu.'
