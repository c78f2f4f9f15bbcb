import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { loadDemoDossiers } from '../../demo/dossiers.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { directIncoming } from '../../records/commands/direct-incoming.ts'
import { keepText } from '../../records/commands/keep-text.ts'
import { registerIncoming } from '../../records/commands/register-incoming.ts'
import { type Cast, cast, givenDocument, someDocument, storedFile } from '../../records/factory.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type Place, pageOfPlaces } from '../model/merge.ts'
import { momentsOf, searchFilter } from '../model/search-filter.ts'
import { readTypedQuery } from '../model/typed-query.ts'
import { findPlaces } from './find-places.ts'
import { tasksOf } from './search-everything.ts'
import { type Limits, usualLimits } from './walk-rows.ts'

let test: TestApp
let people: Cast
/** Another member of the unit of `people.lead`. */
let mate: Actor
/** Led by `people.lead`: `mate` knows of it by its unit and by name; by its unit alone; it is restricted. */
let twice: string
let byUnit: string
let restricted: string

beforeAll(async () => {
  test = await startTestApp()
  await loadDemoDossiers(test.services)
  people = await cast(test)
  mate = await test.as('tuphap')
  twice = await given({ subject: 'Báo cáo Ruxin hai lần' }, [mate.id])
  byUnit = await given({ subject: 'Báo cáo Ruxin của đơn vị' }, [])
  restricted = await given({ subject: 'Báo cáo Ruxin riêng', restricted: true }, [])
  for (let index = 0; index < 6; index += 1)
    await givenDocument(test, people, { subject: `Báo cáo Ruxin ${index}`, upTo: 'directed' })
})
afterAll(() => test?.close())

/** A document with a file whose text has a word of its own, led by `people.lead`. */
async function given(own: { subject: string; restricted?: boolean }, informIds: string[]): Promise<string> {
  const fileId = await storedFile(test, people.clerk, { bytes: Buffer.from(`%PDF-1.4 ${own.subject}`) })
  const { id } = await test.write(people.clerk, registerIncoming, someDocument({ ...own, fileIds: [fileId] }))
  await test.write(systemActor(test.officeId), keepText, {
    ...{ incomingId: id, fileId, state: 'read' as const, text: 'Chỉ trong tệp: Zuwex.', pages: 1 },
  })
  await test.write(people.leader, directIncoming, {
    ...{ id, revision: 1, kind: 'action' as const, leadId: people.lead.id, coordinateIds: [], informIds },
    ...{ dueOn: null, words: 'Tham mưu giải quyết.' },
  })
  return id
}

/** A search with so few rows to a step that the one that is meant is taken. */
interface Steps {
  limits?: Partial<Limits>
  wanted?: number
  after?: Place | null
}

function find(actor: Actor, q: string, { limits = {}, wanted = 500, after = null }: Steps = {}) {
  const stepwise = defineQuery({
    name: 'search.stepwise',
    title: 'Thử từng bước tìm',
    audience: 'staff',
    input: searchFilter,
    output: z.custom<Awaited<ReturnType<typeof findPlaces>>>(),
    async run({ db, now }, reader, filter) {
      const typed = readTypedQuery(filter.q ?? '', localDate(now))
      return findPlaces(
        db,
        {
          ...{ actor: reader, typed, ...momentsOf(typed.period), after, wanted },
          limits: { ...usualLimits, ...limits },
        },
        tasksOf(reader, filter),
      )
    },
  })
  return test.read(actor, stepwise, { q })
}

const questions = ['bao cao', '"cai cach"', 'bao -cai', 'ho tich', 'mau', 'cong*', 'zuwex', 'khong co gi ca']
const everybody = async () => [
  ...[people.clerk, people.lead, people.other, mate],
  await test.as('ketoan'),
  await test.as('quantri'),
]

/** Ways to the same places: each step alone, one's own being few or not. */
const ways: Record<string, Partial<Limits>> = {
  'looking twice': { firstLook: 3, secondLook: 6_000 },
  'the index of words, among few of one’s own': { firstLook: 1, secondLook: 1 },
  'the index of words, where one’s own are many': { firstLook: 1, secondLook: 1, own: 0 },
  'the long look, at few of one’s own': { firstLook: 1, secondLook: 1, hits: 0 },
  'the long look, where one’s own are many': { firstLook: 1, secondLook: 1, own: 0, hits: 0 },
}

describe('the steps of the search', () => {
  it('find the same, whichever of them finds it', async () => {
    for (const actor of await everybody()) {
      for (const q of questions) {
        const whole = await find(actor, q)
        for (const [way, limits] of Object.entries(ways))
          expect(await find(actor, q, { limits }), `${actor.name}: ${q}, by ${way}`).toEqual(whole)
      }
    }
  })

  it('go on behind a place, whichever of them finds it', async () => {
    for (const actor of [people.clerk, people.lead, mate]) {
      for (const q of ['bao cao', 'zuwex']) {
        const all = (await find(actor, q))[0]?.places ?? []
        expect(all.length).toBeGreaterThan(1)
        const middle = Math.floor(all.length / 2)
        const after = all[middle - 1] ?? null
        for (const [way, limits] of Object.entries(ways)) {
          const rest = await find(actor, q, { limits, after, wanted: 2 })
          expect(rest[0]?.places, `${actor.name}: ${q}, by ${way}`).toEqual(all.slice(middle, middle + 2))
        }
      }
    }
  })

  it('tell how far they came', async () => {
    for (const actor of await everybody()) {
      for (const q of questions) {
        const whole = await find(actor, q)
        const limits = { firstLook: 1, secondLook: 1, longLook: 2, own: 0, hits: 0 }
        for (const [index, { kind, places, searchedTo }] of (await find(actor, q, { limits })).entries()) {
          const all = whole[index]?.places ?? []
          const reached = all.filter(
            ({ at, id }) =>
              !searchedTo || at > searchedTo.at || (at === searchedTo.at && id <= searchedTo.id),
          )
          expect(pageOfPlaces([{ kind, places, searchedTo }], 500).places, `${q} ${kind}`).toEqual(
            reached.map((place) => ({ ...place, kind })),
          )
        }
      }
    }
  })
})

describe("an officer's own documents", () => {
  it('are those given to them and those of their unit, each once, none that is restricted to others', async () => {
    for (const limits of Object.values(ways)) {
      const found = await find(mate, 'ruxin', { limits })
      const ids = (found[0]?.places ?? []).map(({ id }) => id)
      expect(ids).toHaveLength(8)
      expect(new Set(ids).size).toBe(8)
      expect(ids).toEqual(expect.arrayContaining([twice, byUnit]))
      expect(ids).not.toContain(restricted)
      expect((await find(people.other, 'ruxin', { limits }))[0]?.places).toEqual([])
    }
  })

  it('are in the order of registration, the newest first', async () => {
    const { rows } = await test.owner.query<{ id: string }>(
      `select id from incoming_documents where search_text like '%ruxin%' order by registered_at desc, id`,
    )
    const found = await find(people.lead, 'ruxin')
    expect(found[0]?.places.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  })

  it('have the moment of the document, or the database refuses them', async () => {
    const { rows } = await test.owner.query(
      `select count(*)::int as all, count(*) filter (where r.registered_at = d.registered_at)::int as same
        from incoming_recipients r join incoming_documents d on d.office_id = r.office_id and d.id = r.incoming_id`,
    )
    expect(rows[0].all).toBeGreaterThan(10)
    expect(rows[0].same).toBe(rows[0].all)
    await expect(
      test.owner.query(
        `insert into incoming_recipients (office_id, incoming_id, staff_id, part, since, registered_at)
          select office_id, id, $2, 'inform', registered_at, registered_at + interval '1 microsecond'
            from incoming_documents where id = $1`,
        [byUnit, people.other.id],
      ),
    ).rejects.toMatchObject({ code: '23503' })
  })
})
