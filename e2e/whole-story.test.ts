import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '../src/testing/places.ts'
import { readPdf, scanPdf } from '../src/testing/read-pdf.ts'
import { phone } from './browser.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { expectNoSideways, openStage, type Stage } from './stage.ts'

/** A made-up person, as a reader types the code of her card. */
const person = {
  name: 'Trịnh Thị Thử Nghiệm',
  personalId: '038190012345',
  phone: '0912345678',
  hamlet: 'Thôn Ví Dụ Bảy',
}
const card = `${person.personalId}||${person.name}|15051990|Nữ|${person.hamlet}, xã Cẩm Long, Thanh Hóa|01072024`
const collector = 'Trịnh Văn Nhận Thay'

/** Seconds that an average typist takes for a key press (Card, Moran and Newell, 1980). */
const secondsPerKey = 0.28

let stage: Stage
let code = ''
let trackingAddress = ''
let officers: string[] = []
const desks = new Map<string, { page: Page; keyboard: Keyboard }>()

beforeAll(async () => {
  stage = await openStage()
  const staff = await stage.app.owner.query<{ full_name: string }>('select full_name from staff_members')
  officers = staff.rows.map((row) => row.full_name)
})
afterAll(() => stage?.close())

/** Somebody's window, signed in by the keyboard; the same window when they come back to it. */
async function desk(username: string): Promise<{ page: Page; keyboard: Keyboard }> {
  const known = desks.get(username)
  if (known) return known
  const context = await stage.open({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  const keyboard = keyboardOf(page)
  await page.goto('/')
  await keyboard.tabTo(page.getByRole('link', { name: 'Dành cho cán bộ, công chức' }))
  await keyboard.press('Enter')
  await page.getByLabel('Tên đăng nhập').waitFor()
  await keyboard.tabTo(page.getByLabel('Tên đăng nhập'))
  await keyboard.type(username)
  await keyboard.press('Tab')
  await keyboard.type(demoPassword)
  await keyboard.press('Enter')
  await page.waitForURL('**/viec-cua-toi')
  desks.set(username, { page, keyboard })
  return { page, keyboard }
}

/** The officer's window with the dossier opened from the list of their work. */
async function atDossier(username: string): Promise<{ page: Page; keyboard: Keyboard }> {
  const { page, keyboard } = await desk(username)
  await keyboard.tabTo(page.getByRole('link', { name: 'Việc của tôi' }))
  await keyboard.press('Enter')
  await keyboard.tabTo(page.getByRole('link', { name: code }))
  await keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: `Hồ sơ ${code}` }).waitFor()
  return { page, keyboard }
}

/** Presses the button of a next step, and the one that ends its dialog. */
async function decide(at: { page: Page; keyboard: Keyboard }, step: string, submit: string): Promise<void> {
  const { page, keyboard } = at
  await choose(at, step)
  await keyboard.tabTo(page.getByRole('dialog').getByRole('button', { name: submit, exact: true }))
  await keyboard.press('Enter')
  await done(page, step)
}

async function choose({ page, keyboard }: { page: Page; keyboard: Keyboard }, step: string): Promise<void> {
  await keyboard.tabTo(page.getByRole('button', { name: step, exact: true }))
  await keyboard.press('Enter')
}

async function done(page: Page, step: string): Promise<void> {
  await page.getByText(`Đã xong: ${step}.`).waitFor()
}

/** What the citizen sees on a telephone without script: the words, and nothing about a person. */
async function expectPublicly(...words: string[]): Promise<void> {
  const citizen: BrowserContext = await stage.open({ javaScriptEnabled: false, viewport: phone })
  const page = await citizen.newPage()
  await page.goto(trackingAddress)
  const text = await page.locator('main').textContent()
  for (const word of words) expect(text).toContain(word)
  const source = await page.content()
  for (const secret of [...Object.values(person), '038190', '15/05/1990', collector, ...officers]) {
    expect(source).not.toContain(secret)
  }
  await expectNoSideways(page)
  await citizen.close()
}

test('the counter receives a dossier with the keyboard alone, in a few keys', async () => {
  const { page, keyboard } = await desk('tiepnhan')
  await keyboard.tabTo(page.getByRole('navigation').getByRole('link', { name: 'Tiếp nhận hồ sơ' }))
  await keyboard.press('Enter')
  const procedure = page.getByRole('combobox', { name: 'Thủ tục' })
  await procedure.waitFor()
  Object.assign(keyboard.count, { actions: 0, keys: 0 })
  const opened = performance.now()

  await keyboard.type('tinh trang hon nhan')
  await page.getByRole('option', { name: /Cấp Giấy xác nhận tình trạng hôn nhân/ }).waitFor()
  await keyboard.press('Enter')
  await keyboard.paste(card)
  await keyboard.type(person.phone)
  await page.getByRole('button', { name: /Nhận đủ/ }).waitFor()
  await keyboard.press('Alt+D')
  await page
    .getByLabel('Hạn trả kết quả')
    .getByText(/27\/0?3\/2026|27\/3/)
    .waitFor()
  await keyboard.press('Control+Enter')
  code = (await page.getByTestId('dossier-code').textContent()) ?? ''

  const seconds = (performance.now() - opened) / 1000
  const { actions, keys } = keyboard.count
  const byHand = seconds + keys * secondsPerKey
  process.stdout.write(
    `intake by keyboard: ${actions} actions, ${keys} keys, ${seconds.toFixed(1)} s for the program; ` +
      `${byHand.toFixed(1)} s with ${secondsPerKey} s for each key\n`,
  )
  expect(code).toMatch(/^H56\.22\.17-20260324-\d{7}$/)
  expect(actions).toBeLessThanOrEqual(6)
  expect(byHand).toBeLessThan(20)
})

test('the receipt is printed by one key and its QR code leads to the tracking page', async () => {
  const { page, keyboard } = await desk('tiepnhan')
  const opened = page.context().waitForEvent('request', (request) => request.url().endsWith('/receipt.pdf'))
  await keyboard.press('p')
  expect((await opened).url()).toContain(encodeURIComponent(code))
  const answer = await page.request.get(`/api/v1/dossiers/${code}/receipt.pdf`)
  expect(answer.headers()['content-type']).toContain('application/pdf')
  const pdf = await answer.body()
  expect(readPdf(pdf)).toContain(person.name)
  trackingAddress = scanPdf(pdf, 1)
  expect(trackingAddress).toBe(`${stage.origin}/tra-cuu/${code}`)
  await expectPublicly(code, 'Được tiếp nhận', 'Cơ quan đã nhận hồ sơ.', 'Bộ phận Tiếp nhận')
})

test('the counter hands the dossier on', async () => {
  const { page, keyboard } = await desk('tiepnhan')
  await page.bringToFront()
  await keyboard.tabTo(page.getByRole('link', { name: 'Chuyển xử lý' }), 'Shift+Tab')
  await keyboard.press('Enter')
  await decide({ page, keyboard }, 'Chuyển bước tiếp theo', 'Chuyển hồ sơ')
  await expectPublicly('Đang xử lý', 'Hồ sơ đang được giải quyết.')
})

test('the specialist takes it up, drafts a letter and hands it on', async () => {
  const at = await atDossier('chuyenmon')
  const { page, keyboard } = at
  await choose(at, 'Nhận xử lý')
  await done(page, 'Nhận xử lý')
  await expectPublicly('Đang xử lý', 'Đang thực hiện')
  await choose(at, 'Soạn kết quả')
  const dialog = page.getByRole('dialog')
  await keyboard.tabTo(dialog.getByLabel('Tên kết quả'))
  await keyboard.type('Giấy xác nhận tình trạng hôn nhân')
  await keyboard.press('Tab')
  await keyboard.press('ArrowRight')
  for (const [label, text] of [
    ['Trích yếu', 'xác nhận tình trạng hôn nhân'],
    ['Kính gửi', `Bà ${person.name}`],
    ['Nội dung', 'Ủy ban nhân dân xã Cẩm Long xác nhận như sau.'],
  ] as const) {
    await keyboard.tabTo(dialog.getByRole('textbox', { name: label }))
    await keyboard.type(text)
  }
  await keyboard.tabTo(dialog.getByRole('button', { name: 'Lưu dự thảo' }))
  await keyboard.press('Enter')
  await done(page, 'Soạn kết quả')
  await decide(at, 'Chuyển bước tiếp theo', 'Chuyển hồ sơ')
  await expectPublicly('Đang xử lý', 'Lãnh đạo')
})

test('the leader approves', async () => {
  await decide(await atDossier('chutich'), 'Duyệt kết quả', 'Duyệt')
  await expectPublicly('Đang xử lý', 'Văn thư')
})

test('the clerk gives it a number', async () => {
  const at = await atDossier('vanthu')
  await decide(at, 'Cấp số, phát hành', 'Cấp số, phát hành')
  await expectPublicly('Đã xử lý xong', 'Đã có kết quả.', 'Chờ bạn đến nhận')
  const letter = await at.page.request.get(`/api/v1/dossiers/${code}/result.pdf`)
  expect(readPdf(await letter.body())).toContain('xác nhận tình trạng hôn nhân')
})

test('the counter hands the result over and writes down who took it', async () => {
  const at = await atDossier('tiepnhan')
  const { page, keyboard } = at
  await choose(at, 'Trả kết quả')
  const name = page.getByRole('dialog').getByLabel('Người nhận kết quả')
  await keyboard.tabTo(name)
  await keyboard.press('Control+A')
  await keyboard.type(collector)
  await keyboard.press('Enter')
  await done(page, 'Trả kết quả')
  expect(await page.getByRole('region', { name: 'Kết quả' }).textContent()).toContain(collector)
  await expectPublicly('Đã trả kết quả', 'Kết quả đã được trao. Hồ sơ đã kết thúc.')
})

test('who knows the last four digits sees whose dossier it is', async () => {
  const citizen = await stage.open({ javaScriptEnabled: false, viewport: phone })
  const page = await citizen.newPage()
  await page.goto(trackingAddress)
  await page.getByLabel(/4 số cuối/).fill('0000')
  await page.getByRole('button', { name: 'Xem đầy đủ' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.content()).not.toContain(person.name)
  await page.getByLabel(/4 số cuối/).fill(person.phone.slice(-4))
  await page.getByRole('button', { name: 'Xem đầy đủ' }).click()
  expect(await page.locator('main').textContent()).toContain(person.name)
  await citizen.close()
})

test('no page had an error, broke its own rules or asked another host', () => {
  expect(stage.troubles()).toEqual([])
})
