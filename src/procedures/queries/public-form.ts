import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { demoProcedureId } from '../examples.ts'
import { formDefinitionSchema } from '../model/form.ts'

/** The office that has this procedure, for a visitor who names no office. Fails with not_found. */
export async function officeOfProcedure(db: Kysely<DB>, procedureId: string): Promise<string> {
  const found = await db
    .selectFrom('procedures')
    .select('office_id')
    .where('id', '=', procedureId)
    .executeTakeFirst()
  if (!found)
    throw new AppError('not_found', { detail: 'Không có thủ tục này. Hãy tìm trong danh mục thủ tục.' })
  return found.office_id
}

/** The declaration of a procedure as it stands today, for whoever wants to fill it in. Fails with not_found. */
export const publicForm = defineQuery({
  name: 'procedures.publicForm',
  title: 'Xem tờ khai điện tử của thủ tục',
  audience: 'public',
  scope: 'public',
  input: z.strictObject({ procedureId: z.uuid() }),
  output: z.object({
    name: z.string(),
    officeName: z.string(),
    receptionName: z.string(),
    cases: z.array(z.object({ code: z.string(), name: z.string() })),
    form: formDefinitionSchema,
  }),
  example: { procedureId: demoProcedureId },
  async run({ db, now }, _actor, { procedureId }) {
    const today = localDate(now)
    const found = await sql<{
      name: string
      officeName: string
      receptionName: string
      cases: { code: string; name: string }[]
      form: z.output<typeof formDefinitionSchema> | null
    }>`select v.name, o.name as "officeName", o.reception_name as "receptionName", v.form,
        (select coalesce(jsonb_agg(jsonb_build_object('code', c ->> 'code', 'name', c ->> 'name')), '[]'::jsonb)
          from jsonb_array_elements(v.cases) as c) as cases
      from procedures p
      join offices o on o.office_id = p.office_id
      join procedure_versions v on v.office_id = p.office_id and v.procedure_id = p.id
        and v.valid_from <= ${today}::date and (v.valid_to is null or v.valid_to >= ${today}::date)
      where p.id = ${procedureId}::uuid and (p.closed_on is null or p.closed_on > ${today}::date)
      order by v.version desc limit 1`.execute(db)
    const row = found.rows[0]
    if (!row?.form) {
      throw new AppError('not_found', {
        detail: 'Thủ tục này không có tờ khai điện tử, hoặc không còn hiệu lực.',
      })
    }
    return { ...row, form: row.form }
  },
})
