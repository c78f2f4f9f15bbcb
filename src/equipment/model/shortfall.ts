import { formatDate } from '../../calendar/model/clock-time.ts'
import { type EquipmentKind, type EquipmentState, equipmentKinds, equipmentStates } from './equipment.ts'
import type { PlaceLoad } from './load.ts'

/** What is missing, as the counts and the register say; nothing in it is guessed. */
export type Shortfall =
  | { kind: 'no_scanner'; placeName: string; files: number; pages: number; waiting: number }
  | { kind: 'by_hand'; placeName: string; scanners: string[]; limit: number; days: number; busiest: Busiest }
  | { kind: 'overloaded'; placeName: string; days: number; busiest: Busiest & { capacity: number } }
  | {
      kind: 'broken'
      placeName: string
      name: string
      equipmentKind: EquipmentKind
      state: EquipmentState
      since: string
    }

interface Busiest {
  day: string
  pages: number
}

interface Broken {
  name: string
  kind: EquipmentKind
  placeName: string
  state: EquipmentState
  stateSince: string
}

/**
 * Places without a scanner where something was or is to be scanned; places whose scanners in use all lack a feeder, on days with
 * more than `pagesByHand` pages for each; days on which more was scanned than the scanners can take; and what is broken.
 */
export function shortfallOf(
  places: readonly PlaceLoad[],
  broken: readonly Broken[],
  { pagesByHand }: { pagesByHand: number },
): Shortfall[] {
  return [
    ...places.flatMap((place) => [...noScanner(place), ...byHand(place, pagesByHand), ...overloaded(place)]),
    ...broken
      .filter(({ state }) => state === 'broken' || state === 'in_repair')
      .map(({ name, kind, placeName, state, stateSince }) => ({
        kind: 'broken' as const,
        placeName,
        name,
        equipmentKind: kind,
        state,
        since: stateSince,
      })),
  ]
}

function noScanner({ placeId, placeName, scanners, files, pages, waiting }: PlaceLoad): Shortfall[] {
  if (placeId === null || scanners.length > 0 || files + waiting === 0) return []
  return [{ kind: 'no_scanner', placeName, files, pages, waiting }]
}

function byHand({ placeName, scanners, days }: PlaceLoad, limit: number): Shortfall[] {
  const inUse = scanners.filter(({ state }) => state === 'in_use')
  if (inUse.length === 0 || inUse.some(({ feeder }) => feeder)) return []
  const over = days.filter(({ pages, scannersUsable }) => pages > limit * Math.max(1, scannersUsable))
  const busiest = busiestOf(over)
  if (!busiest) return []
  const found = { day: busiest.day, pages: busiest.pages }
  return [
    {
      kind: 'by_hand',
      placeName,
      scanners: inUse.map(({ name }) => name),
      limit,
      days: over.length,
      busiest: found,
    },
  ]
}

/** Only days on which a scanner could be used: on the others it was broken, which is told as such. */
function overloaded({ placeName, days }: PlaceLoad): Shortfall[] {
  const over = days.filter(({ pages, capacity, scannersUsable }) => scannersUsable > 0 && pages > capacity)
  const busiest = busiestOf(over.filter(({ capacity }) => capacity > 0))
  if (!busiest) return []
  const { day, pages, capacity } = busiest
  return [{ kind: 'overloaded', placeName, days: over.length, busiest: { day, pages, capacity } }]
}

function busiestOf<Day extends Busiest>(days: readonly Day[]): Day | null {
  return days.reduce<Day | null>((best, day) => (best && best.pages >= day.pages ? best : day), null)
}

const count = (number: number) => number.toLocaleString('vi-VN')

/** The fact in one sentence, for the page and for the paper. */
export function shortfallInWords(short: Shortfall): string {
  switch (short.kind) {
    case 'no_scanner': {
      const scanned =
        short.files > 0 ? `đã số hóa ${count(short.files)} tệp, ít nhất ${count(short.pages)} trang` : ''
      const waiting = short.waiting > 0 ? `còn ${count(short.waiting)} giấy tờ phải số hóa chưa quét` : ''
      return `${short.placeName} chưa có máy quét; ${[scanned, waiting].filter(Boolean).join('; ')}.`
    }
    case 'by_hand':
      return `${short.placeName} chỉ có máy quét không có khay nạp (${short.scanners.join(', ')}); ${count(short.days)} ngày quét quá ${count(short.limit)} trang mỗi máy, nhiều nhất ${count(short.busiest.pages)} trang ngày ${formatDate(short.busiest.day)}.`
    case 'overloaded':
      return `${short.placeName} có ${count(short.days)} ngày quét quá khả năng của máy, nhiều nhất ${count(short.busiest.pages)} trang ngày ${formatDate(short.busiest.day)} so với ${count(short.busiest.capacity)} trang.`
    case 'broken': {
      const kind = equipmentKinds[short.equipmentKind]
      const named = short.name.toLowerCase().startsWith(kind.toLowerCase())
        ? short.name
        : `${kind} ${short.name}`
      return `${named} tại ${short.placeName}: ${equipmentStates[short.state].toLowerCase()} từ ngày ${formatDate(short.since)}.`
    }
  }
}
