import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dossierAt } from '../src/dossiers/factory.ts'
import { receptionExample } from '../src/dossiers/model/examples.ts'
import { desktop, phone } from './browser.ts'
import { expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage
let code = ''

beforeAll(async () => {
  stage = await openStage()
  code = (await dossierAt(stage.app, 'approval')).code
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

const { applicant } = receptionExample

describe.each([
  ['telephone', phone],
  ['desk', desktop],
])('without script on a %s', (_, viewport) => {
  let page: Page

  beforeAll(async () => {
    page = await (await stage.open({ javaScriptEnabled: false, viewport })).newPage()
  })
  // Whatever a test ended on is one of the public pages.
  afterEach(async () => {
    expect(await page.locator('script').count()).toBe(0)
    expect(await page.locator('h1').count()).toBe(1)
    await expectNoSideways(page)
  })

  test('the public apology is read without any', async () => {
    await page.goto('/tra-cuu')
    await page.getByRole('link', { name: /công khai xin lỗi/ }).click()
    expect(new URL(page.url()).pathname).toBe('/xin-loi')
    await page.getByText('Hiện không có hồ sơ nào trả kết quả chậm.').waitFor()
  })

  test('the first page asks for the code', async () => {
    await page.goto('/')
    expect(new URL(page.url()).pathname).toBe('/tra-cuu')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tra cứu hồ sơ')
  })

  test('a code typed in lower case and with spaces is found', async () => {
    await search(page, ` ${code.toLowerCase().replaceAll('-', ' - ')} `)
    expect(new URL(page.url()).pathname).toBe(`/tra-cuu/${code}`)
    expect(await main(page)).toContain('Đang xử lý')
    expect(await main(page)).not.toContain(applicant.name)
  })

  test('what cannot be a code stays in its box with a sentence beside it', async () => {
    await search(page, 'giấy khai sinh <b>')
    const box = page.getByLabel('Mã hồ sơ', { exact: true })
    expect(await box.inputValue()).toBe('giấy khai sinh <b>')
    expect(await box.getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByRole('alert').textContent()).toContain('Đây chưa phải mã hồ sơ.')
  })

  test('an unknown code is told, with what to do', async () => {
    await search(page, 'H56.22.17-20260324-0009999')
    expect(await page.getByRole('alert').textContent()).toMatch(/\p{L}{3,}/u)
    expect(await main(page)).toContain('Bạn có thể làm gì?')
  })

  test('wrong digits show nothing, right ones whose dossier it is', async () => {
    await page.goto(`/tra-cuu/${code}`)
    await seeInFull(page, '9999')
    expect(await page.getByRole('alert').textContent()).toMatch(/\p{L}{3,}/u)
    expect(await page.content()).not.toContain(applicant.name)
    await seeInFull(page, applicant.phone.slice(-4))
    expect(await main(page)).toContain(applicant.name)
    expect(page.url()).toBe(`${stage.origin}/tra-cuu/${code}#xem-day-du`)
    expect(await page.content()).not.toContain(applicant.personalId)
  })

  test('staff sign in, and a wrong password keeps the name', async () => {
    await page.goto('/dang-nhap')
    await page.getByLabel('Tên đăng nhập').fill('chutich')
    await page.getByLabel('Mật khẩu').fill('sai-mat-khau')
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    expect(await page.getByRole('alert').textContent()).toMatch(/\p{L}{3,}/u)
    expect(await page.getByLabel('Tên đăng nhập').inputValue()).toBe('chutich')
    expect(await page.getByLabel('Mật khẩu').inputValue()).toBe('')
  })

  test('a page that does not exist says so', async () => {
    const answer = await page.goto('/khong-co-trang-nay')
    expect(answer?.status()).toBe(404)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Không tìm thấy trang')
  })
})

const main = async (page: Page) => (await page.locator('main').textContent()) ?? ''

async function search(page: Page, typed: string): Promise<void> {
  await page.goto('/tra-cuu')
  await page.getByLabel('Mã hồ sơ', { exact: true }).fill(typed)
  await page.getByRole('button', { name: 'Tra cứu' }).click()
}

async function seeInFull(page: Page, digits: string): Promise<void> {
  await page.getByLabel(/4 số cuối/).fill(digits)
  await page.getByRole('button', { name: 'Xem đầy đủ' }).click()
}
