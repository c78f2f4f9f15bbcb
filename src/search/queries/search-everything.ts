import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { decodeMomentCursor, encodeCursor } from '../../dossiers/queries/page-cursor.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery, mayTry } from '../../platform/operations.ts'
import { searchKindNames } from '../model/kinds.ts'
import { bestFirst, mergePlaces, pageOfPlaces } from '../model/merge.ts'
import { momentsOf, type SearchFilter, searchFilter } from '../model/search-filter.ts'
import { asksNothing, readTypedQuery } from '../model/typed-query.ts'
import { findByNumber } from './find-by-number.ts'
import { findPlaces } from './find-places.ts'
import { foundItem, showPlaces } from './show-places.ts'
import { sources } from './sources.ts'
import { type Asked, type Task, usualLimits } from './walk-rows.ts'

/** Things on a page; also how far those of each kind are counted. */
const pageSize = 20
/** How many of each kind are weighed against each other when they are sorted by how well they fit. */
const weighed = 60
/** Whatever is asked, the database works no longer than this on a part of it (milliseconds). */
const longestWork = 4_000

const nothing = { exact: [], items: [], next: null, searchedTo: null, counts: null }

/**
 * Everything the actor may open that fits, the newest first, page by page. `counts` and `exact` (what bears the very number
 * or code that was typed) come with the first page. A count with `more` only says that there are more than that.
 * `searchedTo`: older things were not looked through yet; the next page does.
 */
export const searchEverything = defineQuery({
  name: 'search.everything',
  title: 'Tìm chung trong văn bản, hồ sơ',
  audience: 'staff',
  door: { method: 'GET', path: '/search' },
  input: searchFilter.extend({ cursor: z.string().max(200).optional() }),
  output: z.object({
    exact: z.array(foundItem),
    items: z.array(foundItem),
    next: z.string().nullable(),
    searchedTo: z.iso.date().nullable(),
    counts: z
      .array(z.object({ kind: z.enum(searchKindNames), count: z.int(), more: z.boolean() }))
      .nullable(),
  }),
  example: { q: 'bao cao -mat' },
  async run({ db, now }, actor, { cursor, ...filter }) {
    const typed = readTypedQuery(filter.q ?? '', localDate(now))
    if (asksNothing(typed) && !narrows(filter)) return nothing
    const last = cursor === undefined ? null : decodeMomentCursor(cursor)
    const isBest = filter.sort === 'best'
    const asked: Asked = {
      actor,
      typed,
      ...momentsOf(typed.period, { from: filter.from ?? null, to: filter.to ?? null }),
      after: last && { at: last.key, id: last.id },
      wanted: isBest ? weighed : pageSize + 1,
      limits: usualLimits,
    }
    const tasks = tasksOf(actor, filter)
    await sql`select set_config('statement_timeout', ${String(longestWork)}, true)`.execute(db)
    try {
      const byNumber = last ? [] : await findByNumber(db, asked, tasks)
      const found = await findPlaces(db, asked, tasks)
      const page = isBest
        ? { places: mergePlaces(found), next: null, searchedTo: null }
        : pageOfPlaces(found, pageSize)
      const [exact, shown] = await Promise.all([
        showPlaces(db, asked, byNumber),
        showPlaces(db, asked, page.places),
      ])
      const items = shown.filter(({ id }) => !exact.some((each) => each.id === id))
      return {
        exact,
        items: isBest ? bestFirst(items, filter.q ?? '').slice(0, pageSize) : items,
        next: page.next && encodeCursor(page.next.at, page.next.id),
        searchedTo: page.searchedTo && localDate(new Date(page.searchedTo.at)),
        counts: last
          ? null
          : found.map(({ kind, places, searchedTo }) => ({
              kind,
              count: Math.min(places.length, pageSize),
              more: places.length > pageSize || searchedTo !== null,
            })),
      }
    } catch (error) {
      throw isCutOff(error) ? tooMuch() : error
    }
  },
})

/** Whether a filter alone says what to list. */
function narrows({ kind, staffId, unitId, field, from, to }: SearchFilter): boolean {
  return [kind, staffId, unitId, field, from, to].some((each) => each !== undefined)
}

/** The sources that the actor has anything in and that know every filter, with what the filters ask of them. */
export function tasksOf(actor: Actor, { kind, state, staffId, unitId, field }: SearchFilter): Task[] {
  return sources
    .filter((source) => mayTry(actor, source.audience) && (kind === undefined || source.kind === kind))
    .flatMap((source): Task[] => {
      const { filters } = source
      const conditions = [
        ...(state ? [filters.state(state === 'open')] : []),
        ...(staffId ? [filters.staff(staffId)] : []),
        ...(unitId ? [filters.unit(unitId)] : []),
        ...(field ? [filters.field(field)] : []),
      ]
      const known = conditions.filter((each) => each !== null)
      return known.length === conditions.length ? [{ source, conditions: known }] : []
    })
}

function isCutOff(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === '57014'
}

function tooMuch(): AppError {
  return new AppError('unavailable', {
    detail: 'Tìm lâu quá nên đã dừng. Hãy gõ thêm một từ đặc trưng, hoặc chọn khoảng ngày rồi tìm lại.',
  })
}
