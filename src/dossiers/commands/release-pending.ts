import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'

/** A dossier that waited to be received; `online` where it was filed so. */
export interface Released {
  online: boolean
  givenCode: string | null
}

/**
 * The record made when papers were missing, or when it was filed online, gives way to the dossier proper, under the same
 * id. Fails with stale when it was received, refused or withdrawn meanwhile.
 */
export async function releasePending(tx: Tx, actor: Actor, id: string): Promise<Released> {
  const pending = await tx.db
    .selectFrom('dossiers as d')
    .leftJoin('online_filings as f', (on) =>
      on.onRef('f.office_id', '=', 'd.office_id').onRef('f.dossier_id', '=', 'd.id'),
    )
    .select(['d.id', 'f.reference', 'f.given_code'])
    .where('d.office_id', '=', actor.officeId)
    .where('d.id', '=', id)
    .where('d.status', 'in', [1, 5])
    .where('d.code', 'is', null)
    .forUpdate('d')
    .executeTakeFirst()
  if (!pending)
    throw new AppError('stale', {
      detail: 'Hồ sơ chờ này đã được tiếp nhận, đã rút hoặc không còn. Hãy tìm theo họ tên.',
    })
  return { online: pending.reference !== null, givenCode: pending.given_code }
}
