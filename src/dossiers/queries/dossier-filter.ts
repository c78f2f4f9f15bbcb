import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { addDays, instantAt } from '../../calendar/model/local-time.ts'
import type { Actor } from '../../platform/operations.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { dossierRoles } from '../../staff/model.ts'
import type { UrgencyBounds } from '../model/deadline.ts'
import { readableFields } from '../policy.ts'

const day = z.iso.date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')
const statusFilters = ['open', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const

/** Filters of the list of dossiers; all of them together must hold. */
export const dossierFilter = z.strictObject({
  /** Words of a name, of the procedure, of a telephone or personal id, without diacritics or with; or part of a code. */
  q: z.string().max(200).optional(),
  /** `open`: everything the office still owes an answer to. */
  status: z.enum(statusFilters).optional(),
  field: z.string().max(200).optional(),
  urgency: z.enum(['late', 'due_today', 'due_soon']).optional(),
  /** With whom it lies; `none`: with nobody. */
  holderId: z.union([z.literal('none'), z.uuid()]).optional(),
  /** Whose step it is at, e.g. `leader` for what waits for approval; open dossiers only. */
  stepRole: z.enum(dossierRoles).optional(),
  /** Xin lỗi, hẹn lại: an apology to complete, or one that waits for a leader; open dossiers only. */
  apology: z.enum(['draft', 'proposed']).optional(),
  receivedFrom: day.optional(),
  receivedTo: day.optional(),
  returnedFrom: day.optional(),
  returnedTo: day.optional(),
})
export type DossierFilter = z.output<typeof dossierFilter>

/** The states spelled out, not as parameters: only so can the planner use the partial indexes. */
export const isOpen = sql<boolean>`d.status in (2, 4, 5, 6, 7)`

/** Late now: past due, or past due already when the clock was stopped. */
export function isLate({ late }: Pick<UrgencyBounds, 'late'>): RawBuilder<boolean> {
  return sql<boolean>`(d.due_at < ${late} and (d.paused_since is null or d.due_at < date_trunc('minute', d.paused_since)))`
}

/** Due before `bound` and not late, while the clock runs. */
export function isDueBefore({ late }: Pick<UrgencyBounds, 'late'>, bound: Date): RawBuilder<boolean> {
  return sql<boolean>`(d.due_at >= ${late} and d.due_at < ${bound} and d.paused_since is null)`
}

/** Whether the list is of open work and so goes by due time; else it goes by reception, newest first. */
export function sortsByDue(filter: DossierFilter): boolean {
  return (
    filter.status === 'open' ||
    [filter.urgency, filter.stepRole, filter.apology].some((each) => each !== undefined)
  )
}

/** Which of `dossiers d` the actor may read, by the fields of their duties. */
export function readableDossiers(actor: Actor): RawBuilder<boolean> {
  const fields = readableFields(actor)
  return fields === null ? sql<boolean>`true` : sql<boolean>`d.field_code = any(${fields}::text[])`
}

/** What must hold of `dossiers d` for this filter, within what the actor may read. `bounds` only where urgency is asked. */
export function conditionsOf(
  filter: DossierFilter,
  actor: Actor,
  bounds: UrgencyBounds | null,
): RawBuilder<unknown> {
  const { status, field, holderId, stepRole } = filter
  const conditions = [
    sql`d.office_id = ${actor.officeId}::uuid`,
    readableDossiers(actor),
    field && sql`d.field_code = ${field}`,
    status === 'open' && isOpen,
    status && status !== 'open' && sql`d.status = ${Number(status)}`,
    holderId === 'none' && sql`d.holder_id is null`,
    holderId && holderId !== 'none' && sql`d.holder_id = ${holderId}::uuid`,
    stepRole && sql`${isOpen} and s.role = ${stepRole}`,
    filter.apology &&
      sql`${isOpen} and d.id = any(array(select dossier_id from dossier_extensions
        where office_id = ${actor.officeId}::uuid and state = ${filter.apology}))`,
    filter.urgency && bounds && sql`${isOpen} and ${urgencyCondition(filter.urgency, bounds)}`,
    ...dayConditions(filter),
    ...searchConditions(filter.q ?? ''),
  ]
  return sql.join(
    conditions.filter((each) => typeof each === 'object' && each !== null),
    sql` and `,
  )
}

function urgencyCondition(urgency: 'late' | 'due_today' | 'due_soon', bounds: UrgencyBounds) {
  if (urgency === 'late') return isLate(bounds)
  return isDueBefore(bounds, urgency === 'due_today' ? bounds.today : bounds.soon)
}

/** Days are those of the office, both ends included. */
function dayConditions({ receivedFrom, receivedTo, returnedFrom, returnedTo }: DossierFilter) {
  const start = (date: string) => instantAt(date, 0)
  const end = (date: string) => instantAt(addDays(date, 1), 0)
  return [
    receivedFrom && sql`d.received_at >= ${start(receivedFrom)}`,
    receivedTo && sql`d.received_at < ${end(receivedTo)}`,
    (returnedFrom || returnedTo) && sql`d.status = 10`,
    returnedFrom && sql`d.returned_at >= ${start(returnedFrom)}`,
    returnedTo && sql`d.returned_at < ${end(returnedTo)}`,
  ]
}

/** Every word somewhere in the folded text, or the whole as part of a code; both by the trigram index. */
function searchConditions(typed: string) {
  const words = foldVietnamese(typed).split(' ').filter(Boolean)
  if (typed.trim() === '') return []
  const asCode = `%${escapeLike(typed.trim().toLowerCase())}%`
  const byWords = sql.join(
    words.map((word) => sql`d.search_text like ${`%${word}%`}`),
    sql` and `,
  )
  return [
    words.length > 0
      ? sql`((${byWords}) or d.search_text like ${asCode})`
      : sql`d.search_text like ${asCode}`,
  ]
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
}
