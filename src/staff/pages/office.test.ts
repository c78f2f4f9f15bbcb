import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { builtPages } from '../../testing/built-pages.ts'
import { updateOffice } from '../commands/update-office.ts'
import { getOffice } from '../queries/office.ts'
import { readOfficeForm } from './read-office-form.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp({ pages: await builtPages() })
})
afterAll(() => test?.close())

const { paperSymbols: _symbols, dueSoonHours, ...texts } = updateOffice.example ?? ({} as never)
const typed = { ...texts, viec: 'don-vi', dueSoonHours: String(dueSoonHours) }
const page = async (username: string, form?: Record<string, string>) => {
  const url = '/quan-tri/don-vi'
  const cookie = await test.cookie(username)
  if (!form) return test.app.server.inject({ url, headers: { cookie } })
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
  const payload = new URLSearchParams(form).toString()
  return test.app.server.inject({ method: 'POST', url, headers, payload })
}

describe('the page of the office', () => {
  it('is for the administrator', async () => {
    for (const username of ['tiepnhan', 'chutich', 'bientap']) {
      expect((await page(username)).statusCode).toBe(403)
      expect((await page(username, typed)).statusCode).toBe(403)
    }
    expect((await page('quantri', { viec: 'lạ' })).statusCode).toBeLessThan(500)
  })

  it('saves what was typed, and changes nothing where something is wrong', async () => {
    const symbols = { 'paperSymbols.receipt': '', 'paperSymbols.result': 'UBND-VP' }
    await page('quantri', { ...typed, ...symbols, dueSoonHours: '24', idempotencyKey: 'don-vi-1' })
    await page('quantri', { ...typed, ...symbols, dueSoonHours: 'hai', idempotencyKey: 'don-vi-2' })
    await page('quantri', {
      viec: 'mau-ma',
      validFrom: '01/01/2035',
      template: '{agency}',
      idempotencyKey: 'mau-ma-1',
    })
    const office = await test.read(await test.as('quantri'), getOffice, {})
    expect(office).toMatchObject({ dueSoonHours: 24, paperSymbols: { result: 'UBND-VP' } })
    expect(office.paperSymbols).not.toHaveProperty('receipt')
    expect(office.codeTemplates).toHaveLength(2)
  })

  it('shows how codes are written, with an example, and the template set for later', async () => {
    const template = '{agency}-{YYMMDD}-{seq:5}'
    await page('quantri', { viec: 'mau-ma', validFrom: '01/01/2035', template, idempotencyKey: 'mau-ma-2' })
    const shown = await page('quantri')
    expect(shown.body).toContain('H56.22.17-350101-00001')
    expect(shown.body).toContain('Sắp áp dụng')
  })
})

describe('the form as typed', () => {
  it('leaves out empty symbols and judges nothing', () => {
    const form = new FormData()
    form.set('dueSoonHours', '16 giờ')
    form.set('paperSymbols.refusal', ' tc ')
    expect(readOfficeForm(form)).toMatchObject({
      name: '',
      dueSoonHours: '16 giờ',
      paperSymbols: { refusal: 'tc' },
    })
  })
})
