import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoWorkFile } from '../examples.ts'
import {
  abbreviationSchema,
  line,
  lines,
  optionalId,
  retentionCode,
  titleSchema,
  yearSchema,
} from '../model/inputs.ts'
import { entrySymbol } from '../model/symbols.ts'
import { rulesOn } from '../queries/rules-on.ts'
import { changedList, listChanged, openList } from './open-list.ts'
import { retentionOf } from './open-work-file.ts'

const addedReason = lines(500).default('')

/** Thêm đề mục: a big one with its abbreviation, or a small one below a big one. */
export const addHeading = defineCommand({
  name: 'workfiles.addHeading',
  title: 'Thêm đề mục vào Danh mục hồ sơ',
  audience: ['clerk'],
  door: { method: 'POST', path: '/work-file-lists/{year}/headings' },
  input: z.strictObject({
    year: yearSchema,
    id: z.uuid().optional(),
    parentId: optionalId,
    title: titleSchema,
    abbreviation: line(12).default(''),
    reason: addedReason,
  }),
  output: changedList,
  example: { year: demoWorkFile.draftYear, title: 'Chuyển đổi số', abbreviation: 'CDS' },
  async run(tx, actor, { year, id = uuid(), parentId, title, abbreviation, reason }) {
    const list = await openList(tx, actor, { year, reason })
    if (parentId === null && !abbreviationSchema.safeParse(abbreviation).success) {
      throw new AppError('invalid_input', {
        fields: { abbreviation: 'Chữ viết tắt là chữ hoa, ví dụ TCCB.' },
      })
    }
    if (parentId !== null) await requireBig(tx, actor.officeId, { year, id: parentId })
    const added = await sql<{
      id: string
    }>`insert into work_file_headings (office_id, id, year, parent_id, ordinal, title,
        abbreviation, added_at, added_by, added_reason)
      select ${actor.officeId}::uuid, ${id}::uuid, ${year}, ${parentId}::uuid, coalesce(max(h.ordinal), 0) + 1, ${title},
        ${parentId === null ? abbreviation : ''}, ${tx.now}::timestamptz, ${actor.id}::uuid, ${list.approved ? reason : ''}
      from work_file_headings h where h.office_id = ${actor.officeId}::uuid and h.year = ${year}
        and h.parent_id is not distinct from ${parentId}::uuid
      on conflict do nothing returning id`.execute(tx.db)
    if (added.rows.length === 0) {
      throw new AppError('conflict', {
        detail: `Chữ viết tắt ${abbreviation} đã dùng cho đề mục khác của năm ${year}.`,
      })
    }
    return listChanged(tx, actor, {
      list,
      facts: { event: 'heading_added', id, title, abbreviation, reason },
    })
  },
})

async function requireBig(tx: Tx, officeId: string, heading: { year: number; id: string }): Promise<void> {
  const found = await tx.db
    .selectFrom('work_file_headings')
    .select('id')
    .where('office_id', '=', officeId)
    .where('year', '=', heading.year)
    .where('id', '=', heading.id)
    .where('parent_id', 'is', null)
    .executeTakeFirst()
  if (!found)
    throw new AppError('invalid_input', { fields: { parentId: 'Hãy chọn một đề mục lớn của năm này.' } })
}

const entryDetails = {
  title: titleSchema,
  retentionCode,
  keeperId: optionalId,
  note: line(300).default(''),
}

/** Thêm hồ sơ vào Danh mục: the next serial of its big heading, so that numbers given stay. */
export const addEntry = defineCommand({
  name: 'workfiles.addEntry',
  title: 'Thêm hồ sơ vào Danh mục hồ sơ',
  audience: ['clerk'],
  door: { method: 'POST', path: '/work-file-lists/{year}/entries' },
  input: z.strictObject({
    year: yearSchema,
    id: z.uuid().optional(),
    headingId: z.uuid('Hãy chọn đề mục.'),
    ...entryDetails,
    reason: addedReason,
  }),
  output: changedList.extend({ symbol: z.string() }),
  example: {
    year: demoWorkFile.draftYear,
    headingId: demoWorkFile.draftHeadingId,
    title: 'Hồ sơ về việc chuyển đổi số của xã',
    retentionCode: '10',
  },
  async run(tx, actor, input) {
    const { year, id = uuid(), headingId, title, keeperId, note, reason } = input
    const list = await openList(tx, actor, { year, reason })
    await checkRetention(tx, actor, input.retentionCode)
    const big = await bigHeadingOf(tx, actor.officeId, { year, headingId })
    const serial = big.last + 1
    const symbol = entrySymbol(serial, big.abbreviation)
    await tx.db
      .insertInto('work_file_entries')
      .values({
        office_id: actor.officeId,
        id,
        year,
        heading_id: headingId,
        serial,
        symbol,
        title,
        retention_code: input.retentionCode,
        keeper_id: keeperId,
        note,
        added_at: tx.now,
        added_by: actor.id,
        added_reason: list.approved ? reason : '',
      })
      .execute()
    const facts = { event: 'entry_added', id, symbol, title, reason }
    const changed = await listChanged(tx, actor, { list, facts })
    return { ...changed, output: { ...changed.output, symbol } }
  },
})

async function checkRetention(tx: Tx, actor: Actor, code: string): Promise<void> {
  const { rules } = await rulesOn(tx.db, actor.officeId, localDate(tx.now))
  retentionOf(rules, code)
}

/** The big heading above an entry, and the last serial of it. The list is locked, so the next one is free. */
async function bigHeadingOf(tx: Tx, officeId: string, heading: { year: number; headingId: string }) {
  const found = await sql<{ abbreviation: string; last: number }>`
    select b.abbreviation, coalesce((select max(e.serial) from work_file_entries e
      join work_file_headings o on o.office_id = e.office_id and o.id = e.heading_id
      where e.office_id = b.office_id and b.id = coalesce(o.parent_id, o.id)), 0)::int as last
    from work_file_headings h join work_file_headings b on b.office_id = h.office_id and b.id = coalesce(h.parent_id, h.id)
    where h.office_id = ${officeId}::uuid and h.year = ${heading.year} and h.id = ${heading.headingId}::uuid`.execute(
    tx.db,
  )
  const [big] = found.rows
  if (!big) throw new AppError('invalid_input', { fields: { headingId: 'Hãy chọn một đề mục của năm này.' } })
  return big
}

/** Sửa hồ sơ trong Danh mục before it is issued. */
export const changeEntry = defineCommand({
  name: 'workfiles.changeEntry',
  title: 'Sửa hồ sơ trong Danh mục chưa ban hành',
  audience: ['clerk'],
  door: { method: 'POST', path: '/work-file-lists/{year}/entries/{id}' },
  input: z.strictObject({ year: yearSchema, id: z.uuid(), ...entryDetails }),
  output: changedList,
  example: {
    year: demoWorkFile.draftYear,
    id: demoWorkFile.draftEntryId,
    title: 'Hồ sơ về tuyển dụng, điều động công chức',
    retentionCode: '70',
  },
  async run(tx, actor, { year, id, title, keeperId, note, ...rest }) {
    const list = await openList(tx, actor, { year, reason: null })
    await checkRetention(tx, actor, rest.retentionCode)
    const changed = await tx.db
      .updateTable('work_file_entries')
      .set({ title, retention_code: rest.retentionCode, keeper_id: keeperId, note })
      .where('office_id', '=', actor.officeId)
      .where('year', '=', year)
      .where('id', '=', id)
      .returning('symbol')
      .executeTakeFirst()
    if (!changed) throw new AppError('not_found')
    return listChanged(tx, actor, {
      list,
      facts: { event: 'entry_changed', id, symbol: changed.symbol, title },
    })
  },
})

/** Bỏ một dòng của Danh mục before it is issued: an entry, or a heading under which nothing stands. */
export const removeFromList = defineCommand({
  name: 'workfiles.removeFromList',
  title: 'Bỏ đề mục hoặc hồ sơ khỏi Danh mục chưa ban hành',
  audience: ['clerk'],
  input: z.strictObject({ year: yearSchema, id: z.uuid(), what: z.enum(['heading', 'entry']) }),
  output: changedList,
  async run(tx, actor, { year, id, what }) {
    const list = await openList(tx, actor, { year, reason: null })
    const table = what === 'entry' ? sql`work_file_entries` : sql`work_file_headings`
    const isFree =
      what === 'entry'
        ? sql`true`
        : sql`not exists (select 1 from work_file_entries e where e.office_id = t.office_id and e.heading_id = t.id)
          and not exists (select 1 from work_file_headings c where c.office_id = t.office_id and c.parent_id = t.id)`
    const gone =
      await sql`delete from ${table} t where t.office_id = ${actor.officeId}::uuid and t.year = ${year}
      and t.id = ${id}::uuid and ${isFree} returning t.id`.execute(tx.db)
    if (gone.rows.length === 0) {
      throw new AppError('wrong_state', {
        detail: 'Đề mục còn hồ sơ hoặc đề mục nhỏ. Hãy bỏ các dòng bên dưới trước.',
      })
    }
    return listChanged(tx, actor, { list, facts: { event: `${what}_removed`, id } })
  },
})
