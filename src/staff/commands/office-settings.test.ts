import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { getOffice } from '../queries/office.ts'
import { setCodeTemplate } from './set-code-template.ts'
import { updateOffice } from './update-office.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
  test.time.set('2026-03-24T09:00:00+07:00')
})
afterAll(() => test?.close())

const settings = updateOffice.example ?? ({} as never)
const template = 'HS-{agency}-{YYMMDD}-{seq:5}'
const refusedAt = (field: string) =>
  expect.objectContaining({
    code: 'invalid_input',
    facts: expect.objectContaining({ fields: { [field]: expect.any(String) } }),
  })
const lastAudit = async () => {
  const found = await test.owner.query('select action, facts from audit_events order by id desc limit 1')
  return found.rows[0]
}

describe('symbols of papers', () => {
  it('are set by nobody but the administrator', async () => {
    for (const username of ['tiepnhan', 'vanthu', 'chutich', 'bientap']) {
      await expect(test.write(await test.as(username), updateOffice, settings)).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('are capital letters and digits for known papers', async () => {
    const admin = await test.as('quantri')
    const bad: [string, unknown][] = [
      ['paperSymbols.receipt', { receipt: 'tnhs' }],
      ['paperSymbols.receipt', { receipt: '' }],
      ['paperSymbols.refusal', { refusal: 'TB/UBND' }],
      ['paperSymbols.result', { result: 'UBND-' }],
      ['paperSymbols.stop-notice', { 'stop-notice': 'T'.repeat(21) }],
    ]
    for (const [field, paperSymbols] of bad) {
      const attempt = test.write(admin, updateOffice, { ...settings, paperSymbols } as never)
      await expect(attempt).rejects.toEqual(refusedAt(field))
    }
    const unknown = { ...settings, paperSymbols: { register: 'SO' } } as never
    await expect(test.write(admin, updateOffice, unknown)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('are kept as written, and a kind left out is dropped', async () => {
    const admin = await test.as('quantri')
    const decomposed = ' QĐ-UBND.KT '.normalize('NFD')
    await test.write(admin, updateOffice, {
      ...settings,
      paperSymbols: { result: decomposed, refusal: 'TC' },
    })
    expect((await test.read(admin, getOffice, {})).paperSymbols).toEqual({
      result: 'QĐ-UBND.KT',
      refusal: 'TC',
    })
    await test.write(admin, updateOffice, { ...settings, paperSymbols: { refusal: 'TC' } })
    expect((await test.read(admin, getOffice, {})).paperSymbols).toEqual({ refusal: 'TC' })
    expect(await lastAudit()).toMatchObject({
      action: 'staff.updateOffice',
      facts: {
        before: { paper_symbols: { result: 'QĐ-UBND.KT' } },
        after: { paperSymbols: { refusal: 'TC' } },
      },
    })
  })
})

describe('how dossier codes are written', () => {
  it('is set by nobody but the administrator', async () => {
    for (const username of ['tiepnhan', 'vanthu', 'chutich', 'bientap']) {
      const input = { validFrom: '2027-01-01', template }
      await expect(test.write(await test.as(username), setCodeTemplate, input)).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('changes from tomorrow at the earliest, to a template that gives good codes', async () => {
    const admin = await test.as('quantri')
    const set = (validFrom: string, text: string) =>
      test.write(admin, setCodeTemplate, { validFrom, template: text })
    await expect(set('2026-03-24', template)).rejects.toEqual(refusedAt('validFrom'))
    await expect(set('2025-01-01', template)).rejects.toEqual(refusedAt('validFrom'))
    await expect(set('2026-02-30', template)).rejects.toEqual(refusedAt('validFrom'))
    for (const bad of [
      '',
      '{agency}-{seq:7}',
      '{agency}-{YYYYMMDD}',
      '{agency}-{YYMMDD}-{seq:12}',
      'hồ sơ',
    ]) {
      await expect(set('2027-01-01', bad)).rejects.toEqual(refusedAt('template'))
    }
    expect((await test.read(admin, getOffice, {})).codeTemplates.map((each) => each.validFrom)).toEqual([
      '2025-07-01',
      '2018-01-01',
    ])
  })

  it('holds from its day on, can be set again before it, and is noted with what it replaces', async () => {
    const admin = await test.as('quantri')
    await test.write(admin, setCodeTemplate, { validFrom: '2026-03-25', template })
    const again = '{agency}-{YYYYMMDD}-{seq:5}'
    await test.write(admin, setCodeTemplate, { validFrom: '2026-03-25', template: again })
    expect((await test.read(admin, getOffice, {})).codeTemplates[0]).toEqual({
      validFrom: '2026-03-25',
      template: again,
    })
    expect(await lastAudit()).toMatchObject({
      action: 'staff.setCodeTemplate',
      facts: {
        before: { validFrom: '2026-03-25', template },
        after: { validFrom: '2026-03-25', template: again },
      },
    })
  })
})
