import { AppError } from '../../../platform/errors.ts'
import type { Actor, Tx } from '../../../platform/operations.ts'

/** Refuses people who are not of the office or have left it. */
export async function requirePeople(
  tx: Tx,
  actor: Actor,
  { ids, field }: { ids: readonly string[]; field: string },
): Promise<void> {
  const wanted = [...new Set(ids)]
  const found = await tx.db
    .selectFrom('staff_members')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('id', 'in', wanted)
    .where('active', '=', true)
    .execute()
  if (found.length === wanted.length) return
  throw new AppError('invalid_input', {
    fields: { [field]: 'Có người đã nghỉ hoặc không có trong đơn vị. Hãy tải lại trang và chọn lại.' },
  })
}
