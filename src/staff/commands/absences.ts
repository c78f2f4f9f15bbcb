import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { addDays, localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { demoAbsenceId, demoStaffId } from '../examples.ts'
import { type AbsenceKind, absenceKinds } from '../model/roster.ts'
import { lockMember } from './members.ts'
import { requireOrder, requireSubstitute } from './roster-checks.ts'
import { changeCover, gapFields, lockRoster } from './roster-guard.ts'

const absenceInput = z.strictObject({
  id: z.uuid().optional(),
  staffId: z.uuid(),
  startsOn: localDateSchema,
  endsOn: localDateSchema,
  kind: z.enum(Object.keys(absenceKinds) as [AbsenceKind, ...AbsenceKind[]]),
  reason: z.string().trim().max(500).default(''),
  /** Null: whom each roster entry names. */
  substituteId: z.uuid().nullable().default(null),
  ...gapFields,
})

/**
 * Notes that a member is away from a day to a day, both included: their duties on dossiers pass to the substitute for
 * exactly that time. It begins today at the earliest, since rights are not moved backwards, and two absences of one
 * member never share a day: the next begins on the day after.
 */
export const planAbsence = defineCommand({
  name: 'staff.planAbsence',
  title: 'Ghi cán bộ vắng mặt và người thay',
  audience: ['admin'],
  input: absenceInput,
  output: z.object({ absenceId: z.uuid(), warnings: z.array(z.string()) }),
  door: { method: 'POST', path: '/absences', status: 201 },
  example: {
    staffId: demoStaffId('tuphap'),
    startsOn: '2030-05-06',
    endsOn: '2030-05-10',
    kind: 'leave',
    substituteId: demoStaffId('chuyenmon'),
  },
  async run(tx, actor, { id, acceptGap, gapReason, ...input }) {
    const { officeId } = actor
    await lockRoster(tx, officeId)
    await lockMember(tx, officeId, input.staffId)
    requireOrder(input.startsOn, input.endsOn)
    if (input.startsOn < localDate(tx.now)) {
      throw new AppError('invalid_input', {
        fields: { startsOn: 'Không ghi được vắng mặt cho ngày đã qua. Hãy chọn từ hôm nay trở đi.' },
      })
    }
    await requireSubstitute(tx, officeId, input)
    await refuseOverlap(tx, officeId, input)
    const absenceId = id ?? uuid()
    const row = {
      office_id: officeId,
      id: absenceId,
      staff_id: input.staffId,
      starts_on: input.startsOn,
      ends_on: input.endsOn,
      kind: input.kind,
      reason: input.reason,
      substitute_id: input.substituteId,
      gap_reason: gapReason,
      created_at: tx.now,
    }
    const warnings = await changeCover(tx, officeId, {
      accept: { acceptGap, gapReason },
      change: () => tx.db.insertInto('absences').values(row).execute(),
    })
    const facts = { ...input, warnings, acceptGap, gapReason }
    return {
      output: { absenceId, warnings },
      audit: [{ subjectType: 'absence', subjectId: absenceId, facts }],
    }
  },
})

async function refuseOverlap(
  tx: Tx,
  officeId: string,
  { staffId, startsOn, endsOn }: { staffId: string; startsOn: string; endsOn: string },
): Promise<void> {
  const other = await tx.db
    .selectFrom('absences')
    .select(['starts_on', 'ends_on'])
    .where('office_id', '=', officeId)
    .where('staff_id', '=', staffId)
    .where('starts_on', '<=', endsOn)
    .where('ends_on', '>=', startsOn)
    .executeTakeFirst()
  if (!other) return
  const time = `từ ${formatDate(other.starts_on)} đến hết ${formatDate(other.ends_on)}`
  throw new AppError('conflict', {
    detail: `Người này đã được ghi vắng mặt ${time}. Lần vắng mặt sau phải bắt đầu từ ngày kế tiếp.`,
  })
}

/**
 * Ends an absence earlier: the member is back from today on (the day named is the first one back). One that has not begun
 * is taken back whole. Fails with wrong_state when it is over already, with stale when it was changed meanwhile.
 */
export const endAbsence = defineCommand({
  name: 'staff.endAbsence',
  title: 'Hủy hoặc kết thúc sớm vắng mặt',
  audience: ['admin'],
  input: z.strictObject({ absenceId: z.uuid(), revision: z.int().min(1), ...gapFields }),
  output: z.object({ absenceId: z.uuid(), warnings: z.array(z.string()) }),
  door: { method: 'PUT', path: '/absences/{absenceId}/end' },
  example: { absenceId: demoAbsenceId, revision: 1 },
  async run(tx, actor, { absenceId, revision, ...accept }) {
    const { officeId } = actor
    await lockRoster(tx, officeId)
    const absence = await lockAbsence(tx, officeId, { absenceId, revision })
    const today = localDate(tx.now)
    if (absence.ends_on < today) {
      throw new AppError('wrong_state', { detail: 'Lần vắng mặt này đã hết. Không cần kết thúc nữa.' })
    }
    const warnings = await changeCover(tx, officeId, {
      accept,
      change: () => shorten(tx, officeId, { absenceId, revision, today, startsOn: absence.starts_on }),
    })
    const facts = { before: absence, backOn: today, warnings, ...accept }
    return {
      output: { absenceId, warnings },
      audit: [{ subjectType: 'absence', subjectId: absenceId, facts }],
    }
  },
})

async function lockAbsence(
  tx: Tx,
  officeId: string,
  { absenceId, revision }: { absenceId: string; revision: number },
) {
  const absence = await tx.db
    .selectFrom('absences')
    .select(['staff_id', 'starts_on', 'ends_on', 'substitute_id', 'revision'])
    .where('office_id', '=', officeId)
    .where('id', '=', absenceId)
    .forUpdate()
    .executeTakeFirst()
  if (!absence) {
    throw new AppError('not_found', {
      detail: 'Không có lần vắng mặt này hoặc đã được hủy. Hãy tải lại trang.',
    })
  }
  if (absence.revision !== revision) throw new AppError('stale')
  return absence
}

/** What has not begun leaves only its audit; what has keeps the days that passed. */
async function shorten(
  tx: Tx,
  officeId: string,
  of: { absenceId: string; revision: number; today: string; startsOn: string },
): Promise<unknown> {
  if (of.startsOn >= of.today) {
    return tx.db
      .deleteFrom('absences')
      .where('office_id', '=', officeId)
      .where('id', '=', of.absenceId)
      .execute()
  }
  return tx.db
    .updateTable('absences')
    .set({ ends_on: addDays(of.today, -1), revision: of.revision + 1 })
    .where('office_id', '=', officeId)
    .where('id', '=', of.absenceId)
    .execute()
}
