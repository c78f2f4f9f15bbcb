import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { busiestHourOf, type LoadFacts, loadByPlace, pagesByDay, type Scanner, stateOn } from './load.ts'
import { shortfallInWords, shortfallOf } from './shortfall.ts'

const monday = '2026-03-02'
const tuesday = '2026-03-03'
const scanner: Scanner = {
  id: 's1',
  name: 'Máy quét Mẫu',
  placeId: 'q1',
  sheetsPerMinute: 10,
  feeder: false,
  states: [{ state: 'in_use', onDay: '2020-01-01' }],
}
const facts: LoadFacts = {
  days: [
    { day: monday, minutes: 480 },
    { day: tuesday, minutes: 480 },
  ],
  places: [
    { id: 'q1', name: 'Quầy 1' },
    { id: 'q2', name: 'Quầy 2' },
    { id: 'q3', name: 'Quầy 3' },
  ],
  counts: [
    { placeId: 'q1', day: monday, hour: 8, files: 3, pages: 40, uncounted: 1 },
    { placeId: 'q1', day: monday, hour: 9, files: 2, pages: 30, uncounted: 0 },
    { placeId: 'q1', day: tuesday, hour: 8, files: 1, pages: 5, uncounted: 0 },
    { placeId: 'q2', day: tuesday, hour: 15, files: 4, pages: 12, uncounted: 2 },
    { placeId: null, day: tuesday, hour: 16, files: 1, pages: 1, uncounted: 0 },
  ],
  scanners: [scanner],
  waiting: [{ placeId: 'q2', papers: 7 }],
}

describe('the load of scanners', () => {
  it('sets what was scanned beside sheets a minute × working minutes × the usable share', () => {
    const [first, second, nowhere, ...others] = loadByPlace(facts, 25)
    expect(others).toEqual([])
    // 10 × 480 × 25% = 1,200 sheets a day.
    expect(first).toMatchObject({ files: 6, pages: 76, uncounted: 1, capacity: 2400, usedPercent: 3 })
    expect(first?.busiestDay).toEqual({ day: monday, pages: 71 })
    expect(first?.busiestHour).toEqual({ day: monday, hour: 8, pages: 41 })
    expect(second).toMatchObject({ files: 4, pages: 14, waiting: 7, capacity: 0, usedPercent: null })
    expect(nowhere).toMatchObject({ placeId: null, files: 1, pages: 1 })
    expect(pagesByDay(facts.counts)).toEqual([
      { day: monday, files: 5, pages: 71 },
      { day: tuesday, files: 6, pages: 20 },
    ])
  })

  it('counts a scanner on the days on which it was in use', () => {
    const states = [
      { state: 'in_use', onDay: '2020-01-01' },
      { state: 'broken', onDay: tuesday },
    ] as const
    expect(stateOn({ states }, '2019-12-31')).toBeNull()
    expect(stateOn({ states }, monday)).toBe('in_use')
    expect(stateOn({ states }, tuesday)).toBe('broken')
    const [first] = loadByPlace({ ...facts, scanners: [{ ...scanner, states }] }, 25)
    expect(first?.capacity).toBe(1200)
    expect(first?.days.map(({ scannersUsable }) => scannersUsable)).toEqual([1, 0])
    expect(first?.scanners[0]?.state).toBe('broken')
    const gone = [...states, { state: 'written_off', onDay: tuesday } as const]
    expect(loadByPlace({ ...facts, scanners: [{ ...scanner, states: gone }] }, 25)[0]?.scanners).toEqual([])
  })

  it('loses and invents no file and no page, whatever was scanned where', () => {
    const counts = fc.array(
      fc.record({
        placeId: fc.constantFrom('q1', 'q2', 'gone', null),
        day: fc.constantFrom(monday, tuesday, '2026-03-08'),
        hour: fc.integer({ min: 0, max: 23 }),
        files: fc.integer({ min: 1, max: 50 }),
        pages: fc.integer({ min: 0, max: 500 }),
        uncounted: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(counts, (each) => {
        const places = loadByPlace({ ...facts, counts: each }, 30)
        const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
        const pages = sum(each.map((one) => one.pages + one.uncounted))
        expect(sum(places.map((place) => place.pages))).toBe(pages)
        expect(sum(places.flatMap((place) => place.days.map((day) => day.pages)))).toBe(pages)
        expect(sum(places.map((place) => place.files))).toBe(sum(each.map(({ files }) => files)))
        expect(sum(pagesByDay(each).map((day) => day.pages))).toBe(pages)
        expect(busiestHourOf(each)?.pages ?? 0).toBeLessThanOrEqual(pages)
      }),
    )
  })
})

describe('the shortfall', () => {
  const broken = {
    name: 'Máy in Mẫu P-1',
    kind: 'printer',
    placeName: 'Quầy 2',
    state: 'broken',
    stateSince: '2026-02-20',
  } as const
  const found = (given: Partial<LoadFacts> = {}, pagesByHand = 50) =>
    shortfallOf(loadByPlace({ ...facts, ...given }, 25), [broken, { ...broken, state: 'in_use' }], {
      pagesByHand,
    })

  it('tells the desk without a scanner, the one by hand, and what is broken, each in a sentence', () => {
    expect(found().map(shortfallInWords)).toEqual([
      'Quầy 1 chỉ có máy quét không có khay nạp (Máy quét Mẫu); 1 ngày quét quá 50 trang mỗi máy, nhiều nhất 71 trang ngày 02/03/2026.',
      'Quầy 2 chưa có máy quét; đã số hóa 4 tệp, ít nhất 14 trang; còn 7 giấy tờ phải số hóa chưa quét.',
      'Máy in Mẫu P-1 tại Quầy 2: hỏng từ ngày 20/02/2026.',
    ])
  })

  it('says nothing of a desk with nothing to scan, of few pages, or beside a scanner with feeder', () => {
    const kinds = (given: Partial<LoadFacts>, limit?: number) => found(given, limit).map(({ kind }) => kind)
    expect(kinds({ counts: [], waiting: [] })).toEqual(['broken'])
    expect(kinds({}, 71)).toEqual(['no_scanner', 'broken'])
    const fed = { ...scanner, id: 's2', feeder: true }
    expect(kinds({ scanners: [scanner, fed] })).toEqual(['no_scanner', 'broken'])
    // Two that take sheet by sheet share the work.
    expect(kinds({ scanners: [scanner, { ...scanner, id: 's2' }] })).toEqual(['no_scanner', 'broken'])
  })

  it('tells the days on which more was scanned than can be', () => {
    const slow = { ...scanner, feeder: true, sheetsPerMinute: 1 }
    const days = [
      { day: monday, minutes: 240 },
      { day: tuesday, minutes: 240 },
    ]
    expect(found({ scanners: [slow], days }).map(shortfallInWords)[0]).toBe(
      'Quầy 1 có 1 ngày quét quá khả năng của máy, nhiều nhất 71 trang ngày 02/03/2026 so với 60 trang.',
    )
  })
})
