import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { subscribersOf } from '../../jobs.ts'
import { publicActor } from '../../platform/http/context.ts'
import { deliverNews } from '../../platform/outbox.ts'
import { readForCaller } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { filedOnline, filingOf, receivedDossier, takeIn } from '../factory.ts'
import { watchFilings } from '../jobs/online.ts'
import { answerTime } from '../model/answer-time.ts'
import { getFiling } from '../queries/get-filing.ts'
import { getPending } from '../queries/get-pending.ts'
import { listFilings } from '../queries/list-filings.ts'
import { printPaper } from '../queries/print-paper.ts'
import { trackFiling } from '../queries/track-filing.ts'
import { acceptFiling } from './accept-filing.ts'
import { answerFiling } from './answer-filing.ts'
import { fileOnline } from './file-online.ts'
import { forwardDossier } from './forward-dossier.ts'
import { receiveDossier } from './receive-dossier.ts'
import { receiveSupplement } from './receive-supplement.ts'
import { requestSupplement } from './request-supplement.ts'
import { reserveCodes } from './reserved-codes.ts'
import { supplementOnline, withdrawOnline } from './send-online.ts'
import { answerWithdrawal, askWithdrawal } from './withdraw-dossier.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
  await test.owner.query('delete from online_filings')
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const rowsOf = async (id: string) =>
  (
    await test.owner.query(
      `select d.status, d.code, d.channel, d.revision, d.received_by, o.state, o.waits_for, o.answer_by, o.first_answered_at, o.late_at, o.code as told
       from dossiers d join online_filings o on o.dossier_id = d.id where d.id = $1`,
      [id],
    )
  ).rows[0]
const refusal = (why: string) => ({ kind: 'refusal' as const, items: [], reason: why })
const supplement = { kind: 'supplement' as const, items: ['Giấy tờ chứng minh chỗ ở'], reason: 'Ảnh mờ.' }
const deliver = () => deliverNews(test.services, test.officeId, subscribersOf(test.services))
const supplemented = (dossierId: string, papers = [{ name: 'Giấy tờ chứng minh chỗ ở', fileIds: [] }]) =>
  takeIn(test, (tx, actor) =>
    supplementOnline(tx, actor, { dossierId, note: '', filedAt: tx.now, declaration: null, papers }),
  )

describe('who may not', () => {
  it('answer: only who receives dossiers of the field', async () => {
    const { id } = await filedOnline(test)
    for (const username of ['chuyenmon', 'vanthu', 'chutich', 'quantri']) {
      const actor = await test.as(username)
      await expect(test.write(actor, acceptFiling, { id, revision: 1 })).rejects.toMatchObject({
        code: 'not_allowed',
      })
      await expect(
        test.write(actor, answerFiling, { id, revision: 1, ...refusal('Không đúng nơi.') }),
      ).rejects.toMatchObject({ code: 'not_allowed' })
    }
  })

  it('look at one that was filed at the desk as if it had come online', async () => {
    const { id } = await receivedDossier(test)
    await expect(test.read(await test.as('tiepnhan'), getFiling, { id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('arriving', () => {
  it('is state 1 without a code, with eight working hours to answer', async () => {
    const { id, answerBy, repeated } = await filedOnline(test)
    expect(repeated).toBe(false)
    // 24 March 09:00: two and a half hours in the morning, four in the afternoon, the rest on the 25th.
    expect(answerBy.toISOString()).toBe((await rowsOf(id)).answer_by.toISOString())
    expect(answerBy.getTime()).toBeGreaterThan(new Date('2026-03-25T07:00:00+07:00').getTime())
    expect(answerBy.getTime()).toBeLessThan(new Date('2026-03-25T12:00:00+07:00').getTime())
    expect(await rowsOf(id)).toMatchObject({
      status: 1,
      code: null,
      channel: 2,
      received_by: null,
      waits_for: 'acceptance',
    })
  })

  it('the same twice is one, whichever way it is the same', async () => {
    const filing = filingOf()
    const first = await takeIn(test, (tx, actor) => fileOnline(tx, actor, filing))
    const again = await takeIn(test, (tx, actor) => fileOnline(tx, actor, { ...filing, id: filingOf().id }))
    expect(again).toMatchObject({ id: first.id, repeated: true, audit: [], news: [] })
    const { rows } = await test.owner.query('select 1 from online_filings where reference = $1', [
      filing.reference,
    ])
    expect(rows).toHaveLength(1)
  })

  it('a wrong declaration of our own pages is refused, each message at its field', async () => {
    const wrong = filedOnline(test, { declaration: { requesterName: '' } })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('a filing on a day off counts from the next working day', () => {
    const nine = new Date('2026-03-24T09:00:00+07:00')
    // A calendar that cannot count: hours of the clock.
    const none = { hours: [], daysOff: {}, extraWorkingDays: {} }
    expect(answerTime(none, nine, 480).toISOString()).toBe('2026-03-24T10:00:00.000Z')
  })
})

describe('accepting', () => {
  it('as it was filed: a dossier like any other, from online, with its papers', async () => {
    const { id } = await filedOnline(test)
    const { code } = await test.write(await test.as('tiepnhan'), acceptFiling, { id, revision: 1 })
    const row = await rowsOf(id)
    expect(row).toMatchObject({ status: 2, channel: 2, state: 'accepted', waits_for: null, told: code, code })
    expect(row.first_answered_at).not.toBeNull()
    await expect(
      test.write(await test.as('tiepnhan'), acceptFiling, { id, revision: row.revision }),
    ).rejects.toMatchObject({
      code: 'stale',
    })
  })

  it('keeps the code that the portal gave; our own number is not used up', async () => {
    const next = async () =>
      (await test.owner.query(`select max(last_number) as n from number_series where series = 'dossier'`))
        .rows[0].n
    const before = await next()
    const { id } = await filedOnline(test, { source: 'portal', givenCode: 'G22.99-260324-000123' })
    const { code } = await test.write(await test.as('tiepnhan'), acceptFiling, { id, revision: 1 })
    expect(code).toBe('G22.99-260324-000123')
    expect(await next()).toBe(before)
  })

  it('on the intake page, with what was put right there', async () => {
    const { id } = await filedOnline(test)
    const counter = await test.as('tiepnhan')
    const {
      online,
      fieldCode: _,
      ...pending
    } = { fieldCode: '', ...(await test.read(counter, getPending, { id })) }
    expect(online).toBe(true)
    const applicant = { ...pending.applicant, phone: '0912000099' }
    const { code } = await test.write(counter, receiveDossier, {
      pendingId: id,
      procedureId: pending.procedureId,
      applicant,
      declaration: pending.declaration,
      components: pending.components.map(({ files, ...each }) => ({
        ...each,
        fileIds: files.map((file) => file.id),
      })),
    })
    expect(await rowsOf(id)).toMatchObject({ status: 2, channel: 2, state: 'accepted', code })
  })

  it('two officers at once: one accepts, the other is told', async () => {
    const { id } = await filedOnline(test)
    const counter = await test.as('tiepnhan')
    const answers = await Promise.allSettled([
      test.write(counter, acceptFiling, { id, revision: 1 }),
      test.write(counter, answerFiling, { id, revision: 1, ...refusal('Không đúng nơi.') }),
    ])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('takes the codes reserved for the day in order, then our own', async () => {
    const codes = ['G22.99-20260326-000002', 'G22.99-20260326-000001']
    test.time.set('2026-03-26T09:00:00+07:00')
    const reserve = () => test.write(systemActor(test.officeId), reserveCodes, { day: '2026-03-26', codes })
    expect(await reserve()).toEqual({ reserved: 2 })
    expect(await reserve()).toEqual({ reserved: 0 })
    const taken = await Promise.all([receivedDossier(test), receivedDossier(test)])
    expect(taken.map(({ code }) => code).sort()).toEqual(codes.toSorted())
    expect((await receivedDossier(test)).code).toMatch(/^H56/)
  })
})

describe('asking for more and refusing', () => {
  it('asks by Mẫu số 02, gets the papers online, and accepts: once answered, once again', async () => {
    const { id } = await filedOnline(test)
    const counter = await test.as('tiepnhan')
    const asked = await test.write(counter, answerFiling, { id, revision: 1, ...supplement })
    expect(await rowsOf(id)).toMatchObject({ status: 5, code: null, state: 'asked', waits_for: null })
    expect(
      (await test.read(counter, printPaper, { id: asked.paperId, publicUrl: 'http://127.0.0.1' })).data,
    ).toMatchObject({})
    test.time.set('2026-03-27T10:00:00+07:00')
    const { answerBy } = await supplemented(id)
    expect(await rowsOf(id)).toMatchObject({
      status: 5,
      state: 'waiting',
      waits_for: 'supplement',
      late_at: null,
    })
    expect(answerBy.getTime()).toBeGreaterThan(new Date('2026-03-30T00:00:00+07:00').getTime())
    expect((await supplemented(id, [])).repeated).toBe(true)
    const { revision } = await rowsOf(id)
    await test.write(counter, acceptFiling, { id, revision })
    expect(await rowsOf(id)).toMatchObject({ status: 2, state: 'accepted', waits_for: null })
  })

  it('refuses by Mẫu số 03, for good', async () => {
    const { id } = await filedOnline(test)
    const counter = await test.as('tiepnhan')
    const { revision } = await test.write(counter, answerFiling, {
      id,
      revision: 1,
      ...refusal('Không thuộc thẩm quyền.'),
    })
    expect(await rowsOf(id)).toMatchObject({ status: 3, state: 'refused', waits_for: null })
    await expect(test.write(counter, acceptFiling, { id, revision })).rejects.toMatchObject({ code: 'stale' })
    await expect(supplemented(id)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('after acceptance the papers wait for an officer, who sets the clock going', async () => {
    const { id } = await filedOnline(test)
    const { code } = await test.write(await test.as('tiepnhan'), acceptFiling, { id, revision: 1 })
    let { revision } = await rowsOf(id)
    ;({ revision } = await test.write(await test.as('tiepnhan'), forwardDossier, { code, revision }))
    ;({ revision } = await test.write(await test.as('tuphap'), requestSupplement, {
      code,
      revision,
      items: supplement.items,
      reason: supplement.reason,
    }))
    await supplemented(id)
    expect(await rowsOf(id)).toMatchObject({ status: 5, state: 'accepted', waits_for: 'supplement' })
    await test.write(await test.as('tiepnhan'), receiveSupplement, { code, revision: revision + 1 })
    expect(await rowsOf(id)).toMatchObject({ status: 4, state: 'accepted', waits_for: null })
  })
})

describe('withdrawing', () => {
  const withdrawn = (dossierId: string) =>
    takeIn(test, (tx, actor) => withdrawOnline(tx, actor, { dossierId, reason: 'Tôi nộp nhầm.' }))

  it('before acceptance: the desk agrees, nothing has a code', async () => {
    const { id } = await filedOnline(test)
    await withdrawn(id)
    expect((await withdrawn(id)).repeated).toBe(true)
    const { revision } = await rowsOf(id)
    const counter = await test.as('tiepnhan')
    await test.write(counter, answerWithdrawal, { code: id, revision, accept: true })
    expect(await rowsOf(id)).toMatchObject({ status: 8, code: null, state: 'stopped', waits_for: null })
  })

  it('not agreed to, it waits to be accepted again', async () => {
    const { id } = await filedOnline(test)
    await withdrawn(id)
    const { revision } = await rowsOf(id)
    const answer = { code: id, revision, accept: false, note: 'Công dân đổi ý.' }
    await test.write(await test.as('tiepnhan'), answerWithdrawal, answer)
    expect(await rowsOf(id)).toMatchObject({ status: 1, state: 'waiting', waits_for: 'acceptance' })
    await test.write(await test.as('tiepnhan'), acceptFiling, { id, revision: revision + 1 })
  })

  it('not once the result is there', async () => {
    const { id } = await filedOnline(test)
    await test.owner.query(
      `update dossiers set status = 9, code = 'X-1-1', received_by = (select id from staff_members limit 1) where id = $1`,
      [id],
    )
    await expect(withdrawn(id)).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('the eight hours', () => {
  it('are flagged once when they have passed, told to the desk, and shown first', async () => {
    const { id, answerBy } = await filedOnline(test)
    await deliver()
    await watchFilings(test.services, test.officeId)
    expect((await rowsOf(id)).late_at).toBeNull()
    test.time.set(new Date(answerBy.getTime() + 60_000).toISOString())
    await watchFilings(test.services, test.officeId)
    const { late_at } = await rowsOf(id)
    expect(late_at).not.toBeNull()
    await watchFilings(test.services, test.officeId)
    await deliver()
    const told = await test.owner.query(
      `select event from messages where subject_id = $1 and channel = 'app' and event = 'filing_late'`,
      [id],
    )
    expect(told.rows.length).toBeGreaterThan(0)
    const { waiting } = await test.read(await test.as('tiepnhan'), listFilings, {})
    expect(waiting.find((each) => each.id === id)).toMatchObject({ isLate: true, mayAnswer: true })
  })

  it('any minutes, any moment: never answered before they have been worked', () => {
    const week = Array.from({ length: 7 }, (_, day) =>
      day < 5
        ? [
            { from: 420, to: 690 },
            { from: 780, to: 1020 },
          ]
        : [],
    )
    const calendar = { hours: [{ validFrom: '2020-01-01', week }], daysOff: {}, extraWorkingDays: {} }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 60 }), (minutes) => {
        const since = new Date(new Date('2026-03-01T00:00:00+07:00').getTime() + minutes * 60_000)
        const by = answerTime(calendar, since, 480)
        expect(by.getTime() - since.getTime()).toBeGreaterThanOrEqual(480 * 60_000)
      }),
      { numRuns: 100 },
    )
  })
})

describe('who is told', () => {
  const told = async (id: string) =>
    (
      await test.owner.query<{ event: string; channel: string; body: string; staff_id: string | null }>(
        'select event, channel, body, staff_id from messages where subject_id = $1 order by created_at, event',
        [id],
      )
    ).rows

  it('the citizen that it came, and the desk until when it is to be answered', async () => {
    const applicant = { ...filingOf().applicant, email: 'cong-dan-mau@example.vn' }
    const { id } = await filedOnline(test, { applicant })
    await deliver()
    const messages = await told(id)
    expect(messages.filter(({ channel }) => channel === 'email').map(({ event }) => event)).toEqual(['filed'])
    const desk = (await test.as('tiepnhan')).id
    expect(messages.filter(({ staff_id }) => staff_id === desk).map(({ event }) => event)).toEqual([
      'filing_arrived',
    ])
  })

  it('the desk of a supplement, though a specialist has the dossier; nobody of a withdrawal noted at the desk', async () => {
    const { id, answerBy } = await filedOnline(test)
    const { code } = await test.write(await test.as('tiepnhan'), acceptFiling, { id, revision: 1 })
    let { revision } = await rowsOf(id)
    ;({ revision } = await test.write(await test.as('tiepnhan'), forwardDossier, { code, revision }))
    const asked = { code, revision, items: supplement.items, reason: supplement.reason }
    await test.write(await test.as('tuphap'), requestSupplement, asked)
    await supplemented(id)
    await deliver()
    const arrived = (await told(id)).filter(({ event }) => event === 'filing_arrived')
    expect(arrived.map(({ staff_id }) => staff_id)).toContain((await test.as('tiepnhan')).id)
    expect(arrived.map(({ staff_id }) => staff_id)).not.toContain((await test.as('tuphap')).id)
    expect(arrived.every(({ body }) => body.includes(formatShortMoment(answerBy)))).toBe(true)

    const atDesk = await receivedDossier(test)
    await test.write(await test.as('tiepnhan'), askWithdrawal, {
      code: atDesk.code,
      revision: 1,
      reason: 'Thôi.',
    })
    await deliver()
    expect((await told(atDesk.id)).filter(({ event }) => event === 'filing_arrived')).toEqual([])
  })
})

describe('the citizen', () => {
  const visitor = { actor: publicActor, ip: '127.0.0.8' }
  const track = (code: string) =>
    readForCaller(test.services, visitor, { query: trackFiling, input: { code } })

  it('follows the filing by its code, then the dossier by its own, and sees nothing of anybody', async () => {
    const filing = filingOf()
    await takeIn(test, (tx, actor) => fileOnline(tx, actor, filing))
    const before = await track(filing.reference.toLowerCase())
    expect(before).toMatchObject({ state: 'waiting', code: null })
    expect(JSON.stringify(before)).not.toContain(filing.applicant.name)
    const { code } = await test.write(await test.as('tiepnhan'), acceptFiling, { id: filing.id, revision: 1 })
    expect(await track(filing.reference)).toMatchObject({ state: 'accepted', code })
    await expect(track('H56.22.17-20260324-9999999')).rejects.toMatchObject({ code: 'not_found' })
  })
})
