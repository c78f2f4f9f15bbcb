import { z } from 'zod'
import { localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoDutyId, demoStaffId } from '../examples.ts'
import { lockDuty } from './lock-duty.ts'
import {
  refuseDouble,
  requireDesk,
  requireMovingRole,
  requireOrder,
  requireSubstitute,
} from './roster-checks.ts'
import { changeCover, gapFields, lockRoster } from './roster-guard.ts'

/**
 * Changes desk, substitute, last day and note of a roster entry. Who, in which role and field and from when stays: what
 * was held was held, so that another duty is another entry. Fails with stale when somebody changed it meanwhile.
 */
export const changeDuty = defineCommand({
  name: 'staff.changeDuty',
  title: 'Sửa phân công',
  audience: ['admin'],
  input: z.strictObject({
    dutyId: z.uuid(),
    revision: z.int().min(1),
    endsOn: localDateSchema.nullable(),
    deskId: z.uuid().nullable(),
    substituteId: z.uuid().nullable(),
    note: z.string().trim().max(500),
    ...gapFields,
  }),
  output: z.object({ dutyId: z.uuid(), revision: z.int(), warnings: z.array(z.string()) }),
  door: { method: 'PUT', path: '/duties/{dutyId}' },
  example: {
    dutyId: demoDutyId('phochutich', 0),
    revision: 2,
    endsOn: null,
    deskId: null,
    substituteId: demoStaffId('chutich'),
    note: 'Theo Quyết định phân công',
  },
  async run(tx, actor, { dutyId, revision, acceptGap, gapReason, ...wanted }) {
    const { officeId } = actor
    await lockRoster(tx, officeId)
    const duty = await lockDuty(tx, officeId, { dutyId, revision })
    if (duty.role === 'admin' && duty.staffId === actor.id && wanted.endsOn !== null) {
      throw new AppError('wrong_state', {
        detail: 'Không thể tự kết thúc vai trò quản trị. Hãy nhờ quản trị khác.',
      })
    }
    requireOrder(duty.startsOn, wanted.endsOn)
    requireMovingRole(duty.role, wanted.substituteId)
    if (wanted.deskId !== duty.deskId) await requireDesk(tx, officeId, wanted.deskId)
    if (wanted.substituteId !== duty.substituteId) {
      await requireSubstitute(tx, officeId, { staffId: duty.staffId, substituteId: wanted.substituteId })
    }
    await refuseDouble(tx, officeId, { ...duty, endsOn: wanted.endsOn, butFor: dutyId })
    const set = {
      ends_on: wanted.endsOn,
      desk_id: wanted.deskId,
      substitute_id: wanted.substituteId,
      note: wanted.note,
      gap_reason: gapReason,
      revision: revision + 1,
    }
    const warnings = await changeCover(tx, officeId, {
      accept: { acceptGap, gapReason },
      change: () =>
        tx.db
          .updateTable('duties')
          .set(set)
          .where('office_id', '=', officeId)
          .where('id', '=', dutyId)
          .execute(),
    })
    const facts = { before: duty, after: wanted, warnings, acceptGap, gapReason }
    return {
      output: { dutyId, revision: revision + 1, warnings },
      audit: [{ subjectType: 'duty', subjectId: dutyId, facts }],
    }
  },
})
