import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { periodProblem, type RegisterPeriod, registerPeriod } from '../model/certification/period.ts'
import { type RegisterKind, registerOn, volumeOf } from '../model/certification/registers.ts'
import { readableFields } from '../policy.ts'

const pageSize = 50

/** Who may look into the registers. */
export const registerReaders = ['counter', 'specialist', 'clerk', 'leader'] as const

export const registerEntry = z.object({
  id: z.uuid(),
  number: z.int(),
  volume: z.string(),
  certifiedOn: z.string(),
  requesterName: z.string(),
  documentName: z.string(),
  pages: z.int().nullable(),
  copies: z.int(),
  /** Null where the program could not count it. */
  feeVnd: z.int().nullable(),
  signerName: z.string(),
  note: z.string(),
  dossierCode: z.string(),
  struck: z
    .object({ reason: z.string(), byName: z.string(), at: z.iso.datetime({ offset: true }) })
    .nullable(),
})
export type RegisterEntry = z.output<typeof registerEntry>

/** Sums of a period; struck entries count among the numbers and nowhere else. */
export const registerTotals = z.object({
  numbers: z.int(),
  struck: z.int(),
  copies: z.int(),
  feeVnd: z.int(),
})
export type RegisterTotals = z.output<typeof registerTotals>

/** A register in a period, newest number first, with the sums of the whole period. */
export const certificationRegister = defineQuery({
  name: 'dossiers.certificationRegister',
  title: 'Xem sổ chứng thực',
  audience: registerReaders,
  door: { method: 'GET', path: '/certifications' },
  input: registerPeriod.extend({
    /** `year.number` after which the page goes on, from the page before. */
    after: z
      .string()
      .regex(/^\d{4}\.\d{1,9}$/, 'Địa chỉ này không đúng. Hãy xem lại từ trang đầu.')
      .optional(),
  }),
  output: z.object({
    title: z.string(),
    items: z.array(registerEntry),
    totals: registerTotals,
    next: z.string().nullable(),
  }),
  example: { register: 'copy', from: '2026-01-01', to: '2026-12-31' },
  async run({ db }, actor, { after, ...period }) {
    const where = entriesOf(actor, period)
    const beyond = after ? sql`and (c.year, c.number) < (${sql.join(after.split('.').map(Number))})` : sql``
    const [rows, totals] = await Promise.all([
      readEntries(db, { where: sql`${where} ${beyond}`, order: sql`desc`, limit: pageSize + 1 }),
      readTotals(db, where),
    ])
    const items = rows.slice(0, pageSize)
    const last = items.at(-1)
    return {
      title: registerOn(period.register, period.to).title,
      items,
      totals,
      next: rows.length > pageSize && last ? `${last.certifiedOn.slice(0, 4)}.${last.number}` : null,
    }
  },
})

/** The condition for the entries of a period, in the fields the actor may read. Fails with invalid_input. */
export function entriesOf(actor: Actor, period: RegisterPeriod): RawBuilder<unknown> {
  const problem = periodProblem(period)
  if (problem) throw new AppError('invalid_input', { fields: problem })
  const fields = readableFields(actor)
  return sql`c.office_id = ${actor.officeId}::uuid and c.register = ${period.register}
    and c.year between ${period.from.slice(0, 4)}::smallint and ${period.to.slice(0, 4)}::smallint
    and c.certified_on between ${period.from}::date and ${period.to}::date
    ${fields === null ? sql`` : sql`and d.field_code = any(${fields}::text[])`}`
}

const source = sql`from certifications c
  join dossiers d on d.office_id = c.office_id and d.id = c.dossier_id
  left join certification_strikes s on s.office_id = c.office_id and s.certification_id = c.id`

/** Entries by number, `order` being asc or desc. */
export async function readEntries(
  db: Kysely<DB>,
  wanted: { where: RawBuilder<unknown>; order: RawBuilder<unknown>; limit: number },
): Promise<RegisterEntry[]> {
  const { where, order, limit } = wanted
  const found = await sql<Omit<RegisterEntry, 'volume'> & { register: RegisterKind }>`
    select c.id, c.register, c.number, c.certified_on as "certifiedOn", c.requester_name as "requesterName",
      c.document_name as "documentName", c.pages, c.copies, c.fee_vnd as "feeVnd", c.signer_name as "signerName", c.note,
      d.code as "dossierCode",
      case when s.reason is not null
        then jsonb_build_object('reason', s.reason, 'byName', s.struck_by_name, 'at', s.struck_at) end as struck
    ${source} where ${where} order by c.year ${order}, c.number ${order} limit ${limit}`.execute(db)
  return found.rows.map(({ register, ...row }) => ({ ...row, volume: volumeOf(register, row.certifiedOn) }))
}

export async function readTotals(db: Kysely<DB>, where: RawBuilder<unknown>): Promise<RegisterTotals> {
  const found =
    await sql<RegisterTotals>`select count(*)::int as numbers, count(s.certification_id)::int as struck,
      coalesce(sum(c.copies) filter (where s.certification_id is null), 0)::int as copies,
      coalesce(sum(c.fee_vnd) filter (where s.certification_id is null), 0)::bigint as "feeVnd"
    ${source} where ${where}`.execute(db)
  return found.rows[0] ?? { numbers: 0, struck: 0, copies: 0, feeVnd: 0 }
}
