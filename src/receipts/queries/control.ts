import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { bookReaders } from '../policy.ts'
import { isUnseen, isWaiting } from './bank-lines.ts'

const amount = z.object({ count: z.int(), sumVnd: z.number(), oldest: z.date().nullable() })
const waitingChange = z.object({
  id: z.uuid(),
  kind: z.enum(['replace', 'refund', 'notice']),
  reason: z.string(),
  asked: z.record(z.string(), z.unknown()),
  askedAt: z.date(),
  askedById: z.uuid(),
  askedByName: z.string(),
  receiptId: z.uuid().nullable(),
  receipt: z.string(),
  dossierCode: z.string(),
})

/** What the accountant and the leader must know today: what waits, since when, and for how much. */
export const getControl = defineQuery({
  name: 'receipts.getControl',
  title: 'Xem việc cần xử lý về thu phí, biên lai',
  audience: bookReaders,
  door: { method: 'GET', path: '/fee-control' },
  input: z.strictObject({}),
  output: z.object({
    /** Due and not paid; paid too much and not given back; receipts without the office’s signature. */
    open: amount,
    over: amount,
    unsigned: amount,
    /** Money of closed shifts that nobody has taken over, and shifts left open since before today. */
    notReceived: amount,
    leftOpen: z.int(),
    drawersOverLimit: z.int(),
    /** Movements on the account for a person to decide, and those that no statement of their day has. */
    bankLines: amount,
    bankUnseen: z.int(),
    changes: z.array(waitingChange),
  }),
  example: {},
  async run({ db, now }, { officeId }) {
    const [sums, changes] = await Promise.all([
      sql<Record<string, number | Date | null>>`
        with d as (
          select d.created_at, d.amount - s.applied as missing, s.over, d.ended_at from dues d cross join lateral (
            select coalesce(sum(case p.kind when 'payment' then p.applied else -p.applied end), 0) as applied,
              coalesce(sum(case p.kind when 'payment' then p.amount - p.applied else p.applied - p.amount end), 0) as over
            from payments p where p.office_id = d.office_id and p.due_id = d.id) s
          where d.office_id = ${officeId}::uuid),
        u as (select r.issued_at, r.total from receipts r where r.office_id = ${officeId}::uuid and not exists (
          select from receipt_signatures g where g.office_id = r.office_id and g.receipt_id = r.id)),
        h as (select * from cash_shifts where office_id = ${officeId}::uuid and received_at is null),
        w as (select l.amount, l.first_seen_at from bank_lines l where l.office_id = ${officeId}::uuid and ${isWaiting}),
        o as (select h.id, h.opened_at, h.float_amount + coalesce((select sum(case p.kind when 'payment' then p.amount else -p.amount end)
            from payments p where p.office_id = h.office_id and p.shift_id = h.id), 0) as inside
          from h where h.closed_at is null)
        select (select count(*)::int from d where missing > 0 and ended_at is null) as "openCount",
          (select coalesce(sum(missing), 0)::float8 from d where missing > 0 and ended_at is null) as "openSum",
          (select min(created_at) from d where missing > 0 and ended_at is null) as "openOldest",
          (select count(*)::int from d where over > 0) as "overCount",
          (select coalesce(sum(over), 0)::float8 from d where over > 0) as "overSum",
          (select min(created_at) from d where over > 0) as "overOldest",
          (select count(*)::int from u) as "unsignedCount", (select coalesce(sum(total), 0)::float8 from u) as "unsignedSum",
          (select min(issued_at) from u) as "unsignedOldest",
          (select count(*)::int from h where closed_at is not null) as "shiftCount",
          (select coalesce(sum(counted), 0)::float8 from h where closed_at is not null) as "shiftSum",
          (select min(closed_at) from h) as "shiftOldest",
          (select count(*)::int from o where opened_at < date_trunc('day', ${now}::timestamptz, 'Asia/Ho_Chi_Minh')) as "leftOpen",
          (select count(*)::int from o join receipt_settings t on t.office_id = ${officeId}::uuid where o.inside > t.drawer_limit)
            as "overLimit",
          (select count(*)::int from w) as "bankCount", (select coalesce(sum(amount), 0)::float8 from w) as "bankSum",
          (select min(first_seen_at) from w) as "bankOldest",
          (select count(*)::int from bank_lines l join bank_sightings n on n.office_id = l.office_id and n.line_id = l.id
            and n.source = 'notice' where l.office_id = ${officeId}::uuid and ${isUnseen}) as "bankUnseen"`.execute(
        db,
      ),
      sql<z.output<typeof waitingChange>>`
        select c.id, c.kind, c.reason, c.asked, c.asked_at as "askedAt", c.asked_by as "askedById", c.asked_by_name as "askedByName",
          r.id as "receiptId", coalesce(r.symbol || ' số ' || r.number, '') as receipt, coalesce(d.dossier_code, '') as "dossierCode"
        from receipt_changes c
        left join lateral (select * from receipts r where r.office_id = c.office_id and (r.id = c.receipt_id or r.payment_id = c.payment_id)
          order by r.issued_at desc, r.number desc limit 1) r on true
        left join payments p on p.office_id = c.office_id and p.id = c.payment_id
        left join dues d on d.office_id = c.office_id and d.id = coalesce(r.due_id, p.due_id)
        where c.office_id = ${officeId}::uuid and c.state = 'asked' order by c.asked_at, c.id limit 100`.execute(
        db,
      ),
    ])
    const row = sums.rows[0] ?? {}
    const of = (name: string) => ({
      count: Number(row[`${name}Count`] ?? 0),
      sumVnd: Number(row[`${name}Sum`] ?? 0),
      oldest: row[`${name}Oldest`] as Date | null,
    })
    return {
      open: of('open'),
      over: of('over'),
      unsigned: of('unsigned'),
      notReceived: of('shift'),
      leftOpen: Number(row.leftOpen ?? 0),
      drawersOverLimit: Number(row.overLimit ?? 0),
      bankLines: of('bank'),
      bankUnseen: Number(row.bankUnseen ?? 0),
      changes: changes.rows,
    }
  },
})
