import { type Kysely, type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'

/** Whether the field `code` of the office is received at the desk on a day; one that nobody decided about is. */
export function receivedOn(
  officeId: string,
  at: { code: RawBuilder<unknown>; day: RawBuilder<unknown> },
): RawBuilder<boolean> {
  return sql<boolean>`coalesce((select r.received from field_receptions r
    where r.office_id = ${officeId}::uuid and r.field_code = ${at.code} and r.valid_from <= ${at.day}
    order by r.valid_from desc limit 1), true)`
}

/** Why the field of a procedure is not received at the desk on a day; null where it is. */
export async function whyNotReceived(
  db: Kysely<DB>,
  officeId: string,
  of: { procedureId: string; onDate: string },
): Promise<{ fieldName: string; reason: string } | null> {
  const found = await sql<{ fieldName: string; received: boolean; reason: string }>`
    select f.name as "fieldName", r.received, r.reason
    from procedures p
    join fields f on f.office_id = p.office_id and f.code = p.field_code
    join field_receptions r on r.office_id = p.office_id and r.field_code = p.field_code
    where p.office_id = ${officeId}::uuid and p.id = ${of.procedureId}::uuid and r.valid_from <= ${of.onDate}::date
    order by r.valid_from desc limit 1`.execute(db)
  const row = found.rows[0]
  return !row || row.received ? null : { fieldName: row.fieldName, reason: row.reason }
}

const receptionSchema = z.object({
  code: z.string(),
  name: z.string(),
  received: z.boolean(),
  /** Since when it is so; null where it has always been. */
  since: z.string().nullable(),
  reason: z.string(),
  /** Decided for later days, earliest first. */
  later: z.array(z.object({ validFrom: z.string(), received: z.boolean(), reason: z.string() })),
  /** Desks in use that serve it, by their order. */
  desks: z.array(z.string()),
})

/** Every field of the catalogue by name: whether it is received at the desk today, why not, and at which desks. */
export const listReceptions = defineQuery({
  name: 'staff.listReceptions',
  title: 'Xem lĩnh vực nào tiếp nhận tại bộ phận một cửa',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({ fields: z.array(receptionSchema) }),
  door: { method: 'GET', path: '/field-receptions' },
  example: {},
  async run({ db, now }, { officeId }) {
    return { fields: await receptionsOn(db, { officeId, day: localDate(now) }) }
  },
})

/** `listReceptions` on any day. */
export async function receptionsOn(
  db: Kysely<DB>,
  { officeId, day }: { officeId: string; day: string },
): Promise<z.output<typeof receptionSchema>[]> {
  const found = await sql<z.output<typeof receptionSchema>>`
    select f.code, f.name, coalesce(r.received, true) as received, r.valid_from as since, coalesce(r.reason, '') as reason,
      (select coalesce(jsonb_agg(jsonb_build_object('validFrom', l.valid_from, 'received', l.received, 'reason', l.reason)
          order by l.valid_from), '[]'::jsonb)
        from field_receptions l where l.office_id = f.office_id and l.field_code = f.code and l.valid_from > ${day}::date) as later,
      (select coalesce(jsonb_agg(k.name order by k.sort, k.code), '[]'::jsonb)
        from desk_fields df join desks k on k.office_id = df.office_id and k.id = df.desk_id and k.active
        where df.office_id = f.office_id and df.field_code = f.code) as desks
    from fields f
    left join lateral (select n.received, n.valid_from, n.reason from field_receptions n
      where n.office_id = f.office_id and n.field_code = f.code and n.valid_from <= ${day}::date
      order by n.valid_from desc limit 1) r on true
    where f.office_id = ${officeId}::uuid
    order by f.name, f.code`.execute(db)
  return found.rows
}
