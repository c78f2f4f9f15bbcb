import { AppError } from '../platform/errors.ts'
import { type Actor, holds } from '../platform/operations.ts'

/** Roles that work on dossiers and so read what citizens handed in. */
const readers = ['counter', 'specialist', 'clerk', 'leader']

/**
 * Who reads a stored file: those of its office who work on dossiers, and whoever uploaded it. A guarded one is read by
 * nobody here: what it belongs to knows who may, and notes who did. Other offices do not even find it: the database
 * shows each office its own rows only.
 */
export function requireFileReader(actor: Actor, file: { uploadedBy: string | null; guarded: boolean }): void {
  if (file.guarded) {
    throw new AppError('not_allowed', {
      detail: 'Tệp này thuộc một văn bản. Hãy mở từ trang của văn bản đó.',
    })
  }
  if (file.uploadedBy === actor.id || holds(actor, readers)) return
  throw new AppError('not_allowed', {
    detail: 'Chỉ người được phân công giải quyết hồ sơ hoặc người đã tải tệp lên được xem tệp này.',
  })
}
