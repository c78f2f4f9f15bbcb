import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../calendar/model/local-time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { DB } from '../platform/database-types.ts'
import { type Actor, type Duty, defineQuery } from '../platform/operations.ts'
import { openingStatement, send } from '../platform/transaction.ts'
import { neededRoles, roleName } from './model.ts'

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
      .leftJoin('duties as d', (join) =>
        join
          .onRef('d.office_id', '=', 's.office_id')
          .onRef('d.staff_id', '=', 's.id')
          .on('d.starts_on', '<=', today)
          .on((on) => on.or([on('d.ends_on', 'is', null), on('d.ends_on', '>=', today)])),
      )
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

/** Active officers who hold a role on a day, in the field or in all, by name: to whom a dossier may be handed. */
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
    .where('s.active', '=', true)
    .where((where) =>
      where.exists(
        where
          .selectFrom('duties as d')
          .select('d.id')
          .where('d.office_id', '=', post.officeId)
          .whereRef('d.staff_id', '=', 's.id')
          .where('d.role', '=', post.role)
          .where('d.starts_on', '<=', post.today)
          .where((on) => on.or([on('d.ends_on', 'is', null), on('d.ends_on', '>=', post.today)]))
          .where((on) => on.or([on('d.field_code', 'is', null), on('d.field_code', '=', post.fieldCode)])),
      ),
    )
}

/** Duties of a member in force on a day. */
export async function dutiesToday(
  db: Kysely<DB>,
  wanted: { officeId: string; staffId: string; onDate: string },
): Promise<Duty[]> {
  return db
    .selectFrom('duties')
    .select(['role', 'field_code as fieldCode'])
    .where('office_id', '=', wanted.officeId)
    .where('staff_id', '=', wanted.staffId)
    .where('starts_on', '<=', wanted.onDate)
    .where((on) => on.or([on('ends_on', 'is', null), on('ends_on', '>=', wanted.onDate)]))
    .execute()
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

/** Sentences about fields that nobody holds on a day any more, of those that the lost duties covered. */
export async function coverWarnings(
  db: Kysely<DB>,
  lost: { officeId: string; onDate: string; duties: readonly Duty[] },
): Promise<string[]> {
  const duties = lost.duties.filter((duty) => (neededRoles as readonly string[]).includes(duty.role))
  if (duties.length === 0) return []
  const found = await sql<{
    role: string
    names: string[]
  }>`select l.role, array_agg(distinct f.name) as names
    from jsonb_to_recordset(${JSON.stringify(duties)}::jsonb) as l (role text, "fieldCode" text)
    join fields f on f.office_id = ${lost.officeId}::uuid and (l."fieldCode" is null or f.code = l."fieldCode")
    where not exists (select 1 from duties d join staff_members s on s.office_id = d.office_id and s.id = d.staff_id
      where d.office_id = ${lost.officeId}::uuid and d.role = l.role and s.active
        and (d.field_code is null or d.field_code = f.code) and d.starts_on <= ${lost.onDate}::date
        and (d.ends_on is null or d.ends_on >= ${lost.onDate}::date))
    group by l.role order by l.role`.execute(db)
  const day = lost.onDate.split('-').reverse().join('/')
  return found.rows.map(
    ({ role, names }) =>
      `Từ ${day} không còn ai giữ vai trò ${roleName(role)} ở lĩnh vực: ${names.join('; ')}.`,
  )
}

const dutySchema = z.object({
  id: z.uuid(),
  role: z.string(),
  fieldCode: z.string().nullable(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  note: z.string(),
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
            'startsOn', d.starts_on, 'endsOn', d.ends_on, 'note', d.note) order by d.starts_on desc, d.id), '[]'::jsonb)
          from duties d where d.office_id = s.office_id and d.staff_id = s.id) as duties
      from staff_members s where s.office_id = ${actor.officeId}::uuid
      order by s.full_name, s.id`.execute(db)
    return { members: found.rows }
  },
})

/** Units of the actor's office in their order. */
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
      .orderBy('sort')
      .orderBy('name')
      .execute()
    return { units }
  },
})
