import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoDossiers } from '../../demo/dossiers.ts'
import { publicActor } from '../../platform/http/context.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf, scanPdf } from '../../testing/read-pdf.ts'
import { dossierAt } from '../factory.ts'
import { codeOfDossier, inviteAfterReturn } from '../jobs/ratings.ts'
import { ratingCodeHash, readRatingCode } from '../model/rating/rating-code.ts'
import { byField, percent } from '../model/rating/results.ts'
import { quarterName, quarterOf, surveyOn } from '../model/rating/survey.ts'
import { ratingComments } from '../queries/rating-comments.ts'
import { printRatingSlip, ratingInvitation } from '../queries/rating-invitation.ts'
import { ratingResults } from '../queries/rating-results.ts'
import { handleComment, setRatingMinimum } from './handle-comment.ts'
import { inviteToRate } from './invite-to-rate.ts'
import { rateService } from './rate-service.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

const allBest = Object.fromEntries(surveyOn('2026-03-24').questions.map(({ key }) => [key, 0 as const]))
const rating = { answers: allBest, liked: true, comment: '' }

/** Delivers what waits, as the job of every minute does. */
async function deliver(): Promise<void> {
  await test.app.jobs.find(({ name }) => name === 'deliver-news')?.run()
}

/** A dossier whose result was handed over, and the code on its slip. */
async function returned() {
  const dossier = await dossierAt(test, 'returned')
  await deliver()
  return { ...dossier, ratingCode: codeOfDossier(test.services, dossier.id) }
}

const rate = (code: string, more: object = {}) =>
  test.write(publicActor, rateService, { code, rating: { ...rating, ...more } as never })

describe('the code of a dossier', () => {
  it('is read however it is typed, and nothing else is', () => {
    expect(readRatingCode(' 4f7k9 q2mox ')).toBe('4F7K9-Q2M0X')
    for (const typed of ['', '4F7K9', '4F7K9-Q2M0X0', 'UUUUU-UUUUU', '4F7K9/Q2M0X']) {
      expect(readRatingCode(typed), typed).toBeNull()
    }
  })

  it('rates nothing before the result was returned, nor in another office, nor when it is nobody’s', async () => {
    const waiting = await dossierAt(test, 'finished')
    await deliver()
    const code = codeOfDossier(test.services, waiting.id)
    await expect(rate(code)).rejects.toMatchObject({ code: 'not_found' })
    await expect(rate('00000-00000')).rejects.toMatchObject({ code: 'not_found' })
    await expect(rate('x')).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(test.read(publicActor, ratingInvitation, { code })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is made by the program alone', async () => {
    const input = { dossierId: randomUUID(), codeHash: 'a'.repeat(64) }
    for (const username of ['tiepnhan', 'chutich', 'quantri']) {
      const tried = test.write(await test.as(username), inviteToRate, input)
      await expect(tried).rejects.toMatchObject({ code: 'not_allowed' })
    }
    const system = systemActor(test.officeId)
    await expect(test.write(system, inviteToRate, input)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is printed on a slip that tells nothing of the dossier, for whoever may read it', async () => {
    const dossier = await returned()
    for (const username of ['ketoan', 'bientap', 'quantri']) {
      const tried = test.read(await test.as(username), printRatingSlip, { code: dossier.code })
      await expect(tried).rejects.toMatchObject({ code: 'not_allowed' })
    }
    const url = `/api/v1/dossiers/${dossier.code}/rating-slip.pdf`
    const paper = await test.app.server.inject({ url, headers: { cookie: await test.cookie('tiepnhan') } })
    const words = readPdf(paper.rawPayload)
    expect(words).toContain(dossier.ratingCode)
    expect(words).not.toContain(dossier.code)
    expect(words).not.toContain('Nguyễn Văn Mẫu')
    expect(scanPdf(paper.rawPayload, 1)).toBe(`http://127.0.0.1:3000/danh-gia/${dossier.ratingCode}`)
    const waiting = await dossierAt(test, 'appraisal')
    const tried = test.read(await test.as('tiepnhan'), printRatingSlip, { code: waiting.code })
    await expect(tried).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('rating', () => {
  it('asks every official question and whether one is content; each missing one is named', async () => {
    const { ratingCode } = await returned()
    const { questions } = await test.read(publicActor, ratingInvitation, { code: ratingCode })
    expect(questions).toHaveLength(10)
    expect(questions.every(({ answers }) => answers.length === 3)).toBe(true)
    const { overall: _, ...others } = allBest
    await expect(rate(ratingCode, { answers: others })).rejects.toMatchObject({
      facts: { fields: { 'rating.answers.overall': 'Hãy chọn một câu trả lời.' } },
    })
    await expect(rate(ratingCode, { liked: undefined })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(rate(ratingCode, { answers: { ...allBest, time: 3 } })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(rate(ratingCode, { comment: 'x'.repeat(2001) })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await rate(ratingCode)
  })

  it('counts once, however often and at whatever time it is sent, also when the news comes twice', async () => {
    const { id, ratingCode } = await returned()
    const tries = await Promise.allSettled([rate(ratingCode), rate(ratingCode), rate(ratingCode)])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const news = await test.owner.query(
      `select id from outbox where topic = 'dossier.returned' and payload->>'dossierId' = $1`,
      [id],
    )
    const delivery = { officeId: test.officeId, id: news.rows[0].id, topic: 'dossier.returned' }
    await inviteAfterReturn(test.services, { ...delivery, payload: { dossierId: id } })
    await expect(rate(ratingCode)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is counted by question and field only in whole batches, so that no figure tells one answer', async () => {
    await test.owner.query('delete from ratings')
    const leader = await test.as('chutich')
    const results = () => test.read(leader, ratingResults, {})
    for (let given = 1; given <= 4; given += 1) await rate((await returned()).ratingCode)
    expect((await results()).total.count).toBe(0)
    await rate((await returned()).ratingCode, { liked: false, answers: { ...allBest, overall: 2 } })
    const first = await results()
    expect(first.total).toMatchObject({ count: 5, liked: 80, score: 98 })
    expect(first.fields).toHaveLength(1)
    expect(first.questions.at(-1)?.answers.map(({ count }) => count)).toEqual([4, 0, 1])
    await rate((await returned()).ratingCode)
    expect((await results()).total).toEqual(first.total)
    expect((await test.read(leader, ratingResults, { wholeYear: true })).total.count).toBe(5)
    expect((await test.read(leader, ratingResults, { quarter: '2025-11-01' })).total.count).toBe(0)
  })
})

describe('nobody learns who answered', () => {
  const secret = 'Góp ý riêng không ai được nối với hồ sơ'

  it('no row of any table joins a rating or a remark to a dossier, a person, a code or a moment', async () => {
    const dossier = await returned()
    await rate(dossier.ratingCode, { comment: secret, liked: false })
    const tables = await test.owner.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'office_id'`,
    )
    const hash = ratingCodeHash(dossier.ratingCode)
    const holding: string[] = []
    for (const { name } of tables.rows) {
      const found = await test.owner.query(
        `select 1 from ${name} t where t::text like $1 or t::text like $2 or t::text like $3`,
        [`%${secret}%`, `%${dossier.ratingCode}%`, `%${hash}%`],
      )
      if (found.rowCount) holding.push(name)
    }
    // The remark stands in one table; code and hash nowhere any more.
    expect(holding).toEqual(['rating_comments'])
    const rows = await test.owner.query(
      `select t::text as row from ratings t union all select t::text from rating_comments t`,
    )
    for (const { row } of rows.rows) {
      expect(row).not.toContain(dossier.id)
      expect(row).not.toContain(dossier.code)
      // Not even the version of the id carries a time (UUIDv7 would).
      expect(row).toMatch(/-4[0-9a-f]{3}-/)
    }
    const columns = await test.owner.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_name in ('ratings', 'rating_comments', 'rating_invitations')
         and (data_type like 'timestamp%' or column_name like '%dossier%' or column_name like '%applicant%')`,
    )
    expect(columns.rows).toEqual([])
    const journal = await test.owner.query(
      `select facts, subject_id from audit_events where action in ('dossiers.rateService', 'dossiers.inviteToRate')`,
    )
    expect(journal.rows.every(({ facts }) => JSON.stringify(facts) === '{}')).toBe(true)
  })

  it('a key sent with the rating keeps nothing that the answers could be guessed from', async () => {
    const { ratingCode } = await returned()
    await test.write(publicActor, rateService, { code: ratingCode, rating }, 'khoa-danh-gia-1')
    const kept = 'select request_hash from idempotency_keys where key = $1'
    const first = (await test.owner.query(kept, ['khoa-danh-gia-1'])).rows[0].request_hash
    const other = { ...rating, liked: false }
    const again = test.write(publicActor, rateService, { code: ratingCode, rating: other }, 'khoa-danh-gia-1')
    await expect(again).rejects.toMatchObject({ code: 'not_found' })
    expect((await test.owner.query(kept, ['khoa-danh-gia-1'])).rows[0].request_hash).toBe(first)
  })

  it('no role but leaders, administrators and the clerk sees results, and remarks name neither field nor day', async () => {
    for (const username of ['tiepnhan', 'chuyenmon', 'xahoi', 'ketoan', 'bientap']) {
      const actor = await test.as(username)
      await expect(test.read(actor, ratingResults, {})).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(test.read(actor, ratingComments, {})).rejects.toMatchObject({ code: 'not_allowed' })
    }
    await expect(test.read(await test.as('quantri'), ratingComments, {})).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const { items } = await test.read(await test.as('vanthu'), ratingComments, {})
    expect(items.find(({ body }) => body === secret)).toEqual({
      id: expect.any(String),
      body: secret,
      state: 'new',
      answer: '',
      revision: 1,
    })
  })
})

describe('a remark', () => {
  it('is handled by leaders and the clerk: read, answered with an answer, or taken up as a complaint', async () => {
    await rate((await returned()).ratingCode, { comment: 'Chờ lâu' })
    const clerk = await test.as('vanthu')
    const { items } = await test.read(clerk, ratingComments, {})
    const { id } = items.find(({ body }) => body === 'Chờ lâu') ?? { id: '' }
    const handle = (state: string, revision: number, answer = '') =>
      test.write(clerk, handleComment, { id, revision, state: state as never, answer })
    const officer = await test.as('tiepnhan')
    await expect(
      test.write(officer, handleComment, { id, revision: 1, state: 'read', answer: '' }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    await handle('read', 1)
    await expect(handle('answered', 1, 'x')).rejects.toMatchObject({ code: 'stale' })
    await expect(handle('read', 2)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(handle('answered', 2)).rejects.toMatchObject({
      facts: { fields: { answer: 'Hãy ghi nội dung trả lời.' } },
    })
    await handle('complaint', 2)
    await expect(handle('answered', 3, 'x')).rejects.toMatchObject({ code: 'wrong_state' })
    const news = `select payload from outbox where topic = 'rating.complaint_raised'`
    expect((await test.owner.query(news)).rows).toEqual([{ payload: { commentId: id } }])
  })

  it('the minimum is set by leaders and administrators, never below three', async () => {
    const tried = test.write(await test.as('vanthu'), setRatingMinimum, { minimum: 3 })
    await expect(tried).rejects.toMatchObject({ code: 'not_allowed' })
    const leader = await test.as('chutich')
    for (const minimum of [2, 101, 3.5, 'ba']) {
      await expect(test.write(leader, setRatingMinimum, { minimum })).rejects.toMatchObject({
        code: 'invalid_input',
      })
    }
    await test.write(leader, setRatingMinimum, { minimum: 6 })
    // What was whole with five is not any more.
    expect((await test.read(leader, ratingResults, {})).minimum).toBe(6)
    await test.write(leader, setRatingMinimum, { minimum: 3 })
  })
})

describe('the sums', () => {
  it('quarters are those of the year', () => {
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual([
      '2026-01-01',
      '2026-01-01',
      '2026-04-01',
      '2026-10-01',
    ])
    expect(quarterName('2026-10-01')).toBe('Quý IV năm 2026')
  })

  it('percent of nothing is nothing, and fields come in the order of the alphabet', () => {
    expect(percent(1, 0)).toBe(0)
    const sum = { quarter: '2026-01-01', edition: '2018', count: 5, liked: 5, answers: {} }
    const named = [
      { ...sum, fieldCode: 'dat-dai', fieldName: 'Đất đai' },
      { ...sum, fieldCode: 'chung-thuc', fieldName: 'Chứng thực' },
    ]
    expect(byField(named).map(({ fieldCode }) => fieldCode)).toEqual(['chung-thuc', 'dat-dai'])
  })

  it('there is a survey from the day of its decree on, and none before', () => {
    expect(surveyOn('2018-06-21').edition).toBe('2018')
    expect(() => surveyOn('2018-06-20')).toThrow(RangeError)
  })
})

it('the demonstration office invites for what it has returned', async () => {
  await loadDemoDossiers(test.services)
  await deliver()
  const { rows } = await test.owner.query('select count(*)::int as n from rating_invitations')
  expect(rows[0].n).toBeGreaterThan(3)
})
