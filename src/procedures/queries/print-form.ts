import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import { demoSlowProcedureId } from '../examples.ts'
import { composeDeclaration, type DeclarationPaper } from '../model/declaration-paper.ts'
import { type FormDefinition, formDefinitionSchema } from '../model/form.ts'

const wanted = z.strictObject({ procedureId: z.uuid() })
const printable = z.object({
  template: z.string(),
  fileName: z.string(),
  data: z.custom<DeclarationPaper>((value) => typeof value === 'object' && value !== null),
})

/** The office that has the procedure, found with the public columns alone. Fails with not_found. */
export async function officeOfProcedure(
  { db }: Reader,
  { procedureId }: { procedureId: string },
): Promise<string> {
  const found = await db
    .selectFrom('procedures')
    .select('office_id')
    .where('id', '=', procedureId)
    .orderBy('office_id')
    .limit(1)
    .executeTakeFirst()
  if (!found) throw noForm()
  return found.office_id
}

/** The form of a procedure in force whose content somebody has confirmed, to be filled in on a public page. */
export const publicForm = defineQuery({
  name: 'procedures.publicForm',
  title: 'Xem tờ khai điện tử của thủ tục',
  audience: 'public',
  limit: { kind: 'lookup', subject: ({ procedureId }) => procedureId },
  door: { method: 'GET', path: '/procedures/{procedureId}/form' },
  input: wanted,
  output: z.object({
    procedureId: z.uuid(),
    procedureName: z.string(),
    officeName: z.string(),
    receptionName: z.string(),
    version: z.int(),
    cases: z.array(z.object({ code: z.string(), name: z.string() })),
    form: formDefinitionSchema,
  }),
  example: { procedureId: demoSlowProcedureId },
  locate: officeOfProcedure,
  async run({ db, now }, { officeId }, { procedureId }) {
    const form = await formInForce(db, officeId, { procedureId, now, confirmed: true })
    return { procedureId, ...form }
  },
})

/** The empty form on paper, for anybody: free of charge, of procedures in force whose content somebody has confirmed. */
export const printPublicForm = defineQuery({
  name: 'procedures.printPublicForm',
  title: 'In mẫu tờ khai để trống',
  audience: 'public',
  limit: { kind: 'lookup', subject: ({ procedureId }) => procedureId },
  input: wanted,
  output: printable,
  locate: officeOfProcedure,
  async run({ db, now }, { officeId }, { procedureId }) {
    return emptyForm(await formInForce(db, officeId, { procedureId, now, confirmed: true }))
  },
})

/** The same for the desk, which also receives dossiers of procedures that nobody has confirmed yet. */
export const printForm = defineQuery({
  name: 'procedures.printForm',
  title: 'In mẫu tờ khai để trống tại quầy',
  audience: 'staff',
  input: wanted,
  output: printable,
  async run({ db, now }, { officeId }, { procedureId }) {
    return emptyForm(await formInForce(db, officeId, { procedureId, now, confirmed: false }))
  },
})

interface FormInForce {
  procedureName: string
  version: number
  form: FormDefinition
  cases: { code: string; name: string }[]
  officeName: string
  receptionName: string
}

async function formInForce(
  db: Kysely<DB>,
  officeId: string,
  { procedureId, now, confirmed }: { procedureId: string; now: Date; confirmed: boolean },
): Promise<FormInForce> {
  const today = localDate(now)
  const found = await sql<FormInForce>`
    select v.name as "procedureName", v.version, v.form, o.name as "officeName", o.reception_name as "receptionName",
      (select coalesce(jsonb_agg(jsonb_build_object('code', c ->> 'code', 'name', c ->> 'name')), '[]'::jsonb)
        from jsonb_array_elements(v.cases) as c) as cases
    from procedures p
    join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
      and v.valid_from <= ${today}::date and (v.valid_to is null or v.valid_to >= ${today}::date)
    join offices o on o.office_id = p.office_id
    where p.office_id = ${officeId}::uuid and p.id = ${procedureId}::uuid
      and (p.closed_on is null or p.closed_on > ${today}::date)
      and v.form::text <> 'null' and (v.confidence <> 'check' or not ${confirmed}::boolean)
    order by v.version desc limit 1`.execute(db)
  const row = found.rows[0]
  if (!row) throw noForm()
  return row
}

function noForm(): AppError {
  return new AppError('not_found', {
    detail: 'Thủ tục này không còn hiệu lực hoặc không có mẫu tờ khai. Hãy hỏi bộ phận tiếp nhận.',
  })
}

function emptyForm({ form, version, officeName }: FormInForce): z.output<typeof printable> {
  const blank = { officeName, place: null, date: null, dossierCode: null, signerName: null }
  return {
    template: 'declaration',
    fileName: `mau-to-khai-${version}.pdf`,
    data: composeDeclaration(form, null, blank),
  }
}
