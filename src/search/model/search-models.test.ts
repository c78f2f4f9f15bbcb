import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markWords, snippetOf } from './marked-text.ts'
import { mergePlaces, pageOfPlaces } from './merge.ts'
import { markedWords, readTypedQuery } from './typed-query.ts'

const today = '2026-03-24'
const read = (typed: string) => readTypedQuery(typed, today)

describe('what is typed', () => {
  it('may name a day, a month, or one in words; what is no date stays words', () => {
    const periods: [string, string | null, string | null][] = [
      ['báo cáo 24/3/2026', '2026-03-24', '2026-03-24'],
      ['29-2-2024', '2024-02-29', '2024-02-29'],
      ['3/2026', '2026-03-01', '2026-03-31'],
      ['giấy mời hôm nay', '2026-03-24', '2026-03-24'],
      ['HOM QUA', '2026-03-23', '2026-03-23'],
      ['tuần này', '2026-03-23', '2026-03-29'],
      ['tháng này', '2026-03-01', '2026-03-31'],
      ['năm nay', '2026-01-01', '2026-12-31'],
      ['31/2/2026', null, null],
      ['13/2026', null, null],
      ['3/2026/CV-THM', null, null],
      ['"hôm nay"', null, null],
      ['0/0/2026', null, null],
    ]
    for (const [typed, from, to] of periods) {
      expect(read(typed).period, typed).toEqual(from === null ? null : { from, to })
    }
    expect(read('báo cáo 24/3/2026').words.wanted.map(({ words }) => words.join(' '))).toEqual(['bao', 'cao'])
    expect(read('31/2/2026').words.wanted[0]?.words).toEqual(['31', '2', '2026'])
  })

  it('may be a number, with its year or its symbol, or a code', () => {
    expect(read('15').number).toEqual({ number: 15, year: null, symbol: null })
    expect(read('số 15/2026').number).toEqual({ number: 15, year: 2026, symbol: null })
    expect(read('15/CV-THM').number).toEqual({ number: 15, year: null, symbol: 'CV-THM' })
    for (const typed of ['báo cáo 15', '-15', '1.5', '12345678']) expect(read(typed).number, typed).toBeNull()
    expect(read('H56.22.17-20260324-0000001').code).toBe('h56.22.17-20260324-0000001')
    for (const typed of ['12 345', '%%%%%%', 'abc']) expect(read(typed).code, typed).toBeNull()
  })
})

describe('what is found', () => {
  const marks = markedWords(read('bao "cai cach" nguy*'))

  it('is marked where the words stand, with its diacritics, and stays text', () => {
    expect(markWords('Báo cáo <b>cải cách</b> của Nguyễn & Bảo', marks)).toEqual([
      { text: 'Báo', marked: true },
      { text: ' cáo <b>', marked: false },
      { text: 'cải cách', marked: true },
      { text: '</b> của ', marked: false },
      { text: 'Nguyễn', marked: true },
      { text: ' & ', marked: false },
      { text: 'Bảo', marked: true },
    ])
    expect(markWords('', marks)).toEqual([])
  })

  it('keeps every letter of the text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          markWords(text, marks)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
        const snippet = snippetOf(text.repeat(20), marks)
        if (snippet) expect(snippet.some(({ marked }) => marked)).toBe(true)
      }),
    )
  })

  it('is shown with what stands around the first word', () => {
    const text = `${'Mở đầu dài dòng. '.repeat(20)}Kính đề nghị báo cáo ngay. ${'Phần cuối. '.repeat(60)}`
    const snippet = snippetOf(text, marks)
    const words = snippet?.map((piece) => piece.text).join('') ?? ''
    expect(words).toMatch(/^… .*Kính đề nghị báo cáo ngay\. Phần cuối\..* …$/)
    expect(words.length).toBeLessThan(260)
    expect(snippetOf('Không có gì', marks)).toBeNull()
  })
})

describe('the pages of what is found in every kind', () => {
  const place = fc
    .record({ day: fc.integer({ min: 10, max: 28 }), id: fc.uuid() })
    .map(({ day, id }) => ({ at: `2026-03-${day}T00:00:00.000000Z`, id }))

  it('hold everything once, the newest first, also when a kind is searched only so far', () => {
    const things = fc.uniqueArray(fc.record({ kind: fc.constantFrom('incoming', 'dossier'), place }), {
      selector: ({ place: { id } }) => id,
    })
    fc.assert(
      fc.property(
        things,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        (all, size, reach) => {
          const shown: string[] = []
          let after: { at: string; id: string } | null = null
          for (let pages = 0; pages <= 200; pages += 1) {
            const found = (['incoming', 'dossier'] as const).map((kind) => {
              const left: ReturnType<typeof mergePlaces> = mergePlaces([
                {
                  kind,
                  places: all.filter((each) => each.kind === kind).map((each) => each.place),
                  searchedTo: null,
                },
              ]).filter(({ at, id }) => after === null || at < after.at || (at === after.at && id > after.id))
              // Incoming ones are looked for among so many rows at a time.
              const end = kind === 'incoming' && left.length > reach ? (left[reach - 1] ?? null) : null
              return { kind, places: left.slice(0, end ? reach : size + 1), searchedTo: end }
            })
            const page = pageOfPlaces(found, size)
            shown.push(...page.places.map(({ id }) => id))
            after = page.next
            if (after === null) break
          }
          const whole = mergePlaces([
            { kind: 'incoming', places: all.map((each) => each.place), searchedTo: null },
          ])
          expect(shown).toEqual(whole.map(({ id }) => id))
        },
      ),
    )
  })
})
