import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { hoursOn } from '../../calendar/model/working-calendar.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { pastDay } from '../model/equipment.ts'
import {
  busiestHourOf,
  type LoadFacts,
  loadByPlace,
  type PlaceLoad,
  pagesByDay,
  type Scanner,
} from '../model/load.ts'
import { equipmentSettingsSchema } from '../model/settings.ts'
import { type Shortfall, shortfallOf } from '../model/shortfall.ts'
import { equipmentReaders } from '../policy.ts'
import { loadPlaces, type Place } from './load-places.ts'
import { loadEquipmentSettings } from './load-settings.ts'
import { detailsOf, stateOf } from './rows.ts'
import { countScans, countWaiting, type Period } from './scan-facts.ts'

/** Longest period that is counted at once, in days. */
const longest = 366

/** How much was scanned and what is missing for it, from what lies in the database. */
export interface ScanLoad {
  workingDays: number
  days: { day: string; files: number; pages: number }[]
  busiestHour: { day: string; hour: number; pages: number } | null
  places: PlaceLoad[]
  shortfall: Shortfall[]
}

/** Tải của máy quét in a period of at most a year that has begun, beside what the scanners can take, and what is missing. */
export const getScanLoad = defineQuery({
  name: 'equipment.getLoad',
  title: 'Xem tải của máy quét',
  audience: equipmentReaders,
  door: { method: 'GET', path: '/equipment-load' },
  input: z.strictObject({ from: pastDay, to: pastDay }),
  output: z.object({
    settings: equipmentSettingsSchema,
    load: z.custom<ScanLoad>(),
  }),
  example: { from: '2026-03-01', to: '2026-03-24' },
  async run({ db, now }, { officeId }, period) {
    requirePeriod(period, localDate(now))
    const settings = await loadEquipmentSettings(db, officeId)
    return { settings, load: await loadOf({ db, now }, officeId, { period, settings }) }
  },
})

/** Fails with invalid_input on a period that ends before it begins, begins after today or is longer than a year. */
export function requirePeriod({ from, to }: Period, today: string): void {
  const wrong = (field: string, message: string) =>
    new AppError('invalid_input', { detail: message, fields: { [field]: message } })
  if (to < from) throw wrong('to', 'Ngày cuối phải từ ngày đầu trở đi.')
  if (from > today) throw wrong('from', 'Khoảng thời gian chưa bắt đầu.')
  if (to >= addDays(from, longest)) throw wrong('to', 'Mỗi lần xem tối đa một năm.')
}

interface Asked {
  period: Period
  settings: { usablePercent: number; pagesByHand: number }
}

/** Counts the period, up to today, with the scanners and calendar of the office. */
export async function loadOf(
  { db, now }: { db: Kysely<DB>; now: Date },
  officeId: string,
  { period, settings }: Asked,
): Promise<ScanLoad> {
  const today = localDate(now)
  // What has not come yet has no working minutes to be compared with.
  const until = period.to > today ? { from: period.from, to: today } : period
  const [calendar, places, rows, states, counts, waiting] = await Promise.all([
    loadCalendar(db, officeId, until),
    loadPlaces(db, officeId, now),
    db.selectFrom('equipment').selectAll().where('office_id', '=', officeId).orderBy('name').execute(),
    scannerStates(db, officeId),
    countScans(db, officeId, until),
    countWaiting(db, officeId, until),
  ])
  const days = daysOf(until)
    .map((day) => ({
      day,
      minutes: hoursOn(calendar, day).reduce((sum, each) => sum + each.to - each.from, 0),
    }))
    .filter(({ minutes }) => minutes > 0)
  const things = rows.map((row) => ({
    id: row.id,
    ...detailsOf(row),
    state: stateOf(row),
    stateSince: row.state_since,
  }))
  const facts: LoadFacts = { days, places, counts, waiting, scanners: scannersOf(things, states) }
  const byPlace = loadByPlace(facts, settings.usablePercent)
  const nameOf = nameIn(places)
  const named = things.map((thing) => ({ ...thing, placeName: nameOf(thing.deskId ?? thing.unitId) }))
  return {
    workingDays: days.length,
    days: pagesByDay(counts),
    busiestHour: busiestHourOf(counts),
    places: byPlace,
    shortfall: shortfallOf(byPlace, named, settings),
  }
}

const nameIn = (places: readonly Place[]) => (id: string | null) =>
  places.find((place) => place.id === id)?.name ?? ''

function daysOf({ from, to }: Period): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

interface Thing extends ReturnType<typeof detailsOf> {
  id: string
}

function scannersOf(things: readonly Thing[], states: ReadonlyMap<string, Scanner['states']>): Scanner[] {
  return things.flatMap(({ id, name, kind, deskId, unitId, sheetsPerMinute, feeder }) => {
    const placeId = deskId ?? unitId
    if (kind !== 'scanner' || placeId === null || sheetsPerMinute === null) return []
    return [{ id, name, placeId, sheetsPerMinute, feeder: feeder === true, states: states.get(id) ?? [] }]
  })
}

async function scannerStates(db: Kysely<DB>, officeId: string): Promise<Map<string, Scanner['states']>> {
  const found = await sql<{ id: string; states: Scanner['states'] }>`
    select equipment_id as id, jsonb_agg(jsonb_build_object('state', state, 'onDay', on_day) order by revision) as states
    from equipment_changes where office_id = ${officeId}::uuid and kind in ('added', 'state')
    group by 1`.execute(db)
  return new Map(found.rows.map(({ id, states }) => [id, states]))
}
