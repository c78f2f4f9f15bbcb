import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { composeRegister, composeStatements, type StatementSource } from '../model/certification/papers.ts'
import { registerPeriod } from '../model/certification/period.ts'
import { requireReader } from '../policy.ts'
import { entriesOf, readEntries, readTotals, registerReaders } from './certification-register.ts'

/** Entries of one print, which keeps other papers waiting meanwhile, and of one sheet; longer registers go in parts. */
const most = { book: 2000, sheet: 20_000 } as const

/** Lời chứng: labels or statements of everything certified in a dossier and not struck. */
export const printStatements = defineQuery({
  name: 'dossiers.printStatements',
  title: 'In lời chứng của hồ sơ chứng thực',
  audience: registerReaders,
  input: z.strictObject({ code: z.string() }),
  output: z.object({ template: z.string(), fileName: z.string(), data: z.record(z.string(), z.unknown()) }),
  async run({ db }, actor, { code }) {
    const found = await sql<StatementSource & { fieldCode: string }>`select o.name as "officeName",
        d.field_code as "fieldCode", c.register, c.number, c.certified_on as "certifiedOn",
        c.certified_at as "certifiedAt", c.document_name as "documentName", c.copies,
        c.requester_name as "requesterName", d.personal_id as "requesterId", c.signer_name as "signerName",
        c.signer_post as "signerPost", m.full_name as "receiverName"
      from dossiers d
      join offices o on o.office_id = d.office_id
      join certifications c on c.office_id = d.office_id and c.dossier_id = d.id
      join staff_members m on m.office_id = c.office_id and m.id = c.recorded_by
      where d.office_id = ${actor.officeId}::uuid and d.code = ${code}
        and not exists (select 1 from certification_strikes s
          where s.office_id = c.office_id and s.certification_id = c.id)
      order by c.ordinal`.execute(db)
    const first = found.rows[0]
    if (!first)
      throw new AppError('not_found', {
        detail: 'Hồ sơ này chưa có số chứng thực, hoặc các số đã bị gạch bỏ.',
      })
    requireReader(actor, first.fieldCode)
    return {
      template: 'certification-statements',
      fileName: `loi-chung-${code}.pdf`,
      data: composeStatements(found.rows),
    }
  },
})

/** A register in a period with every column, for the printed book and for the sheet. */
export const printCertificationRegister = defineQuery({
  name: 'dossiers.printCertificationRegister',
  title: 'In sổ chứng thực',
  audience: registerReaders,
  input: registerPeriod.extend({ form: z.enum(['book', 'sheet']) }),
  output: z.object({
    template: z.string(),
    fileName: z.string(),
    data: z.custom<ReturnType<typeof composeRegister>>(),
  }),
  async run({ db }, actor, { form, ...period }) {
    const where = entriesOf(actor, period)
    const [office, entries, totals] = await Promise.all([
      officeFacts(db, actor.officeId),
      readEntries(db, { where, order: sql`asc`, limit: most[form] + 1 }),
      readTotals(db, where),
    ])
    if (entries.length > most[form])
      throw new AppError('invalid_input', {
        detail: `Kỳ này có hơn ${most[form]} số. Hãy chọn kỳ ngắn hơn rồi in từng phần.`,
        fields: { to: 'Hãy chọn kỳ ngắn hơn.' },
      })
    return {
      template: 'certification-register',
      fileName: `so-chung-thuc-${period.register}-${period.from}-${period.to}.pdf`,
      data: composeRegister(office, period, { entries, totals }),
    }
  },
})
