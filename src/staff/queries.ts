import type { Kysely } from 'kysely'
import { localDate } from '../calendar/model/local-time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { DB } from '../platform/database-types.ts'
import { AppError } from '../platform/errors.ts'
import type { Actor } from '../platform/operations.ts'
import { openingStatement, publicOpening, send } from '../platform/transaction.ts'

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
      .select(['s.full_name', 's.post_title', 'd.role', 'd.field_code'])
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
  return database.use(async ({ client, db }) => {
    send(client, publicOpening)
    const any = db.selectFrom('offices').select('office_id').limit(1)
    const found = await (officeId ? any.where('office_id', '=', officeId) : any)
      .executeTakeFirst()
      .finally(() => send(client, 'commit'))
    return found !== undefined
  })
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

export interface OfficerOnDuty {
  id: string
  fullName: string
  postTitle: string
}

/** Active officers who hold a role on a day, in the field or in all, by name: to whom a dossier may be handed. */
export async function officersOnDuty(
  db: Kysely<DB>,
  wanted: { officeId: string; role: string; fieldCode: string; today: string },
): Promise<OfficerOnDuty[]> {
  return db
    .selectFrom('staff_members as s')
    .select(['s.id', 's.full_name as fullName', 's.post_title as postTitle'])
    .where('s.office_id', '=', wanted.officeId)
    .where('s.active', '=', true)
    .where((where) =>
      where.exists(
        where
          .selectFrom('duties as d')
          .select('d.id')
          .where('d.office_id', '=', wanted.officeId)
          .whereRef('d.staff_id', '=', 's.id')
          .where('d.role', '=', wanted.role)
          .where('d.starts_on', '<=', wanted.today)
          .where((on) => on.or([on('d.ends_on', 'is', null), on('d.ends_on', '>=', wanted.today)]))
          .where((on) => on.or([on('d.field_code', 'is', null), on('d.field_code', '=', wanted.fieldCode)])),
      ),
    )
    .orderBy('s.full_name')
    .orderBy('s.id')
    .execute()
}
