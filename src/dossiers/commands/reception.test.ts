import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoProcedureId, demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { receptionExample } from '../model/examples.ts'
import { receiveDossier } from './receive-dossier.ts'
import { turnAway } from './turn-away.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const receive = async (changes: object = {}, username = 'tiepnhan', key?: string) =>
  test.write(await test.as(username), receiveDossier, { ...receptionExample, ...changes }, key)

const countDossiers = async () =>
  Number((await test.owner.query('select count(*) as n from dossiers')).rows[0].n)

describe('who may not receive', () => {
  it.each(['chuyenmon', 'vanthu', 'ketoan', 'chutich', 'quantri', 'bientap'])(
    '%s is refused',
    async (username) => {
      await expect(receive({}, username)).rejects.toMatchObject({ code: 'not_allowed' })
    },
  )

  it('an officer whose duty covers another field only is refused', async () => {
    const counter = await test.as('tiepnhan')
    const landOnly = { ...counter, duties: [{ role: 'counter', fieldCode: 'dat-dai' }] }
    await expect(test.write(landOnly, receiveDossier, receptionExample)).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })
})

describe('bad input', () => {
  it('an unknown procedure is named at its field', async () => {
    await expect(receive({ procedureId: randomUUID() })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { procedureId: expect.stringContaining('không còn hiệu lực') } },
    })
  })

  it('a missing required component is named, and nothing is saved', async () => {
    const before = await countDossiers()
    await expect(receive({ components: [{ ordinal: 0, provided: false }] })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { 'components.0.provided': expect.stringContaining('Thiếu giấy tờ bắt buộc') } },
    })
    expect(await countDossiers()).toBe(before)
  })

  it.each(['0001-01-01', '-0001-03-15', '9999-12-31', '2026-02-30'])(
    'the birth date %s is refused at its field',
    async (birthDate) => {
      await expect(
        receive({ applicant: { ...receptionExample.applicant, birthDate } }),
      ).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { 'applicant.birthDate': expect.any(String) } },
      })
    },
  )

  it('a personal id that fits neither birth year nor sex only warns', async () => {
    const applicant = { ...receptionExample.applicant, birthDate: '1985-01-02', sex: 'female' as const }
    const received = await receive({ applicant })
    expect(received.warnings.map((warning) => warning.field)).toContain('applicant.personalId')
  })

  it.each([
    ["Robert'); drop table dossiers; --"],
    ['<script>alert(1)</script>'],
    ['Nguyễn 😀 Văn 漢'],
    ['N'.repeat(200)],
  ])('the name %s is kept as text', async (name) => {
    const received = await receive({ applicant: { ...receptionExample.applicant, name } })
    const row = await test.owner.query('select applicant_name from dossiers where id = $1', [received.id])
    expect(row.rows[0].applicant_name).toBe(name)
  })

  it('an id that is already taken is refused and changes nothing', async () => {
    const first = await receive()
    await expect(receive({ id: first.id })).rejects.toMatchObject({ code: 'conflict' })
    const row = await test.owner.query('select code, revision from dossiers where id = $1', [first.id])
    expect(row.rows[0]).toEqual({ code: first.code, revision: 1 })
  })

  it('an office without working hours promises nothing: the reception is refused, nothing is saved', async () => {
    const before = await countDossiers()
    const hours = await test.owner.query('delete from working_hours where office_id = $1 returning *', [
      test.officeId,
    ])
    await expect(receive()).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('lịch làm việc') },
    })
    expect(await countDossiers()).toBe(before)
    for (const row of hours.rows) {
      await test.owner.query('insert into working_hours values ($1, $2, $3, $4, $5)', [
        row.office_id,
        row.valid_from,
        row.weekday,
        row.from_minute,
        row.to_minute,
      ])
    }
  })
})

describe('the code', () => {
  it('runs from 1 each day without gap or double, also when clerks receive at once and some fail', async () => {
    test.time.set('2026-03-25T08:00:00+07:00')
    const tries = Array.from({ length: 40 }, (_, index) =>
      receive(index % 4 === 3 ? { components: [] } : {}, index % 2 ? 'tiepnhan' : 'tiepnhan2').then(
        (received) => received.code,
        () => null,
      ),
    )
    const codes = (await Promise.all(tries)).filter((code) => code !== null).toSorted()
    expect(codes).toEqual(
      Array.from({ length: 30 }, (_, index) => `H56.22.17-20260325-${String(index + 1).padStart(7, '0')}`),
    )
  })

  it.each([
    ['2026-03-26T00:05:00+07:00', '20260326'],
    ['2026-03-26T06:59:59+07:00', '20260326'],
    ['2026-03-26T23:59:59+07:00', '20260326'],
  ])('carries the day in Viet Nam at %s', async (moment, day) => {
    test.time.set(moment)
    expect((await receive()).code).toContain(`-${day}-`)
  })

  it('is written by the template in force that day', async () => {
    test.time.set('2025-06-30T09:00:00+07:00')
    await test.owner.query(`update procedure_versions set valid_from = '2020-01-01'`)
    await test.owner.query(`update duties set starts_on = '2020-01-01'`)
    expect((await receive()).code).toBe('H56.22.17-250630-0001')
  })

  it('is given once: the same key gets the same code and makes no second dossier', async () => {
    const before = await countDossiers()
    const key = randomUUID()
    const answers = await Promise.all([1, 2, 3, 4].map(() => receive({}, 'tiepnhan', key)))
    expect(new Set(answers.map((answer) => answer.code)).size).toBe(1)
    expect(await countDossiers()).toBe(before + 1)
  })
})

describe('the due time', () => {
  it.each([
    ['2026-03-24T09:00:00+07:00', demoProcedureId, '2026-03-24T17:00:00+07:00'],
    ['2026-03-24T15:01:00+07:00', demoProcedureId, '2026-03-25T17:00:00+07:00'],
    ['2026-03-24T09:00:00+07:00', demoSlowProcedureId, '2026-03-27T09:00:00+07:00'],
    // Friday afternoon before the weekend, and Giỗ Tổ on Sunday 26/4 moved to Monday 27/4.
    ['2026-04-24T09:00:00+07:00', demoSlowProcedureId, '2026-05-04T09:00:00+07:00'],
  ])('received %s', async (moment, procedureId, due) => {
    test.time.set(moment)
    const procedure = await test.owner.query(
      `select cases -> 0 -> 'components' as components from procedure_versions where procedure_id = $1`,
      [procedureId],
    )
    const components = (procedure.rows[0].components as unknown[]).map((_, ordinal) => ({
      ordinal,
      provided: true,
      originals: 1,
    }))
    const received = await receive({ procedureId, components })
    expect(new Date(received.dueAt).toISOString()).toBe(new Date(due).toISOString())
  })

  it('keeps what it was counted from, and gives every step its own due time within it', async () => {
    const received = await receive()
    const row = await test.owner.query('select due_trace, due_at from dossiers where id = $1', [received.id])
    expect(row.rows[0].due_trace).toMatchObject({
      limit: { unit: 'same_day' },
      rule: { sameDayCutoff: '15:00' },
    })
    const steps = await test.owner.query(
      'select due_at from dossier_steps where dossier_id = $1 order by ordinal',
      [received.id],
    )
    const times = steps.rows.map((step) => step.due_at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    // A same-day dossier has the whole day: its last step is due with it, not two hours after reception.
    expect(times.at(-1)).toBe(row.rows[0].due_at.getTime())
    expect(times[0]).toBeGreaterThan(new Date('2026-03-24T09:05:00+07:00').getTime())
    expect(times.length).toBe(5)
  })
})

describe('what was not received', () => {
  it('has no code; once complete it is received under its own id with a code', async () => {
    const counter = await test.as('tiepnhan')
    const turned = await test.write(counter, turnAway, {
      procedureId: demoProcedureId,
      applicant: receptionExample.applicant,
      kind: 'supplement',
      items: ['Bản chính'],
      reason: 'Chưa mang bản chính.',
    })
    const waiting = await test.owner.query('select code, status from dossiers where id = $1', [turned.id])
    expect(waiting.rows[0]).toEqual({ code: null, status: 5 })
    const applicant = { ...receptionExample.applicant, name: 'Nguyễn Văn Mẫu Sửa', phone: '0987000001' }
    const received = await receive({ pendingId: turned.id, applicant })
    const now = await test.owner.query('select applicant_name, phone, revision from dossiers where id = $1', [
      turned.id,
    ])
    expect(now.rows[0]).toEqual({ applicant_name: 'Nguyễn Văn Mẫu Sửa', phone: '0987000001', revision: 2 })
    expect(received.id).toBe(turned.id)
    expect(received.code).toMatch(/^H56\.22\.17-20260324-\d{7}$/)
    await expect(receive({ pendingId: turned.id })).rejects.toMatchObject({ code: 'stale' })
  })

  it('is refused with a reason, for good', async () => {
    const counter = await test.as('tiepnhan')
    const refusal = {
      procedureId: demoProcedureId,
      applicant: receptionExample.applicant,
      kind: 'refusal' as const,
      reason: 'Không thuộc thẩm quyền.',
    }
    const turned = await test.write(counter, turnAway, refusal)
    await expect(receive({ pendingId: turned.id })).rejects.toMatchObject({ code: 'stale' })
    await expect(test.write(counter, turnAway, { ...refusal, reason: ' ' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})
