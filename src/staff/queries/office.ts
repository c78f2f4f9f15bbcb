import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { officeSettingsSchema, type PaperSymbols } from '../model.ts'

/** Settings of the actor's office, and how it writes dossier codes: each way from a day on, latest first. */
export const getOffice = defineQuery({
  name: 'staff.getOffice',
  title: 'Xem thông tin đơn vị',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({
    ...officeSettingsSchema.shape,
    officeId: z.uuid(),
    practice: z.boolean(),
    codeTemplates: z.array(z.object({ validFrom: z.string(), template: z.string() })),
  }),
  door: { method: 'GET', path: '/office' },
  async run({ db }, actor) {
    const [facts, codeTemplates] = await Promise.all([
      officeFacts(db, actor.officeId),
      listCodeTemplates(db, actor.officeId),
    ])
    return { ...facts, codeTemplates }
  },
})

/** What papers and pages print of an office. Fails with not_found. */
export async function officeFacts(db: Kysely<DB>, officeId: string) {
  const row = await db
    .selectFrom('offices')
    .select(['office_id as officeId', 'name', 'parent_name as parentName', 'place_name as placeName'])
    .select(['reception_name as receptionName', 'agency_code as agencyCode', 'address', 'phone', 'email'])
    .select(['same_day_cutoff as sameDayCutoff', 'due_soon_hours as dueSoonHours', 'practice'])
    .select((each) => each.ref('paper_symbols').$castTo<PaperSymbols>().as('paperSymbols'))
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return row
}

/** How the office writes dossier codes on a day, with its agency code. Fails with not_found. */
export async function codeTemplateOn(
  db: Kysely<DB>,
  officeId: string,
  onDate: string,
): Promise<{ template: string; agencyCode: string }> {
  const row = await db
    .selectFrom('dossier_code_templates as t')
    .innerJoin('offices as o', 'o.office_id', 't.office_id')
    .select(['t.template', 'o.agency_code as agencyCode'])
    .where('t.office_id', '=', officeId)
    .where('t.valid_from', '<=', onDate)
    .orderBy('t.valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row)
    throw new AppError('not_found', {
      detail: 'Đơn vị chưa có mẫu mã hồ sơ cho ngày này. Hãy liên hệ quản trị.',
    })
  return row
}

async function listCodeTemplates(db: Kysely<DB>, officeId: string) {
  return db
    .selectFrom('dossier_code_templates')
    .select(['valid_from as validFrom', 'template'])
    .where('office_id', '=', officeId)
    .orderBy('valid_from', 'desc')
    .execute()
}
