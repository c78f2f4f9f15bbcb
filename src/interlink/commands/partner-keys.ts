import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoKeyHolderId, demoOldKeyId, demoPublicKey } from '../examples.ts'
import { publicKeySchema } from '../model/partner.ts'
import { keyIdOf } from '../model/signing.ts'

/** Ghim khóa: from now on what is signed with this key counts as the partner's. Compared by telephone beforehand. */
export const pinPartnerKey = defineCommand({
  name: 'interlink.pinKey',
  title: 'Ghi khóa công khai của cơ quan phối hợp',
  audience: ['admin'],
  door: { method: 'POST', path: '/interlink/partners/{partnerId}/keys' },
  input: z.strictObject({ partnerId: z.uuid(), publicKey: publicKeySchema }),
  output: z.object({ keyId: z.string() }),
  example: { partnerId: demoKeyHolderId, publicKey: demoPublicKey },
  async run(tx, { officeId, name }, { partnerId, publicKey }) {
    const keyId = keyIdOf(publicKey)
    const pinned = await tx.db
      .insertInto('interlink_partner_keys')
      .values({
        office_id: officeId,
        partner_id: partnerId,
        key_id: keyId,
        public_key: publicKey,
        added_at: tx.now,
        added_by_name: name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key_id')
      .executeTakeFirst()
    if (!pinned) {
      throw new AppError('conflict', { fields: { publicKey: 'Khóa này đã được ghi cho cơ quan này rồi.' } })
    }
    return {
      output: { keyId },
      audit: [{ subjectType: 'partner', subjectId: partnerId, facts: { keyId } }],
    }
  },
})

/** Bỏ khóa: nothing signed with it counts any more. */
export const revokePartnerKey = defineCommand({
  name: 'interlink.revokeKey',
  title: 'Bỏ khóa công khai của cơ quan phối hợp',
  audience: ['admin'],
  door: { method: 'POST', path: '/interlink/partners/{partnerId}/keys/{keyId}/revoke' },
  input: z.strictObject({ partnerId: z.uuid(), keyId: z.string().regex(/^[0-9a-f]{64}$/) }),
  output: z.object({ keyId: z.string() }),
  example: { partnerId: demoKeyHolderId, keyId: demoOldKeyId },
  async run(tx, { officeId }, { partnerId, keyId }) {
    const revoked = await tx.db
      .updateTable('interlink_partner_keys')
      .set({ revoked_at: tx.now })
      .where('office_id', '=', officeId)
      .where('partner_id', '=', partnerId)
      .where('key_id', '=', keyId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (revoked.numUpdatedRows === 0n) throw new AppError('not_found')
    return {
      output: { keyId },
      audit: [{ subjectType: 'partner', subjectId: partnerId, facts: { keyId } }],
    }
  },
})
