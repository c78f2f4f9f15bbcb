import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { maritalDeclaration } from '../src/dossiers/model/examples.ts'
import { demoSlowProcedureId } from '../src/procedures/examples.ts'
import { readPdf, scanPdf } from '../src/testing/read-pdf.ts'
import { phone } from './browser.ts'
import { cardOf, givenCode, madeUpPerson, openIntake } from './intake.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { expectNoSideways, openStage, type Stage } from './stage.ts'

/** Seconds that an average typist takes for a key press (Card, Moran and Newell, 1980). */
const secondsPerKey = 0.28

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

/** Fills the plain inputs by their dotted names, as a person does who has no script. */
async function fillIn(page: Page, answers: Record<string, unknown>, prefix = 'tk'): Promise<void> {
  for (const [name, value] of Object.entries(answers)) {
    const id = `${prefix}-${name}`
    if (typeof value === 'object' && value !== null) await fillIn(page, value as Record<string, unknown>, id)
    else {
      const field = page.locator(`#${id}`)
      const isChoice = (await field.evaluate((element) => element.tagName)) === 'SELECT'
      if (isChoice) await field.selectOption(String(value))
      else await field.fill(String(value))
    }
  }
}

const answers = maritalDeclaration('Nguyễn Thị Khai Trước')
let code = ''

test('a citizen fills in the declaration at home, on a telephone without script, and gets a code', async () => {
  const citizen = await stage.open({ javaScriptEnabled: false, viewport: phone })
  const page = await citizen.newPage()
  await page.goto('/thu-tuc/1.004873')
  await page.getByRole('link', { name: 'khai trước tại nhà' }).click()
  await page.getByRole('heading', { level: 1, name: /TỜ KHAI CẤP GIẤY XÁC NHẬN/ }).waitFor()
  await expectNoSideways(page)
  await page.locator('#tk-requesterName').fill('Nguyễn Thị Khai Trước')
  await page.locator('#tk-requesterBirthDate').fill('31/02/1990')
  await page.getByRole('button', { name: 'Lưu tờ khai' }).click()
  const problems = page.getByRole('alert')
  await problems.waitFor()
  expect(await problems.textContent()).toContain('Ngày không hợp lệ')
  expect(await page.locator('#tk-requesterName').inputValue()).toBe('Nguyễn Thị Khai Trước')
  expect(await page.locator('#tk-requesterBirthDate').inputValue()).toBe('31/02/1990')
  await fillIn(page, answers)
  await page.getByRole('button', { name: 'Lưu tờ khai' }).click()
  await page.getByRole('heading', { level: 1, name: 'Đã lưu tờ khai' }).waitFor()
  code = (await page.locator('.big-code').textContent()) ?? ''
  expect(code).toMatch(/^TK-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  const link = await page.getByRole('link', { name: /In hoặc lưu tờ khai/ }).getAttribute('href')
  const sheet = await page.request.get(link ?? '')
  const pdf = await sheet.body()
  expect(readPdf(pdf)).toContain('Nguyễn Thị Khai Trước')
  expect(scanPdf(pdf, 1)).toBe(code)
  await page.getByRole('link', { name: 'Sửa tờ khai' }).click()
  expect(await page.locator('#tk-person-name').inputValue()).toBe('Nguyễn Thị Khai Trước')
  await citizen.close()
})

test('the desk fetches it by its code, and the dossier keeps it', async () => {
  const page = await stage.openAs('tiepnhan')
  await openIntake(page)
  await page.getByRole('combobox', { name: 'Thủ tục' }).fill('tinh trang hon nhan')
  await page.getByRole('option').first().click()
  await page.getByLabel('Mã tờ khai đã khai trước').fill('TK-0000-0000')
  await page.getByRole('button', { name: 'Lấy tờ khai' }).click()
  await page.getByText('Không có tờ khai mang mã này').waitFor()
  await page.getByLabel('Mã tờ khai đã khai trước').fill(code.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Lấy tờ khai' }).click()
  await page.getByText(`Đã lấy tờ khai ${code}`).waitFor()
  await page.getByLabel('Quét hoặc dán chuỗi mã QR trên căn cước').fill(cardOf(madeUpPerson(31)))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+D')
  await page.keyboard.press('Control+Enter')
  const received = await givenCode(page)
  const row = await stage.app.owner.query('select declaration from dossiers where code = $1', [received])
  expect(row.rows[0].declaration).toMatchObject({ requesterName: 'Nguyễn Thị Khai Trước', purpose: 'other' })
  const left = await stage.app.owner.query('select answers, dossier_id from declarations where code = $1', [
    code,
  ])
  expect(left.rows[0]).toMatchObject({ answers: {}, dossier_id: expect.any(String) })
})

/** By keyboard alone: the next field, and what is typed there. */
async function next(keyboard: Keyboard, text?: string): Promise<void> {
  await keyboard.press('Tab')
  if (text !== undefined) await keyboard.type(text)
}

test('a birth is registered by keyboard in few actions, parents by their cards', async () => {
  const [requester, mother] = [madeUpPerson(41), madeUpPerson(42)]
  const father = { ...madeUpPerson(43), personalId: '038085432143' }
  const page = await stage.openAs('tiepnhan', { permissions: ['clipboard-read', 'clipboard-write'] })
  const keyboard = keyboardOf(page)
  await openIntake(page)
  Object.assign(keyboard.count, { actions: 0, keys: 0 })
  const opened = performance.now()
  await keyboard.type('dkks')
  await page
    .getByRole('option', { name: /^Đăng ký khai sinh/ })
    .first()
    .waitFor()
  await keyboard.press('Enter')
  await keyboard.paste(cardOf(requester))
  await page.getByText('Khai điện tử tại quầy').waitFor()
  await keyboard.press('Alt+T')
  const relation = page.locator('[data-field="declaration.relation"]')
  await expect.poll(() => relation.evaluate((field) => field === document.activeElement)).toBe(true)
  await keyboard.type('Mẹ')
  await next(keyboard, 'Trần Bé Mẫu')
  await next(keyboard, '20/03/2026')
  await next(keyboard)
  // The second choice with this letter.
  await next(keyboard, 'nn')
  await next(keyboard, 'Kinh')
  await next(keyboard)
  await next(keyboard, 'Trạm y tế xã Cẩm Long')
  await next(keyboard, 'Cẩm Long, Thanh Hóa')
  await next(keyboard)
  await keyboard.paste(cardOf(mother))
  const fathersCard = page.getByLabel(/Quét thẻ căn cước: .*người cha/)
  await expect.poll(() => fathersCard.evaluate((field) => field === document.activeElement)).toBe(true)
  await keyboard.paste(cardOf(father).replace('|Nữ|', '|Nam|'))
  await keyboard.press('Alt+D')
  await keyboard.press('Control+Enter')
  const received = await givenCode(page)
  const { actions, keys } = keyboard.count
  const seconds = (performance.now() - opened) / 1000
  const byHand = seconds + keys * secondsPerKey
  process.stdout.write(
    `birth registration by keyboard: ${actions} actions, ${keys} keys, ${seconds.toFixed(1)} s for the program; ` +
      `${byHand.toFixed(1)} s with ${secondsPerKey} s for each key\n`,
  )
  expect(actions).toBeLessThanOrEqual(25)
  const row = await stage.app.owner.query('select declaration from dossiers where code = $1', [received])
  expect(row.rows[0].declaration).toMatchObject({
    requesterName: requester.name,
    relation: 'Mẹ',
    child: { name: 'Trần Bé Mẫu', sex: 'female', motherName: mother.name, fatherName: father.name },
  })
  const sheet = await page.request.get(`/api/v1/dossiers/${received}/declaration.pdf`)
  expect(readPdf(await sheet.body())).toContain('Trần Bé Mẫu')
})

test('a procedure changed while the form is open: what was typed stays, and goes through on the new version', async () => {
  const person = madeUpPerson(44)
  const page = await stage.openAs('tiepnhan')
  await openIntake(page)
  await page.getByRole('combobox', { name: 'Thủ tục' }).fill('tinh trang hon nhan')
  await page.getByRole('option').first().click()
  await page.getByLabel('Quét hoặc dán chuỗi mã QR trên căn cước').fill(cardOf(person))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+D')
  const { nextVersion } = await import('../src/procedures/factory.ts')
  await nextVersion(stage.app, {
    procedureId: demoSlowProcedureId,
    validFrom: '2026-03-24',
    note: 'Đổi kết quả.',
    change: { result: 'Giấy xác nhận theo mẫu mới' },
  })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').getByText('vừa được sửa trong khi bạn đang nhập').waitFor()
  await page.getByText('Giấy xác nhận theo mẫu mới').waitFor()
  expect(await page.getByRole('textbox', { name: 'Họ và tên', exact: true }).first().inputValue()).toBe(
    person.name,
  )
  await page.keyboard.press('Control+Enter')
  expect(await givenCode(page)).toMatch(/^H56/)
})
