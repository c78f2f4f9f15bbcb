import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { officeSettingsSchema } from '../model.ts'

/** Changes the settings of the actor's office. Papers already printed keep what they say. */
export const updateOffice = defineCommand({
  name: 'staff.updateOffice',
  title: 'Sửa thông tin đơn vị',
  audience: ['admin'],
  input: officeSettingsSchema,
  output: z.object({ officeId: z.uuid() }),
  door: { method: 'PUT', path: '/office' },
  example: {
    name: 'UBND xã Cẩm Long',
    parentName: 'UBND tỉnh Thanh Hóa',
    placeName: 'Cẩm Long',
    receptionName: 'Trung tâm Phục vụ hành chính công xã Cẩm Long',
    agencyCode: 'H56.22.17',
    address: 'Thôn Mẫu, xã Cẩm Long, tỉnh Thanh Hóa',
    phone: '0237 000 0000',
    email: 'ubnd@cam-long.invalid',
    sameDayCutoff: '15:00',
    dueSoonHours: 16,
    paperSymbols: { 'stop-notice': 'TB-UBND' },
  },
  async run(tx, actor, input) {
    const ofOffice = tx.db.selectFrom('offices').where('office_id', '=', actor.officeId).forUpdate()
    const before = await ofOffice
      .select(['name', 'agency_code', 'address', 'phone', 'email', 'same_day_cutoff', 'due_soon_hours'])
      .select(['parent_name', 'place_name', 'reception_name', 'paper_symbols'])
      .executeTakeFirstOrThrow()
    await tx.db
      .updateTable('offices')
      .set({
        name: input.name,
        parent_name: input.parentName,
        place_name: input.placeName,
        reception_name: input.receptionName,
        agency_code: input.agencyCode,
        address: input.address,
        phone: input.phone,
        email: input.email,
        same_day_cutoff: input.sameDayCutoff,
        due_soon_hours: input.dueSoonHours,
        paper_symbols: JSON.stringify(input.paperSymbols),
      })
      .where('office_id', '=', actor.officeId)
      .execute()
    const facts = { before, after: input }
    return {
      output: { officeId: actor.officeId },
      audit: [{ subjectType: 'office', subjectId: actor.officeId, facts }],
      news:
        before.due_soon_hours === input.dueSoonHours
          ? []
          : [{ topic: 'office.warning_changed', payload: { dueSoonHours: input.dueSoonHours } }],
    }
  },
})
