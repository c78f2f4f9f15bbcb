import type { EquipmentState } from './equipment.ts'

/** Files scanned within one hour of a day at one place (null: nobody knows where). `pages` of those whose pages were counted. */
export interface ScanCount {
  placeId: string | null
  day: string
  /** 0 to 23. */
  hour: number
  files: number
  pages: number
  /** Files whose pages are not known; each has at least one. */
  uncounted: number
}

export interface Scanner {
  id: string
  name: string
  placeId: string
  sheetsPerMinute: number
  feeder: boolean
  /** State by the day from which it holds, the earliest first. */
  states: readonly { state: EquipmentState; onDay: string }[]
}

export interface LoadFacts {
  /** Working days of the period with their minutes, in order. */
  days: readonly { day: string; minutes: number }[]
  places: readonly { id: string; name: string }[]
  counts: readonly ScanCount[]
  scanners: readonly Scanner[]
  /** Papers that must be scanned and were not, of dossiers received in the period, by place. */
  waiting: readonly { placeId: string | null; papers: number }[]
}

export interface PlaceLoad {
  placeId: string | null
  placeName: string
  files: number
  /** At least so many. */
  pages: number
  uncounted: number
  waiting: number
  /** Days with something scanned, with at least so many pages. */
  days: { day: string; pages: number; capacity: number; scannersUsable: number }[]
  busiestDay: { day: string; pages: number } | null
  busiestHour: { day: string; hour: number; pages: number } | null
  /** Pages that the scanners of this place could take in the whole period. */
  capacity: number
  /** pages / capacity in whole percent; null while nothing can be scanned here. */
  usedPercent: number | null
  scanners: { id: string; name: string; feeder: boolean; sheetsPerMinute: number; state: EquipmentState }[]
}

const pagesOf = ({ pages, uncounted }: Pick<ScanCount, 'pages' | 'uncounted'>) => pages + uncounted

/** The state of a scanner on a day; null before it came. */
export function stateOn(scanner: Pick<Scanner, 'states'>, day: string): EquipmentState | null {
  return scanner.states.findLast(({ onDay }) => onDay <= day)?.state ?? null
}

/**
 * What was scanned at each place beside what its scanners can take: sheets a minute × working minutes × the usable share.
 * A page counts as a sheet, also where a scanner takes both sides, since nobody knows whether the back was printed on.
 * A place counts as it is equipped today; a scanner counts on the days on which it was in use.
 */
export function loadByPlace(facts: LoadFacts, usablePercent: number): PlaceLoad[] {
  const known = new Set(facts.places.map(({ id }) => id))
  const at = (placeId: string | null) => (placeId !== null && known.has(placeId) ? placeId : null)
  const all = [...facts.places, { id: null, name: 'Chưa rõ nơi quét' }]
  return all
    .map(({ id, name }) => {
      const counts = facts.counts.filter(({ placeId }) => at(placeId) === id)
      const scanners = facts.scanners.filter(({ placeId }) => placeId === id)
      const waiting = facts.waiting.filter(({ placeId }) => at(placeId) === id)
      return placeLoad({ id, name }, { facts, counts, scanners, waiting, usablePercent })
    })
    .filter(({ files, waiting, scanners }) => files > 0 || waiting > 0 || scanners.length > 0)
}

interface Part extends Pick<LoadFacts, 'counts' | 'scanners' | 'waiting'> {
  facts: LoadFacts
  usablePercent: number
}

function placeLoad(place: { id: string | null; name: string }, part: Part): PlaceLoad {
  const { counts, scanners, usablePercent, facts } = part
  const sum = (of: (count: ScanCount) => number) => counts.reduce((all, count) => all + of(count), 0)
  const usable = (day: string) => scanners.filter((scanner) => stateOn(scanner, day) === 'in_use')
  const minutes = new Map(facts.days.map((each) => [each.day, each.minutes]))
  const capacityOn = (day: string) => capacityOf(usable(day), ((minutes.get(day) ?? 0) * usablePercent) / 100)
  const capacity = facts.days.reduce((all, { day }) => all + capacityOn(day), 0)
  const pages = sum(pagesOf)
  const days = [...groupPages(counts, ({ day }) => day)].map(([day, on]) => ({
    day,
    pages: on,
    capacity: capacityOn(day),
    scannersUsable: usable(day).length,
  }))
  return {
    placeId: place.id,
    placeName: place.name,
    files: sum(({ files }) => files),
    pages,
    uncounted: sum(({ uncounted }) => uncounted),
    waiting: part.waiting.reduce((all, { papers }) => all + papers, 0),
    days,
    busiestDay: most(days.map(({ day, pages: on }) => ({ day, pages: on }))),
    busiestHour: busiestHourOf(counts),
    capacity,
    usedPercent: capacity === 0 ? null : Math.round((pages * 100) / capacity),
    scanners: scanners.flatMap(({ id, name, feeder, sheetsPerMinute, states }) => {
      const state = states.at(-1)?.state
      return state && state !== 'written_off' ? [{ id, name, feeder, sheetsPerMinute, state }] : []
    }),
  }
}

/** Whole sheets within so many minutes. */
function capacityOf(scanners: readonly Scanner[], minutes: number): number {
  return Math.floor(scanners.reduce((all, { sheetsPerMinute }) => all + sheetsPerMinute * minutes, 0))
}

/** The one hour of one day with most pages; the earliest of several. */
export function busiestHourOf(
  counts: readonly ScanCount[],
): { day: string; hour: number; pages: number } | null {
  const hours = groupPages(counts, ({ day, hour }) => `${day} ${String(hour).padStart(2, '0')}`)
  return most(
    [...hours].map(([key, pages]) => ({ day: key.slice(0, 10), hour: Number(key.slice(11)), pages })),
  )
}

/** Pages of each day of all places together, in order. */
export function pagesByDay(counts: readonly ScanCount[]): { day: string; files: number; pages: number }[] {
  const files = new Map<string, number>()
  for (const count of counts) files.set(count.day, (files.get(count.day) ?? 0) + count.files)
  return [...groupPages(counts, ({ day }) => day)].map(([day, pages]) => ({
    day,
    files: files.get(day) ?? 0,
    pages,
  }))
}

function groupPages(counts: readonly ScanCount[], key: (count: ScanCount) => string): Map<string, number> {
  const groups = new Map<string, number>()
  const ordered = counts.map((count) => ({ key: key(count), pages: pagesOf(count) }))
  for (const each of ordered.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)))
    groups.set(each.key, (groups.get(each.key) ?? 0) + each.pages)
  return groups
}

function most<Each extends { pages: number }>(each: readonly Each[]): Each | null {
  return each.reduce<Each | null>((best, one) => (best && best.pages >= one.pages ? best : one), null)
}
