import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'

export type SigningPurpose =
  | 'outgoing_signature'
  | 'outgoing_seal'
  | 'result_signature'
  | 'result_seal'
  | 'copy_seal'

/** What is to be signed, in the state in which it was given out. */
export interface SigningTarget {
  purpose: SigningPurpose
  id: string
  revision: number
}

/** The request that waits for its signed copy, with the content that was given out; null where none does. */
export async function findOpenRequest(
  db: Kysely<DB>,
  officeId: string,
  { purpose, id, revision }: SigningTarget,
): Promise<{ id: string; sha256: string } | null> {
  const row = await db
    .selectFrom('signing_requests as r')
    .innerJoin('files as f', (join) =>
      join.onRef('f.office_id', '=', 'r.office_id').onRef('f.id', '=', 'r.given_file_id'),
    )
    .select(['r.id', 'f.sha256'])
    .where('r.office_id', '=', officeId)
    .where('r.purpose', '=', purpose)
    .where('r.target_id', '=', id)
    .where('r.target_revision', '=', revision)
    .where('r.state', '=', 'given')
    .executeTakeFirst()
  return row ?? null
}
