import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { addDays, instantAt, localDateSchema } from '../model/local-time.ts'
import { recountDue, storedTraceSchema } from '../model/recount.ts'
import { type WorkingCalendar, weeklyHoursSchema } from '../model/working-calendar.ts'
import { loadCalendar } from '../queries.ts'

/** Most dossiers that are counted again for a preview; beyond it the page says "at least". */
const previewLimit = 2000

const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('set_day'),
    date: localDateSchema,
    day: z.enum(['day_off', 'extra_working_day']),
  }),
  z.strictObject({ kind: z.literal('remove_day'), date: localDateSchema }),
  z.strictObject({ kind: z.literal('remove_hours'), validFrom: localDateSchema }),
  z.strictObject({
    kind: z.literal('set_hours'),
    validFrom: localDateSchema,
    week: weeklyHoursSchema.shape.week,
  }),
])
type Change = z.output<typeof changeSchema>

const previewSchema = z.object({
  /** Open dossiers whose counting crosses the changed days. */
  crossing: z.int(),
  /** Of these, due later, and kept at the date that was promised although the count would be earlier. */
  later: z.int(),
  kept: z.int(),
  isComplete: z.boolean(),
  /** A few that change, with the times before and after. */
  examples: z.array(z.object({ code: z.string(), before: z.date(), after: z.date() })),
})
export type CorrectionPreview = z.output<typeof previewSchema>

/** Before a correction of the calendar is saved: how many open dossiers would be due at another time. */
export const previewCorrection = defineQuery({
  name: 'calendar.previewCorrection',
  title: 'Xem trước hồ sơ đổi hạn khi sửa lịch làm việc',
  audience: ['admin'],
  input: z.strictObject({ change: changeSchema }),
  output: previewSchema,
  example: { change: { kind: 'set_day', date: '2026-11-30', day: 'day_off' } },
  async run({ db }, { officeId }, { change }) {
    const calendar = await loadCalendar(db, officeId)
    const right = changed(calendar, change)
    const rows = await crossingDossiers(db, officeId, rangeOf(calendar, change))
    const counted = rows.slice(0, previewLimit).flatMap((row) => recounted(right, row))
    const later = counted.filter(({ before, after }) => after > before)
    return {
      crossing: Math.min(rows.length, previewLimit),
      later: later.length,
      kept: counted.filter(({ before, after }) => after < before).length,
      isComplete: rows.length <= previewLimit,
      examples: later.slice(0, 3),
    }
  },
})

interface CrossingRow {
  code: string
  due_at: Date
  due_trace: unknown
  pauses: { from_at: string; to_at: string }[]
}

/** Nothing where there is no trace to count from, or the calendar could not count any more. */
function recounted(
  calendar: WorkingCalendar,
  row: CrossingRow,
): { code: string; before: Date; after: Date }[] {
  const stored = storedTraceSchema.safeParse(row.due_trace)
  if (!stored.success) return []
  const pauses = row.pauses.map((pause) => ({ from: new Date(pause.from_at), to: new Date(pause.to_at) }))
  try {
    const after = recountDue(calendar, stored.data, pauses).dueAt
    return [{ code: row.code, before: row.due_at, after }]
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

/** The calendar as it would be. */
function changed(calendar: WorkingCalendar, change: Change): WorkingCalendar {
  if (change.kind === 'set_hours' || change.kind === 'remove_hours') {
    const others = calendar.hours.filter((set) => set.validFrom !== change.validFrom)
    const set = change.kind === 'set_hours' ? [{ validFrom: change.validFrom, week: change.week }] : []
    return { ...calendar, hours: [...others, ...set] }
  }
  const { [change.date]: _off, ...daysOff } = calendar.daysOff
  const { [change.date]: _extra, ...extraWorkingDays } = calendar.extraWorkingDays
  if (change.kind === 'remove_day') return { ...calendar, daysOff, extraWorkingDays }
  return change.day === 'day_off'
    ? { ...calendar, daysOff: { ...daysOff, [change.date]: 'Ngày nghỉ' }, extraWorkingDays }
    : { ...calendar, daysOff, extraWorkingDays: { ...extraWorkingDays, [change.date]: 'Ngày làm bù' } }
}

function rangeOf(calendar: WorkingCalendar, change: Change): { from: string; to: string | null } {
  if ('date' in change) return { from: change.date, to: change.date }
  const starts = calendar.hours.map((set) => set.validFrom)
  const next = starts.filter((start) => start > change.validFrom).toSorted()[0]
  const isFirst = starts.every((start) => start >= change.validFrom)
  return { from: isFirst ? '0001-01-01' : change.validFrom, to: next ? addDays(next, -1) : null }
}

async function crossingDossiers(
  db: Kysely<DB>,
  officeId: string,
  { from, to }: { from: string; to: string | null },
): Promise<CrossingRow[]> {
  const end = to ? sql`d.received_at < ${instantAt(addDays(to, 1), 0)}::timestamptz` : sql`true`
  const found = await sql<CrossingRow>`select d.code, d.due_at, d.due_trace,
      (select coalesce(jsonb_agg(jsonb_build_object('from_at', p.from_at, 'to_at', p.to_at) order by p.from_at), '[]')
        from dossier_pauses p where p.office_id = d.office_id and p.dossier_id = d.id and p.to_at is not null) as pauses
    from dossiers d
    where d.office_id = ${officeId}::uuid and d.status in (2, 4, 5, 6, 7) and d.code is not null
      and d.due_at >= ${instantAt(from, 0)}::timestamptz and ${end}
    order by d.due_at, d.id limit ${previewLimit + 1}`.execute(db)
  return found.rows
}
