import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { retentionName, type WorkFileRules } from '../model/rules.ts'
import { workFileStateNames } from '../model/states.ts'
import { keepers } from '../policy.ts'
import { dueOnSql, expiresOnSql } from './due-sql.ts'
import { visibleFiles } from './file-access.ts'
import { afterMoment, momentCursor } from './moment-cursor.ts'
import { rulesOn } from './rules-on.ts'

const pageSize = 50

export const workFileFilter = z.strictObject({
  q: z.string().trim().max(100).default(''),
  state: z.enum(workFileStateNames).optional(),
  year: z.coerce.number().int().min(1900).max(2200).optional(),
  keeperId: z.uuid().optional(),
  /** `mine`: those the reader keeps; `handover`: closed and to be handed over; `soon`, `late`: by the day they are due;
   * `expired`: their retention is over; `holds`: asked to be held back. */
  show: z.enum(['mine', 'handover', 'soon', 'late', 'expired', 'holds']).optional(),
  after: z.string().max(80).optional(),
})
export type WorkFileFilter = z.output<typeof workFileFilter>

const listed = z.object({
  id: z.uuid(),
  revision: z.int(),
  year: z.int(),
  symbol: z.string(),
  title: z.string(),
  state: z.enum(workFileStateNames),
  keeperId: z.uuid(),
  keeperName: z.string(),
  retention: z.string(),
  startedOn: z.string(),
  endedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
  heldUntil: z.string().nullable(),
  frozen: z.boolean(),
  documents: z.int(),
  sheets: z.int().nullable(),
})
export type ListedWorkFile = z.output<typeof listed>

/** Danh sách hồ sơ công việc within what the reader sees, the latest opened first. */
export const listWorkFiles = defineQuery({
  name: 'workfiles.list',
  title: 'Xem danh sách hồ sơ công việc',
  audience: keepers,
  door: { method: 'GET', path: '/work-files' },
  input: workFileFilter,
  output: z.object({
    rows: z.array(listed),
    next: z.string().nullable(),
    today: z.string(),
    keepers: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  example: { show: 'mine' },
  async run({ db, now }, actor, filter) {
    const today = localDate(now)
    const { rules } = await rulesOn(db, actor.officeId, today)
    const where = sql.join(conditionsOf(actor, filter, { today, rules }), sql` and `)
    type Row = Omit<ListedWorkFile, 'retention'> & { openedAt: Date; retentionCode: string | null }
    const [found, keepers] = await Promise.all([
      sql<Row>`select f.id, f.revision, f.year, f.symbol, f.title, f.state, f.keeper_id as "keeperId", s.full_name as "keeperName",
          f.retention_code as "retentionCode", f.started_on as "startedOn", f.ended_on as "endedOn", ${dueOnSql(rules)} as "dueOn",
          ${expiresOnSql} as "expiresOn", f.held_until as "heldUntil", f.frozen_at is not null as frozen, f.sheets,
          f.opened_at as "openedAt", (select count(*)::int from work_file_documents l where l.office_id = f.office_id
            and l.work_file_id = f.id and l.removed_at is null) as documents
        from work_files f join staff_members s on s.office_id = f.office_id and s.id = f.keeper_id
        where ${where} order by f.opened_at desc, f.id desc limit ${pageSize + 1}`.execute(db),
      keepersOf(db, actor),
    ])
    const rows = found.rows.slice(0, pageSize)
    const last = rows.at(-1)
    return {
      rows: rows.map(({ openedAt: _, retentionCode, ...row }) => ({
        ...row,
        retention: retentionName(rules, retentionCode),
      })),
      next: found.rows.length > pageSize && last ? momentCursor(last.openedAt, last.id) : null,
      today,
      keepers,
    }
  },
})

async function keepersOf(db: Parameters<typeof rulesOn>[0], actor: Actor) {
  const found = await sql<{ id: string; name: string }>`select distinct s.id, s.full_name as name
    from work_files f join staff_members s on s.office_id = f.office_id and s.id = f.keeper_id
    where f.office_id = ${actor.officeId}::uuid and ${visibleFiles(actor)} order by 2`.execute(db)
  return found.rows
}

/** What must hold of `work_files f`, within what the actor sees. */
function conditionsOf(
  actor: Actor,
  filter: WorkFileFilter,
  { today, rules }: { today: string; rules: WorkFileRules },
): RawBuilder<unknown>[] {
  const { state, year, keeperId, show, q, after } = filter
  const due = dueOnSql(rules)
  const words = foldVietnamese(q).split(' ').filter(Boolean)
  const shown: Record<NonNullable<WorkFileFilter['show']>, RawBuilder<unknown>> = {
    mine: sql`f.keeper_id = ${actor.id}::uuid`,
    handover: sql`f.state = 'closed' and ${due} is not null`,
    soon: sql`f.state = 'closed' and ${due} between ${today}::date and ${addDays(today, rules.noticeDays)}::date`,
    late: sql`f.state = 'closed' and ${due} < ${today}::date`,
    expired: sql`f.state in ('closed', 'handed_over') and ${expiresOnSql} <= ${today}::date`,
    holds: sql`exists (select 1 from work_file_holds h where h.office_id = f.office_id and h.work_file_id = f.id
      and h.decided_at is null)`,
  }
  return [
    sql`f.office_id = ${actor.officeId}::uuid`,
    visibleFiles(actor),
    ...(state ? [sql`f.state = ${state}`] : []),
    ...(year ? [sql`f.year = ${year}`] : []),
    ...(keeperId ? [sql`f.keeper_id = ${keeperId}::uuid`] : []),
    ...(show ? [shown[show]] : []),
    ...words.map((word) => sql`f.search_text like ${`%${word}%`}`),
    ...(after ? [sql`(f.opened_at, f.id) < ${afterMoment(after)}`] : []),
  ]
}
