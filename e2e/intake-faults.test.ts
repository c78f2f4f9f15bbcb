import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { demoPassword } from '../src/testing/places.ts'
import {
  applicantField,
  attach,
  cardOf,
  chooseProcedure,
  fillIntake,
  givenCode,
  labelled,
  madeUpPerson,
  openIntake,
  type Person,
  saveButton,
  tickAll,
  typePerson,
} from './intake.ts'
import { expectTyped } from './intake-checks.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let page: Page
let picture: Buffer

beforeAll(async () => {
  stage = await openStage()
  page = await stage.openAs('tiepnhan')
  const canvas = { width: 8, height: 8, channels: 3 as const, background: '#b3261e' }
  picture = await sharp({ create: canvas }).png().toBuffer()
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

/** Codes of what was saved for this person. */
async function savedFor({ name }: Person): Promise<string[]> {
  const rows = await stage.app.owner.query<{ code: string }>(
    'select code from dossiers where applicant_name = $1',
    [name],
  )
  return rows.rows.map((row) => row.code)
}

async function expectSavedOnce(person: Person): Promise<void> {
  const code = await givenCode(page)
  expect(await savedFor(person)).toEqual([code])
}

test('a double click makes one dossier', async () => {
  const person = madeUpPerson(1)
  await fillIntake(page, person)
  await saveButton(page).dblclick()
  await expectSavedOnce(person)
})

test('save pressed again and again by key makes one dossier', async () => {
  const person = madeUpPerson(2)
  await fillIntake(page, person)
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('Control+Enter')
  await expectSavedOnce(person)
})

test('a lost reply: the second sending finds the dossier of the first', async () => {
  const person = madeUpPerson(3)
  await fillIntake(page, person)
  await loseReplies(page)
  await saveButton(page).click()
  await page.getByRole('alert').getByText('hồ sơ không bị tạo hai lần').waitFor()
  const [saved] = await savedFor(person)
  await expectTyped(page, person)
  await page.unroute('**/api/v1/dossiers')
  await saveButton(page).click()
  expect(await givenCode(page)).toBe(saved)
  expect(await savedFor(person)).toEqual([saved])
})

test('a lost reply and then a change: what stands is the first sending, and the page says so', async () => {
  const person = madeUpPerson(4)
  await fillIntake(page, person)
  await loseReplies(page)
  await saveButton(page).click()
  await page.getByRole('alert').waitFor()
  await page.unroute('**/api/v1/dossiers')
  await applicantField(page, 'Địa chỉ').fill('Một nơi khác')
  await saveButton(page).click()
  const code = await givenCode(page)
  expect(await page.getByText('Những chỗ sửa sau đó chưa được lưu').count()).toBe(1)
  expect(await savedFor(person)).toEqual([code])
})

/** The server works on, but no answer of it comes back. */
async function loseReplies(on: Page): Promise<void> {
  await on.route('**/api/v1/dossiers', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
}

test('a refused form keeps everything typed and attached', async () => {
  const person = { ...madeUpPerson(5), birthDate: '31/02/1985' }
  await fillIntake(page, person)
  await attach(page, [{ name: 'tờ khai.png', buffer: picture }])
  await page.getByRole('link', { name: 'tờ khai.png' }).waitFor()
  await page.getByLabel('Nội dung yêu cầu').fill('Để đăng ký kết hôn')
  await page.getByRole('textbox', { name: 'Nơi nhận kết quả' }).fill('Nhà văn hóa thôn')
  await saveButton(page).click()
  await page.getByRole('alert').getByText('Chưa lưu được').waitFor()
  const birthDate = applicantField(page, 'Ngày sinh')
  await expectFocusAndMessage(page, birthDate)
  await expectTyped(page, person)
  expect(await page.getByLabel('Nội dung yêu cầu').inputValue()).toBe('Để đăng ký kết hôn')
  expect(await page.getByRole('textbox', { name: 'Nơi nhận kết quả' }).inputValue()).toBe('Nhà văn hóa thôn')
  expect(await page.getByRole('link', { name: 'tờ khai.png' }).count()).toBe(1)
  expect(await savedFor(person)).toEqual([])
  await birthDate.fill('17/11/1985')
  await saveButton(page).click()
  await expectSavedOnce(person)
})

test('a required paper that is missing is told at the paper, which has the focus', async () => {
  const person = madeUpPerson(6)
  await openIntake(page)
  await chooseProcedure(page)
  await typePerson(page, person)
  await saveButton(page).click()
  const first = page.getByRole('checkbox', { name: /^Tờ khai cấp Giấy xác nhận/ })
  await expectFocusAndMessage(page, first)
  expect(await savedFor(person)).toEqual([])
  await tickAll(page)
  await saveButton(page).click()
  await expectSavedOnce(person)
})

async function expectFocusAndMessage(on: Page, field: ReturnType<typeof applicantField>): Promise<void> {
  await on.getByRole('alert').waitFor()
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  const message = await field.evaluate((element) => {
    const ids = element.getAttribute('aria-describedby')?.split(' ') ?? []
    return [
      element.getAttribute('aria-invalid'),
      ...ids.map((id) => document.getElementById(id)?.textContent ?? ''),
    ]
  })
  expect(message[0]).toBe('true')
  expect(message.slice(1).join(' ')).toMatch(/\p{L}{2,}/u)
}

test('a file that lies about its type is refused at its line, and the rest of the form stands', async () => {
  const person = madeUpPerson(7)
  await fillIntake(page, person)
  await attach(page, [
    { name: 'giấy khai sinh.pdf', buffer: picture },
    { name: 'ảnh thẻ.png', buffer: picture },
  ])
  const row = page.getByRole('list', { name: 'Thành phần hồ sơ' }).getByRole('listitem').first()
  await row.getByRole('alert').getByText('có đuôi .pdf (văn bản PDF) nhưng nội dung là ảnh PNG').waitFor()
  await row.getByRole('link', { name: 'ảnh thẻ.png' }).waitFor()
  await saveButton(page).click()
  await page.getByText('Có tệp chưa tải lên được').waitFor()
  await expectTyped(page, person)
  await row.getByRole('button', { name: 'Bỏ tệp giấy khai sinh.pdf' }).click()
  await saveButton(page).click()
  await expectSavedOnce(person)
})

test('two tabs of one officer do not mix their citizens', async () => {
  const [left, right] = [madeUpPerson(12), madeUpPerson(13)]
  const other = await page.context().newPage()
  await fillIntake(page, left)
  await fillIntake(other, right)
  await Promise.all([saveButton(page).click(), saveButton(other).click()])
  const codes = [await givenCode(page), await givenCode(other)]
  expect(new Set(codes).size).toBe(2)
  expect(await savedFor(left)).toEqual([codes[0]])
  expect(await savedFor(right)).toEqual([codes[1]])
  await other.close()
})

test('a card reader that ends with Enter fills the form and never sends it', async () => {
  const person = madeUpPerson(14)
  const sent: string[] = []
  page.on('request', (request) => {
    // Which papers of this person are on file is asked by the way, and noted; it sends nothing of the form.
    const asksForPapers = request.url().endsWith('/api/v1/paper-offers')
    if (request.method() === 'POST' && !asksForPapers) sent.push(request.url())
  })
  await openIntake(page)
  await chooseProcedure(page)
  await tickAll(page)
  await page.getByLabel('Quét hoặc dán chuỗi mã QR trên căn cước').focus()
  await page.keyboard.type(cardOf(person))
  await page.keyboard.press('Enter')
  await page.getByText(`Đã điền theo thẻ của ${person.name}.`).waitFor()
  const { phone: _, email: __, ...onCard } = person
  for (const [label, value] of labelled({ ...person, phone: '', email: '' })) {
    expect(await applicantField(page, label).inputValue(), label).toBe(value)
  }
  expect(Object.values(onCard)).toHaveLength(4)
  const phone = applicantField(page, 'Số điện thoại')
  expect(await phone.evaluate((element) => element === document.activeElement)).toBe(true)
  // Read into a wrong field it does no harm either.
  await applicantField(page, 'Họ và tên').focus()
  await page.keyboard.type(cardOf(person))
  await page.keyboard.press('Enter')
  expect(sent).toEqual([])
  expect(await savedFor(person)).toEqual([])
})

test('a session that ended half way is told, and nothing typed is lost', async () => {
  const person = madeUpPerson(15)
  await fillIntake(page, person)
  await attach(page, [{ name: 'giấy tờ.png', buffer: picture }])
  await page.getByRole('link', { name: 'giấy tờ.png' }).waitFor()
  await stage.app.owner.query('delete from auth.session')
  stage.app.services.sessions.forget()
  await saveButton(page).click()
  const told = page.getByRole('alert').filter({ hasText: 'Phiên làm việc đã hết' })
  await told.waitFor()
  await expectTyped(page, person)
  const opening = page.waitForEvent('popup')
  await told.getByRole('link', { name: 'Đăng nhập ở thẻ mới' }).click()
  const signIn = await opening
  await signIn.getByLabel('Tên đăng nhập').fill('tiepnhan')
  await signIn.getByLabel('Mật khẩu').fill(demoPassword)
  await signIn.getByRole('button', { name: 'Đăng nhập' }).click()
  await signIn.waitForURL('**/tai-khoan')
  await signIn.close()
  await expectTyped(page, person)
  expect(await page.getByRole('link', { name: 'giấy tờ.png' }).count()).toBe(1)
  await saveButton(page).click()
  await expectSavedOnce(person)
})
