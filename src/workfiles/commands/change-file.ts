import type { Updateable } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { WorkFiles } from '../../platform/database-types.ts'
import type { Actor, AuditEntry, Outcome, Tx } from '../../platform/operations.ts'
import type { WorkFileState } from '../model/states.ts'
import type { OpenedFile } from './open-for-change.ts'

/** A line of a file's history. */
export interface FileEvent {
  kind: string
  words: string
}

type Change = Omit<Updateable<WorkFiles>, 'office_id' | 'id' | 'revision'>
type Changed = Outcome<{ id: string; revision: number; state: WorkFileState }>

/** Writes a change of a file and its line of history; hands back what the command answers, with audit. */
export async function changeFile(
  tx: Tx,
  actor: Actor,
  change: { file: OpenedFile; set: Change; event: FileEvent; facts?: Record<string, unknown> },
): Promise<Changed> {
  const { file, set, event, facts } = change
  const revision = file.revision + 1
  const state = (set.state ?? file.state) as WorkFileState
  await Promise.all([
    tx.db
      .updateTable('work_files')
      .set({ ...set, revision })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', file.id)
      .execute(),
    addFileEvents(tx, actor, [{ workFileId: file.id, event }]),
  ])
  const { search_text: _, ...told } = set
  return {
    output: { id: file.id, revision, state },
    audit: [auditOf(file, { event: event.kind, before: file.state, change: told, ...facts })],
    news: [{ topic: `workfile.${event.kind}`, payload: { workFileId: file.id, state } }],
  }
}

export function auditOf(file: { id: string; symbol: string }, facts: Record<string, unknown>): AuditEntry {
  return { subjectType: 'work_file', subjectId: file.id, facts: { symbol: file.symbol, ...facts } }
}

/** Adds lines to the history of files. */
export async function addFileEvents(
  tx: Tx,
  actor: Actor,
  events: readonly { workFileId: string; event: FileEvent }[],
): Promise<void> {
  if (events.length === 0) return
  await tx.db
    .insertInto('work_file_events')
    .values(
      events.map(({ workFileId, event }) => ({
        office_id: actor.officeId,
        work_file_id: workFileId,
        id: uuid(),
        at: tx.now,
        kind: event.kind,
        actor_id: actor.kind === 'staff' ? actor.id : null,
        actor_name: actor.name,
        actor_post: actor.post,
        words: event.words,
      })),
    )
    .execute()
}
