import { type Kysely, type RawBuilder, sql } from 'kysely'
import { formatDate } from '../../calendar/model/clock-time.ts'
import type { DB } from '../../platform/database-types.ts'
import type { Actor } from '../../platform/operations.ts'
import { retentionName, type WorkFileRules } from '../model/rules.ts'
import type { Medium, WorkFileState } from '../model/states.ts'
import { expiresOnSql } from './due-sql.ts'
import { visibleFiles } from './file-access.ts'

/** A file as a list of hand-over or destruction prints it. */
export interface FileOnList {
  id: string
  symbol: string
  title: string
  year: number
  state: WorkFileState
  medium: Medium
  retentionCode: string | null
  startedOn: string
  endedOn: string | null
  expiresOn: string | null
  sheets: number | null
  documents: number
  /** Stored files of the documents in it, each once. */
  storedFiles: number
  keeperName: string
  note: string
  visible: boolean
}

/** What lies in a file; of one that was destroyed, what lay in it then. */
const inIt = sql`(l.removed_at is null or l.removed_at = f.destroyed_at)`

/** Files of a list in its order. `items`: rows (work_file_id, ordinal). */
export async function filesOnList(
  db: Kysely<DB>,
  actor: Actor,
  items: RawBuilder<unknown>,
): Promise<FileOnList[]> {
  const found =
    await sql<FileOnList>`select f.id, f.symbol, f.title, f.year, f.state, f.medium, f.retention_code as "retentionCode",
      f.started_on as "startedOn", f.ended_on as "endedOn", ${expiresOnSql} as "expiresOn", f.sheets, f.note,
      s.full_name as "keeperName", ${visibleFiles(actor)} as visible,
      (select count(*)::int from work_file_documents l where l.office_id = f.office_id and l.work_file_id = f.id
        and ${inIt}) as documents,
      (select count(distinct x.file_id)::int from work_file_documents l
        join lateral (select i.file_id from incoming_files i where l.kind = 'incoming' and i.office_id = l.office_id
            and i.incoming_id = l.document_id
          union all select coalesce(d.signed_file_id, d.file_id) from outgoing_documents d where l.kind = 'outgoing'
            and d.office_id = l.office_id and d.id = l.document_id
          union all select l.file_id where l.kind = 'file') x on x.file_id is not null
        where l.office_id = f.office_id and l.work_file_id = f.id and ${inIt}) as "storedFiles"
    from (${items}) i join work_files f on f.office_id = ${actor.officeId}::uuid and f.id = i.work_file_id
    join staff_members s on s.office_id = f.office_id and s.id = f.keeper_id
    order by i.ordinal, f.id`.execute(db)
  return found.rows
}

/** Seven cells of a list of files. `withEnd`: the day on which the retention is over beside it. */
export function fileCells(
  file: FileOnList,
  place: { index: number; rules: WorkFileRules; withEnd: boolean },
): string[] {
  const retention = retentionName(place.rules, file.retentionCode)
  const end =
    place.withEnd && file.expiresOn ? `${retention}, hết ngày ${formatDate(file.expiresOn)}` : retention
  const time = [file.startedOn, file.endedOn].flatMap((date) => (date ? formatDate(date) : [])).join(' - ')
  const amount = file.medium === 'electronic' ? `${file.documents} văn bản` : `${file.sheets ?? 0} tờ`
  return [String(place.index + 1), file.symbol, file.title, time, end, amount, file.note]
}

/** From when to when the files of a list reach. */
export function spanOf(files: readonly FileOnList[], today: string): { from: string; to: string } {
  const starts = files.map(({ startedOn }) => startedOn).toSorted()
  const ends = files.map(({ endedOn, startedOn }) => endedOn ?? startedOn).toSorted()
  return { from: starts[0] ?? today, to: ends.at(-1) ?? today }
}
