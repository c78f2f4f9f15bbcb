import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/operations.ts'

/** Which rows of `internal_submissions`, under that name, the actor may read: what they wrote or have to answer. */
export function readableSubmissions(actor: Actor, name: string): RawBuilder<boolean> {
  return sql<boolean>`${actor.id}::uuid in (${sql.ref(`${name}.submitted_by`)}, ${sql.ref(`${name}.submitted_to`)})`
}

/** Which rows of `internal_votes`, under that name, the actor may read: what they opened or are asked in. */
export function readableVotes(actor: Actor, name: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${name}.opened_by`)} = ${actor.id}::uuid or exists (select from internal_ballots b
    where b.office_id = ${sql.ref(`${name}.office_id`)} and b.vote_id = ${sql.ref(`${name}.id`)} and b.voter_id = ${actor.id}::uuid))`
}
