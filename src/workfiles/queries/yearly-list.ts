import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import type { Sheet } from '../../platform/spreadsheet.ts'
import { inFull } from '../../records/model/outgoing/compose-outgoing.ts'
import { registerPaper, registerSheet } from '../../records/model/register-table.ts'
import { membersOf } from '../../records/queries/internal/internal-lists.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { demoWorkFile } from '../examples.ts'
import { yearSchema } from '../model/inputs.ts'
import { type ListLine, listRows, yearlyListForm } from '../model/papers.ts'
import { retentionName } from '../model/rules.ts'
import { rulesOn } from './rules-on.ts'

const entrySchema = z.object({
  id: z.uuid(),
  headingId: z.uuid(),
  symbol: z.string(),
  title: z.string(),
  retentionCode: z.string(),
  retention: z.string(),
  keeperId: z.uuid().nullable(),
  keeperName: z.string(),
  note: z.string(),
  addedReason: z.string(),
  /** The file opened from it. */
  workFileId: z.uuid().nullable(),
})

const headingSchema = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  ordinal: z.int(),
  title: z.string(),
  abbreviation: z.string(),
  addedReason: z.string(),
})

const list = z.object({
  year: z.int(),
  state: z.enum(['draft', 'approved']),
  revision: z.int(),
  validFrom: z.string().nullable(),
  decision: z.string(),
  approvedByName: z.string(),
  headings: z.array(headingSchema),
  entries: z.array(entrySchema),
})
export type YearlyList = z.output<typeof list>

/** Danh mục hồ sơ of a year whole; null where there is none. Every officer may read it: files are opened from it. */
export const getYearlyList = defineQuery({
  name: 'workfiles.getList',
  title: 'Xem Danh mục hồ sơ',
  audience: 'staff',
  door: { method: 'GET', path: '/work-file-lists/{year}' },
  input: z.strictObject({ year: yearSchema }),
  output: z.object({
    list: list.nullable(),
    years: z.array(z.int()),
    periods: z.array(z.object({ code: z.string(), name: z.string() })),
    members: z.array(z.object({ id: z.string(), name: z.string(), post: z.string() })),
  }),
  example: { year: demoWorkFile.year },
  async run({ db, now }, actor, { year }) {
    const [found, years, { rules }, members] = await Promise.all([
      readList(db, actor.officeId, { year, today: localDate(now) }),
      db
        .selectFrom('work_file_lists')
        .select('year')
        .where('office_id', '=', actor.officeId)
        .orderBy('year', 'desc')
        .execute(),
      rulesOn(db, actor.officeId, localDate(now)),
      membersOf(db, actor.officeId),
    ])
    return {
      list: found,
      years: years.map((each) => each.year),
      periods: rules.periods.map(({ code, name }) => ({ code, name })),
      members,
    }
  },
})

async function readList(
  db: Kysely<DB>,
  officeId: string,
  { year, today }: { year: number; today: string },
): Promise<YearlyList | null> {
  const office = sql`${officeId}::uuid`
  const [lists, headings, entries, { rules }] = await Promise.all([
    sql<
      Omit<YearlyList, 'headings' | 'entries'>
    >`select l.year, l.state, l.revision, l.valid_from as "validFrom", l.decision,
        coalesce(s.full_name, '') as "approvedByName"
      from work_file_lists l left join staff_members s on s.office_id = l.office_id and s.id = l.approved_by
      where l.office_id = ${office} and l.year = ${year}`.execute(db),
    sql<
      YearlyList['headings'][number]
    >`select h.id, h.parent_id as "parentId", h.ordinal, h.title, h.abbreviation,
        h.added_reason as "addedReason"
      from work_file_headings h where h.office_id = ${office} and h.year = ${year} order by h.ordinal`.execute(
      db,
    ),
    sql<
      Omit<YearlyList['entries'][number], 'retention'>
    >`select e.id, e.heading_id as "headingId", e.symbol, e.title,
        e.retention_code as "retentionCode", e.keeper_id as "keeperId", coalesce(s.full_name, '') as "keeperName", e.note,
        e.added_reason as "addedReason", f.id as "workFileId"
      from work_file_entries e
      left join staff_members s on s.office_id = e.office_id and s.id = e.keeper_id
      left join work_files f on f.office_id = e.office_id and f.entry_id = e.id
      where e.office_id = ${office} and e.year = ${year} order by e.serial, e.symbol`.execute(db),
    rulesOn(db, officeId, today),
  ])
  const [row] = lists.rows
  if (!row) return null
  return {
    ...row,
    headings: headings.rows,
    entries: entries.rows.map((entry) => ({
      ...entry,
      retention: retentionName(rules, entry.retentionCode),
    })),
  }
}

/** Lines of the list in the order in which it is printed: each big heading, what is directly under it, its small ones. */
export function linesOf({ headings, entries }: YearlyList): ListLine[] {
  const under = (headingId: string): ListLine[] =>
    entries.filter((entry) => entry.headingId === headingId).map((entry) => ({ what: 'entry', entry }))
  const big = headings.filter(({ parentId }) => parentId === null)
  return big.flatMap((heading, index) => [
    { what: 'big' as const, number: index + 1, title: heading.title },
    ...under(heading.id),
    ...headings
      .filter(({ parentId }) => parentId === heading.id)
      .flatMap((small, at) => [
        { what: 'small' as const, number: at + 1, title: small.title },
        ...under(small.id),
      ]),
  ])
}

/** Danh mục hồ sơ as a paper and as a sheet. */
export const printYearlyList = defineQuery({
  name: 'workfiles.printList',
  title: 'In Danh mục hồ sơ',
  audience: 'staff',
  input: z.strictObject({ year: yearSchema }),
  output: z.object({
    fileName: z.string(),
    paper: z.custom<ReturnType<typeof registerPaper>>(),
    sheet: z.custom<Sheet>(),
  }),
  async run({ db, now }, actor, { year }) {
    const [found, office] = await Promise.all([
      readList(db, actor.officeId, { year, today: localDate(now) }),
      officeFacts(db, actor.officeId),
    ])
    if (!found) throw new AppError('not_found', { detail: `Chưa có Danh mục hồ sơ năm ${year}.` })
    const subject =
      found.state === 'draft'
        ? 'Dự thảo, chưa ban hành'
        : found.decision === ''
          ? ''
          : `Ban hành kèm theo ${found.decision}`
    const table = {
      ...yearlyListForm,
      subject,
      rows: listRows(linesOf(found)),
      from: found.validFrom ?? `${year}-01-01`,
      to: `${year}-12-31`,
      agency: inFull(office.name),
    }
    return {
      fileName: `danh-muc-ho-so-${year}`,
      paper: registerPaper(table),
      sheet: registerSheet(table, 'Danh mục hồ sơ'),
    }
  },
})
