import { type RawBuilder, sql } from 'kysely'
import { type Actor, holds } from '../../../platform/operations.ts'
import type { TypedWords } from '../../../platform/typed-words.ts'
import { lexemesOfText, wordsMatch } from '../../../platform/word-conditions.ts'

/** Which of `outgoing_documents d` the actor may read, as `maySeeOutgoing` says of one. */
export function readableOutgoing(actor: Actor): RawBuilder<boolean> {
  if (holds(actor, ['clerk', 'leader'])) return sql<boolean>`true`
  return sql<boolean>`(not d.restricted or ${actor.id}::uuid in (d.drafter_id, d.signer_id,
    (select o.head_id from outgoing_units o where o.office_id = d.office_id and o.unit_id = d.unit_id)))`
}

/** Whether `outgoing_documents d` has the words. */
export function outgoingWords(typed: TypedWords): RawBuilder<boolean> {
  const text = sql`d.search_text`
  return wordsMatch({ text, vector: lexemesOfText(text) }, typed)
}
