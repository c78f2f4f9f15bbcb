import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../calendar/model/local-time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { DB } from '../platform/database-types.ts'
import { type Actor, defineQuery } from '../platform/operations.ts'
import { openingStatement, send } from '../platform/transaction.ts'
import { dutiesHeld } from './queries/duties-held.ts'

/**
 * The member of staff an account belongs to, with the duties in force today (Asia/Ho_Chi_Minh).
 * Runs before there is an actor, so it opens its own read; null when the member is inactive or unknown.
 */
export async function resolveActor(
  deps: { database: Database; clock: Clock },
  account: { officeId: string; staffId: string },
): Promise<Actor | null> {
  const today = localDate(deps.clock())
  return deps.database.use(async ({ client, db }) => {
    send(client, openingStatement(account.officeId, 'read only'))
    const rows = await db
      .selectFrom('staff_members as s')
      .leftJoin(dutiesHeld(account.officeId, today).as('d'), (join) => join.onRef('d.staff_id', '=', 's.id'))
      .select(['s.full_name', 's.username', 's.post_title', 'd.role', 'd.field_code'])
      .where('s.office_id', '=', account.officeId)
      .where('s.id', '=', account.staffId)
      .where('s.active', '=', true)
      .execute()
      .finally(() => send(client, 'commit'))
    const first = rows[0]
    if (!first) return null
    return {
      kind: 'staff',
      id: account.staffId,
      name: first.full_name,
      username: first.username,
      post: first.post_title,
      officeId: account.officeId,
      duties: rows.flatMap((row) => (row.role ? [{ role: row.role, fieldCode: row.field_code }] : [])),
    }
  })
}

/**
 * Whether the installation has any office, or this one. Runs before there is an actor, with the rights of anonymous
 * readers, who may see the names of all offices.
 */
export async function officeExists(database: Database, officeId?: string): Promise<boolean> {
  return database.usePublic(async ({ db }) => {
    const any = db.selectFrom('offices').select('office_id').limit(1)
    const found = await (officeId ? any.where('office_id', '=', officeId) : any).executeTakeFirst()
    return found !== undefined
  })
}

/** Ids of all offices of the installation, for jobs that go from office to office; read as anonymous readers may. */
export async function listOfficeIds(database: Database): Promise<string[]> {
  return database.usePublic(async ({ db }) => {
    const rows = await db.selectFrom('offices').select('office_id').orderBy('office_id').execute()
    return rows.map((row) => row.office_id)
  })
}

export interface OfficerOnDuty {
  id: string
  fullName: string
  postTitle: string
}

interface Post {
  officeId: string
  role: string
  fieldCode: string
  /** Day on which the duty must hold. */
  today: string
}

/** Officers who hold a role on a day, in the field or in all, by name: to whom a dossier may be handed. */
export async function officersOnDuty(db: Kysely<DB>, post: Post): Promise<OfficerOnDuty[]> {
  return onDuty(db, post)
    .select(['s.id', 's.full_name as fullName', 's.post_title as postTitle'])
    .orderBy('s.full_name')
    .orderBy('s.id')
    .execute()
}

/** Whether this member is one of `officersOnDuty` at the moment. */
export async function mayServe(
  db: Kysely<DB>,
  wanted: { officeId: string; staffId: string; role: string; fieldCode: string; at: Date },
): Promise<boolean> {
  const found = await onDuty(db, { ...wanted, today: localDate(wanted.at) })
    .select('s.id')
    .where('s.id', '=', wanted.staffId)
    .executeTakeFirst()
  return found !== undefined
}

function onDuty(db: Kysely<DB>, post: Post) {
  return db
    .selectFrom('staff_members as s')
    .where('s.office_id', '=', post.officeId)
    .where((where) =>
      where.exists(
        where
          .selectFrom(dutiesHeld(post.officeId, post.today).as('d'))
          .select('d.duty_id')
          .whereRef('d.staff_id', '=', 's.id')
          .where('d.role', '=', post.role)
          .where((on) => on.or([on('d.field_code', 'is', null), on('d.field_code', '=', post.fieldCode)])),
      ),
    )
}

export async function fieldExists(db: Kysely<DB>, officeId: string, code: string): Promise<boolean> {
  const found = await db
    .selectFrom('fields')
    .select('code')
    .where('office_id', '=', officeId)
    .where('code', '=', code)
    .executeTakeFirst()
  return found !== undefined
}

const dutySchema = z.object({
  id: z.uuid(),
  role: z.string(),
  fieldCode: z.string().nullable(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  note: z.string(),
  deskId: z.uuid().nullable(),
  /** Who stands in while the member is away. */
  substituteId: z.uuid().nullable(),
  /** Why a change was made that left a field without anybody; empty where none did. */
  gapReason: z.string(),
  /** For `staff.changeDuty` and `staff.endDuty`: what they decide on. */
  revision: z.int(),
})

const memberSchema = z.object({
  id: z.uuid(),
  fullName: z.string(),
  postTitle: z.string(),
  unitId: z.uuid().nullable(),
  username: z.string(),
  phone: z.string(),
  active: z.boolean(),
  /** Also those that have ended or not begun yet, latest first. */
  duties: z.array(dutySchema),
})

/** Everybody of the office, by name, with all their duties. */
export const listStaff = defineQuery({
  name: 'staff.list',
  title: 'Xem cán bộ, công chức và phân công',
  audience: ['admin', 'leader'],
  input: z.strictObject({}),
  output: z.object({ members: z.array(memberSchema) }),
  door: { method: 'GET', path: '/staff' },
  async run({ db }, actor) {
    const found = await sql<z.output<typeof memberSchema>>`select s.id, s.full_name as "fullName",
        s.post_title as "postTitle", s.unit_id as "unitId", s.username, s.phone, s.active,
        (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'role', d.role, 'fieldCode', d.field_code,
            'startsOn', d.starts_on, 'endsOn', d.ends_on, 'note', d.note, 'deskId', d.desk_id,
            'substituteId', d.substitute_id, 'gapReason', d.gap_reason, 'revision', d.revision) order by d.starts_on desc, d.id), '[]'::jsonb)
          from duties d where d.office_id = s.office_id and d.staff_id = s.id) as duties
      from staff_members s where s.office_id = ${actor.officeId}::uuid
      order by s.full_name, s.id`.execute(db)
    return { members: found.rows }
  },
})

/** Units of the actor's office that stand, in their order. */
export const listUnits = defineQuery({
  name: 'staff.listUnits',
  title: 'Xem các phòng, ban',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({ units: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string() })) }),
  door: { method: 'GET', path: '/units' },
  async run({ db }, actor) {
    const units = await db
      .selectFrom('units')
      .select(['id', 'code', 'name'])
      .where('office_id', '=', actor.officeId)
      .where('retired_on', 'is', null)
      .orderBy('sort')
      .orderBy('name')
      .execute()
    return { units }
  },
})
