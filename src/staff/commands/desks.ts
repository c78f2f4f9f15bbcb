import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { demoDeskId } from '../examples.ts'
import { deskFields, moveSchema } from '../model/desk.ts'
import { moveInOrder } from './move-in-order.ts'

/** Adds a desk with the fields that it serves. Fails with conflict on a number that another desk bears or bore. */
export const addDesk = defineCommand({
  name: 'staff.addDesk',
  title: 'Thêm quầy tiếp nhận',
  audience: ['admin'],
  input: z.strictObject({ id: z.uuid().optional(), ...deskFields }),
  output: z.object({ deskId: z.uuid() }),
  door: { method: 'POST', path: '/desks', status: 201 },
  example: { code: '9', name: 'Quầy 9', place: 'Sảnh tầng 1', fieldCodes: ['van-hoa'] },
  async run(tx, { officeId }, { id, fieldCodes, ...input }) {
    await requireFreeCode(tx, officeId, input.code)
    const deskId = id ?? uuid()
    const sort = sql<number>`(select coalesce(max(sort), 0) + 1 from desks where office_id = ${officeId}::uuid)`
    await tx.db
      .insertInto('desks')
      .values({ office_id: officeId, id: deskId, ...input, sort })
      .execute()
    await serveFields(tx, officeId, { deskId, fieldCodes })
    const facts = { ...input, fieldCodes }
    return { output: { deskId }, audit: [{ subjectType: 'desk', subjectId: deskId, facts }] }
  },
})

/** Changes what is said of a desk and which fields it serves. Fails with stale when it was changed meanwhile. */
export const changeDesk = defineCommand({
  name: 'staff.changeDesk',
  title: 'Sửa quầy tiếp nhận',
  audience: ['admin'],
  input: z.strictObject({ deskId: z.uuid(), revision: z.int().min(1), ...deskFields }),
  output: z.object({ deskId: z.uuid(), revision: z.int() }),
  door: { method: 'PUT', path: '/desks/{deskId}' },
  example: {
    deskId: demoDeskId(1),
    revision: 1,
    code: '2',
    name: 'Quầy 2: Đất đai, kinh tế, văn hóa',
    place: 'Khu B, bàn 2',
    fieldCodes: ['dat-dai', 'van-hoa'],
  },
  async run(tx, { officeId }, { deskId, revision, fieldCodes, ...input }) {
    const before = await lockDesk(tx, officeId, { deskId, revision })
    if (before.code !== input.code) await requireFreeCode(tx, officeId, input.code)
    await tx.db
      .updateTable('desks')
      .set({ ...input, revision: revision + 1 })
      .where('office_id', '=', officeId)
      .where('id', '=', deskId)
      .execute()
    await tx.db
      .deleteFrom('desk_fields')
      .where('office_id', '=', officeId)
      .where('desk_id', '=', deskId)
      .execute()
    await serveFields(tx, officeId, { deskId, fieldCodes })
    const facts = { before, after: { ...input, fieldCodes } }
    return {
      output: { deskId, revision: revision + 1 },
      audit: [{ subjectType: 'desk', subjectId: deskId, facts }],
    }
  },
})

/** Takes a desk out of use or back into it. A desk that the roster names today or later cannot be retired. */
export const setDeskActive = defineCommand({
  name: 'staff.setDeskActive',
  title: 'Thôi dùng hoặc dùng lại quầy',
  audience: ['admin'],
  input: z.strictObject({ deskId: z.uuid(), active: z.boolean() }),
  output: z.object({ deskId: z.uuid() }),
  door: { method: 'PUT', path: '/desks/{deskId}/active' },
  example: { deskId: demoDeskId(0), active: true },
  async run(tx, { officeId }, { deskId, active }) {
    const before = await lockDesk(tx, officeId, { deskId })
    if (!active) await refuseWhileNamed(tx, officeId, deskId)
    await tx.db
      .updateTable('desks')
      .set({ active, revision: before.revision + 1 })
      .where('office_id', '=', officeId)
      .where('id', '=', deskId)
      .execute()
    const facts = { code: before.code, before: before.active, after: active }
    return { output: { deskId }, audit: [{ subjectType: 'desk', subjectId: deskId, facts }] }
  },
})

/** Moves a desk one place up or down in the list and on papers. */
export const moveDesk = defineCommand({
  name: 'staff.moveDesk',
  title: 'Đổi thứ tự quầy',
  audience: ['admin'],
  input: z.strictObject({ deskId: z.uuid(), direction: moveSchema }),
  output: z.object({ deskId: z.uuid() }),
  door: { method: 'PUT', path: '/desks/{deskId}/order' },
  example: { deskId: demoDeskId(0), direction: 'down' },
  async run(tx, { officeId }, { deskId, direction }) {
    const before = await lockDesk(tx, officeId, { deskId })
    await moveInOrder(tx, officeId, { table: 'desks', id: deskId, direction })
    const facts = { code: before.code, direction }
    return { output: { deskId }, audit: [{ subjectType: 'desk', subjectId: deskId, facts }] }
  },
})

async function lockDesk(
  tx: Tx,
  officeId: string,
  { deskId, revision }: { deskId: string; revision?: number },
) {
  const desk = await tx.db
    .selectFrom('desks')
    .select(['code', 'name', 'place', 'active', 'revision'])
    .where('office_id', '=', officeId)
    .where('id', '=', deskId)
    .forUpdate()
    .executeTakeFirst()
  if (!desk) throw new AppError('not_found', { detail: 'Không có quầy này. Hãy tải lại trang.' })
  if (revision !== undefined && revision !== desk.revision) {
    const state = desk.active ? 'đang dùng' : 'đã thôi dùng'
    throw new AppError('stale', {
      detail: `Người khác vừa sửa quầy này; nay là “${desk.name}” (${state}). Hãy tải lại trang rồi sửa tiếp.`,
    })
  }
  return desk
}

/** A sentence at the field; of two who come at the same time the unique index refuses the second. */
async function requireFreeCode(tx: Tx, officeId: string, code: string): Promise<void> {
  const taken = await tx.db
    .selectFrom('desks')
    .select('name')
    .where('office_id', '=', officeId)
    .where('code', '=', code)
    .executeTakeFirst()
  if (!taken) return
  const detail = `Số quầy “${code}” đã dùng cho “${taken.name}”. Hãy chọn số khác.`
  throw new AppError('conflict', { detail, fields: { code: detail } })
}

async function serveFields(
  tx: Tx,
  officeId: string,
  { deskId, fieldCodes }: { deskId: string; fieldCodes: readonly string[] },
): Promise<void> {
  const wanted = [...new Set(fieldCodes)]
  const added = await sql<{ field_code: string }>`insert into desk_fields (office_id, desk_id, field_code)
    select f.office_id, ${deskId}::uuid, f.code from fields f
    where f.office_id = ${officeId}::uuid and f.code = any(${wanted}::text[])
    returning field_code`.execute(tx.db)
  if (added.rows.length === wanted.length) return
  throw new AppError('invalid_input', {
    fields: { fieldCodes: 'Có lĩnh vực không còn trong danh mục. Hãy tải lại trang rồi chọn lại.' },
  })
}

async function refuseWhileNamed(tx: Tx, officeId: string, deskId: string): Promise<void> {
  const named = await tx.db
    .selectFrom('duties as d')
    .innerJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'd.office_id').onRef('s.id', '=', 'd.staff_id'),
    )
    .select('s.full_name as name')
    .distinct()
    .where('d.office_id', '=', officeId)
    .where('d.desk_id', '=', deskId)
    .where((where) => where.or([where('d.ends_on', 'is', null), where('d.ends_on', '>=', localDate(tx.now))]))
    .orderBy('s.full_name')
    .execute()
  if (named.length === 0) return
  const names = named.map(({ name }) => name).join(', ')
  throw new AppError('wrong_state', {
    detail: `Quầy này đang có trong phân công của ${names}. Hãy đổi quầy của họ rồi thôi dùng quầy này.`,
  })
}
