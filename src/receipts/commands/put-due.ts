import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { takeNumber } from '../../platform/numbering.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { FeeKind } from '../model/books.ts'
import { collectsOn, loadReceiptSettings } from '../queries/load-settings.ts'
import { type OpenDue, openDue } from './open-due.ts'

/** A line of a due: an amount in đồng, how it was counted in words, and by which text. */
export interface DueLine {
  name: string
  kind: FeeKind
  amountVnd: number
  how: string
  basis: string
  budgetItem: string
}

/** What a dossier costs, as its rules say. */
export interface DueFacts {
  /** Id chosen by the caller; made by the program otherwise. */
  id?: string
  dossierId: string
  dossierCode: string
  procedureId: string
  payer: { name: string; address: string; personalId: string; email?: string; phone?: string }
  lines: readonly DueLine[]
  /** Why nothing or less is asked, with the paper that proves it; empty where there is no exemption. */
  exemption?: string
}

const linesOf = (officeId: string, due: { id: string; version: number; lines: readonly DueLine[] }) =>
  sql`insert into due_lines (office_id, due_id, version, ordinal, name, kind, amount, how, basis, budget_item)
    select ${officeId}::uuid, ${due.id}::uuid, ${due.version}::int, l.* from jsonb_to_recordset(${JSON.stringify(
      due.lines.map((line, index) => ({ ordinal: index + 1, ...line, amount: line.amountVnd })),
    )}::jsonb) as l (ordinal smallint, name text, kind text, amount bigint, how text, basis text, "budgetItem" text)`

const sumOf = (lines: readonly DueLine[]) => lines.reduce((sum, { amountVnd }) => sum + amountVnd, 0)

/**
 * Ghi khoản phải thu for a dossier, in the caller's transaction; counting it again keeps the lines of before. Null where the
 * office does not collect with this program yet, or nothing is asked and nobody is exempt. Fails with wrong_state when more has
 * been paid already than would now be asked: money is given back first, by two people.
 */
export async function putDue(
  tx: Tx,
  actor: Actor,
  facts: DueFacts,
): Promise<{ id: string; amountVnd: number } | null> {
  const day = localDate(tx.now)
  if (!collectsOn(await loadReceiptSettings(tx.db, actor.officeId), day)) return null
  const amount = sumOf(facts.lines)
  const known = await tx.db
    .selectFrom('dues')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', facts.dossierId)
    .executeTakeFirst()
  if (known) return countAgain(tx, actor, facts)
  if (amount === 0 && (facts.exemption ?? '') === '') return null
  const id = facts.id ?? uuid()
  const year = Number(day.slice(0, 4))
  const number = await takeNumber(tx.db, actor.officeId, { name: 'due', period: String(year) })
  const { payer } = facts
  await sql`with due as (
      insert into dues (office_id, id, dossier_id, dossier_code, procedure_id, year, number, payer_name, payer_address,
        payer_personal_id, payer_email, payer_phone, version, amount, exemption, created_at, created_by, counted_at, counted_by)
      values (${actor.officeId}::uuid, ${id}::uuid, ${facts.dossierId}::uuid, ${facts.dossierCode}, ${facts.procedureId}::uuid,
        ${year}, ${number}, ${payer.name}, ${payer.address}, ${payer.personalId}, ${payer.email ?? ''}, ${payer.phone ?? ''}, 1,
        ${amount}::bigint, ${facts.exemption ?? ''}, ${tx.now}::timestamptz, ${actor.id}::uuid, ${tx.now}::timestamptz,
        ${actor.id}::uuid))
    ${linesOf(actor.officeId, { id, version: 1, lines: facts.lines })}`.execute(tx.db)
  return { id, amountVnd: amount }
}

async function countAgain(tx: Tx, actor: Actor, facts: DueFacts): Promise<{ id: string; amountVnd: number }> {
  const due = await openDue(tx, actor, { dossierId: facts.dossierId })
  const amount = sumOf(facts.lines)
  if (due.applied > amount)
    throw new AppError('wrong_state', {
      detail:
        'Số đã thu nhiều hơn mức mới. Hãy đề nghị trả lại tiền ở trang “Biên lai” trước, rồi tính lại khoản phải thu.',
    })
  if (await isAsCounted(tx, actor, { due, facts, amount })) return { id: due.id, amountVnd: amount }
  const version = due.version + 1
  await tx.db
    .updateTable('dues')
    .set({
      version,
      amount,
      exemption: facts.exemption ?? '',
      counted_at: tx.now,
      counted_by: actor.id,
      ended_at: null,
      end_reason: '',
    })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', due.id)
    .execute()
  await linesOf(actor.officeId, { id: due.id, version, lines: facts.lines }).execute(tx.db)
  return { id: due.id, amountVnd: amount }
}

/** Whether a new count says the same as the last: then nothing is written. */
async function isAsCounted(
  tx: Tx,
  { officeId }: Actor,
  { due, facts, amount }: { due: OpenDue; facts: DueFacts; amount: number },
): Promise<boolean> {
  if (due.isEnded || due.amount !== amount) return false
  const found = await sql<{ lines: unknown; exemption: string }>`
    select d.exemption, (select coalesce(jsonb_agg(jsonb_build_array(l.name, l.kind, l.amount, l.how, l.basis, l.budget_item)
        order by l.ordinal), '[]'::jsonb)
      from due_lines l where l.office_id = d.office_id and l.due_id = d.id and l.version = d.version) as lines
    from dues d where d.office_id = ${officeId}::uuid and d.id = ${due.id}::uuid`.execute(tx.db)
  const lines = facts.lines.map((line) => [
    line.name,
    line.kind,
    line.amountVnd,
    line.how,
    line.basis,
    line.budgetItem,
  ])
  const [kept] = found.rows
  return kept?.exemption === (facts.exemption ?? '') && JSON.stringify(kept.lines) === JSON.stringify(lines)
}

/** Thôi thu: the dossier was withdrawn or refused, so nothing more is asked; what was paid stays and may be given back. */
export async function endDue(
  tx: Tx,
  actor: Actor,
  { dossierId, reason }: { dossierId: string; reason: string },
) {
  await tx.db
    .updateTable('dues')
    .set({ ended_at: tx.now, end_reason: reason })
    .where('office_id', '=', actor.officeId)
    .where('dossier_id', '=', dossierId)
    .where('ended_at', 'is', null)
    .execute()
}

/** What is said to whoever asks for a result that is not paid for. */
const whatToDo = {
  officer: 'Hãy thu ở trang “Thu phí, lệ phí” rồi trả kết quả.',
  citizen: 'Hãy nộp đủ tại bộ phận một cửa hoặc bằng chuyển khoản rồi nhận kết quả.',
} as const

/**
 * No result is handed over unpaid, unless the office has listed its procedure. Fails with wrong_state and the sum that is
 * missing; a dossier without a due passes.
 */
export async function requirePaid(
  tx: Tx,
  actor: Actor,
  { dossierId, told = 'officer' }: { dossierId: string; told?: keyof typeof whatToDo },
): Promise<void> {
  const found = await sql<{ missing: string; code: string }>`
    select d.dossier_code as code, d.amount - coalesce((select sum(case p.kind when 'payment' then p.applied else -p.applied end)
      from payments p where p.office_id = d.office_id and p.due_id = d.id), 0) as missing
    from dues d left join receipt_settings s on s.office_id = d.office_id
    where d.office_id = ${actor.officeId}::uuid and d.dossier_id = ${dossierId}::uuid and d.ended_at is null
      and not coalesce(s.unpaid_allowed ? d.procedure_id::text, false)`.execute(tx.db)
  const due = found.rows[0]
  if (!due || Number(due.missing) <= 0) return
  throw new AppError('wrong_state', {
    detail: `Hồ sơ ${due.code} còn ${Number(due.missing).toLocaleString('vi-VN')} đ phí, lệ phí chưa nộp. ${whatToDo[told]}`,
  })
}
