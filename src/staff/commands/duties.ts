import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { addDays, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { demoDutyId, demoStaffId } from '../examples.ts'
import { fieldCodeSchema, roleSchema } from '../model.ts'
import { coverWarnings, fieldExists } from '../queries.ts'
import { lockMember } from './members.ts'

const assignInput = z.strictObject({
  staffId: z.uuid(),
  role: roleSchema,
  fieldCode: fieldCodeSchema.default(null),
  startsOn: localDateSchema,
  endsOn: localDateSchema.nullable().default(null),
  note: z.string().trim().max(500).default(''),
})

/**
 * Assigns a role to a member from a day on, in one field or in all (phân công). Fails with conflict when the same duty
 * already covers a day of that time.
 */
export const assignDuty = defineCommand({
  name: 'staff.assignDuty',
  title: 'Phân công nhiệm vụ',
  audience: ['admin'],
  input: assignInput,
  output: z.object({ dutyId: z.uuid() }),
  door: { method: 'POST', path: '/duties', status: 201 },
  example: {
    staffId: demoStaffId('tiepnhan2'),
    role: 'clerk',
    startsOn: '2026-01-01',
    note: 'Thay văn thư nghỉ phép',
  },
  async run(tx, actor, input) {
    const { officeId } = actor
    await lockMember(tx, officeId, input.staffId)
    requireOrder(input.startsOn, input.endsOn)
    if (input.fieldCode !== null && !(await fieldExists(tx.db, officeId, input.fieldCode))) {
      throw new AppError('invalid_input', {
        fields: { fieldCode: 'Không có lĩnh vực này. Hãy chọn trong danh sách.' },
      })
    }
    await refuseDouble(tx, officeId, input)
    const dutyId = uuid()
    await tx.db
      .insertInto('duties')
      .values({
        office_id: officeId,
        id: dutyId,
        staff_id: input.staffId,
        role: input.role,
        field_code: input.fieldCode,
        starts_on: input.startsOn,
        ends_on: input.endsOn,
        note: input.note,
      })
      .execute()
    return { output: { dutyId }, audit: [{ subjectType: 'duty', subjectId: dutyId, facts: { ...input } }] }
  },
})

function requireOrder(startsOn: string, endsOn: string | null): void {
  if (endsOn === null || endsOn >= startsOn) return
  throw new AppError('invalid_input', {
    fields: { endsOn: 'Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy chọn lại.' },
  })
}

async function refuseDouble(tx: Tx, officeId: string, input: z.output<typeof assignInput>): Promise<void> {
  const double = await tx.db
    .selectFrom('duties')
    .select('id')
    .where('office_id', '=', officeId)
    .where('staff_id', '=', input.staffId)
    .where('role', '=', input.role)
    .where('field_code', input.fieldCode === null ? 'is' : '=', input.fieldCode)
    .where('starts_on', '<=', input.endsOn ?? '9999-12-31')
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', input.startsOn)]))
    .executeTakeFirst()
  if (double) {
    throw new AppError('conflict', {
      detail: 'Người này đã được phân công đúng việc đó trong thời gian này.',
    })
  }
}

/**
 * Ends a duty after a day; it still holds on that day. Nobody ends their own duty as administrator, so that one always
 * remains. A field left without anybody is allowed, since the next assignment may follow, and comes back as a warning.
 */
export const endDuty = defineCommand({
  name: 'staff.endDuty',
  title: 'Kết thúc phân công',
  audience: ['admin'],
  input: z.strictObject({ dutyId: z.uuid(), endsOn: localDateSchema }),
  output: z.object({ dutyId: z.uuid(), warnings: z.array(z.string()) }),
  door: { method: 'PUT', path: '/duties/{dutyId}/end' },
  example: { dutyId: demoDutyId('bientap', 0), endsOn: '2030-12-31' },
  async run(tx, actor, { dutyId, endsOn }) {
    const { officeId } = actor
    const duty = await lockDuty(tx, officeId, dutyId)
    if (duty.role === 'admin' && duty.staff_id === actor.id) {
      throw new AppError('wrong_state', {
        detail: 'Không thể tự kết thúc vai trò quản trị. Hãy nhờ quản trị khác.',
      })
    }
    requireOrder(duty.starts_on, endsOn)
    await tx.db
      .updateTable('duties')
      .set({ ends_on: endsOn })
      .where('office_id', '=', officeId)
      .where('id', '=', dutyId)
      .execute()
    const duties = [{ role: duty.role, fieldCode: duty.field_code }]
    const warnings = await coverWarnings(tx.db, { officeId, onDate: addDays(endsOn, 1), duties })
    const facts = { staffId: duty.staff_id, role: duty.role, before: duty.ends_on, after: endsOn }
    return { output: { dutyId, warnings }, audit: [{ subjectType: 'duty', subjectId: dutyId, facts }] }
  },
})

async function lockDuty(tx: Tx, officeId: string, dutyId: string) {
  const duty = await tx.db
    .selectFrom('duties')
    .select(['staff_id', 'role', 'field_code', 'starts_on', 'ends_on'])
    .where('office_id', '=', officeId)
    .where('id', '=', dutyId)
    .forUpdate()
    .executeTakeFirst()
  if (!duty) throw new AppError('not_found', { detail: 'Không có phân công này. Hãy tải lại danh sách.' })
  return duty
}
