import { sql } from 'kysely'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { Manifest } from '../model/package.ts'
import { isPublicKey, keyIdOf } from '../model/signing.ts'

/**
 * A newer key that the partner announces under one it is known by is pinned; the older ones count until the first package
 * comes that is signed with the newer one, so that an acknowledgement lost on the way locks nobody out.
 */
export async function keepSenderKey(
  tx: Tx,
  actor: Actor,
  { partnerId, keyId, manifest }: { partnerId: string; keyId: string; manifest: Manifest },
): Promise<void> {
  if (manifest.kind === 'key' && isPublicKey(manifest.content.publicKey)) {
    await tx.db
      .insertInto('interlink_partner_keys')
      .values({
        office_id: actor.officeId,
        partner_id: partnerId,
        key_id: keyIdOf(manifest.content.publicKey),
        public_key: manifest.content.publicKey,
        added_at: tx.now,
        added_by_name: manifest.sender.name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await sql`update interlink_partner_keys older set revoked_at = ${tx.now}::timestamptz
    from interlink_partner_keys used
    where older.office_id = ${actor.officeId}::uuid and older.partner_id = ${partnerId}::uuid and older.revoked_at is null
      and used.office_id = older.office_id and used.partner_id = older.partner_id and used.key_id = ${keyId}
      and older.added_at < used.added_at`.execute(tx.db)
}
