import type { StoredContent } from '../../files/model/stored-file.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { Manifest } from '../model/package.ts'

export interface Earlier {
  digest: string
  code: string
  reason: string
}

/**
 * Takes the place of a package by its id. Null when it is the first to come; else what became of the one before. Another
 * program taking the same package waits here until this one is done.
 */
export async function rememberPackage(
  tx: Tx,
  actor: Actor,
  { partnerId, digest, manifest }: { partnerId: string; digest: string; manifest: Manifest },
): Promise<Earlier | null> {
  const first = await tx.db
    .insertInto('interlink_received')
    .values({
      office_id: actor.officeId,
      partner_id: partnerId,
      id: manifest.id,
      digest,
      leg_id: manifest.leg,
      sequence: manifest.sequence,
      kind: manifest.kind,
      code: 'received',
      received_at: tx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (first) return null
  return tx.db
    .selectFrom('interlink_received')
    .select(['digest', 'code', 'reason'])
    .where('office_id', '=', actor.officeId)
    .where('partner_id', '=', partnerId)
    .where('id', '=', manifest.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Notes what became of a package; one that waits for another is kept whole meanwhile. */
export async function settleKept(
  tx: Tx,
  actor: Actor,
  settled: {
    partnerId: string
    id: string
    code: 'received' | 'accepted' | 'processed' | 'refused'
    reason: string
    manifest: string | null
    files: readonly StoredContent[] | null
  },
): Promise<void> {
  await tx.db
    .updateTable('interlink_received')
    .set({
      code: settled.code === 'processed' ? 'accepted' : settled.code,
      reason: settled.reason,
      manifest: settled.manifest,
      files: settled.files ? JSON.stringify(settled.files) : null,
    })
    .where('office_id', '=', actor.officeId)
    .where('partner_id', '=', settled.partnerId)
    .where('id', '=', settled.id)
    .execute()
}

export interface Kept {
  id: string
  manifest: string
  files: StoredContent[]
}

/** The package of a leg that waits for its turn at this place, locked. */
export async function keptAfter(
  tx: Tx,
  actor: Actor,
  { partnerId, legId, sequence }: { partnerId: string; legId: string; sequence: number },
): Promise<Kept | null> {
  const row = await tx.db
    .selectFrom('interlink_received')
    .select(['id', 'manifest', 'files'])
    .where('office_id', '=', actor.officeId)
    .where('partner_id', '=', partnerId)
    .where('leg_id', '=', legId)
    .where('sequence', '=', sequence)
    .where('code', '=', 'received')
    .where('manifest', 'is not', null)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return row?.manifest ? { id: row.id, manifest: row.manifest, files: row.files as StoredContent[] } : null
}
