import { sql } from 'kysely'
import type { z } from 'zod'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { Answers } from '../../procedures/model/declaration-answers.ts'
import type { ProcedureForIntake } from '../../procedures/queries.ts'
import type { turnAwayInput } from '../model/inputs.ts'
import type { FiledComponent } from '../model/online-filing.ts'
import { caseOf, receptionSearchText } from '../model/reception.ts'
import type { channels } from '../model/status.ts'
import { declaredColumns } from './declared-columns.ts'

/** A dossier written down though it is not, or not yet, received. */
export interface NotReceived {
  id: string
  status: 1 | 3 | 5
  channel: keyof typeof channels
  /** When the visit was, or the filing came. */
  at: Date
  input: Pick<z.output<typeof turnAwayInput>, 'applicant' | 'submitter' | 'content' | 'caseCode'> & {
    components: readonly FiledComponent[]
    returnMethod?: 'counter' | 'post' | 'online'
    returnAddress?: string
  }
  procedure: ProcedureForIntake
  answers: Answers | null
}

/**
 * Writes the row, its papers and their files. It has no code; times of law are those of the visit until it is received. Who
 * wrote it down stands in `received_by`: nobody for what came online.
 */
export async function insertNotReceived(tx: Tx, actor: Actor, declared: NotReceived): Promise<void> {
  const { id, input, procedure, answers, at } = declared
  const chosen = caseOf(procedure, input.caseCode)
  await tx.db
    .insertInto('dossiers')
    .values({
      ...declaredColumns(actor, declared),
      received_by: declared.status === 1 ? null : actor.id,
      status: declared.status,
      channel: declared.channel,
      return_method: input.returnMethod ?? 'counter',
      return_address: input.returnAddress ?? '',
      case_code: chosen.code,
      case_name: chosen.name,
      received_at: at,
      time_limit_amount: procedure.timeLimit.amount ?? 0,
      time_limit_unit: procedure.timeLimit.unit,
      original_due_at: at,
      due_at: at,
      due_trace: '{}',
      declaration: answers === null ? null : JSON.stringify(answers),
      search_text: receptionSearchText(input, procedure.name),
      created_at: tx.now,
      watch_at: null,
    })
    .execute()
  const files = input.components.flatMap(({ ordinal, fileIds }) =>
    fileIds.map((fileId) => ({ fileId, ordinal })),
  )
  await sql`with components as (
      insert into dossier_components (office_id, dossier_id, ordinal, name, kind, required, provided, originals, copies, note)
      select ${actor.officeId}::uuid, ${id}::uuid, c.ordinal, coalesce(p.name, c.name, ''), coalesce(p.kind, 'other'), coalesce(p.required, false),
        c.provided, c.originals, c.copies, c.note
      from jsonb_to_recordset(${JSON.stringify(input.components)}::jsonb) as c (ordinal smallint, name text, provided boolean, originals smallint, copies smallint, note text)
      left join rows from (jsonb_to_recordset(${JSON.stringify(chosen.components)}::jsonb) as (name text, kind text, required boolean))
        with ordinality as p (name, kind, required, n) on p.n - 1 = c.ordinal)
    insert into dossier_files (office_id, dossier_id, file_id, component, purpose, added_at, added_by)
    select ${actor.officeId}::uuid, ${id}::uuid, f."fileId", f.ordinal, 'component', ${tx.now}::timestamptz, ${actor.id}::uuid
    from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as f ("fileId" uuid, ordinal smallint)
    on conflict do nothing`.execute(tx.db)
}
