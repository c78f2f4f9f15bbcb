import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import { isDue } from './due-packages.ts'

/** Whether anything is to be sent, or to be noted as late: looked at every minute, so that idle runs write nothing. */
export const exchangeWork = defineQuery({
  name: 'interlink.work',
  title: 'Xem còn gói tin liên thông chờ gửi không',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ packages: z.boolean(), late: z.boolean() }),
  async run({ db, now }, { officeId }) {
    const [due, late] = await Promise.all([
      sql`select 1 from interlink_packages k where ${isDue({ officeId, now })} limit 1`.execute(db),
      db
        .selectFrom('interlink_legs')
        .select('id')
        .where('office_id', '=', officeId)
        .where('direction', '=', 'out')
        .where('ended_at', 'is', null)
        .where('paused_since', 'is', null)
        .where('due_at', '<', now)
        .where((each) =>
          each.or([each('late_noted_at', 'is', null), each('late_noted_at', '<', each.ref('due_at'))]),
        )
        .limit(1)
        .executeTakeFirst(),
    ])
    return { packages: due.rows.length > 0, late: late !== undefined }
  },
})

const key = z.object({ keyId: z.string(), publicKey: z.string() })
export type PublicKey = z.output<typeof key>

/** The office's own keys, newest first, the private halves sealed. */
export const ownKeys = defineQuery({
  name: 'interlink.ownKeys',
  title: 'Đọc khóa ký của đơn vị',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ keys: z.array(key.extend({ privateKeySealed: z.string() })) }),
  async run({ db }, { officeId }) {
    const keys = await db
      .selectFrom('interlink_keys')
      .select(['key_id as keyId', 'public_key as publicKey', 'private_key_sealed as privateKeySealed'])
      .where('office_id', '=', officeId)
      .orderBy('retired_at', (order) => order.desc().nullsFirst())
      .execute()
    return { keys }
  },
})

/** A partner by id or code, as the exchange needs it, and what became of a package of it. Fails with not_found. */
export const findPartner = defineQuery({
  name: 'interlink.findPartner',
  title: 'Tìm cơ quan phối hợp',
  audience: [],
  input: z.strictObject({
    id: z.uuid().optional(),
    code: z.string().optional(),
    packageId: z.uuid().optional(),
  }),
  output: z.object({
    id: z.uuid(),
    officeId: z.uuid().nullable(),
    signsWith: z.string().nullable(),
    keys: z.array(key),
    /** What is known of the package: it had its effect, or was refused. Null: nothing, or it is kept. */
    settled: z.boolean(),
  }),
  async run({ db }, { officeId }, { id, code, packageId }) {
    const partner = await db
      .selectFrom('interlink_partners')
      .select(['id', 'partner_office_id as officeId', 'signs_with as signsWith'])
      .where('office_id', '=', officeId)
      .where(id ? 'id' : 'code', '=', id ?? code ?? '')
      .executeTakeFirst()
    if (!partner) throw new AppError('not_found')
    const [keys, known] = await Promise.all([
      db
        .selectFrom('interlink_partner_keys')
        .select(['key_id as keyId', 'public_key as publicKey'])
        .where('office_id', '=', officeId)
        .where('partner_id', '=', partner.id)
        .where('revoked_at', 'is', null)
        .execute(),
      packageId
        ? db
            .selectFrom('interlink_received')
            .select('code')
            .where('office_id', '=', officeId)
            .where('partner_id', '=', partner.id)
            .where('id', '=', packageId)
            .executeTakeFirst()
        : undefined,
    ])
    return { ...partner, keys, settled: known?.code === 'accepted' || known?.code === 'refused' }
  },
})

/** Public keys of another office of this installation, by what everybody may read. */
export async function keysOfOffice({ db }: Reader, officeId: string): Promise<PublicKey[]> {
  return db
    .selectFrom('interlink_keys')
    .select(['key_id as keyId', 'public_key as publicKey'])
    .where('office_id', '=', officeId)
    .execute()
}

/** The one office of this installation with this code, by what everybody may read; null when there is none or two. */
export async function officeOfCode({ db }: Reader, code: string): Promise<string | null> {
  const rows = await db
    .selectFrom('offices')
    .select('office_id')
    .where('agency_code', '=', code)
    .limit(2)
    .execute()
  return rows.length === 1 ? (rows[0]?.office_id ?? null) : null
}
