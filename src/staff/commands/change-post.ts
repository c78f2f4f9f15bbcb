import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { demoStaffId, demoUnitId } from '../examples.ts'
import { lineSchema } from '../model.ts'
import { lockMember } from './members.ts'

/** Changes a member's unit and the post that papers print (chức danh). Papers already issued keep the post they bear. */
export const changePost = defineCommand({
  name: 'staff.changePost',
  title: 'Đổi phòng, ban và chức danh của cán bộ',
  audience: ['admin'],
  input: z.strictObject({ staffId: z.uuid(), postTitle: lineSchema, unitId: z.uuid().nullable() }),
  output: z.object({ staffId: z.uuid() }),
  door: { method: 'PUT', path: '/staff/{staffId}/post' },
  example: { staffId: demoStaffId('ketoan'), postTitle: 'Kế toán', unitId: demoUnitId(0) },
  async run(tx, { officeId }, { staffId, postTitle, unitId }) {
    const member = await lockMember(tx, officeId, staffId)
    if (unitId !== null) await requireStanding(tx, officeId, unitId)
    await tx.db
      .updateTable('staff_members')
      .set({ post_title: postTitle, unit_id: unitId })
      .where('office_id', '=', officeId)
      .where('id', '=', staffId)
      .execute()
    const before = { postTitle: member.post_title, unitId: member.unit_id }
    const facts = { before, after: { postTitle, unitId } }
    return { output: { staffId }, audit: [{ subjectType: 'staff', subjectId: staffId, facts }] }
  },
})

/** Locked against being retired meanwhile. */
async function requireStanding(tx: Tx, officeId: string, unitId: string): Promise<void> {
  const unit = await tx.db
    .selectFrom('units')
    .select('retired_on')
    .where('office_id', '=', officeId)
    .where('id', '=', unitId)
    .forShare()
    .executeTakeFirst()
  if (unit && unit.retired_on === null) return
  throw new AppError('invalid_input', {
    fields: { unitId: 'Phòng, ban này không có hoặc đã thôi dùng. Hãy chọn lại.' },
  })
}
