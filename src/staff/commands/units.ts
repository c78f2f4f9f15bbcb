import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { demoUnitId } from '../examples.ts'
import { moveSchema } from '../model/desk.ts'
import { lineSchema } from '../model.ts'
import { moveInOrder } from './move-in-order.ts'

/** Adds a unit at the end of the list. Fails with conflict on a name that a standing unit bears. */
export const addUnit = defineCommand({
  name: 'staff.addUnit',
  title: 'Thêm phòng, ban',
  audience: ['admin'],
  input: z.strictObject({ name: lineSchema }),
  output: z.object({ unitId: z.uuid() }),
  door: { method: 'POST', path: '/units', status: 201 },
  example: { name: 'Ban Chỉ huy Quân sự' },
  async run(tx, { officeId }, { name }) {
    await lockUnits(tx, officeId)
    await requireFreeName(tx, officeId, { name })
    const unitId = uuid()
    const sort = sql<number>`(select coalesce(max(sort), 0) + 1 from units where office_id = ${officeId}::uuid)`
    const code = await freeCode(tx, officeId, name)
    await tx.db.insertInto('units').values({ office_id: officeId, id: unitId, name, code, sort }).execute()
    return { output: { unitId }, audit: [{ subjectType: 'unit', subjectId: unitId, facts: { name, code } }] }
  },
})

/** Renames a unit; papers already printed keep the name they bear. */
export const renameUnit = defineCommand({
  name: 'staff.renameUnit',
  title: 'Đổi tên phòng, ban',
  audience: ['admin'],
  input: z.strictObject({ unitId: z.uuid(), name: lineSchema }),
  output: z.object({ unitId: z.uuid() }),
  door: { method: 'PUT', path: '/units/{unitId}' },
  example: { unitId: demoUnitId(1), name: 'Phòng Kinh tế' },
  async run(tx, { officeId }, { unitId, name }) {
    await lockUnits(tx, officeId)
    const before = await lockUnit(tx, officeId, unitId)
    await requireFreeName(tx, officeId, { name, butFor: unitId })
    await tx.db
      .updateTable('units')
      .set({ name })
      .where('office_id', '=', officeId)
      .where('id', '=', unitId)
      .execute()
    const facts = { before: before.name, after: name }
    return { output: { unitId }, audit: [{ subjectType: 'unit', subjectId: unitId, facts }] }
  },
})

/** Moves a unit one place up or down in the list. */
export const moveUnit = defineCommand({
  name: 'staff.moveUnit',
  title: 'Đổi thứ tự phòng, ban',
  audience: ['admin'],
  input: z.strictObject({ unitId: z.uuid(), direction: moveSchema }),
  output: z.object({ unitId: z.uuid() }),
  door: { method: 'PUT', path: '/units/{unitId}/order' },
  example: { unitId: demoUnitId(0), direction: 'down' },
  async run(tx, { officeId }, { unitId, direction }) {
    await lockUnits(tx, officeId)
    const unit = await lockUnit(tx, officeId, unitId)
    await moveInOrder(tx, officeId, { table: 'units', id: unitId, direction })
    const facts = { name: unit.name, direction }
    return { output: { unitId }, audit: [{ subjectType: 'unit', subjectId: unitId, facts }] }
  },
})

/** Retires a unit from today on or lets it stand again. One in which somebody works cannot be retired. */
export const setUnitStanding = defineCommand({
  name: 'staff.setUnitStanding',
  title: 'Thôi dùng hoặc dùng lại phòng, ban',
  audience: ['admin'],
  input: z.strictObject({ unitId: z.uuid(), standing: z.boolean() }),
  output: z.object({ unitId: z.uuid() }),
  door: { method: 'PUT', path: '/units/{unitId}/standing' },
  example: { unitId: demoUnitId(2), standing: true },
  async run(tx, { officeId }, { unitId, standing }) {
    await lockUnits(tx, officeId)
    const unit = await lockUnit(tx, officeId, unitId)
    if (standing) await requireFreeName(tx, officeId, { name: unit.name, butFor: unitId })
    else await refuseWithMembers(tx, officeId, unitId)
    const retiredOn = standing ? null : localDate(tx.now)
    await tx.db
      .updateTable('units')
      .set({ retired_on: retiredOn })
      .where('office_id', '=', officeId)
      .where('id', '=', unitId)
      .execute()
    const facts = { name: unit.name, before: unit.retired_on, after: retiredOn }
    return { output: { unitId }, audit: [{ subjectType: 'unit', subjectId: unitId, facts }] }
  },
})

/** One change of the list at a time: names and order are of the list, not of a row. */
async function lockUnits(tx: Tx, officeId: string): Promise<void> {
  await sql`select 1 from units where office_id = ${officeId}::uuid order by id for update`.execute(tx.db)
}

async function lockUnit(tx: Tx, officeId: string, unitId: string) {
  const unit = await tx.db
    .selectFrom('units')
    .select(['name', 'retired_on'])
    .where('office_id', '=', officeId)
    .where('id', '=', unitId)
    .executeTakeFirst()
  if (!unit) throw new AppError('not_found', { detail: 'Không có phòng, ban này. Hãy tải lại trang.' })
  return unit
}

async function requireFreeName(
  tx: Tx,
  officeId: string,
  { name, butFor = null }: { name: string; butFor?: string | null },
): Promise<void> {
  const found =
    await sql`select 1 from units where office_id = ${officeId}::uuid and lower(name) = lower(${name})
    and retired_on is null and id is distinct from ${butFor}::uuid limit 1`.execute(tx.db)
  if (found.rows.length === 0) return
  const detail = `Đã có phòng, ban tên “${name}”. Hãy chọn tên khác.`
  throw new AppError('conflict', { detail, fields: { name: detail } })
}

/** 'Phòng Kinh tế' → 'phong-kinh-te', with a number behind it where that is taken. */
async function freeCode(tx: Tx, officeId: string, name: string): Promise<string> {
  const stem =
    foldVietnamese(name)
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 50) || 'don-vi'
  const taken = await tx.db
    .selectFrom('units')
    .select('code')
    .where('office_id', '=', officeId)
    .where('code', 'like', `${stem}%`)
    .execute()
  const codes = new Set(taken.map(({ code }) => code))
  let number = 1
  while (codes.has(number === 1 ? stem : `${stem}-${number}`)) number += 1
  return number === 1 ? stem : `${stem}-${number}`
}

async function refuseWithMembers(tx: Tx, officeId: string, unitId: string): Promise<void> {
  const members = await tx.db
    .selectFrom('staff_members')
    .select('full_name as name')
    .where('office_id', '=', officeId)
    .where('unit_id', '=', unitId)
    .where('active', '=', true)
    .orderBy('full_name')
    .execute()
  if (members.length === 0) return
  const names = members.map(({ name }) => name).join(', ')
  throw new AppError('wrong_state', {
    detail: `Phòng, ban này còn ${names}. Hãy chuyển họ sang phòng, ban khác trước.`,
  })
}
