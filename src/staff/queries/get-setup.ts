import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { setupState, setupSteps } from '../model/setup.ts'
import { dossierRoles } from '../model.ts'
import { receptionsOn } from './field-reception.ts'
import { listDesks } from './list-desks.ts'
import { rosterGaps } from './list-gaps.ts'
import { officeFacts } from './office.ts'

/** How far the setting up of the one-stop unit is, step by step, counted from what is there today. */
export const getSetup = defineQuery({
  name: 'staff.getSetup',
  title: 'Xem việc kiện toàn bộ phận một cửa',
  audience: ['admin', 'leader'],
  input: z.strictObject({}),
  output: z.object({
    today: z.string(),
    steps: z.array(
      z.object({
        name: z.enum(setupSteps),
        done: z.boolean(),
        state: z.string(),
        missing: z.array(z.string()),
        advice: z.array(z.string()),
      }),
    ),
  }),
  door: { method: 'GET', path: '/setup' },
  example: {},
  async run(reader, actor) {
    const { officeId } = actor
    const today = localDate(reader.now)
    const [office, counts, roster, fields, { desks }, gaps] = await Promise.all([
      officeFacts(reader.db, officeId),
      countOffice(reader.db, { officeId, today }),
      countRoster(reader.db, { officeId, today }),
      receptionsOn(reader.db, { officeId, day: today }),
      listDesks.run(reader, actor, {}),
      rosterGaps(reader.db, { officeId, from: today }),
    ])
    const inUse = desks.filter((desk) => desk.active)
    return { today, steps: setupState({ today, office, ...counts, ...roster, fields, desks: inUse, gaps }) }
  },
})

interface Of {
  officeId: string
  today: string
}

async function countOffice(db: Kysely<DB>, { officeId, today }: Of) {
  const office = sql`${officeId}::uuid`
  const found = await sql<{
    units: number
    members: number
    withoutUnit: string[]
    hasHours: boolean
    unconfirmedHolidays: number
  }>`select
      (select count(*)::int from units where office_id = ${office} and retired_on is null) as units,
      (select count(*)::int from staff_members where office_id = ${office} and active) as members,
      (select coalesce(jsonb_agg(full_name order by full_name), '[]'::jsonb) from staff_members
        where office_id = ${office} and active and unit_id is null) as "withoutUnit",
      exists (select 1 from working_hours where office_id = ${office} and valid_from <= ${today}::date) as "hasHours",
      (select count(*)::int from calendar_days where office_id = ${office} and not confirmed
        and day >= ${today}::date and day <= (${`${today.slice(0, 4)}-12-31`})::date) as "unconfirmedHolidays"`.execute(
    db,
  )
  const [row] = found.rows
  if (!row) throw new Error('the counts are one row')
  return row
}

async function countRoster(db: Kysely<DB>, { officeId, today }: Of) {
  const office = sql`${officeId}::uuid`
  const names = (condition: string) =>
    sql`(select coalesce(jsonb_agg(distinct full_name), '[]'::jsonb) from entries where ${sql.raw(condition)})`
  const found = await sql<{ duties: number; withoutDesk: string[]; withoutSubstitute: string[] }>`
    with entries as (
      select s.full_name, d.role, d.desk_id, d.substitute_id from duties d
      join staff_members s on s.office_id = ${office} and s.id = d.staff_id and s.active
      where d.office_id = ${office} and d.role = any(${[...dossierRoles]}::text[]) and d.starts_on <= ${today}::date
        and (d.ends_on is null or d.ends_on >= ${today}::date))
    select (select count(*)::int from entries) as duties,
      ${names(`role = 'counter' and desk_id is null`)} as "withoutDesk",
      ${names('substitute_id is null')} as "withoutSubstitute"`.execute(db)
  const [row] = found.rows
  if (!row) throw new Error('the counts are one row')
  return row
}
