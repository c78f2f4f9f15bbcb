import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoWorkFile } from '../examples.ts'
import { day, line, yearSchema } from '../model/inputs.ts'
import { changedList, listAudit, listChanged, openList } from './open-list.ts'

/** Lập Danh mục hồ sơ of a year: empty, or with the headings and entries of the year before. */
export const startList = defineCommand({
  name: 'workfiles.startList',
  title: 'Lập Danh mục hồ sơ của năm',
  audience: ['clerk'],
  door: { method: 'POST', path: '/work-file-lists', status: 201 },
  input: z.strictObject({
    year: yearSchema,
    copyFrom: yearSchema.nullish().transform((year) => year ?? null),
  }),
  output: changedList,
  example: { year: 2031, copyFrom: 2026 },
  async run(tx, actor, { year, copyFrom }) {
    const thisYear = Number(localDate(tx.now).slice(0, 4))
    if (year < thisYear - 1 || year > thisYear + 10) {
      throw new AppError('invalid_input', {
        fields: { year: 'Chỉ lập Danh mục của năm nay, năm trước hoặc năm tới.' },
      })
    }
    const added = await tx.db
      .insertInto('work_file_lists')
      .values({ office_id: actor.officeId, year, state: 'draft', made_at: tx.now, made_by: actor.id })
      .onConflict((on) => on.doNothing())
      .returning('year')
      .executeTakeFirst()
    if (!added)
      throw new AppError('conflict', { detail: `Danh mục hồ sơ năm ${year} đã có. Hãy mở ra để sửa.` })
    const copied = copyFrom === null ? 0 : await copyList(tx, actor, { year, copyFrom })
    return { output: { year, revision: 1 }, audit: [listAudit(year, { event: 'started', copyFrom, copied })] }
  },
})

/** Copies headings and entries under new ids; who keeps what stays only where they still work here. */
async function copyList(tx: Tx, actor: Actor, { year, copyFrom }: { year: number; copyFrom: number }) {
  const office = actor.officeId
  const headings = await tx.db
    .selectFrom('work_file_headings')
    .select(['id', 'parent_id', 'ordinal', 'title', 'abbreviation'])
    .where('office_id', '=', office)
    .where('year', '=', copyFrom)
    .orderBy(sql`parent_id nulls first`)
    .execute()
  if (headings.length === 0) {
    throw new AppError('invalid_input', {
      fields: { copyFrom: `Năm ${copyFrom} chưa có Danh mục để lấy theo.` },
    })
  }
  const ids = new Map(headings.map(({ id }) => [id, uuid()]))
  const base = { office_id: office, year, added_at: tx.now, added_by: actor.id }
  await tx.db
    .insertInto('work_file_headings')
    .values(
      headings.map(({ id, parent_id, ...rest }) => ({
        ...base,
        ...rest,
        id: ids.get(id) ?? '',
        parent_id: parent_id === null ? null : (ids.get(parent_id) ?? null),
      })),
    )
    .execute()
  const entries = await tx.db
    .selectFrom('work_file_entries as e')
    .leftJoin('staff_members as s', (join) =>
      join
        .onRef('s.office_id', '=', 'e.office_id')
        .onRef('s.id', '=', 'e.keeper_id')
        .on('s.active', '=', true),
    )
    .select([
      'e.heading_id',
      'e.serial',
      'e.symbol',
      'e.title',
      'e.retention_code',
      's.id as keeper_id',
      'e.note',
    ])
    .where('e.office_id', '=', office)
    .where('e.year', '=', copyFrom)
    .execute()
  if (entries.length > 0) {
    await tx.db
      .insertInto('work_file_entries')
      .values(
        entries.map((entry) => ({
          ...base,
          ...entry,
          id: uuid(),
          heading_id: ids.get(entry.heading_id) ?? '',
        })),
      )
      .execute()
  }
  return entries.length
}

/** Ban hành Danh mục: by the head, from a day on; files may then be opened from it. */
export const approveList = defineCommand({
  name: 'workfiles.approveList',
  title: 'Ban hành Danh mục hồ sơ',
  audience: ['leader'],
  door: { method: 'POST', path: '/work-file-lists/{year}/approval' },
  input: z.strictObject({
    year: yearSchema,
    revision: z.int().min(1),
    validFrom: day,
    decision: line(200).default(''),
  }),
  output: changedList,
  example: { year: demoWorkFile.readyYear, revision: 3, validFrom: `${demoWorkFile.readyYear}-01-01` },
  async run(tx, actor, { year, revision, validFrom, decision }) {
    const list = await openList(tx, actor, { year, reason: null })
    if (list.revision !== revision) throw new AppError('stale')
    if (!validFrom.startsWith(`${year}-`)) {
      throw new AppError('invalid_input', { fields: { validFrom: `Ngày hiệu lực phải trong năm ${year}.` } })
    }
    const filled = await tx.db
      .selectFrom('work_file_entries')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('year', '=', year)
      .limit(1)
      .executeTakeFirst()
    if (!filled)
      throw new AppError('wrong_state', {
        detail: 'Danh mục chưa có hồ sơ nào. Hãy thêm hồ sơ trước khi ban hành.',
      })
    await tx.db
      .updateTable('work_file_lists')
      .set({ state: 'approved', valid_from: validFrom, decision, approved_at: tx.now, approved_by: actor.id })
      .where('office_id', '=', actor.officeId)
      .where('year', '=', year)
      .execute()
    return listChanged(tx, actor, { list, facts: { event: 'approved', validFrom, decision } })
  },
})
