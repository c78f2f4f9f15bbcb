import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoDutyId, demoStaffId } from '../examples.ts'
import { fieldCodeSchema, roleSchema } from '../model.ts'
import { fieldExists } from '../queries.ts'
import { lockDuty } from './lock-duty.ts'
import { lockMember } from './members.ts'
import {
  refuseDouble,
  requireDesk,
  requireMovingRole,
  requireOrder,
  requireSubstitute,
} from './roster-checks.ts'
import { changeCover, gapFields, lockRoster } from './roster-guard.ts'

const assignInput = z.strictObject({
  staffId: z.uuid(),
  role: roleSchema,
  fieldCode: fieldCodeSchema.default(null),
  startsOn: localDateSchema,
  endsOn: localDateSchema.nullable().default(null),
  deskId: z.uuid().nullable().default(null),
  substituteId: z.uuid().nullable().default(null),
  note: z.string().trim().max(500).default(''),
})

/**
 * Assigns a role to a member from a day on, in one field or in all, with the desk and who stands in (phân công). Fails
 * with conflict when the same duty already covers a day of that time.
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
    await lockRoster(tx, officeId)
    await lockMember(tx, officeId, input.staffId)
    requireOrder(input.startsOn, input.endsOn)
    requireMovingRole(input.role, input.substituteId)
    if (input.fieldCode !== null && !(await fieldExists(tx.db, officeId, input.fieldCode))) {
      throw new AppError('invalid_input', {
        fields: { fieldCode: 'Không có lĩnh vực này. Hãy chọn trong danh sách.' },
      })
    }
    await requireDesk(tx, officeId, input.deskId)
    await requireSubstitute(tx, officeId, input)
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
        desk_id: input.deskId,
        substitute_id: input.substituteId,
        note: input.note,
      })
      .execute()
    return { output: { dutyId }, audit: [{ subjectType: 'duty', subjectId: dutyId, facts: { ...input } }] }
  },
})

/**
 * Ends a duty after a day; it still holds on that day. Nobody ends their own duty as administrator, so that one always
 * remains. A field left without anybody must be accepted with a reason.
 */
export const endDuty = defineCommand({
  name: 'staff.endDuty',
  title: 'Kết thúc phân công',
  audience: ['admin'],
  input: z.strictObject({
    dutyId: z.uuid(),
    endsOn: localDateSchema,
    /** What the caller saw; left out, the latest state is ended whatever it says. */
    revision: z.int().min(1).optional(),
    ...gapFields,
  }),
  output: z.object({ dutyId: z.uuid(), warnings: z.array(z.string()) }),
  door: { method: 'PUT', path: '/duties/{dutyId}/end' },
  example: { dutyId: demoDutyId('bientap', 0), endsOn: '2030-12-31' },
  async run(tx, actor, { dutyId, endsOn, revision, ...accept }) {
    const { officeId } = actor
    await lockRoster(tx, officeId)
    const duty = await lockDuty(tx, officeId, { dutyId, revision })
    if (duty.role === 'admin' && duty.staffId === actor.id) {
      throw new AppError('wrong_state', {
        detail: 'Không thể tự kết thúc vai trò quản trị. Hãy nhờ quản trị khác.',
      })
    }
    requireOrder(duty.startsOn, endsOn)
    const set = { ends_on: endsOn, gap_reason: accept.gapReason, revision: duty.revision + 1 }
    const warnings = await changeCover(tx, officeId, {
      accept,
      change: () =>
        tx.db
          .updateTable('duties')
          .set(set)
          .where('office_id', '=', officeId)
          .where('id', '=', dutyId)
          .execute(),
    })
    const facts = {
      staffId: duty.staffId,
      role: duty.role,
      before: duty.endsOn,
      after: endsOn,
      warnings,
      ...accept,
    }
    return { output: { dutyId, warnings }, audit: [{ subjectType: 'duty', subjectId: dutyId, facts }] }
  },
})
