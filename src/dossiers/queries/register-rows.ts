import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { addDays, dayNumber, instantAt } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { longestPeriod, type RegisterEntry } from '../model/register.ts'
import { readableFields } from '../policy.ts'

const day = z.iso
  .date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')
  .refine((date) => date >= '2000-01-01' && date <= '2199-12-31', 'Ngày không hợp lệ; hãy kiểm tra lại năm.')

/** Which part of the register: days of reception, both included; one field; one officer who received. */
export const registerPeriod = z.strictObject({
  from: day,
  to: day,
  field: z.string().max(200).optional(),
  officerId: z.uuid().optional(),
})
export type RegisterPeriod = z.output<typeof registerPeriod>

export type RegisterCondition = RawBuilder<unknown>
export type RegisterRow = RegisterEntry & { sortKey: string }

/** What must hold of `dossiers d`, within what the actor may read. Fails with invalid_input for an unreasonable period. */
export function inRegister(
  actor: Actor,
  { from, to, field, officerId }: RegisterPeriod,
): RawBuilder<unknown> {
  if (from > to) {
    throw new AppError('invalid_input', {
      fields: { to: 'Ngày cuối phải sau ngày đầu. Hãy đổi lại hai ngày.' },
    })
  }
  if (dayNumber(to) - dayNumber(from) >= longestPeriod) {
    throw new AppError('invalid_input', {
      fields: { to: 'Mỗi lần xem, in tối đa hai năm. Hãy chọn kỳ ngắn hơn.' },
    })
  }
  const fields = readableFields(actor)
  const conditions = [
    sql`d.office_id = ${actor.officeId}::uuid`,
    sql`d.received_at >= ${instantAt(from, 0)}`,
    sql`d.received_at < ${instantAt(addDays(to, 1), 0)}`,
    fields && sql`d.field_code = any(${fields}::text[])`,
    field && sql`d.field_code = ${field}`,
    officerId && sql`d.received_by = ${officerId}::uuid`,
  ]
  return sql.join(
    conditions.filter((each) => typeof each === 'object' && each !== null),
    sql` and `,
  )
}

interface Page {
  where: RegisterCondition
  after?: { key: string; id: string } | null
  limit: number
  offset?: number
}

interface Row extends Omit<RegisterRow, 'papers' | 'withdrawals'> {
  papers: { form: string; number: number; symbol: string; issuedAt: string; newDate: string | null }[]
  withdrawals: { kind: string; at: string }[]
}

/** Rows in the order of the register, with what column 13 is made of, in one round trip. */
export async function selectRegister(db: Kysely<DB>, page: Page): Promise<RegisterRow[]> {
  const { where, after, limit, offset = 0 } = page
  const beyond = after
    ? sql`and d.received_at >= ${after.key}::timestamptz
        and (d.received_at > ${after.key}::timestamptz or d.id > ${after.id}::uuid)`
    : sql``
  const found =
    await sql<Row>`select d.id, d.code, d.procedure_name as "procedureName", d.set_count as "setCount",
      d.applicant_name as "applicantName", d.address, d.phone, d.received_at as "receivedAt",
      d.original_due_at as "promisedAt", d.returned_at as "returnedAt", d.return_place as "returnPlace",
      d.return_method as "returnMethod", coalesce(d.agencies #>> '{deciding,name}', '') as "decidingAgency",
      coalesce(d.collector_name, '') as "collectorName",
      to_char(d.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortKey",
      (select p.number from dossier_papers p where p.office_id = d.office_id and p.dossier_id = d.id
        and p.form = 'receipt' order by p.issued_at limit 1) as entry,
      (select coalesce(jsonb_agg(jsonb_build_object('form', p.form, 'number', p.number, 'symbol', p.symbol,
          'issuedAt', p.issued_at, 'newDate', p.facts ->> 'dueAfter')), '[]')
        from dossier_papers p where p.office_id = d.office_id and p.dossier_id = d.id and p.form <> 'receipt') as papers,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.at)), '[]') from dossier_events e
        where e.office_id = d.office_id and e.dossier_id = d.id and e.kind in ('withdrawal_asked', 'withdrawn')) as withdrawals
    from dossiers d where ${where} ${beyond}
    order by d.received_at, d.id limit ${limit} offset ${offset}`.execute(db)
  return found.rows.map((row) => ({
    ...row,
    papers: row.papers.map(({ issuedAt, newDate, ...paper }) => ({
      ...paper,
      issuedAt: new Date(issuedAt),
      newDate: newDate ? new Date(newDate) : null,
    })),
    withdrawals: row.withdrawals.map(({ kind, at }) => ({ kind, at: new Date(at) })),
  }))
}

/** The agency that decides (column 7). */
export async function agencyName(db: Kysely<DB>, officeId: string): Promise<string> {
  return (await officeFacts(db, officeId)).name
}
