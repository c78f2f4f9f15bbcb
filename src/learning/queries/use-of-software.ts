import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import { dossierRoles } from '../../staff/model.ts'
import { dutiesHeld } from '../../staff/queries/duties-held.ts'

export const reportReaders = ['leader', 'admin'] as const

/** How far back the report looks (days) unless told. */
export const usualDays = 30

export const daysSchema = z.coerce
  .number({ error: 'Hãy ghi số ngày.' })
  .int()
  .min(1, { error: 'Hãy ghi từ 1 đến 400 ngày.' })
  .max(400, { error: 'Hãy ghi từ 1 đến 400 ngày.' })

const usedField = z.object({
  fieldCode: z.string(),
  fieldName: z.string(),
  /** Dossiers of the field that came in during the time. */
  received: z.int(),
  /** What this member did to dossiers of the field. */
  deeds: z.int(),
})

const member = z.object({
  staffId: z.uuid(),
  fullName: z.string(),
  postTitle: z.string(),
  roles: z.array(z.string()),
  /** Whether some duty covers all fields; then no single field can be missed. */
  allFields: z.boolean(),
  deeds: z.int(),
  lastUsed: z.date().nullable(),
  fields: z.array(usedField),
})
export type MemberUse = z.output<typeof member>

/**
 * Who has worked with the software in the fields of their duty, from the events of real dossiers. A duty at a desk covers
 * the fields of the desk. What happens in the practice office lies behind the wall and counts for nothing here.
 */
export const useOfSoftware = defineQuery({
  name: 'learning.useOfSoftware',
  title: 'Xem ai đã, ai chưa dùng phần mềm ở lĩnh vực được phân công',
  audience: reportReaders,
  door: { method: 'GET', path: '/learning/use' },
  input: z.strictObject({ days: daysSchema.default(usualDays) }),
  output: z.object({ members: z.array(member) }),
  async run({ db, now }, { officeId }, { days }) {
    const office = sql`${officeId}::uuid`
    const since = new Date(now.getTime() - days * 86_400_000)
    const found = await sql<MemberUse>`
      with held as (
        select h.staff_id, h.role, coalesce(h.field_code, seat.field_code) as field_code
        from ${dutiesHeld(officeId, localDate(now))} as h
        join duties d on d.office_id = ${office} and d.id = h.duty_id
        left join desk_fields seat on h.field_code is null and seat.office_id = ${office} and seat.desk_id = d.desk_id
        where h.role = any(${[...dossierRoles]}::text[])
      ), did as (
        select e.actor_id, d.field_code, count(*)::int as deeds, max(e.at) as last
        from dossier_events e join dossiers d on d.office_id = e.office_id and d.id = e.dossier_id
        where e.office_id = ${office} and e.at >= ${since} and e.actor_id is not null
        group by e.actor_id, d.field_code
      ), came as (
        select field_code, count(*)::int as received from dossiers
        where office_id = ${office} and received_at >= ${since} group by field_code
      )
      select s.id as "staffId", s.full_name as "fullName", s.post_title as "postTitle",
        (select jsonb_agg(distinct h.role) from held h where h.staff_id = s.id) as roles,
        (select bool_or(h.field_code is null) from held h where h.staff_id = s.id) as "allFields",
        (select coalesce(sum(x.deeds), 0)::int from did x where x.actor_id = s.id) as deeds,
        (select max(x.last) from did x where x.actor_id = s.id) as "lastUsed",
        (select coalesce(jsonb_agg(jsonb_build_object('fieldCode', f.code, 'fieldName', f.name,
            'received', coalesce(c.received, 0), 'deeds', coalesce(x.deeds, 0)) order by f.name), '[]'::jsonb)
          from fields f
          left join came c on c.field_code = f.code
          left join did x on x.field_code = f.code and x.actor_id = s.id
          where f.office_id = ${office}
            and f.code in (select h.field_code from held h where h.staff_id = s.id)) as fields
      from staff_members s
      where s.office_id = ${office} and s.active and s.id in (select staff_id from held)
      order by deeds, s.full_name, s.id`.execute(db)
    return { members: found.rows }
  },
})
