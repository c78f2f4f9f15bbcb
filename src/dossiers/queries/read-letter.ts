import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { StoredLetter } from '../model/compose-papers.ts'
import type { PaperSource } from '../model/papers/source.ts'
import { readPaperSource } from './read-paper.ts'

/** The result of a dossier (by code or id) written as a letter, with what it is printed from; null when there is none. */
export async function readLetter(
  db: Kysely<DB>,
  officeId: string,
  ref: string,
): Promise<{ source: PaperSource; result: StoredLetter } | null> {
  const source = await readPaperSource(db, officeId, ref)
  if (!source) return null
  const result = await db
    .selectFrom('dossier_results as r')
    .leftJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'r.office_id').onRef('s.id', '=', 'r.approved_by'),
    )
    .select(['r.letter', 'r.number', 'r.symbol', 'r.issued_on'])
    .select(['s.full_name as signer', 's.post_title as signerPost'])
    .where('r.office_id', '=', officeId)
    .where('r.dossier_id', '=', source.dossier.id)
    .executeTakeFirst()
  return result?.letter ? { source, result } : null
}
