import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'

/** How a bank or provider tells of movements. Of the secret only whether there is one. */
export const getBankConnection = defineQuery({
  name: 'receipts.getBankConnection',
  title: 'Xem kết nối báo biến động số dư',
  audience: ['admin'],
  door: { method: 'GET', path: '/bank-connection' },
  input: z.strictObject({}),
  output: z.object({
    revision: z.int(),
    active: z.boolean(),
    hasSecret: z.boolean(),
    /** When something was last told, and how much today. */
    lastAt: z.date().nullable(),
    today: z.int(),
    officeId: z.uuid(),
  }),
  example: {},
  async run({ db, now }, { officeId }) {
    const [row, told] = await Promise.all([
      db.selectFrom('bank_connections').selectAll().where('office_id', '=', officeId).executeTakeFirst(),
      sql<{ lastAt: Date | null; today: number }>`select max(at) as "lastAt",
          count(*) filter (where at >= date_trunc('day', ${now}::timestamptz, 'Asia/Ho_Chi_Minh'))::int as today
        from bank_sightings where office_id = ${officeId}::uuid and source = 'notice'`.execute(db),
    ])
    return {
      revision: row?.revision ?? 0,
      active: row?.active ?? false,
      hasSecret: (row?.secret_sealed ?? '') !== '',
      lastAt: told.rows[0]?.lastAt ?? null,
      today: told.rows[0]?.today ?? 0,
      officeId,
    }
  },
})
