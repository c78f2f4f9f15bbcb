import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { yearSchema } from '../model/inputs.ts'
import { overseers } from '../policy.ts'
import { countOfViews, viewAction } from './views.ts'

const line = z.object({
  keeperId: z.uuid(),
  keeperName: z.string(),
  files: z.int(),
  open: z.int(),
  closed: z.int(),
  handedOver: z.int(),
  destroyed: z.int(),
  documents: z.int(),
  /** Looks at the files: one for each person and day. */
  views: z.int(),
  /** How often a package or the whole file was fetched. */
  taken: z.int(),
})
export type FileStatistics = z.output<typeof line>

/** Thống kê hồ sơ của năm theo người lập: files by state, documents in them, accesses (Phụ lục VI). */
export const fileStatistics = defineQuery({
  name: 'workfiles.statistics',
  title: 'Thống kê hồ sơ, văn bản trong hồ sơ và lượt truy cập',
  audience: overseers,
  door: { method: 'GET', path: '/work-file-statistics' },
  input: z.strictObject({ year: yearSchema }),
  output: z.object({ rows: z.array(line) }),
  example: { year: 2026 },
  async run({ db }, { officeId }, { year }) {
    const office = sql`${officeId}::uuid`
    const state = (...names: string[]) => sql`count(*) filter (where f.state = any(${names}::text[]))::int`
    const found = await sql<FileStatistics>`
      with looks as (
        select a.subject_id, ${countOfViews} as views,
          count(*) filter (where a.action <> ${viewAction})::int as taken
        from audit_events a where a.office_id = ${office} and a.subject_type = 'work_file'
          and a.action in (${viewAction}, 'workfiles.takePackage', 'workfiles.takeReading')
        group by a.subject_id)
      select s.id as "keeperId", s.full_name as "keeperName", count(*)::int as files, ${state('open')} as open,
        ${state('closed', 'offered')} as closed, ${state('handed_over')} as "handedOver", ${state('destroyed')} as destroyed,
        coalesce(sum(d.documents), 0)::int as documents, coalesce(sum(k.views), 0)::int as views,
        coalesce(sum(k.taken), 0)::int as taken
      from work_files f
      join staff_members s on s.office_id = f.office_id and s.id = f.keeper_id
      cross join lateral (select count(*)::int as documents from work_file_documents l where l.office_id = f.office_id
        and l.work_file_id = f.id and l.removed_at is null) d
      left join looks k on k.subject_id = f.id::text
      where f.office_id = ${office} and f.year = ${year}
      group by s.id, s.full_name order by s.full_name, s.id`.execute(db)
    return { rows: found.rows }
  },
})
