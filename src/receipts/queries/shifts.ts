import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { cashiers } from '../policy.ts'
import { loadReceiptSettings } from './load-settings.ts'

const shiftSchema = z.object({
  id: z.uuid(),
  cashierId: z.uuid(),
  cashierName: z.string(),
  openedAt: z.date(),
  floatVnd: z.number(),
  closedAt: z.date().nullable(),
  expectedVnd: z.number(),
  countedVnd: z.number().nullable(),
  explanation: z.string(),
  receivedAt: z.date().nullable(),
  receivedByName: z.string(),
  /** Cash taken less cash given back, and how many payments. */
  takenVnd: z.number(),
  payments: z.int(),
})
export type Shift = z.output<typeof shiftSchema>

/** SQL: shifts `h` with what they took; by the books while they are open. */
const shiftRows = sql`select h.id, h.cashier_id as "cashierId", h.cashier_name as "cashierName", h.opened_at as "openedAt",
    h.float_amount::float8 as "floatVnd", h.closed_at as "closedAt", h.counted::float8 as "countedVnd", h.explanation,
    h.received_at as "receivedAt", h.received_by_name as "receivedByName",
    (h.float_amount + t.taken)::float8 as "expectedVnd", t.taken::float8 as "takenVnd", t.payments
  from cash_shifts h cross join lateral (
    select coalesce(sum(case p.kind when 'payment' then p.amount else -p.amount end), 0) as taken, count(*)::int as payments
    from payments p where p.office_id = h.office_id and p.shift_id = h.id) t`

/** The cashier's own open shift; null when there is none. Tells too when more lies in the drawer than the office allows. */
export const ownShift = defineQuery({
  name: 'receipts.ownShift',
  title: 'Xem ca thu tiền của mình',
  audience: cashiers,
  door: { method: 'GET', path: '/cash-shifts/own' },
  input: z.strictObject({}),
  output: z.object({
    shift: shiftSchema.nullable(),
    drawerLimit: z.number().nullable(),
    collecting: z.boolean(),
  }),
  example: {},
  async run({ db }, { officeId, id }) {
    const [found, settings] = await Promise.all([
      sql<Shift>`${shiftRows} where h.office_id = ${officeId}::uuid and h.cashier_id = ${id}::uuid and h.closed_at is null`.execute(
        db,
      ),
      loadReceiptSettings(db, officeId),
    ])
    return {
      shift: found.rows[0] ?? null,
      drawerLimit: settings.drawerLimit,
      collecting: settings.collectingSince !== null,
    }
  },
})

/** Shifts of everybody, the latest first: open ones, those to be taken over, and those that are done. */
export const listShifts = defineQuery({
  name: 'receipts.listShifts',
  title: 'Xem các ca thu tiền',
  audience: ['accountant', 'leader'],
  door: { method: 'GET', path: '/cash-shifts' },
  input: z.strictObject({ after: z.uuid().optional() }),
  output: z.object({
    rows: z.array(shiftSchema),
    next: z.string().nullable(),
    drawerLimit: z.number().nullable(),
  }),
  example: {},
  async run({ db }, { officeId }, { after }) {
    const size = 50
    const later = after
      ? sql` and (h.opened_at, h.id) < (select opened_at, id from cash_shifts where office_id = ${officeId}::uuid and id = ${after}::uuid)`
      : sql``
    const [found, settings] = await Promise.all([
      sql<Shift>`${shiftRows} where h.office_id = ${officeId}::uuid${later}
        order by h.opened_at desc, h.id desc limit ${size + 1}`.execute(db),
      loadReceiptSettings(db, officeId),
    ])
    const rows = found.rows.slice(0, size)
    return {
      rows,
      next: found.rows.length > size ? (rows.at(-1)?.id ?? null) : null,
      drawerLimit: settings.drawerLimit,
    }
  },
})
