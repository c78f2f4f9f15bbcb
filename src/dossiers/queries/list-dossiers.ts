import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import { deadlineOf, type Reckoning, urgencyBounds } from '../model/deadline.ts'
import { statusName } from '../model/status.ts'
import { conditionsOf, dossierFilter, sortsByDue } from './dossier-filter.ts'
import { urgencySchema } from './dossier-view.ts'
import { decodeMomentCursor, encodeCursor } from './page-cursor.ts'
import { loadReckoning } from './reckoning.ts'

const pageSize = 50

/** Counting stops here: nobody reads an exact number of thousands, and counting history is slow. */
export const countLimit = 500

const listedDossier = z.object({
  id: z.uuid(),
  code: z.string().nullable(),
  procedureName: z.string(),
  applicantName: z.string(),
  status: z.int(),
  statusName: z.string(),
  receivedAt: z.date(),
  dueAt: z.date(),
  urgency: urgencySchema,
  timeLeft: z.string(),
  stepName: z.string(),
  holderName: z.string(),
})

/**
 * The list of dossiers within the actor's fields, by filter. Open work goes by due time, everything else by reception,
 * newest first. `count` comes with the first page and stops at 501, which stands for "more than 500".
 */
export const listDossiers = defineQuery({
  name: 'dossiers.list',
  title: 'Xem danh sách hồ sơ',
  audience: ['counter', 'specialist', 'clerk', 'leader', 'admin'],
  door: { method: 'GET', path: '/dossiers' },
  input: dossierFilter.extend({ cursor: z.string().max(200).optional() }),
  output: z.object({
    items: z.array(listedDossier),
    next: z.string().nullable(),
    count: z.int().nullable(),
  }),
  example: { q: 'nguyen', status: 'open' },
  async run(reader, actor, { cursor, ...filter }) {
    const known = filter.urgency ? await loadReckoning(reader, actor.officeId) : null
    const where = conditionsOf(filter, actor, known && urgencyBounds(known))
    const after = cursor ? decodeMomentCursor(cursor) : null
    const [rows, count, reckoning] = await Promise.all([
      selectPage(reader, { where, after, byDue: sortsByDue(filter) }),
      after ? null : selectCount(reader, where),
      known ?? loadReckoning(reader, actor.officeId),
    ])
    const items = rows.slice(0, pageSize)
    const last = items.at(-1)
    return {
      items: items.map((row) => itemOf(row, reckoning)),
      next: rows.length > pageSize && last ? encodeCursor(last.sortKey, last.id) : null,
      count,
    }
  },
})

interface Row {
  id: string
  code: string | null
  procedureName: string
  applicantName: string
  status: number
  receivedAt: Date
  dueAt: Date
  pausedSince: Date | null
  finishedAt: Date | null
  stepName: string
  holderName: string
  sortKey: string
}

const from = sql`from dossiers d
  left join dossier_steps s on s.office_id = d.office_id and s.dossier_id = d.id and s.ordinal = d.step`

interface Page {
  where: RawBuilder<unknown>
  after: { key: string; id: string } | null
  byDue: boolean
}

async function selectPage({ db }: Reader, { where, after, byDue }: Page): Promise<Row[]> {
  const key = byDue ? sql`d.due_at` : sql`d.received_at`
  const order = byDue ? sql`d.due_at, d.id` : sql`d.received_at desc, d.id`
  const found = await sql<Row>`select d.id, d.code, d.procedure_name as "procedureName",
      d.applicant_name as "applicantName", d.status, d.received_at as "receivedAt", d.due_at as "dueAt",
      d.paused_since as "pausedSince", d.finished_at as "finishedAt", coalesce(s.name, '') as "stepName",
      coalesce(h.full_name, '') as "holderName",
      to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortKey"
    ${from} left join staff_members h on h.office_id = d.office_id and h.id = d.holder_id
    where ${where} ${after ? beyond(after, byDue) : sql``}
    order by ${order} limit ${pageSize + 1}`.execute(db)
  return found.rows
}

/** The first comparison alone bounds the index scan; the second leaves out what was shown of the same moment. */
function beyond({ key, id }: { key: string; id: string }, byDue: boolean) {
  return byDue
    ? sql`and (d.due_at, d.id) > (${key}::timestamptz, ${id}::uuid)`
    : sql`and d.received_at <= ${key}::timestamptz and (d.received_at < ${key}::timestamptz or d.id > ${id}::uuid)`
}

async function selectCount({ db }: Reader, where: RawBuilder<unknown>): Promise<number> {
  const found = await sql<{ count: number }>`select count(*)::int as count
    from (select 1 ${from} where ${where} limit ${countLimit + 1}) few`.execute(db)
  return found.rows[0]?.count ?? 0
}

function itemOf(row: Row, reckoning: Reckoning): z.output<typeof listedDossier> {
  const { pausedSince, finishedAt, sortKey: _, ...shown } = row
  const deadline = deadlineOf(reckoning, {
    status: row.status,
    dueAt: row.dueAt,
    pausedSince,
    finishedAt,
  })
  return {
    ...shown,
    statusName: statusName(row.status),
    urgency: deadline.urgency,
    timeLeft: deadline.words,
  }
}
