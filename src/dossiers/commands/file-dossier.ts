import { type RawBuilder, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { z } from 'zod'
import { type DueRequest, type DueTrace, dueAt } from '../../calendar/model/due-date.ts'
import type { OfficeCalendar } from '../../calendar/queries.ts'
import { AppError } from '../../platform/errors.ts'
import { type Series, takingNumbers } from '../../platform/numbering.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { ProcedureCase } from '../../procedures/model.ts'
import type { ProcedureForIntake, StoredStep } from '../../procedures/queries.ts'
import { codeAroundNumber } from '../../staff/model/dossier-code.ts'
import type { DossierAgencies } from '../model/agencies.ts'
import type { receiveInput } from '../model/inputs.ts'
import { paperFormOn, paperSymbolOn } from '../model/papers/forms.ts'
import type { Letterhead } from '../model/papers/source.ts'
import { type fileComponents, type planSteps, receptionSearchText } from '../model/reception.ts'
import type { channels } from '../model/status.ts'
import { declaredColumns } from './declared-columns.ts'
import type { reusedPapers } from './reuse-papers.ts'

type Reception = z.output<typeof receiveInput>

/** Longest time limit the law knows, with room for pauses: how far ahead the calendar is read (days). */
export const horizonDays = 800

/** The due time; an office whose calendar cannot answer (no working hours) receives nothing until it is mended. */
export function countDueTime(calendar: OfficeCalendar, request: DueRequest): DueTrace {
  try {
    return dueAt(calendar, request, calendar.rules)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new AppError('wrong_state', {
      detail: `Chưa tính được ngày hẹn trả: ${error.message} Hãy báo quản trị sửa lịch làm việc rồi tiếp nhận lại.`,
    })
  }
}

/** What is filed together with the dossier, in the same statement. */
export interface FiledAlong {
  /** Columns that differ from those of a dossier just received. */
  row: Record<string, unknown>
  /** Numbers to take besides code and register; further parts find the last of each in `taken`. */
  series: readonly Series[]
  /** Further parts of the statement, each `, name as (…)`; asked for last, so that their events come after. */
  parts(): RawBuilder<unknown>
}

/** A dossier to be filed: what was handed in, by which rules, and until when. */
export interface Filing {
  id: string
  input: Pick<Reception, 'applicant' | 'submitter' | 'content' | 'setCount' | 'returnPlace' | 'pendingId'> & {
    channel: keyof typeof channels
  } & Partial<Pick<Reception, 'returnMethod' | 'returnAddress' | 'declaration'>> & {
      components: readonly { ordinal: number; fileIds: readonly string[] }[]
    }
  procedure: ProcedureForIntake
  trace: ReturnType<typeof dueAt>
  limit: { amount: number; unit: string }
  steps: ReturnType<typeof planSteps<StoredStep>>
  components: ReturnType<typeof fileComponents>
  reused: Awaited<ReturnType<typeof reusedPapers>>
  chosen: ProcedureCase
  agencies: DossierAgencies
  today: string
  office: { template: string; agencyCode: string }
  letterhead: Letterhead
  /** A code that the national portal issued; null: the next of our own. */
  givenCode: string | null
  along?: FiledAlong
}

/** What a dossier that waited for papers keeps when it is received. */
const keptColumns = ['office_id', 'id', 'revision', 'created_at']

/** Takes the numbers and writes everything of the dossier in one statement. `taken`: the last number of each series. */
export async function insertDossier(
  tx: Tx,
  actor: Actor,
  filing: Filing,
): Promise<{ code: string; taken: Record<string, number> }> {
  const { input, procedure, today, office, id } = filing
  const searchText = receptionSearchText(input, procedure.name)
  const around = codeAroundNumber(office.template, { agency: office.agencyCode, localDate: today })
  const numbers = takingNumbers(actor.officeId, [
    ...(filing.givenCode === null ? [{ name: 'dossier', period: today }] : []),
    { name: 'register', period: today.slice(0, 4) },
    ...(filing.along?.series ?? []),
  ])
  const files = input.components.flatMap(({ ordinal, fileIds }) =>
    [...fileIds, ...(filing.reused.get(ordinal)?.fileIds ?? [])].map((file_id) => ({
      file_id,
      component: ordinal,
    })),
  )
  const row = dossierRow(tx, actor, filing)
  const edition = paperFormOn('receipt', today)?.edition ?? ''
  const symbol = paperSymbolOn('receipt', today, filing.letterhead.paperSymbols)
  const columns = sql.join(Object.keys(row).map((name) => sql.id(name)))
  // A dossier that waited for papers takes over everything as it is declared now.
  const replaced = sql.join(
    Object.keys(row)
      .filter((name) => !keptColumns.includes(name))
      .map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`),
  )
  const inserted = await sql<{ code: string; taken: Record<string, number> }>`
    with taken as (${numbers}),
    numbers as (select max(last_number) filter (where series = 'dossier') as n, max(last_number) filter (where series = 'register') as r from taken),
    coded as (select coalesce(${filing.givenCode}::text, ${around.before}::text || lpad(n::text, greatest(${around.width}::int, length(n::text)), '0') || ${around.after}::text) as code, r from numbers),
    dossier as (
      insert into dossiers (code, search_text, ${columns})
      select coded.code, lower(coded.code) || ' ' || ${searchText}::text, ${columns}
      from jsonb_populate_record(null::dossiers, ${JSON.stringify(row)}::jsonb) as filed, coded
      on conflict (office_id, id) do update set code = excluded.code, search_text = excluded.search_text,
        revision = dossiers.revision + 1, ${replaced}
        where ${input.pendingId !== undefined}::boolean and dossiers.status in (1, 5) and dossiers.code is null
      returning id, code),
    components as (
      insert into dossier_components (office_id, dossier_id, ordinal, name, kind, required, paper_code, provided, originals, copies, note,
        must_scan, reuse, citizen_paper_id, reused_dossier_id)
      select ${actor.officeId}::uuid, ${id}::uuid, c.* from jsonb_to_recordset(${JSON.stringify(filing.components)}::jsonb)
        as c (ordinal smallint, name text, kind text, required boolean, "paperCode" text, provided boolean, originals smallint, copies smallint, note text,
          "mustScan" boolean, reuse text, "citizenPaperId" uuid, "reusedDossierId" uuid)
      on conflict (office_id, dossier_id, ordinal) do update set name = excluded.name, kind = excluded.kind,
        required = excluded.required, paper_code = excluded.paper_code, provided = excluded.provided,
        originals = excluded.originals, copies = excluded.copies, note = excluded.note,
        must_scan = excluded.must_scan, reuse = excluded.reuse, citizen_paper_id = excluded.citizen_paper_id,
        reused_dossier_id = excluded.reused_dossier_id),
    dropped as (
      delete from dossier_components where ${input.pendingId !== undefined}::boolean and office_id = ${actor.officeId}::uuid
        and dossier_id = ${id}::uuid and ordinal >= ${filing.components.length}::int),
    steps as (
      insert into dossier_steps (office_id, dossier_id, ordinal, code, name, role, minutes, due_at)
      select ${actor.officeId}::uuid, ${id}::uuid, s.ordinal, s.code, s.name, s.role, s.minutes, s."dueAt"
      from jsonb_to_recordset(${JSON.stringify(filing.steps)}::jsonb)
        as s (ordinal smallint, code text, name text, role text, minutes int, "dueAt" timestamptz)),
    files as (
      insert into dossier_files (office_id, dossier_id, file_id, component, purpose, added_at, added_by)
      select ${actor.officeId}::uuid, ${id}::uuid, f.file_id, f.component, 'component', ${tx.now}::timestamptz, ${actor.id}::uuid
      from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as f (file_id uuid, component smallint)
      on conflict do nothing),
    paper as (
      insert into dossier_papers (office_id, id, dossier_id, form, edition, number, symbol, issued_at, issued_by, facts)
      select ${actor.officeId}::uuid, ${uuid()}::uuid, ${id}::uuid, 'receipt', ${edition}, coded.r, ${symbol}, ${tx.now}::timestamptz, ${actor.id}::uuid,
        ${JSON.stringify({ office: filing.letterhead, issuerName: actor.name })}::jsonb from coded),
    event as (
      insert into dossier_events (office_id, dossier_id, id, at, kind, actor_id, actor_name, actor_post, public_text, facts)
      values (${actor.officeId}::uuid, ${id}::uuid, ${uuid()}::uuid, ${tx.now}::timestamptz, 'received', ${actor.id}::uuid, ${actor.name}, ${actor.post},
        'Đã tiếp nhận hồ sơ và hẹn trả kết quả.', '{}'::jsonb))${filing.along?.parts() ?? sql``}
    select code, (select jsonb_object_agg(series, last_number) from taken) as taken from dossier`.execute(
    tx.db,
  )
  const filed = inserted.rows[0]
  if (!filed) throw new AppError('conflict', { detail: 'Mã định danh này đã dùng cho một hồ sơ khác.' })
  return filed
}

/** The row but for what comes with its code, by column name; columns not named take their defaults. */
function dossierRow(tx: Tx, actor: Actor, filing: Filing): Record<string, unknown> {
  const { input, trace, limit } = filing
  return {
    ...declaredColumns(actor, filing),
    status: 2,
    step: 0,
    holder_id: actor.id,
    channel: input.channel,
    set_count: input.setCount,
    return_place: input.returnPlace,
    return_method: input.returnMethod ?? 'counter',
    return_address: input.returnAddress ?? '',
    case_code: filing.chosen.code,
    case_name: filing.chosen.name,
    declaration: input.declaration ?? null,
    agencies: filing.agencies,
    received_at: tx.now,
    time_limit_amount: limit.amount,
    time_limit_unit: limit.unit,
    original_due_at: trace.dueAt,
    due_at: trace.dueAt,
    due_trace: trace,
    supplement_count: 0,
    revision: 1,
    created_at: tx.now,
    ...filing.along?.row,
  }
}
