import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../../calendar/model/local-time.ts'
import { loadDemoDossiers } from '../../demo/dossiers.ts'
import { getDossier } from '../../dossiers/queries/get-dossier.ts'
import { publicActor } from '../../platform/http/context.ts'
import type { Actor, Query } from '../../platform/operations.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { directIncoming } from '../../records/commands/direct-incoming.ts'
import { keepText } from '../../records/commands/keep-text.ts'
import { createOutgoing } from '../../records/commands/outgoing/draft-outgoing.ts'
import { registerIncoming } from '../../records/commands/register-incoming.ts'
import { type Cast, cast, givenDocument, someDocument, storedFile } from '../../records/factory.ts'
import { outgoingExample } from '../../records/model/outgoing/outgoing-examples.ts'
import { getIncoming } from '../../records/queries/get-incoming.ts'
import { listSubmissions } from '../../records/queries/internal/internal-lists.ts'
import { listVotes } from '../../records/queries/internal/list-votes.ts'
import { getOutgoing } from '../../records/queries/outgoing/get-outgoing.ts'
import { demoUsernames } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { getWorkFile } from '../../workfiles/queries/get-work-file.ts'
import { type SearchKind, searchKindNames } from '../model/kinds.ts'
import type { MarkedText } from '../model/marked-text.ts'
import type { SearchFilter } from '../model/search-filter.ts'
import { searchEverything } from './search-everything.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoDossiers(test.services)
  people = await cast(test)
})
afterAll(() => test?.close())

type Asked = SearchFilter & { cursor?: string }
const search = (actor: Actor, asked: Asked) => test.read(actor, searchEverything, asked)
const textOf = (text: MarkedText | null) => (text ?? []).map((piece) => piece.text).join('')
const markedOf = (text: MarkedText | null) =>
  (text ?? []).filter(({ marked }) => marked).map((piece) => piece.text)

/** Ids on all pages, each page beginning where the one before ended. */
async function allPages(actor: Actor, asked: SearchFilter): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await search(actor, { ...asked, ...(cursor ? { cursor } : {}) })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next
  } while (cursor)
  return ids
}

async function idsOf(table: string): Promise<string[]> {
  const found = await test.owner.query<{ id: string }>(`select id from ${table} where office_id = $1`, [
    test.officeId,
  ])
  return found.rows.map(({ id }) => id)
}

/** Those of a table that the member can open, one by one. */
async function opened(
  actor: Actor,
  table: string,
  query: Query,
  input: (id: string) => Record<string, unknown>,
) {
  const tried = await Promise.all(
    (await idsOf(table)).map(async (id) => {
      const isOpen = await test.read(actor, query, input(id)).then(
        () => true,
        () => false,
      )
      return isOpen ? [id] : []
    }),
  )
  return tried.flat()
}

const mayOpen: Record<SearchKind, (actor: Actor) => Promise<string[]>> = {
  incoming: (actor) => opened(actor, 'incoming_documents', getIncoming as never, (id) => ({ id })),
  outgoing: (actor) => opened(actor, 'outgoing_documents', getOutgoing as never, (id) => ({ id })),
  dossier: (actor) => opened(actor, 'dossiers', getDossier as never, (code) => ({ code })),
  submission: async (actor) => (await test.read(actor, listSubmissions, {})).rows.map(({ id }) => id),
  vote: async (actor) => (await test.read(actor, listVotes, {})).rows.map(({ id }) => id),
  meeting: () => idsOf('internal_meetings'),
  workfile: (actor) => opened(actor, 'work_files', getWorkFile as never, (id) => ({ id })),
}

describe('who may find what', () => {
  it('is nobody from outside, and nobody of another office', async () => {
    await expect(search(publicActor, { q: 'bao cao' })).rejects.toMatchObject({ code: 'not_signed_in' })
    const elsewhere = { ...people.clerk, officeId: '01980000-0000-7000-8000-0000000000ff' }
    const found = await search(elsewhere, { q: 'bao cao' })
    expect([found.items, found.exact]).toEqual([[], []])
  })

  it('is for each member exactly what they may open, counted and paged', async () => {
    const sums: Record<string, number> = {}
    for (const username of demoUsernames) {
      const actor = await test.as(username)
      for (const kind of searchKindNames) {
        const found = await allPages(actor, { kind })
        expect(found.toSorted(), `${username} ${kind}`).toEqual((await mayOpen[kind](actor)).toSorted())
        const { counts } = await search(actor, { kind })
        const count = counts?.find((each) => each.kind === kind)
        expect((count?.count ?? 0) + (count?.more ? 1 : 0)).toBe(Math.min(found.length, 21))
        sums[`${username} ${kind}`] = found.length
      }
    }
    expect(sums['chutich incoming']).toBeGreaterThan(sums['xahoi incoming'] ?? 0)
    expect(sums['tuphap dossier']).toBeLessThan(sums['chutich dossier'] ?? 0)
  })

  it('leaks nothing of a restricted document: not that it is there, how many, its number or its text', async () => {
    const fileId = await storedFile(test, people.clerk, { bytes: Buffer.from('%PDF-1.4 hạn chế') })
    const { id, arrivalNumber } = await test.write(
      people.clerk,
      registerIncoming,
      someDocument({ subject: 'Kỷ luật nhân sự Zétxa', restricted: true, fileIds: [fileId] }),
    )
    const text = 'Nội dung riêng: Quyếtxo khiển trách.'
    await test.write(systemActor(test.officeId), keepText, {
      ...{ incomingId: id, fileId, state: 'read' as const, text, pages: 1 },
    })
    for (const q of ['zetxa', 'quyetxo', `${arrivalNumber}`, '"nhan su zetxa"', 'zet*']) {
      const found = await search(people.other, { q })
      const seen = [...found.items, ...found.exact].map((each) => each.id)
      expect(seen, q).not.toContain(id)
      if (q !== `${arrivalNumber}`)
        expect(
          found.counts?.every(({ count, more }) => count === 0 && !more),
          q,
        ).toBe(true)
    }
    const [bySubject, byText] = await Promise.all(
      ['zetxa', 'quyetxo'].map((q) => search(people.leader, { q })),
    )
    for (const found of [bySubject, byText]) {
      expect(found?.items.map((each) => each.id)).toEqual([id])
      // Its text is read only by opening it, which is recorded.
      expect(found?.items[0]).toMatchObject({ restricted: true, snippet: null })
    }
  })

  it('follows rights that change while results are on the screen', async () => {
    for (let index = 0; index < 25; index += 1)
      await givenDocument(test, people, { subject: `Việc đổi quyền Wuxa ${index}`, upTo: 'directed' })
    const before = await search(people.lead, { q: 'wuxa' })
    expect(before.items).toHaveLength(20)
    expect(before.counts?.[0]).toEqual({ kind: 'incoming', count: 20, more: true })
    const [first] = before.items
    // Everything is given to somebody else of another unit.
    const left = await test.owner.query<{ id: string; revision: number }>(
      `select id, revision from incoming_documents where search_text like '%wuxa%'`,
    )
    for (const { id, revision } of left.rows) {
      await test.write(people.leader, directIncoming, {
        ...{
          id,
          revision,
          kind: 'action' as const,
          leadId: people.other.id,
          coordinateIds: [],
          informIds: [],
        },
        ...{ dueOn: null, words: 'Chuyển người khác.' },
      })
    }
    const onward = await search(people.lead, { q: 'wuxa', cursor: before.next ?? '' })
    expect(onward.items).toEqual([])
    await expect(test.read(people.lead, getIncoming, { id: first?.id ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await allPages(people.other, { q: 'wuxa' })).length).toBe(25)
  })
})

describe('what is found', () => {
  it('is found by words in any order, a phrase, a beginning, without a word, with diacritics or not', async () => {
    const { id } = await test.write(
      people.clerk,
      registerIncoming,
      someDocument({
        subject: 'Báo cáo tiến độ <script>alert(1)</script> dự án Kênh Vẽmo',
        issuer: 'Sở Ví Dụ',
      }),
    )
    const has = async (q: string) => (await search(people.clerk, { q })).items.some((each) => each.id === id)
    for (const q of [
      'vemo',
      'Kênh Vẽmo',
      'VEMO kenh du an',
      '"kenh vemo"',
      'vem*',
      'vemo -nhap',
      'so vi du vemo',
    ])
      expect(await has(q), q).toBe(true)
    for (const q of ['vem', '"vemo kenh"', 'vemo -kenh', 'vemo -"du an"', 'vemo 1/1/2020', 'emo*'])
      expect(await has(q), q).toBe(false)
    const [item] = (await search(people.clerk, { q: 'vemo' })).items
    expect(item?.to).toBe(`/van-ban-den/${id}`)
    expect(markedOf(item?.title ?? null)).toEqual(['Vẽmo'])
    expect(textOf(item?.title ?? null)).toContain('<script>alert(1)</script>')
  })

  it('is found by its number and symbol, by who signs or drafts, and by its day', async () => {
    const { id, arrivalNumber } = await test.write(
      people.clerk,
      registerIncoming,
      someDocument({ symbol: '77/CV-ZUHO', signerName: 'Phạm Thị Ví Dụ Xeqa' }),
    )
    const year = localDate(test.services.clock()).slice(0, 4)
    for (const q of [`${arrivalNumber}`, `${arrivalNumber}/${year}`, `số ${arrivalNumber}`])
      expect(
        (await search(people.clerk, { q })).exact.map((each) => each.id),
        q,
      ).toContain(id)
    for (const q of ['77/CV-ZUHO', 'cv-zuho', 'pham thi xeqa', 'xeqa hôm nay', `xeqa 3/${year}`])
      expect(
        (await search(people.clerk, { q })).items.map((each) => each.id),
        q,
      ).toEqual([id])
    expect((await search(people.clerk, { q: 'xeqa hôm qua' })).items).toEqual([])
    const draft = await test.write(people.lead, createOutgoing, {
      ...{ content: { ...outgoingExample, subject: 'Về việc thử Ruqa', signerId: people.leader.id } },
      ...{ secrecy: 'open' as const, fileId: null, repliesTo: [], replyBy: null },
    })
    for (const q of [`${people.lead.name} ruqa`, `${people.leader.name} ruqa`])
      expect(
        (await search(people.other, { q })).items.map((each) => each.id),
        q,
      ).toEqual([draft.id])
  })

  it('of the text of a file shows the place, with its diacritics', async () => {
    const fileId = await storedFile(test, people.clerk, { bytes: Buffer.from('%PDF-1.4 dài') })
    const { id } = await test.write(people.clerk, registerIncoming, someDocument({ fileIds: [fileId] }))
    const text = `${'Phần mở đầu, rất dài. '.repeat(500)}Đề nghị hỗ trợ Trường Mầm non Hoaxen (24.500 đồng).${' Hết.'.repeat(500)}`
    await test.write(systemActor(test.officeId), keepText, {
      ...{ incomingId: id, fileId, state: 'read' as const, text, pages: 9 },
    })
    const { items } = await search(people.leader, { q: 'hoaxen truong' })
    expect(items.map((each) => each.id)).toEqual([id])
    expect(textOf(items[0]?.snippet ?? null)).toMatch(/Đề nghị hỗ trợ Trường Mầm non Hoaxen \(24500 đồng\)/)
    expect(markedOf(items[0]?.snippet ?? null)).toEqual(['Trường', 'Hoaxen'])
    // A word of the file and one of the document are not in one text.
    expect((await search(people.leader, { q: 'hoaxen cai cach' })).items).toEqual([])
  })

  it('is narrowed by kind, state, person, unit and field, and sorted by how well it fits', async () => {
    const open = await allPages(people.leader, { kind: 'incoming', state: 'open' })
    const done = await allPages(people.leader, { kind: 'incoming', state: 'done' })
    expect(open.length * done.length).toBeGreaterThan(0)
    expect([...open, ...done].toSorted()).toEqual((await idsOf('incoming_documents')).toSorted())
    const led = await test.owner.query(`select id from incoming_documents where lead_id = $1`, [
      people.lead.id,
    ])
    const ofLead = await allPages(people.leader, { kind: 'incoming', staffId: people.lead.id })
    expect(ofLead).toHaveLength(led.rows.length)
    const unit = await test.owner.query(`select unit_id from staff_members where id = $1`, [people.lead.id])
    const ofUnit = await allPages(people.leader, { kind: 'incoming', unitId: unit.rows[0].unit_id })
    expect(ofUnit).toEqual(expect.arrayContaining(ofLead))
    // Only kinds that have fields can be of one.
    const ofField = await search(people.leader, { field: 'ho-tich' })
    expect(ofField.items.length).toBeGreaterThan(0)
    expect(ofField.items.every(({ kind }) => kind === 'dossier' || kind === 'incoming')).toBe(true)
    expect((await search(people.leader, { from: '2031-01-01', to: '2031-12-31' })).items).toEqual([])
    const best = await search(people.leader, { q: 'ho tich', sort: 'best' })
    expect(best.next).toBeNull()
    expect(best.items.length).toBeLessThanOrEqual(20)
  })
})

describe('bad questions', () => {
  it('of nothing but signs ask nothing; too many words or letters are refused with a sentence', async () => {
    for (const q of ['', '%%%%', '_'.repeat(200), '* % _ "', '"', `${'% '.repeat(140)}`]) {
      expect(await search(people.clerk, { q }), q).toMatchObject({ items: [], counts: null, next: null })
    }
    for (const q of [
      'a'.repeat(10_000),
      'và '.repeat(14),
      Array(100).fill('b*').join(' '),
      '"'.concat('của '.repeat(70), '"'),
    ]) {
      await expect(search(people.clerk, { q }), q.slice(0, 20)).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { q: expect.stringMatching(/300 ký tự|12 từ/) } },
      })
    }
    for (const q of ['va', 'của và là', "'; drop table x; --", '\\', 'a | b & !c:*', '😀', '-'.repeat(100)])
      await expect(search(people.clerk, { q }), q).resolves.toBeDefined()
  })

  it('with a wrong cursor, day or kind are refused', async () => {
    const wrong = [{ cursor: 'x' }, { from: '2026-02-31' }, { kind: 'letter' }, { staffId: 'me' }]
    for (const each of wrong)
      await expect(search(people.clerk, { q: 'bao', ...each } as never)).rejects.toMatchObject({
        code: 'invalid_input',
      })
  })
})
