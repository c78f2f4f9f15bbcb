import { type Kysely, sql } from 'kysely'
import type { DB } from '../../../platform/database-types.ts'
import type { BuildForm } from '../../model/package-builds.ts'
import type { WorkFileView } from '../get-work-file.ts'

interface Of {
  officeId: string
  workFileId: string
}

/** Packages that were made of a work file, latest first. */
export async function madePackages(db: Kysely<DB>, of: Of): Promise<WorkFileView['packages']> {
  const found = await db
    .selectFrom('work_file_packages as p')
    .innerJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'p.office_id').onRef('s.id', '=', 'p.made_by'),
    )
    .select(['p.fingerprint', 'p.made_at as madeAt', 's.full_name as madeByName', 'p.bytes'])
    .select(sql<boolean>`p.file_id is not null`.as('kept'))
    .where('p.office_id', '=', of.officeId)
    .where('p.work_file_id', '=', of.workFileId)
    .orderBy('kept', 'desc')
    .orderBy('p.made_at', 'desc')
    .limit(10)
    .execute()
  return found.map(({ madeAt, bytes, ...each }) => ({
    ...each,
    bytes: Number(bytes),
    madeAt: madeAt.toISOString(),
  }))
}

/** What was asked for last of a work file, in one form. */
export async function latestBuild(
  db: Kysely<DB>,
  of: Of & { form: BuildForm },
): Promise<WorkFileView['build']> {
  const found = await db
    .selectFrom('work_file_package_builds as b')
    .innerJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'b.office_id').onRef('s.id', '=', 'b.asked_by'),
    )
    .select(['b.state', 'b.asked_at as askedAt', 's.full_name as askedByName', 'b.rendered'])
    .select(['b.to_render as toRender', 'b.problem'])
    .select(sql<boolean>`b.file_id is not null`.as('kept'))
    .where('b.office_id', '=', of.officeId)
    .where('b.work_file_id', '=', of.workFileId)
    .where('b.form', '=', of.form)
    .orderBy('b.asked_at', 'desc')
    .orderBy('b.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!found) return null
  const { state, askedAt, ...rest } = found
  return {
    ...rest,
    state: state as NonNullable<WorkFileView['build']>['state'],
    askedAt: askedAt.toISOString(),
  }
}
