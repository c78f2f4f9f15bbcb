import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { Actor, Audience } from '../../platform/operations.ts'
import type { TypedWords } from '../../platform/typed-words.ts'
import type { SearchKind } from '../model/kinds.ts'
import type { TypedQuery } from '../model/typed-query.ts'

type Sql = RawBuilder<unknown>
type Condition = RawBuilder<boolean>

/**
 * One kind of things that are found. In its SQL `d` is a row of its table. Whatever is read goes through `readable`: in
 * the same statement that finds, counts and shows.
 */
export interface Source {
  kind: SearchKind
  /** Who has anything to look for here at all. */
  audience: Audience
  table: string
  /** Column by whose moments things are sorted; there is an index (office_id, this one descending, id). */
  sortedBy: string
  /** Which rows the actor may open. */
  readable(actor: Actor): Condition
  /**
   * Statements of the ids (`id`) and moments (`at`) among which all readable ones are, each kept in order by an index; null
   * where nothing narrower is known.
   */
  own?(db: Kysely<DB>, actor: Actor): Promise<readonly Sql[] | null>
  /**
   * Disjoint parts that together are all that the actor may read, each with an index of its own by `sortedBy`; null where
   * one walk through all rows finds the readable ones soon enough. At least one.
   */
  parts?(actor: Actor): readonly Condition[] | null
  /** Whether a row has the words, read from its text. */
  matches(words: TypedWords): Condition
  /**
   * Statements of the ids (`id`) that have the wanted words, by the indexes of words, with their moments (`at`; null where
   * the row does not tell it). Null: there are never so many rows.
   */
  byWords: ((actor: Actor, words: TypedWords) => readonly Sql[]) | null
  /** Which rows bear the very number or code that was typed; null where none can. */
  bearsNumber?(typed: TypedQuery): Condition | null
  /** Conditions of the filters; null: the kind has nothing of it, so that nothing of the kind fits. */
  filters: {
    state(open: boolean): Condition | null
    staff(id: string): Condition | null
    unit(id: string): Condition | null
    field(code: string): Condition | null
  }
  /** What is shown of a row: the columns of `FoundRow`. */
  shown(words: TypedWords): Sql
}

/** What a source shows of a row. */
export interface FoundRow {
  id: string
  /** Its number or code; empty before it has one. */
  code: string
  title: string
  /** Who it is from, for or by. */
  who: string
  state: string
  /** The day it is sorted by, in Viet Nam. */
  on: string
  restricted: boolean
  /** Text to take a snippet from; null: none, or none that may be shown before it is opened. */
  body: string | null
}

/** Ids of the members of a unit. */
export const staffOf = (unitId: string) =>
  sql`(select m.id from staff_members m where m.office_id = d.office_id and m.unit_id = ${unitId}::uuid)`

/** Name of the member that a column of `d` names. */
export const nameOf = (column: string) =>
  sql`coalesce((select m.full_name from staff_members m where m.office_id = d.office_id and m.id = ${sql.ref(`d.${column}`)}), '')`

/** The day of a moment in Viet Nam. */
export const dayOfMoment = (column: string) =>
  sql`(${sql.ref(`d.${column}`)} at time zone 'Asia/Ho_Chi_Minh')::date::text`
