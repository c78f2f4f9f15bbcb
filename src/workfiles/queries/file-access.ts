import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../platform/operations.ts'
import { readableBy } from '../../records/queries/incoming-filter.ts'
import { readableSubmissions, readableVotes } from '../../records/queries/internal/readable-internal.ts'
import { readableOutgoing } from '../../records/queries/outgoing/readable-outgoing.ts'
import { seesAllFiles } from '../policy.ts'

/**
 * Which of `work_files`, under that name, the actor sees: their own, as head of a unit those of the unit, clerks and leaders
 * all. What lies in a file is asked about separately: seeing the file opens no document.
 */
export function visibleFiles(actor: Actor, name = 'f'): RawBuilder<boolean> {
  if (seesAllFiles(actor) || actor.kind === 'system') return sql<boolean>`true`
  const me = sql`${actor.id}::uuid`
  const of = (column: string) => sql.ref(`${name}.${column}`)
  return sql<boolean>`(${of('keeper_id')} = ${me} or exists (select 1 from outgoing_units h
    where h.office_id = ${of('office_id')} and h.unit_id = ${of('unit_id')} and h.head_id = ${me}))`
}

/** Who may read the documents that links point to. `everybody`: the rule of closing, which sees what the reader may not. */
export type DocumentReader = Actor | 'everybody'

export const readableIncoming = (reader: DocumentReader): RawBuilder<boolean> =>
  reader === 'everybody' ? sql<boolean>`true` : readableBy(reader)

export const readableOut = (reader: DocumentReader): RawBuilder<boolean> =>
  reader === 'everybody' ? sql<boolean>`true` : readableOutgoing(reader)

/** Phiếu trình `i`: of who wrote it and who answers. */
export const readableSubmission = (reader: DocumentReader): RawBuilder<boolean> =>
  reader === 'everybody' ? sql<boolean>`true` : readableSubmissions(reader, 'i')

/** Phiếu lấy ý kiến `v`: of who asks and who is asked. */
export const readableVote = (reader: DocumentReader): RawBuilder<boolean> =>
  reader === 'everybody' ? sql<boolean>`true` : readableVotes(reader, 'v')

/**
 * Phiếu trình, phiếu lấy ý kiến that lie in a work file the reader sees: whoever files one gives it to the file, so the archive
 * and the leaders read it there too. Others need their part in it.
 */
export const filedInternal = (
  reader: DocumentReader,
  own: (reader: DocumentReader) => RawBuilder<boolean>,
) => (reader !== 'everybody' && seesAllFiles(reader) ? sql<boolean>`true` : own(reader))
