import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** Chứng thư gốc tin cậy in force, with their certificates in DER. */
export const trustRoots = defineQuery({
  name: 'signing.trustRoots',
  title: 'Xem chứng thư gốc tin cậy',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({
    roots: z.array(
      z.object({
        id: z.uuid(),
        set: z.string(),
        subject: z.string(),
        fingerprint: z.string(),
        validTo: z.iso.datetime(),
        source: z.string(),
        raw: z.custom<Uint8Array>(),
      }),
    ),
  }),
  async run({ db }, actor) {
    const rows = await db
      .selectFrom('trust_roots')
      .select(['id', 'set_name as set', 'subject', 'fingerprint', 'valid_to', 'source', 'certificate'])
      .where('office_id', '=', actor.officeId)
      .where('removed_at', 'is', null)
      .orderBy('set_name')
      .orderBy('added_at')
      .execute()
    return {
      roots: rows.map(({ valid_to, certificate, ...row }) => ({
        ...row,
        validTo: valid_to.toISOString(),
        raw: new Uint8Array(certificate),
      })),
    }
  },
})
