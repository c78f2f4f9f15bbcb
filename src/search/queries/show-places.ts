import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { readAligned } from '../../platform/aligned-text.ts'
import type { DB } from '../../platform/database-types.ts'
import { pageOf, type SearchKind, searchKindNames } from '../model/kinds.ts'
import { markedText, markWords, snippetOf } from '../model/marked-text.ts'
import type { KindPlace } from '../model/merge.ts'
import { stateWords } from '../model/state-words.ts'
import { markedWords } from '../model/typed-query.ts'
import type { FoundRow, Source } from './source.ts'
import { sources } from './sources.ts'
import type { Asked } from './walk-rows.ts'

export const foundItem = z.object({
  kind: z.enum(searchKindNames),
  id: z.uuid(),
  /** Address of its page. */
  to: z.string(),
  code: z.string(),
  title: markedText,
  who: markedText,
  stateName: z.string(),
  on: z.iso.date(),
  restricted: z.boolean(),
  snippet: markedText.nullable(),
})
export type FoundItem = z.output<typeof foundItem>

/** The found things as they are shown, in their order; what the actor may no longer read is not among them. */
export async function showPlaces(
  db: Kysely<DB>,
  asked: Asked,
  places: readonly KindPlace[],
): Promise<FoundItem[]> {
  const rows = await Promise.all(
    sources.map(async (source) => {
      const ids = places.filter(({ kind }) => kind === source.kind).map(({ id }) => id)
      return ids.length === 0 ? [] : showOf(db, asked, { source, ids })
    }),
  )
  const byId = new Map(rows.flat().map((each) => [each.id, each]))
  return places.flatMap(({ id }) => byId.get(id) ?? [])
}

async function showOf(
  db: Kysely<DB>,
  { actor, typed }: Asked,
  { source, ids }: { source: Source; ids: readonly string[] },
): Promise<FoundItem[]> {
  const found =
    await sql<FoundRow>`select d.id, ${source.shown(typed.words)} from ${sql.table(source.table)} d
    where d.office_id = ${actor.officeId}::uuid and d.id = any(${ids}::uuid[]) and ${source.readable(actor)}`.execute(
      db,
    )
  const marks = markedWords(typed)
  return found.rows.map((row) => itemOf(source.kind, row, marks))
}

function itemOf(kind: SearchKind, row: FoundRow, marks: ReturnType<typeof markedWords>): FoundItem {
  return {
    kind,
    id: row.id,
    to: pageOf(kind, row.id),
    code: row.code,
    title: markWords(row.title, marks),
    who: markWords(row.who, marks),
    stateName: stateWords(kind, row.state),
    on: row.on,
    restricted: row.restricted,
    snippet:
      row.body === null ? null : snippetOf(kind === 'incoming' ? readAligned(row.body) : row.body, marks),
  }
}
