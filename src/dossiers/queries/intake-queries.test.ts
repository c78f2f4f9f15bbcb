import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoProcedureId, demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { receiveDossier } from '../commands/receive-dossier.ts'
import { turnAway } from '../commands/turn-away.ts'
import { receivedDossier } from '../factory.ts'
import { receptionExample } from '../model/examples.ts'
import { findApplicants } from './find-applicants.ts'
import { getPending } from './get-pending.ts'
import { previewReception } from './preview-reception.ts'
import { receptionChoices } from './reception-choices.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const counter = () => test.as('tiepnhan')
/** The same officer, with reception of civil status only. */
async function civilStatusCounter() {
  return { ...(await counter()), duties: [{ role: 'counter', fieldCode: 'ho-tich' }] }
}
const applicant = (overrides: object) => ({ ...receptionExample.applicant, ...overrides })

describe('who may not', () => {
  it('only the counter asks, within its own office', async () => {
    for (const username of ['chuyenmon', 'chutich', 'quantri', 'bientap']) {
      const actor = await test.as(username)
      const refused = { code: 'not_allowed' }
      await expect(test.read(actor, receptionChoices, {})).rejects.toMatchObject(refused)
      await expect(test.read(actor, findApplicants, { q: '038090000001' })).rejects.toMatchObject(refused)
      await expect(test.read(actor, getPending, { id: randomUUID() })).rejects.toMatchObject(refused)
      await expect(
        test.read(actor, previewReception, { procedureId: demoProcedureId }),
      ).rejects.toMatchObject(refused)
    }
    await receivedDossier(test)
    const elsewhere = { ...(await counter()), officeId: randomUUID() }
    expect(await test.read(elsewhere, findApplicants, { q: '038090000001' })).toEqual({ items: [] })
    expect(await test.read(elsewhere, receptionChoices, {})).toEqual({ items: [] })
  })

  it('a duty for one field opens the procedures of that field only', async () => {
    const actor = await civilStatusCounter()
    const { items } = await test.read(actor, receptionChoices, {})
    expect(new Set(items.map((item) => item.fieldName))).toEqual(new Set(['Hộ tịch']))
    await expect(test.read(actor, previewReception, { procedureId: demoProcedureId })).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })
})

describe('receptionChoices', () => {
  it('puts first what is asked for most', async () => {
    for (const _ of [1, 2]) await receivedDossier(test, { procedureId: demoSlowProcedureId })
    await receivedDossier(test, { procedureId: demoSlowProcedureId })
    const { items } = await test.read(await counter(), receptionChoices, {})
    expect(items.length).toBeGreaterThan(90)
    expect(items[0]).toMatchObject({ id: demoSlowProcedureId, limitText: '3 ngày làm việc' })
    expect(items[1]).toMatchObject({ id: demoProcedureId, code: '2.000815', limitText: 'Trong ngày' })
  })
})

describe('previewReception', () => {
  it('promises what reception then gives', async () => {
    const seen = await test.read(await counter(), previewReception, { procedureId: demoSlowProcedureId })
    const { id } = await receivedDossier(test, { procedureId: demoSlowProcedureId })
    const row = await test.owner.query<{ due_at: Date }>('select due_at from dossiers where id = $1', [id])
    expect(seen.dueAt).toEqual(row.rows[0]?.due_at)
    expect(seen.components.length).toBeGreaterThan(0)
    expect(seen.steps.length).toBeGreaterThan(2)
    expect(seen.needsAgreedLimit).toBe(false)
  })

  it('tells the days off that lie between', async () => {
    test.time.set('2026-04-29T10:00:00+07:00')
    const seen = await test.read(await counter(), previewReception, { procedureId: demoSlowProcedureId })
    expect(seen.daysSkipped.map((day) => day.date)).toEqual(
      expect.arrayContaining(['2026-04-30', '2026-05-01']),
    )
    test.time.set('2026-03-24T09:00:00+07:00')
  })

  it('has no due time until one is agreed, where the law sets none', async () => {
    const found = await test.owner.query<{ procedure_id: string }>(
      "select procedure_id from procedure_versions where time_limit_amount is null and time_limit_unit <> 'same_day' limit 1",
    )
    const procedureId = found.rows[0]?.procedure_id ?? ''
    const actor = await counter()
    expect(await test.read(actor, previewReception, { procedureId })).toMatchObject({
      needsAgreedLimit: true,
      dueAt: null,
    })
    const agreed = await test.read(actor, previewReception, { procedureId, agreedWorkingDays: 2 })
    expect(agreed.dueAt).toEqual(new Date('2026-03-26T09:00:00+07:00'))
  })

  it('does not know a foreign or closed procedure', async () => {
    await expect(
      test.read(await counter(), previewReception, { procedureId: randomUUID() }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('findApplicants', () => {
  it('finds by personal id, telephone as typed, and words of the name', async () => {
    await receivedDossier(test, {
      applicant: applicant({ name: 'Trần Thị Đào', personalId: '038185000002', phone: '0912 000 002' }),
    })
    const actor = await counter()
    for (const q of ['038185000002', '+84 912 000 002', '0912000002', 'tran dao', 'Thị ĐÀO']) {
      const { items } = await test.read(actor, findApplicants, { q })
      expect(items, q).toMatchObject([{ name: 'Trần Thị Đào', phone: '0912000002', sex: 'male' }])
    }
  })

  it('shows each person once, as they last stated', async () => {
    const person = { name: 'Lê Văn Lặp', personalId: '038090000009' }
    await receivedDossier(test, { applicant: applicant({ ...person, address: 'Thôn Cũ' }) })
    test.time.advanceMinutes(5)
    await receivedDossier(test, { applicant: applicant({ ...person, address: 'Thôn Mới' }) })
    const { items } = await test.read(await counter(), findApplicants, { q: 'le van lap' })
    expect(items).toMatchObject([{ address: 'Thôn Mới' }])
  })

  it('does not leaf through people: short words, other texts and SQL find nobody', async () => {
    const actor = await counter()
    for (const q of ['', 'ng', '%', '___', "' or 1=1 --", 'chung thuc ban sao', '0000000000']) {
      expect(await test.read(actor, findApplicants, { q }), q).toEqual({ items: [] })
    }
  })
})

describe('getPending', () => {
  it('gives back what was written when papers were missing, until it is received', async () => {
    const actor = await counter()
    const { id } = await test.write(actor, turnAway, {
      procedureId: demoProcedureId,
      applicant: applicant({ name: 'Phạm Thị Chờ' }),
      submitter: { name: 'Phạm Văn Thay', phone: '0912000003' },
      content: 'Sao bằng tốt nghiệp',
      components: [{ ordinal: 1, provided: true, copies: 2, note: 'bản mờ' }],
      kind: 'supplement',
      items: ['Bản chính'],
      reason: 'Chưa mang bản chính.',
    })
    expect(await test.read(actor, getPending, { id })).toMatchObject({
      procedureId: demoProcedureId,
      applicant: { name: 'Phạm Thị Chờ', birthDate: '1990-01-02' },
      submitter: { name: 'Phạm Văn Thay' },
      content: 'Sao bằng tốt nghiệp',
      components: [{ ordinal: 1, provided: true, copies: 2, note: 'bản mờ' }],
    })
    await test.write(actor, receiveDossier, { ...receptionExample, pendingId: id })
    await expect(test.read(actor, getPending, { id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('does not open a received dossier, nor one of a field the officer does not receive', async () => {
    const { id } = await receivedDossier(test)
    await expect(test.read(await counter(), getPending, { id })).rejects.toMatchObject({ code: 'not_found' })
    const pending = await test.write(await counter(), turnAway, {
      procedureId: demoProcedureId,
      applicant: receptionExample.applicant,
      kind: 'supplement',
      items: ['Bản chính'],
      reason: 'Thiếu.',
    })
    await expect(test.read(await civilStatusCounter(), getPending, { id: pending.id })).rejects.toMatchObject(
      { code: 'not_allowed' },
    )
  })
})
