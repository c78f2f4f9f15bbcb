import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '../../calendar/model/local-time.ts'
import { addDays, instantAt } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import type { LoadFacts, ScanCount } from '../model/load.ts'

export interface Period {
  from: LocalDate
  to: LocalDate
}

/**
 * Where a member of staff sat on a day: the desk of their roster on that day, at the counter first; else their unit of today.
 * `person` and `day` are columns of the rows it stands beside.
 */
function placeOf(
  officeId: string,
  { person, day }: { person: RawBuilder<unknown>; day: RawBuilder<unknown> },
) {
  return sql`coalesce(
    (select d.desk_id from duties d where d.office_id = ${officeId}::uuid and d.staff_id = ${person} and d.desk_id is not null
      and d.starts_on <= ${day} and (d.ends_on is null or d.ends_on >= ${day})
      order by (d.role = 'counter') desc, d.starts_on desc, d.id limit 1),
    (select s.unit_id from staff_members s where s.office_id = ${officeId}::uuid and s.id = ${person}))`
}

/**
 * Whether a file `f` came from a scanner here: of a paper of a dossier, or of an incoming document that came on paper. Who put it in
 * is another question: citizens file online too.
 */
export const scannedHere = sql`(
  exists (select from dossier_files x where x.office_id = f.office_id and x.file_id = f.id
    and x.purpose in ('component', 'supplement'))
  or exists (select from incoming_files n
    join incoming_documents d on d.office_id = n.office_id and d.id = n.incoming_id
    where n.office_id = f.office_id and n.file_id = f.id and n.kind = 'document' and d.channel in ('paper', 'scan')))`

const local = (column: RawBuilder<unknown>) => sql`(${column} at time zone 'Asia/Ho_Chi_Minh')`
const instants = ({ from, to }: Period) => ({
  first: instantAt(from, 0),
  after: instantAt(addDays(to, 1), 0),
})

/**
 * Files that a member of staff put in during the period, by place, day and hour of the upload: PDF and pictures of the papers of
 * dossiers and of incoming documents that came on paper. What citizens filed and what came by network was not scanned here. A file
 * counts once, whatever it belongs to.
 */
export async function countScans(db: Kysely<DB>, officeId: string, period: Period): Promise<ScanCount[]> {
  const { first, after } = instants(period)
  const office = sql`${officeId}::uuid`
  const found = await sql<ScanCount>`
    with scans as (
      select f.uploaded_by as person, ${local(sql`f.uploaded_at`)} as at,
        case when f.media_type like 'image/%' then 1 else coalesce(p.pages, i.page_count) end as pages
      from files f
      join staff_members s on s.office_id = f.office_id and s.id = f.uploaded_by
      left join scanned_pages p on p.office_id = f.office_id and p.file_id = f.id
      left join lateral (
        select d.page_count from incoming_files n
        join incoming_documents d on d.office_id = n.office_id and d.id = n.incoming_id
        where n.office_id = f.office_id and n.file_id = f.id and n.ordinal = 0) i on true
      where f.office_id = ${office} and f.uploaded_at >= ${first} and f.uploaded_at < ${after}
        and (f.media_type = 'application/pdf' or f.media_type like 'image/%')
        and ${scannedHere}),
    hours as (
      select person, at::date as day, extract(hour from at)::int as hour, count(*)::int as files,
        coalesce(sum(pages), 0)::int as pages, count(*) filter (where pages is null)::int as uncounted
      from scans group by 1, 2, 3)
    select place as "placeId", day::text as day, hour, sum(files)::int as files, sum(pages)::int as pages,
      sum(uncounted)::int as uncounted
    from (select h.*, ${placeOf(officeId, { person: sql`h.person`, day: sql`h.day` })} as place from hours h) at_places
    group by 1, 2, 3 order by 2, 3, 1`.execute(db)
  return found.rows
}

/**
 * Papers of the period that must be scanned and of which no file is there yet, by place: those of dossiers received then, where
 * the procedure asks for it, and documents that came on paper.
 */
export async function countWaiting(
  db: Kysely<DB>,
  officeId: string,
  period: Period,
): Promise<LoadFacts['waiting'][number][]> {
  const { first, after } = instants(period)
  const office = sql`${officeId}::uuid`
  const found = await sql<{ placeId: string | null; papers: number }>`
    with waiting as (
      select d.received_by as person, ${local(sql`d.received_at`)}::date as day
      from dossiers d
      join dossier_components c on c.office_id = d.office_id and c.dossier_id = d.id
      where d.office_id = ${office} and d.received_at >= ${first} and d.received_at < ${after} and d.code is not null
        and c.must_scan and c.provided and c.reuse is null and c.digitised_paper_id is null
        and not exists (select from dossier_files x where x.office_id = c.office_id and x.dossier_id = c.dossier_id
          and x.component = c.ordinal)
      union all
      select d.registered_by, ${local(sql`d.registered_at`)}::date
      from incoming_documents d
      where d.office_id = ${office} and d.registered_at >= ${first} and d.registered_at < ${after}
        and d.channel = 'paper' and d.state <> 'void'
        and not exists (select from incoming_files n where n.office_id = d.office_id and n.incoming_id = d.id))
    select ${placeOf(officeId, { person: sql`w.person`, day: sql`w.day` })} as "placeId", count(*)::int as papers
    from waiting w group by 1`.execute(db)
  return found.rows
}
