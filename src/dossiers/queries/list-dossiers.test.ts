import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { dossierAt, receivedDossier } from '../factory.ts'
import { receptionExample } from '../model/examples.ts'
import { listDossiers } from './list-dossiers.ts'

type Filter = Parameters<typeof app.read<typeof listDossiers.input, typeof listDossiers.output>>[2]

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function found(username: string, filter: Filter) {
  const { items } = await app.read(await app.as(username), listDossiers, filter)
  return items.map((item) => item.code)
}

describe('the list of dossiers', () => {
  it('is refused to who has no work on dossiers', async () => {
    await expect(found('ketoan', {})).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(found('bientap', {})).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('shows only the fields one has a duty in; leaders and administrators see all', async () => {
    const { code } = await receivedDossier(app)
    expect(await found('tuphap', {})).toContain(code)
    expect(await found('diachinh', {})).toEqual([])
    expect(await found('diachinh', { field: 'chung-thuc' })).toEqual([])
    expect(await found('chutich', {})).toContain(code)
    expect(await found('quantri', {})).toContain(code)
  })

  it('shows another office nothing', async () => {
    const stranger = { ...(await app.as('chutich')), officeId: '01980000-0000-7000-8000-0000000000ff' }
    await expect(app.read(stranger, listDossiers, {})).rejects.toMatchObject({ code: 'not_found' })
  })

  it('finds a name without diacritics, a telephone, a procedure and part of a code', async () => {
    const applicant = { ...receptionExample.applicant, name: 'Đặng Thị Hoà Mẫu', phone: '0987000321' }
    const { code } = await receivedDossier(app, { applicant })
    for (const q of [
      'dang thi hoa',
      'Hòa  đặng',
      'HOA MAU',
      '0987000321',
      code,
      code.slice(-7),
      code.toLowerCase(),
    ]) {
      expect(await found('tiepnhan', { q }), q).toContain(code)
    }
    for (const q of ['dang thi hoang', "'; drop table dossiers; --", '100%', '_'])
      expect(await found('tiepnhan', { q }), q).not.toContain(code)
  })

  it('walks pages without repeating or missing a row, while new ones arrive', async () => {
    for (let n = 0; n < 55; n += 1) await receivedDossier(app)
    const counter = await app.as('tiepnhan')
    const first = await app.read(counter, listDossiers, {})
    expect(first.items).toHaveLength(50)
    expect(first.next).not.toBeNull()
    app.time.advanceMinutes(1)
    const late = await receivedDossier(app)
    const second = await app.read(counter, listDossiers, { cursor: first.next ?? '' })
    const codes = [...first.items, ...second.items].map((item) => item.code)
    expect(new Set(codes).size).toBe(codes.length)
    const all = await app.owner.query('select code from dossiers where code is not null and code <> $1', [
      late.code,
    ])
    expect(codes.toSorted()).toEqual(all.rows.map((row) => row.code).toSorted())
    expect(first.count).toBe(all.rows.length)
    expect(second.count).toBeNull()
  })

  it('refuses a cursor it did not make', async () => {
    for (const cursor of ['x', Buffer.from('["2026-99-99T00:00:00.000000Z","x"]').toString('base64url')]) {
      await expect(found('tiepnhan', { cursor })).rejects.toMatchObject({ code: 'invalid_input' })
    }
  })

  it('filters by urgency as the badge says it', async () => {
    app.time.set('2026-03-24T10:00:00+07:00')
    const fast = await receivedDossier(app)
    const slow = await receivedDossier(app, { procedureId: demoSlowProcedureId })
    expect(await found('chutich', { urgency: 'due_today', q: fast.code })).toEqual([fast.code])
    expect(await found('chutich', { urgency: 'due_today', q: slow.code })).toEqual([])
    app.time.set('2026-03-26T14:00:00+07:00')
    const counter = await app.as('chutich')
    for (const urgency of ['late', 'due_soon'] as const) {
      const { items } = await app.read(counter, listDossiers, { urgency })
      expect(items.length).toBeGreaterThan(0)
      for (const item of items) expect(item.urgency).toBe(urgency)
    }
    expect(await found('chutich', { urgency: 'late', q: fast.code })).toEqual([fast.code])
    expect(await found('chutich', { urgency: 'due_soon', q: slow.code })).toEqual([slow.code])
  })

  it('filters by state, holder, step and the days of reception and return', async () => {
    app.time.set('2026-03-27T10:00:00+07:00')
    const waiting = await dossierAt(app, 'approval')
    const returned = await dossierAt(app, 'returned')
    const held = await receivedDossier(app)
    const leader = 'chutich'
    expect(await found(leader, { stepRole: 'leader' })).toEqual([waiting.code])
    expect(
      await found(leader, { status: '10', returnedFrom: '2026-03-27', returnedTo: '2026-03-27' }),
    ).toEqual([returned.code])
    expect(await found(leader, { returnedTo: '2026-03-26' })).toEqual([])
    const today = { receivedFrom: '2026-03-27', receivedTo: '2026-03-27' }
    expect(await found(leader, { ...today, holderId: demoStaffId('tiepnhan') })).toEqual([held.code])
    expect(await found(leader, { ...today, holderId: 'none', status: 'open' })).toEqual([waiting.code])
    await expect(found(leader, { receivedFrom: '0000-01-01' })).rejects.toBeTruthy()
  })
})
