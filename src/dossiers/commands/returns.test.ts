import { randomUUID } from 'node:crypto'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { checkPdf, countPages, readPdf, runOnPdf, scanPdf } from '../../testing/read-pdf.ts'
import { dossierAt, type MadeDossier } from '../factory.ts'
import { announceUncollected, keepResult } from '../jobs/results.ts'
import { receptionExample } from '../model/examples.ts'
import type { returnManyInput } from '../model/return-inputs.ts'
import { findReady } from '../queries/find-ready.ts'
import { listUncollected } from '../queries/list-uncollected.ts'
import { parcelDesk } from '../queries/parcel-desk.ts'
import { returnResult } from './hand-out-result.ts'
import { noteReminder, setCollectionSettings } from './note-reminder.ts'
import { makeParcelList, sendParcel, takeBackParcel } from './parcels.ts'
import { returnResults } from './return-many.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const slow = { procedureId: demoSlowProcedureId }
const owner = receptionExample.applicant
const notCounters = ['chuyenmon', 'tuphap', 'vanthu', 'ketoan', 'chutich', 'quantri', 'bientap']
let people = 0
function newPerson() {
  people += 1
  const number = String(people).padStart(2, '0')
  return {
    ...owner,
    name: `Công Dân Nhận ${people}`,
    personalId: `0380900072${number}`,
    phone: `09110000${number}`,
  }
}
const finished = (overrides: object = {}) => dossierAt(test, 'finished', { ...slow, ...overrides })
const row = async ({ id }: MadeDossier) =>
  (await test.owner.query('select * from dossiers where id = $1', [id])).rows[0]
const ref = ({ code, revision }: MadeDossier) => ({ code, revision })
const refusedAt = (field: string) => ({
  code: 'invalid_input',
  facts: { fields: { [field]: expect.any(String) } },
})
const get = async (url: string, username = 'tiepnhan') =>
  test.app.server.inject({ url: `/api/v1${url}`, headers: { cookie: await test.cookie(username) } })

describe('several results to one person', () => {
  const hand = async (input: Partial<z.input<typeof returnManyInput>>, username = 'tiepnhan') =>
    test.write(await test.as(username), returnResults, {
      dossiers: [],
      collectorName: owner.name,
      collectorPersonalId: owner.personalId,
      ...input,
    })

  it('are handed over by the counter only', async () => {
    const dossier = await finished()
    for (const username of notCounters) {
      await expect(hand({ dossiers: [ref(dossier)] }, username)).rejects.toMatchObject({
        code: 'not_allowed',
      })
      await expect(
        test.read(await test.as(username), findReady, { q: owner.personalId }),
      ).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('are handed over together, each with who collected and how', async () => {
    const made = [await finished(), await finished(), await finished()]
    const { dossiers } = await hand({ dossiers: made.map(ref) })
    expect(dossiers.map(({ status }) => status)).toEqual([10, 10, 10])
    for (const dossier of made) {
      expect(await row(dossier)).toMatchObject({
        status: 10,
        returned_how: 'counter',
        collector_name: owner.name,
        collector_note: '',
      })
    }
  })

  it('or none: one that somebody else just handed over stops all', async () => {
    const [first, second] = [await finished(), await finished()]
    await test.write(await test.as('tiepnhan2'), returnResult, { ...ref(second), collectorName: owner.name })
    await expect(hand({ dossiers: [ref(first), ref(second)] })).rejects.toMatchObject({ code: 'stale' })
    const seen = { ...second, revision: second.revision + 1 }
    await expect(hand({ dossiers: [ref(first), ref(seen)] })).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await row(first)).toMatchObject({ status: 9 })
  })

  it('two officers with the same results in another order: one hands over, the other is told', async () => {
    const made = [await finished(), await finished()]
    const attempts = await Promise.allSettled([
      hand({ dossiers: made.map(ref) }),
      hand({ dossiers: made.map(ref).toReversed() }, 'tiepnhan2'),
    ])
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stale' } })
  })

  it('are for the owner, who handed in, or somebody with a paper of authorisation', async () => {
    const submitter = { name: 'Lê Văn Nộp Hộ', personalId: '038085004444', phone: '' }
    const [theirs, submitted] = [await finished(), await finished({ submitter })]
    const stranger = { collectorName: 'Trần Văn Lạ', collectorPersonalId: '038085009999' }
    await expect(hand({ dossiers: [ref(theirs)], ...stranger })).rejects.toMatchObject(
      refusedAt('authorisation'),
    )
    const byNumber = { collectorName: owner.name, collectorPersonalId: '038085009999' }
    await expect(hand({ dossiers: [ref(theirs)], ...byNumber })).rejects.toMatchObject(
      refusedAt('authorisation'),
    )
    await hand({
      dossiers: [ref(submitted)],
      collectorName: submitter.name,
      collectorPersonalId: submitter.personalId,
    })
    await hand({ dossiers: [ref(theirs)], ...stranger, authorisation: 'số 12/2026 ngày 20/3/2026' })
    expect(await row(theirs)).toMatchObject({
      collector_name: 'Trần Văn Lạ',
      collector_note: 'Nhận thay theo giấy ủy quyền: số 12/2026 ngày 20/3/2026',
    })
  })

  it('named twice, too many or none are refused', async () => {
    const dossier = await finished()
    await expect(hand({ dossiers: [] })).rejects.toMatchObject(refusedAt('dossiers'))
    await expect(hand({ dossiers: [ref(dossier), ref(dossier)] })).rejects.toMatchObject(
      refusedAt('dossiers'),
    )
    const byId = { code: dossier.id, revision: dossier.revision }
    await expect(hand({ dossiers: [ref(dossier), byId] })).rejects.toMatchObject(refusedAt('dossiers'))
    const many = Array.from({ length: 51 }, (_, index) => ({ code: `x${index}`, revision: 1 }))
    await expect(hand({ dossiers: many })).rejects.toMatchObject(refusedAt('dossiers'))
    await expect(hand({ dossiers: [ref(await dossierAt(test, 'issue', slow))] })).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  it('are found by code, number, telephone and name, and only those that wait', async () => {
    const person = newPerson()
    const dossier = await finished({ applicant: person })
    await dossierAt(test, 'issue', { ...slow, applicant: person })
    const find = async (q: string) =>
      (await test.read(await test.as('tiepnhan'), findReady, { q })).items.map(({ code }) => code)
    for (const q of [
      dossier.code,
      ` ${dossier.code.toLowerCase()} `,
      person.personalId,
      person.phone,
      `+84 ${person.phone.slice(1)}`,
      person.name,
      'cong dan nhan 1',
    ]) {
      expect(await find(q), q).toContain(dossier.code)
    }
    for (const q of [
      '',
      'a',
      '%',
      "' or 1=1 --",
      '038090007299',
      'H56.22.17-20260324-0099999',
      '_'.repeat(9),
    ]) {
      expect(await find(q), q).toEqual([])
    }
    const foreigner = { ...(await test.as('tiepnhan')), officeId: randomUUID() }
    expect((await test.read(foreigner, findReady, { q: person.personalId })).items).toEqual([])
  })
})

describe('an electronic result', () => {
  it('counts as handed over when the officer confirms, once it can be downloaded', async () => {
    const dossier = await finished({ returnMethod: 'online' })
    const confirm = async () =>
      test.write(await test.as('tiepnhan'), returnResult, {
        ...ref(dossier),
        collectorName: owner.name,
        how: 'online',
      })
    await expect(confirm()).rejects.toMatchObject({ code: 'wrong_state' })
    await keepResult(test.services, { officeId: test.officeId, dossierId: dossier.id, key: randomUUID() })
    await confirm()
    expect(await row(dossier)).toMatchObject({ status: 10, returned_how: 'online' })
  })
})

describe('by post', () => {
  const posted = (overrides: object = {}) => finished({ returnMethod: 'post', ...overrides })
  const list = async (made: MadeDossier[], username = 'tiepnhan') =>
    test.write(await test.as(username), makeParcelList, { dossiers: made.map(ref) })
  const send = async (dossier: MadeDossier, number: string, username = 'tiepnhan') =>
    test.write(await test.as(username), sendParcel, { ...ref(dossier), number })
  const back = async (dossier: MadeDossier, username = 'tiepnhan') =>
    test.write(await test.as(username), takeBackParcel, { ...ref(dossier), reason: 'Đi vắng lâu ngày.' })
  const later = (dossier: MadeDossier, steps = 1) => ({ ...dossier, revision: dossier.revision + steps })
  let numbers = 0
  const newNumber = () => {
    numbers += 1
    return `EB${String(numbers).padStart(9, '0')}VN`
  }

  it('is the counter’s work', async () => {
    const dossier = await posted()
    for (const username of notCounters) {
      await expect(list([dossier], username)).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(send(dossier, newNumber(), username)).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(back(dossier, username)).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(test.read(await test.as(username), parcelDesk, {})).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('a list takes a number without a gap, and a result is in one list only', async () => {
    const [first, second] = [await posted(), await posted()]
    const one = await list([first])
    await expect(list([later(first), second])).rejects.toMatchObject({ code: 'conflict' })
    const two = await list([second])
    expect([two.number - one.number, two.year]).toEqual([1, 2026])
  })

  it('needs an address', async () => {
    const dossier = await posted({ applicant: { ...owner, address: '' } })
    await expect(list([dossier])).rejects.toMatchObject(refusedAt('dossiers'))
    await list([await posted({ applicant: { ...owner, address: '' }, returnAddress: 'Thôn Khác' })])
  })

  it('the parcel’s number hands the result over (9 → 10), with how, when and to whom', async () => {
    const dossier = await posted({ returnAddress: 'Số 5, thôn Nhận Thư' })
    await expect(send(dossier, newNumber())).rejects.toMatchObject({ code: 'wrong_state' })
    await list([dossier])
    test.time.advanceMinutes(30)
    const number = newNumber()
    await send(later(dossier), ` ${number.toLowerCase().replace('eb', 'eb ')} `)
    expect(await row(dossier)).toMatchObject({
      status: 10,
      returned_how: 'post',
      collector_name: owner.name,
      collector_note: `Bưu gửi ${number}`,
      returned_at: new Date('2026-03-24T09:30:00+07:00'),
    })
    const other = await posted()
    await list([other])
    await expect(send(later(other), number)).rejects.toMatchObject(refusedAt('number'))
    await expect(send(later(other), '<script>')).rejects.toMatchObject(refusedAt('number'))
  })

  it('what comes back stays in state 10, waits among the uncollected, and is handed over at the desk', async () => {
    const dossier = await posted()
    await list([dossier])
    await send(later(dossier), newNumber())
    await expect(back(later(dossier))).rejects.toMatchObject({ code: 'stale' })
    await back(later(dossier, 2))
    await expect(back(later(dossier, 3))).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await row(dossier)).toMatchObject({ status: 10, undelivered_since: expect.any(Date) })
    const uncollected = await test.read(await test.as('tiepnhan'), listUncollected, {})
    expect(uncollected.items.find(({ code }) => code === dossier.code)).toMatchObject({ isUndelivered: true })
    const found = await test.read(await test.as('tiepnhan'), findReady, { q: dossier.code })
    expect(found.items).toHaveLength(1)
    await expect(list([later(dossier, 3)])).rejects.toMatchObject({ code: 'wrong_state' })
    test.time.set('2026-04-01T09:00:00+07:00')
    await announceUncollected(test.services, test.officeId)
    const due = await test.owner.query(
      `select count(*)::int as n from outbox where topic = 'dossier.reminder_due' and payload ->> 'dossierId' = $1`,
      [dossier.id],
    )
    expect(due.rows[0].n).toBe(1)
    await test.write(await test.as('tiepnhan'), returnResult, {
      ...ref(later(dossier, 3)),
      collectorName: owner.name,
    })
    expect(await row(dossier)).toMatchObject({ status: 10, returned_how: 'counter', undelivered_since: null })
    const again = later(dossier, 4)
    await expect(
      test.write(await test.as('tiepnhan'), returnResult, { ...ref(again), collectorName: owner.name }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('one fetched at the desk meanwhile is not sent', async () => {
    const dossier = await posted()
    await list([dossier])
    await test.write(await test.as('tiepnhan'), returnResult, {
      ...ref(later(dossier)),
      collectorName: owner.name,
    })
    await expect(send(later(dossier, 2), newNumber())).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('labels are A6 with a bar code that the desk’s reader understands; the list is for both signatures', async () => {
    const made = [
      await posted({
        applicant: { ...owner, name: 'Nguyễn Thị <b>Đặng</b> "Mẫu" 😀', address: 'Ngõ 5 & 6, thôn Ỷ La' },
      }),
      await posted({ applicant: newPerson() }),
    ]
    const { id, number } = await list(made)
    const labels = await get(`/parcel-lists/${id}/labels.pdf`)
    expect(labels.statusCode).toBe(200)
    const pdf = labels.rawPayload
    checkPdf(pdf)
    expect(countPages(pdf)).toBe(2)
    expect(runOnPdf('pdfinfo', ['-'], pdf)).toMatch(/Page size:\s+419\.\d+ x 297\.\d+/)
    const codes = [scanPdf(pdf, 1), scanPdf(pdf, 2)]
    expect(codes.toSorted()).toEqual(made.map(({ code }) => code).toSorted())
    expect(readPdf(pdf)).toMatch(/Người gửi Trung tâm Phục vụ hành chính công xã Cẩm Long/)
    expect(readPdf(pdf)).toContain('Nguyễn Thị <b>Đặng</b> "Mẫu" □')
    const paper = await get(`/parcel-lists/${id}/list.pdf`)
    const words = readPdf(paper.rawPayload)
    for (const phrase of [
      'DANH SÁCH BƯU GỬI',
      'NGƯỜI GIAO',
      'NHÂN VIÊN BƯU CHÍNH NHẬN',
      'Tổng số: 02 bưu gửi',
      'Ngõ 5 & 6',
    ]) {
      expect(words).toContain(phrase)
    }
    const sheet = await get(`/parcel-lists/${id}/list.xlsx`)
    const [first] = await readXlsxFile(sheet.rawPayload)
    const rows = first && 'data' in first ? first.data : []
    expect(rows).toHaveLength(4)
    expect(String(rows[0]?.[0])).toContain(`số ${String(number).padStart(2, '0')}`)
    expect(
      rows
        .slice(2)
        .map((each) => each[1])
        .toSorted(),
    ).toEqual(made.map(({ code }) => code).toSorted())
    for (const url of ['labels.pdf', 'list.pdf', 'list.xlsx']) {
      expect((await get(`/parcel-lists/${id}/${url}`, 'chuyenmon')).statusCode).toBe(403)
      expect((await get(`/parcel-lists/${randomUUID()}/${url}`)).statusCode).toBe(404)
      expect((await get(`/parcel-lists/khong-co/${url}`)).statusCode).toBe(422)
    }
  })
})

describe('results that nobody collects', () => {
  const remind = async (dossier: MadeDossier, input: object = {}, username = 'tiepnhan') =>
    test.write(await test.as(username), noteReminder, {
      ...ref(dossier),
      how: 'call',
      answer: 'Hẹn thứ Hai đến nhận.',
      ...input,
    } as never)
  const entry = async ({ code }: MadeDossier, username = 'tiepnhan') =>
    (await test.read(await test.as(username), listUncollected, {})).items.find((item) => item.code === code)

  it('are reminded of by the counter, seen by those of the field, their telephone by the counter only', async () => {
    const person = newPerson()
    const dossier = await finished({ applicant: person })
    for (const username of notCounters) {
      await expect(remind(dossier, {}, username)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    for (const username of ['vanthu', 'ketoan', 'bientap']) {
      await expect(test.read(await test.as(username), listUncollected, {})).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
    expect(await entry(dossier)).toMatchObject({ phone: person.phone, mayRemind: true })
    for (const username of ['tuphap', 'chutich', 'quantri']) {
      expect(await entry(dossier, username)).toMatchObject({ phone: '', mayRemind: false })
    }
    expect(await entry(dossier, 'diachinh')).toBeUndefined()
  })

  it('are due after the office’s days; the day agreed at a reminder comes first', async () => {
    const dossier = await finished({ applicant: newPerson() })
    expect(await entry(dossier)).toMatchObject({
      remindOn: '2026-03-31',
      isDue: false,
      days: 0,
      latest: null,
    })
    test.time.set('2026-04-01T08:00:00+07:00')
    expect(await entry(dossier)).toMatchObject({ isDue: true, days: 8 })
    await remind(dossier, { nextOn: '2026-04-03' })
    expect(await entry(dossier)).toMatchObject({
      remindOn: '2026-04-03',
      isDue: false,
      reminders: 1,
      latest: { how: 'call', answer: 'Hẹn thứ Hai đến nhận.', by: 'Cán bộ Mẫu Một' },
    })
    test.time.set('2026-04-20T08:00:00+07:00')
    await remind({ ...dossier, revision: dossier.revision + 1 }, { how: 'visit' })
    expect(await entry(dossier)).toMatchObject({
      remindOn: '2026-04-27',
      reminders: 2,
      ageGroup: 'Từ 15 đến 29 ngày',
    })
  })

  it('a reminder says what was answered and cannot be due again today or before', async () => {
    const dossier = await finished()
    await expect(remind(dossier, { answer: '  ' })).rejects.toMatchObject(refusedAt('answer'))
    await expect(remind(dossier, { how: 'pigeon' })).rejects.toMatchObject(refusedAt('how'))
    await expect(remind(dossier, { nextOn: '2026-03-24' })).rejects.toMatchObject(refusedAt('nextOn'))
    await expect(remind(dossier, { nextOn: '31/02/2026' })).rejects.toMatchObject(refusedAt('nextOn'))
    await expect(remind(await dossierAt(test, 'returned', slow))).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  it('count from as many days as the administrator sets', async () => {
    for (const username of ['tiepnhan', 'chutich', 'chuyenmon']) {
      await expect(
        test.write(await test.as(username), setCollectionSettings, { uncollectedDays: 3 }),
      ).rejects.toMatchObject({ code: 'not_allowed' })
    }
    const admin = await test.as('quantri')
    for (const uncollectedDays of [0, 366, 1.5, Number.NaN]) {
      await expect(test.write(admin, setCollectionSettings, { uncollectedDays })).rejects.toMatchObject(
        refusedAt('uncollectedDays'),
      )
    }
    const dossier = await finished()
    await test.write(admin, setCollectionSettings, { uncollectedDays: 3 })
    expect(await entry(dossier)).toMatchObject({ remindOn: '2026-03-27' })
    await test.write(admin, setCollectionSettings, { uncollectedDays: 7 })
    expect(await entry(dossier)).toMatchObject({ remindOn: '2026-03-31' })
  })

  it('the letter names the dossier, since when, where and what to bring', async () => {
    const person = newPerson()
    const dossier = await finished({ applicant: person })
    expect((await get(`/dossiers/${dossier.code}/reminder.pdf`, 'chuyenmon')).statusCode).toBe(403)
    const letter = await get(`/dossiers/${dossier.code}/reminder.pdf`)
    expect(letter.statusCode).toBe(200)
    const words = readPdf(letter.rawPayload)
    for (const phrase of [
      'THÔNG BÁO',
      person.name,
      dossier.code,
      'từ ngày 24/03/2026',
      'Thôn Mẫu',
      'giấy ủy quyền',
    ]) {
      expect(words).toContain(phrase)
    }
    expect((await get('/dossiers/H56.22.17-20260324-0099999/reminder.pdf')).statusCode).toBe(404)
    const returned = await dossierAt(test, 'returned', slow)
    expect((await get(`/dossiers/${returned.code}/reminder.pdf`)).statusCode).toBe(409)
  })
})
