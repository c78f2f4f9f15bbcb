import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { writeManifest } from '../model/package.ts'
import { publicKeySchema } from '../model/partner.ts'
import { keyIdOf } from '../model/signing.ts'

/**
 * Takes into use a key pair that the program has made, the private half already sealed (a command cannot). Partners over
 * HTTPS are told under the key they know, and packages to each go on being signed with that until it has answered. It has
 * no door: a private key is made here and never brought. `first`: only where there is none yet.
 */
export const addOwnKey = defineCommand({
  name: 'interlink.addKey',
  title: 'Tạo khóa ký mới của đơn vị',
  audience: ['admin'],
  input: z.strictObject({ publicKey: publicKeySchema, privateKeySealed: z.string(), first: z.boolean() }),
  output: z.object({ keyId: z.string(), told: z.int() }),
  async run(tx, actor, { publicKey, privateKeySealed, first }) {
    const keyId = keyIdOf(publicKey)
    const before = await retireOthers(tx, actor)
    if (first && before !== null) throw new AppError('conflict')
    await tx.db
      .insertInto('interlink_keys')
      .values({
        office_id: actor.officeId,
        key_id: keyId,
        public_key: publicKey,
        private_key_sealed: privateKeySealed,
        created_at: tx.now,
      })
      .execute()
    const told = before === null ? 0 : await tellPartners(tx, actor, { before, publicKey })
    return {
      output: { keyId, told },
      audit: [{ subjectType: 'office', subjectId: actor.officeId, facts: { keyId, before, told } }],
    }
  },
})

/** The key in use until now; null when there was none. One rotation at a time. */
async function retireOthers(tx: Tx, { officeId }: Actor): Promise<string | null> {
  await sql`select from offices where office_id = ${officeId}::uuid for update`.execute(tx.db)
  const retired = await tx.db
    .updateTable('interlink_keys')
    .set({ retired_at: tx.now })
    .where('office_id', '=', officeId)
    .where('retired_at', 'is', null)
    .returning('key_id')
    .executeTakeFirst()
  return retired?.key_id ?? null
}

async function tellPartners(
  tx: Tx,
  actor: Actor,
  key: { before: string; publicKey: string },
): Promise<number> {
  const [office, partners] = await Promise.all([
    officeFacts(tx.db, actor.officeId),
    tx.db
      .updateTable('interlink_partners')
      .set((column) => ({ signs_with: sql`coalesce(${column.ref('signs_with')}, ${key.before})` }))
      .where('office_id', '=', actor.officeId)
      .where('via', '=', 'https')
      .returning(['id', 'code'])
      .execute(),
  ])
  if (partners.length === 0) return 0
  const rows = partners.map((partner) => {
    const id = uuid()
    const manifest = writeManifest({
      id,
      kind: 'key',
      leg: null,
      sequence: 0,
      sender: { code: office.agencyCode, name: office.name },
      recipient: { code: partner.code },
      createdAt: tx.now.toISOString(),
      content: { publicKey: key.publicKey },
      parts: [],
    })
    return {
      office_id: actor.officeId,
      id,
      partner_id: partner.id,
      sequence: 0,
      kind: 'key',
      manifest,
      state: 'waiting',
      next_at: tx.now,
      created_at: tx.now,
    }
  })
  await tx.db.insertInto('interlink_packages').values(rows).execute()
  return partners.length
}
