import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { receiptSettingsSchema } from '../model/settings.ts'
import { loadReceiptSettings } from './load-settings.ts'

/** The settings, with the procedures whose fees could be paid later, and the rates of the budget in force and to come. */
export const getReceiptSettings = defineQuery({
  name: 'receipts.getSettings',
  title: 'Xem thiết lập thu phí, biên lai',
  audience: ['admin', 'accountant'],
  door: { method: 'GET', path: '/receipt-settings' },
  input: z.strictObject({}),
  output: z.object({
    settings: receiptSettingsSchema,
    officeName: z.string(),
    officeAddress: z.string(),
    procedures: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  example: {},
  async run({ db }, { officeId }) {
    const [settings, office, procedures] = await Promise.all([
      loadReceiptSettings(db, officeId),
      db
        .selectFrom('offices')
        .select(['name', 'address'])
        .where('office_id', '=', officeId)
        .executeTakeFirst(),
      sql<{ id: string; name: string }>`
        select distinct on (p.id) p.id, v.name from procedures p
        join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
        where p.office_id = ${officeId}::uuid and exists (
          select from jsonb_array_elements(v.fees) f where f->>'amountVnd' is null or (f->>'amountVnd')::bigint > 0)
        order by p.id, v.version desc`.execute(db),
    ])
    return {
      settings,
      officeName: office?.name ?? '',
      officeAddress: office?.address ?? '',
      procedures: procedures.rows.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')),
    }
  },
})
