import { type RawBuilder, sql } from 'kysely'
import { type Actor, holds } from '../../../platform/operations.ts'

/**
 * Which of `outgoing_documents d` the actor may read: the same rule as `maySeeOutgoing`, inside a query. Clerks and leaders
 * all; others what is not restricted, and what they drafted, review or sign.
 */
export function readableOutgoing(actor: Actor): RawBuilder<boolean> {
  if (holds(actor, ['clerk', 'leader'])) return sql<boolean>`true`
  const me = sql`${actor.id}::uuid`
  return sql<boolean>`(not d.restricted or ${me} in (d.drafter_id, d.signer_id) or exists (select 1 from outgoing_units h
    where h.office_id = d.office_id and h.unit_id = d.unit_id and h.head_id = ${me}))`
}
