import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { type OpenDossier, openDossier } from './open-dossier.ts'

/** An online filing locked for change, with its dossier. */
export interface OpenFiling {
  dossier: OpenDossier
  source: string
  reference: string
  state: string
  waitsFor: string | null
  answerBy: Date
}

/** Locks a dossier that was filed online, and its filing. Fails with not_found, or with stale at another revision. */
export async function openFiling(
  tx: Tx,
  actor: Actor,
  ref: { id: string; revision: number | 'latest' },
): Promise<OpenFiling> {
  const dossier = await openDossier(tx, actor, { code: ref.id, revision: ref.revision })
  const filing = await tx.db
    .selectFrom('online_filings')
    .select(['source', 'reference', 'state', 'waits_for as waitsFor', 'answer_by as answerBy'])
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossier.id)
    .executeTakeFirst()
  if (!filing)
    throw new AppError('not_found', {
      detail: 'Hồ sơ này không nộp trực tuyến. Hãy tìm trong danh sách hồ sơ.',
    })
  return { dossier, ...filing }
}
