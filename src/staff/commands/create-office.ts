import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { openCalendar } from '../../calendar/commands.ts'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import {
  defaultCodeTemplates,
  defaultUnits,
  fieldCodeSchema,
  lineSchema,
  officeSettingsSchema,
  phoneSchema,
  roleSchema,
  usernameSchema,
} from '../model.ts'
import { insertMembers } from './new-members.ts'

const newDutySchema = z.strictObject({
  id: z.uuid().optional(),
  role: roleSchema,
  fieldCode: fieldCodeSchema.default(null),
})

const newMemberSchema = z.strictObject({
  id: z.uuid().optional(),
  username: usernameSchema,
  /** Hash by better-auth, so that no password is hashed inside the transaction; null for who cannot sign in. */
  passwordHash: z.string().min(40).max(500).nullable(),
  fullName: lineSchema,
  postTitle: lineSchema,
  unitCode: z.string().nullable().default(null),
  phone: phoneSchema.default(''),
  duties: z.array(newDutySchema).max(100),
})

/** What a new office needs; units are those of a commune of two-tier government unless told. */
export const newOfficeSchema = z.strictObject({
  ...officeSettingsSchema.shape,
  phone: phoneSchema.default(''),
  email: officeSettingsSchema.shape.email.default(''),
  sameDayCutoff: officeSettingsSchema.shape.sameDayCutoff.default('15:00'),
  dueSoonHours: officeSettingsSchema.shape.dueSoonHours.default(16),
  paperSymbols: officeSettingsSchema.shape.paperSymbols.default({}),
  practice: z.boolean().default(false),
  units: z
    .array(z.strictObject({ id: z.uuid().optional(), code: z.string().min(1).max(60), name: lineSchema }))
    .min(1)
    .default([...defaultUnits]),
  members: z.array(newMemberSchema).min(1, { error: 'Đơn vị mới cần ít nhất một quản trị.' }).max(500),
  /** First day of the duties of the first members; today unless told. */
  dutiesFrom: localDateSchema.optional(),
})
type NewOffice = z.output<typeof newOfficeSchema>

/**
 * Opens an office with its code templates, units, calendar and first members, in the office that the system actor
 * names. The program alone may: there is nobody yet who could be asked. Fails with conflict when it exists.
 */
export const createOffice = defineCommand({
  name: 'staff.createOffice',
  title: 'Mở đơn vị mới',
  audience: [],
  input: newOfficeSchema,
  output: z.object({ officeId: z.uuid() }),
  async run(tx, actor, input) {
    const { officeId } = actor
    if (!input.members.some((member) => member.duties.some((duty) => duty.role === 'admin'))) {
      throw new AppError('invalid_input', {
        fields: { members: 'Cần ít nhất một người có vai trò quản trị.' },
      })
    }
    await insertOffice(tx, officeId, input)
    const unitIds = await insertUnits(tx, officeId, input)
    await openCalendar(tx, officeId)
    await insertMembers(tx, officeId, membersOf(input, unitIds, input.dutiesFrom ?? localDate(tx.now)))
    const facts = {
      name: input.name,
      agencyCode: input.agencyCode,
      usernames: input.members.map((m) => m.username),
    }
    return { output: { officeId }, audit: [{ subjectType: 'office', subjectId: officeId, facts }] }
  },
})

async function insertOffice(tx: Tx, officeId: string, input: NewOffice): Promise<void> {
  await tx.db
    .insertInto('offices')
    .values({
      office_id: officeId,
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
      practice: input.practice,
      created_at: tx.now,
    })
    .execute()
  await tx.db
    .insertInto('dossier_code_templates')
    .values(
      defaultCodeTemplates.map(({ validFrom, template }) => ({
        office_id: officeId,
        valid_from: validFrom,
        template,
      })),
    )
    .execute()
}

/** Unit ids by code. */
async function insertUnits(tx: Tx, officeId: string, input: NewOffice): Promise<Map<string, string>> {
  const units = input.units.map((unit, sort) => ({
    ...unit,
    id: unit.id ?? uuid(),
    office_id: officeId,
    sort,
  }))
  await tx.db.insertInto('units').values(units).execute()
  return new Map(units.map((unit) => [unit.code, unit.id]))
}

function membersOf(input: NewOffice, unitIds: ReadonlyMap<string, string>, startsOn: string) {
  return input.members.map(({ unitCode, duties, ...member }) => ({
    ...member,
    id: member.id ?? uuid(),
    unitId: unitIdOf(unitIds, unitCode),
    duties: duties.map((duty) => ({ ...duty, id: duty.id ?? uuid(), startsOn })),
  }))
}

function unitIdOf(unitIds: ReadonlyMap<string, string>, code: string | null): string | null {
  if (code === null) return null
  const found = unitIds.get(code)
  if (!found)
    throw new AppError('invalid_input', { fields: { members: `Không có phòng, ban mã “${code}”.` } })
  return found
}
