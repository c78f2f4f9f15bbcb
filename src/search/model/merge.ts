import { matchScore, prepareEntry, prepareQuery } from '../../platform/search-text.ts'
import type { SearchKind } from './kinds.ts'
import type { MarkedText } from './marked-text.ts'

/** A found thing, by what it is sorted by: the moment (ISO text with microseconds), the newest first, then the id. */
export interface Place {
  at: string
  id: string
}

export interface KindPlace extends Place {
  kind: SearchKind
}

/** What was found of a kind; with `searchedTo` set, older ones were not looked for. */
export interface FoundOfKind {
  kind: SearchKind
  places: readonly Place[]
  searchedTo: Place | null
}

export interface PageOfPlaces {
  places: KindPlace[]
  /** Behind which the next page begins; null when there is nothing more. */
  next: Place | null
  /** Set when the page ends because the search did, not because it is full. */
  searchedTo: Place | null
}

/** Everything found, in one order. */
export function mergePlaces(found: readonly FoundOfKind[]): KindPlace[] {
  return found
    .flatMap(({ kind, places }) => places.map((place) => ({ ...place, kind })))
    .sort((a, b) => (isBehind(a, b) ? 1 : -1))
}

/** One page of what was found in every kind; nothing is on it that is older than what some kind was searched to. */
export function pageOfPlaces(found: readonly FoundOfKind[], size: number): PageOfPlaces {
  const ends = found.flatMap(({ searchedTo }) => searchedTo ?? [])
  const end = ends.reduce<Place | null>(
    (newest, each) => (newest && !isBehind(newest, each) ? newest : each),
    null,
  )
  const reached = mergePlaces(found).filter((place) => end === null || !isBehind(place, end))
  if (reached.length <= size) return { places: reached, next: end, searchedTo: end }
  const places = reached.slice(0, size)
  return { places, next: places.at(-1) ?? null, searchedTo: null }
}

function isBehind(place: Place, other: Place): boolean {
  return place.at < other.at || (place.at === other.at && place.id > other.id)
}

/** Those whose number and title fit best first; equals stay in their order. */
export function bestFirst<Item extends { code: string; title: MarkedText }>(
  items: readonly Item[],
  typed: string,
): Item[] {
  const query = prepareQuery(typed)
  return items
    .map((item) => ({
      item,
      score: matchScore(prepareEntry(item.title.map(({ text }) => text).join(''), item.code), query),
    }))
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
