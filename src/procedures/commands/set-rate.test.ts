import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { procedureId } from '../model/record-schema.ts'
import { getVersion } from '../queries/get-version.ts'
import { listRates } from '../queries/list-rates.ts'
import { changeProcedure } from './change-procedure.ts'
import { setRate } from './set-rate.ts'

let test: TestApp
beforeEach(async () => {
  test = await startTestApp()
})
afterEach(() => test?.close())

const today = '2026-03-24'
const civil = 'Lệ phí hộ tịch'
const extract = 'Phí cấp bản sao trích lục hộ tịch (chỉ khi có yêu cầu bản sao)'
const basis = 'Nghị quyết 12/2026/NQ-HĐND'
const idOf = (code: string) => procedureId(test.officeId, code)
const wrong = (field: string, words = '') => ({
  code: 'invalid_input',
  facts: { fields: { [field]: expect.stringContaining(words) } },
})

async function set(input: Partial<z.input<typeof setRate.input>> = {}, as = 'ketoan') {
  const wanted = { name: civil, wasVnd: null, amountVnd: 15_000, basis, ...input }
  return test.write(await test.as(as), setRate, wanted)
}

async function rates(onDate?: string) {
  return test.read(await test.as('ketoan'), listRates, { onDate })
}

async function rowsOf(name: string, onDate?: string) {
  return (await rates(onDate)).rates.filter(({ fee }) => fee.name === name)
}

async function versions() {
  const { rows } = await test.owner.query('select count(*)::int as n from procedure_versions')
  return rows[0].n
}

describe('the table of rates', () => {
  it('begins with what nobody has entered, and names the procedures of each rate once', async () => {
    const { onDate, rates: all, planned } = await rates()
    expect([onDate, planned]).toEqual([today, []])
    const open = all.filter(({ fee }) => fee.amountVnd === null)
    expect(open.length).toBeGreaterThan(5)
    expect(all.slice(0, open.length)).toEqual(open)
    expect(all.at(-1)?.fee.amountVnd).toBe(0)
    const [row, ...others] = all.filter(({ fee }) => fee.name === civil)
    expect(others).toEqual([])
    expect(row?.procedures).toHaveLength(12)
    expect(row?.procedures.map(({ code }) => code)).toContain('1.004873')
    for (const { procedures } of all) {
      expect(new Set(procedures.map((each) => each.procedureId)).size).toBe(procedures.length)
    }
  })

  it('is for the accountant, the administrator and the leader, on days of the calendar', async () => {
    for (const who of ['quantri', 'chutich']) {
      expect((await test.read(await test.as(who), listRates, {})).rates.length).toBeGreaterThan(10)
    }
    await expect(test.read(await test.as('tiepnhan'), listRates, {})).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(rates('2026-02-30')).rejects.toMatchObject({ code: 'invalid_input' })
    // Nothing was in force then.
    expect(await rates('1990-01-01')).toMatchObject({ rates: [] })
  })
})

describe('setting a rate', () => {
  it('makes the next version of every procedure that asks for it, with its text, history and journal', async () => {
    const { changed, validFrom } = await set()
    expect([changed.length, validFrom]).toEqual([12, today])
    expect(await rowsOf(civil)).toMatchObject([{ fee: { amountVnd: 15_000, basis, budgetItem: '2771' } }])
    const id = idOf('1.004873')
    const admin = await test.as('quantri')
    const seen = await test.read(admin, getVersion, { procedureId: id, compareWith: 1 })
    expect(seen).toMatchObject({
      version: 2,
      validFrom: today,
      verifiedFields: expect.not.arrayContaining(['fees']),
    })
    expect(seen.versions[0]).toMatchObject({
      changeNote: `Đặt mức thu “${civil}” 15.000 đ theo ${basis}.`,
      createdBy: 'Công chức Mẫu Tám',
    })
    expect(seen.comparison?.changes).toMatchObject([
      { part: 'fees', lines: [{ what: civil, after: expect.stringContaining('15.000 đ/trường hợp') }] },
    ])
    const { rows } = await test.owner.query(
      "select subject_id, facts from audit_events where action = 'procedures.setRate' order by subject_id",
    )
    expect(rows).toHaveLength(12)
    expect(rows.find(({ subject_id }) => subject_id === id)?.facts).toMatchObject({ version: 2, basedOn: 1 })
  })

  it('from a later day on leaves today as it is and shows what is prepared', async () => {
    await set({ validFrom: '2026-07-01', procedureIds: [idOf('1.004873'), idOf('1.004884')] }, 'quantri')
    const [before, ...none] = await rowsOf(civil)
    expect([before?.fee.amountVnd, before?.procedures.length, none.length]).toEqual([null, 12, 0])
    const { planned } = await rates()
    expect(planned).toMatchObject([
      {
        validFrom: '2026-07-01',
        what: civil,
        before: expect.stringContaining('HĐND'),
        after: expect.stringContaining('15.000 đ'),
        procedures: [{ code: '1.004873' }, { code: '1.004884' }],
      },
    ])
    const later = await rowsOf(civil, '2026-07-01')
    expect(later.map(({ fee, procedures }) => [fee.amountVnd, procedures.length])).toEqual([
      [null, 10],
      [15_000, 2],
    ])
    // From then on the two have another rate than the one that was seen.
    await expect(set({ validFrom: '2026-07-01', procedureIds: [idOf('1.004873')] })).rejects.toMatchObject({
      code: 'stale',
    })
    await set({ validFrom: '2026-07-01', wasVnd: 15_000, amountVnd: 0, basis: 'Miễn theo nghị quyết mẫu' })
    expect((await rowsOf(civil, '2026-07-01')).map(({ fee }) => fee.amountVnd)).toEqual([null, 0])
  })

  it('is refused where a later version is prepared that would end it', async () => {
    const admin = await test.as('quantri')
    await test.write(admin, changeProcedure, {
      procedureId: idOf('1.004837'),
      basedOn: 1,
      validFrom: '2027-01-01',
      note: 'Luật mẫu.',
      change: { result: 'Trích lục theo luật mới' },
    })
    const seen = { name: extract, wasVnd: 8000, amountVnd: 9000 }
    const before = await versions()
    await expect(set(seen)).rejects.toMatchObject(wrong('validFrom', 'Đăng ký giám hộ'))
    expect(await versions()).toBe(before)
    // From the day of that version on, both hold.
    expect((await set({ ...seen, validFrom: '2027-01-01' })).changed).toHaveLength(17)
    const guardian = await test.read(admin, getVersion, { procedureId: idOf('1.004837'), version: 3 })
    expect(guardian.content.result).toBe('Trích lục theo luật mới')
    expect(guardian.content.fees).toContainEqual(expect.objectContaining({ name: extract, amountVnd: 9000 }))
  })

  it.each<[string, object]>([
    ['amountVnd', { amountVnd: -1 }],
    ['amountVnd', { amountVnd: 0.5 }],
    ['amountVnd', { amountVnd: 1_000_000_001 }],
    ['amountVnd', { amountVnd: null }],
    ['amountVnd', { amountVnd: '15.000' }],
    ['basis', { basis: '  ' }],
    ['validFrom', { validFrom: '2026-03-23' }],
    ['validFrom', { validFrom: '2026-02-30' }],
    ['validFrom', { validFrom: '2200-01-01' }],
    ['procedureIds', { procedureIds: [] }],
    ['name', { name: '' }],
  ])('%s: %j is refused and nothing changes', async (field, input) => {
    const before = await versions()
    await expect(set(input)).rejects.toMatchObject(wrong(field))
    expect(await versions()).toBe(before)
  })

  it('is refused to others, for a fee that nobody asks for, for what is so already, and for a procedure without it', async () => {
    for (const who of ['tiepnhan', 'chutich', 'vanthu']) {
      await expect(set({}, who)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    await expect(set({ name: 'Phí không có' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(set({ procedureIds: [idOf('2.000815')] })).rejects.toMatchObject({ code: 'not_found' })
    await expect(set({ procedureIds: [idOf('1.004873'), idOf('2.000815')] })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(set({ channel: 'online' })).rejects.toMatchObject({ code: 'stale' })
    await expect(set({ wasVnd: 5000 })).rejects.toMatchObject({ code: 'stale' })
    await set()
    await expect(set({ wasVnd: 15_000 })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('tells one way of filing from the other', async () => {
    const residence = { name: 'Lệ phí đăng ký cư trú', wasVnd: 20_000, amountVnd: 30_000 }
    await expect(set(residence)).rejects.toMatchObject({ code: 'stale' })
    expect((await set({ ...residence, channel: 'desk' })).changed).toHaveLength(1)
    const rows = await rowsOf(residence.name)
    expect(rows.map(({ fee }) => [fee.channel, fee.amountVnd])).toContainEqual(['desk', 30_000])
    expect(rows.map(({ fee }) => [fee.channel, fee.amountVnd])).toContainEqual(['online', 10_000])
  })

  it('changes all or none, and says in which procedure an old slip stands', async () => {
    const slip = [
      { name: civil, amountVnd: null, unit: 'lần', basis: '' },
      { name: 'Phí cũ', amountVnd: 5, unit: 'lần', basis: '' },
    ]
    await test.owner.query('update procedure_versions set fees = $2 where procedure_id = $1', [
      idOf('1.004746'),
      JSON.stringify(slip),
    ])
    const before = await versions()
    await expect(set()).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('“Đăng ký lại kết hôn”') },
    })
    expect(await versions()).toBe(before)
  })

  it('by two at once is done once', async () => {
    const both = await Promise.allSettled([set(), set({ amountVnd: 20_000 }, 'quantri')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const [row, ...others] = await rowsOf(civil)
    expect(others).toEqual([])
    expect([15_000, 20_000]).toContain(row?.fee.amountVnd)
  })
})
