import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import type { ArrivalKind } from '../model/arrivals.ts'
import type { DifferenceKind } from '../model/differences.ts'
import type { MessageKind } from '../model/told-to-portal.ts'
import { loadSettings, loadState } from './load-settings.ts'

/** Shown at most of each list; the count says how many there are. */
const shown = 50

export interface ShownDifference {
  id: string
  kind: DifferenceKind
  portalCode: string
  /** Null where the office has no such dossier. */
  dossierId: string | null
  code: string | null
  procedureName: string
  ours: string
  theirs: string
  foundAt: Date
  resolvedAt: Date | null
  resolvedBy: string
  resolution: string
  note: string
}

export interface ShownFailure {
  what: 'message' | 'arrival'
  id: string
  kind: MessageKind | ArrivalKind
  portalCode: string
  dossierId: string | null
  reason: string
  at: Date
}

export interface ShownComparison {
  startedAt: Date
  compared: number
  found: number
  closed: number
  problem: string
}

/** Everything that stands between the portal and the office: what differs, what went wrong, and what was settled. */
export const reconciliation = defineQuery({
  name: 'nationalPortal.reconciliation',
  title: 'Xem đối soát với Cổng Dịch vụ công quốc gia',
  audience: ['counter', 'leader', 'admin'],
  door: { method: 'GET', path: '/portal-reconciliation' },
  input: z.strictObject({}),
  output: z.object({
    connected: z.boolean(),
    paused: z.boolean(),
    compareAsked: z.boolean(),
    openCount: z.int(),
    failedCount: z.int(),
    differences: z.array(z.custom<ShownDifference>()),
    failures: z.array(z.custom<ShownFailure>()),
    settled: z.array(z.custom<ShownDifference>()),
    comparisons: z.array(z.custom<ShownComparison>()),
  }),
  example: {},
  async run({ db }, { officeId }) {
    const [settings, state, open, settled, failures, comparisons, counts] = await Promise.all([
      loadSettings(db, officeId),
      loadState(db, officeId),
      differences(db, officeId, 'open'),
      differences(db, officeId, 'settled'),
      readFailures(db, officeId),
      readComparisons(db, officeId),
      readCounts(db, officeId),
    ])
    return {
      connected: settings?.active ?? false,
      paused: settings?.paused ?? false,
      compareAsked: (state?.compare_asked_at ?? null) !== null,
      ...counts,
      differences: open,
      failures,
      settled,
      comparisons,
    }
  },
})

async function differences(
  db: Reader['db'],
  officeId: string,
  which: 'open' | 'settled',
): Promise<ShownDifference[]> {
  const [where, order] =
    which === 'open'
      ? [sql`x.resolved_at is null`, sql`x.found_at, x.id`]
      : [sql`x.resolved_at is not null`, sql`x.resolved_at desc, x.id`]
  const found = await sql<ShownDifference>`
    select x.id, x.kind, x.portal_code as "portalCode", x.dossier_id as "dossierId", d.code, coalesce(d.procedure_name, '') as "procedureName",
      x.ours, x.theirs, x.found_at as "foundAt", x.resolved_at as "resolvedAt", x.resolved_by as "resolvedBy", x.resolution, x.note
    from portal_differences x left join dossiers d on d.office_id = x.office_id and d.id = x.dossier_id
    where x.office_id = ${officeId}::uuid and ${where} order by ${order} limit ${shown}`.execute(db)
  return found.rows
}

/** What was refused or could not be taken in; reasons are the portal's and ours, in words. */
async function readFailures(db: Reader['db'], officeId: string): Promise<ShownFailure[]> {
  const found = await sql<ShownFailure>`
    (select 'message' as what, m.id::text as id, m.kind, coalesce(p.portal_code, d.code, '') as "portalCode", m.dossier_id as "dossierId",
      m.reason, m.queued_at as at
     from portal_messages m join dossiers d on d.office_id = m.office_id and d.id = m.dossier_id
     left join portal_dossiers p on p.office_id = m.office_id and p.dossier_id = m.dossier_id
     where m.office_id = ${officeId}::uuid and m.state = 'failed' order by m.queued_at desc limit ${shown})
    union all
    (select 'arrival', a.item, a.kind, a.portal_code, p.dossier_id, a.reason, a.seen_at
     from portal_arrivals a left join portal_dossiers p on p.office_id = a.office_id and p.portal_code = a.portal_code
     where a.office_id = ${officeId}::uuid and a.state = 'failed' order by a.seen_at desc limit ${shown})
    order by at desc, id`.execute(db)
  return found.rows
}

async function readComparisons(db: Reader['db'], officeId: string): Promise<ShownComparison[]> {
  return db
    .selectFrom('portal_comparisons')
    .select(['started_at as startedAt', 'compared', 'found', 'closed', 'problem'])
    .where('office_id', '=', officeId)
    .orderBy('started_at', 'desc')
    .limit(10)
    .execute()
}

async function readCounts(
  db: Reader['db'],
  officeId: string,
): Promise<{ openCount: number; failedCount: number }> {
  const found = await sql<{ openCount: number; failedCount: number }>`select
    (select count(*)::int from portal_differences where office_id = ${officeId}::uuid and resolved_at is null) as "openCount",
    (select count(*)::int from portal_messages where office_id = ${officeId}::uuid and state = 'failed')
      + (select count(*)::int from portal_arrivals where office_id = ${officeId}::uuid and state = 'failed') as "failedCount"`.execute(
    db,
  )
  return found.rows[0] ?? { openCount: 0, failedCount: 0 }
}
