import { sql } from 'kysely'
import { z } from 'zod'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { type StatementFormat, statementFormats } from '../model/statements/statement.ts'
import { bookReaders } from '../policy.ts'

const statementSchema = z.object({
  id: z.uuid(),
  fileName: z.string(),
  format: z.enum(Object.keys(statementFormats) as [StatementFormat]),
  account: z.string(),
  from: z.string(),
  to: z.string(),
  openingVnd: z.number().nullable(),
  closingVnd: z.number().nullable(),
  lines: z.int(),
  importedAt: z.date(),
  importedByName: z.string(),
  /** Days between this statement and the one before it are in none; or money moved that is in none. */
  gap: z.enum(['', 'days', 'balance']),
})
export type BankStatement = z.output<typeof statementSchema>

/** The latest statements, and whether each goes on where those before it end. */
export const listStatements = defineQuery({
  name: 'receipts.listStatements',
  title: 'Xem các sao kê đã nhập',
  audience: bookReaders,
  door: { method: 'GET', path: '/bank-statements' },
  input: z.strictObject({}),
  output: z.object({ rows: z.array(statementSchema) }),
  example: {},
  async run({ db }, { officeId }) {
    const found = await sql<BankStatement>`
      with s as (
        select *, max(to_day) over before as "lastDay"
        from bank_statements where office_id = ${officeId}::uuid
        window before as (partition by account order by from_day, to_day, id rows between unbounded preceding and 1 preceding))
      select s.id, s.file_name as "fileName", s.format, s.account, s.from_day as "from", s.to_day as "to",
        s.opening::float8 as "openingVnd", s.closing::float8 as "closingVnd", s.line_count as lines, s.imported_at as "importedAt",
        s.imported_by_name as "importedByName",
        case when s."lastDay" < s.from_day - 1 then 'days'
          when s."lastDay" = s.from_day - 1 and s.opening is not null and exists (
            select from bank_statements b where b.office_id = s.office_id and b.account = s.account and b.to_day = s."lastDay"
              and b.closing <> s.opening) then 'balance'
          else '' end as gap
      from s order by s.to_day desc, s.imported_at desc, s.id desc limit 30`.execute(db)
    return { rows: found.rows }
  },
})

/** The file of a statement as it came; it is guarded, and opens here alone. Fails with not_found. */
export const statementFile = defineQuery({
  name: 'receipts.statementFile',
  title: 'Tải tệp sao kê đã nhập',
  audience: bookReaders,
  input: z.strictObject({ id: z.uuid('Mã sao kê chưa đúng.') }),
  output: storedContentSchema,
  async run({ db }, { officeId }, { id }) {
    const row = await db
      .selectFrom('bank_statements')
      .innerJoin('files', (join) =>
        join
          .onRef('files.office_id', '=', 'bank_statements.office_id')
          .onRef('files.id', '=', 'bank_statements.file_id'),
      )
      .select(['files.sha256', 'files.size', 'files.name', 'files.media_type as mediaType'])
      .where('bank_statements.office_id', '=', officeId)
      .where('bank_statements.id', '=', id)
      .executeTakeFirst()
    if (!row) throw new AppError('not_found', { detail: 'Không có sao kê này.' })
    return { ...row, size: Number(row.size) }
  },
})
