import { type Selectable, sql } from 'kysely'
import type { WorkFiles } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { WorkFileAction, WorkFileSituation, WorkFileState, WorkFileViewer } from '../model/states.ts'
import type { TimedFile, WorkFileKind } from '../model/time-limits.ts'
import { requireStep, viewerOf } from '../policy.ts'
import { visibleFiles } from '../queries/file-access.ts'

/** A work file locked for one change. */
export interface OpenedFile extends WorkFileSituation {
  id: string
  symbol: string
  revision: number
  row: Selectable<WorkFiles>
  timed: TimedFile
  viewer: WorkFileViewer
}

type Row = Selectable<WorkFiles> & { head_id: string | null; asked_by: string | null }

/** Locks a file that the actor sees and may do this with. Fails with not_found, wrong_state or stale. */
export async function openForChange(
  tx: Tx,
  actor: Actor,
  change: { id: string; revision?: number; action: WorkFileAction },
): Promise<OpenedFile> {
  const [file] = await openFiles(tx, actor, [change.id])
  if (!file) throw new AppError('not_found', { detail: 'Không có hồ sơ này hoặc bạn không được xem.' })
  requireStep(change.action, file, file.viewer)
  if (change.revision !== undefined && change.revision !== file.revision) throw new AppError('stale')
  return file
}

/** Locks several that the actor sees, always in one order, so that two changes cannot wait for each other. */
export async function openFiles(tx: Tx, actor: Actor, ids: readonly string[]): Promise<OpenedFile[]> {
  const found = await sql<Row>`select f.*, u.head_id, (select h.asked_by from work_file_holds h
      where h.office_id = f.office_id and h.work_file_id = f.id and h.decided_at is null) as asked_by
    from work_files f
    left join outgoing_units u on u.office_id = f.office_id and u.unit_id = f.unit_id
    where f.office_id = ${actor.officeId}::uuid and f.id = any(${[...ids]}::uuid[]) and ${visibleFiles(actor)}
    order by f.id for update of f`.execute(tx.db)
  return found.rows.map(({ head_id, asked_by, ...row }) => ({
    id: row.id,
    symbol: row.symbol,
    revision: row.revision,
    state: row.state as WorkFileState,
    keeperId: row.keeper_id,
    frozen: row.frozen_at !== null,
    holdAskedBy: asked_by,
    row,
    timed: {
      kind: row.kind as WorkFileKind,
      endedOn: row.ended_on,
      retentionCode: row.retention_code,
      retentionYears: row.retention_years,
      heldUntil: row.held_until,
    },
    viewer: viewerOf(actor, head_id),
  }))
}
