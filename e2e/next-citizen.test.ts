import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  attach,
  chooseProcedure,
  fillIntake,
  givenCode,
  madeUpPerson,
  openIntake,
  saveButton,
  tickAll,
  typePerson,
} from './intake.ts'
import { expectNothingOf, expectTyped } from './intake-checks.ts'
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

test('the next citizen starts from nothing, also by Back and by loading anew', async () => {
  const person = madeUpPerson(8)
  const helper = madeUpPerson(9)
  const ownWords = [
    'Xin cấp để đi xa',
    'Nhà ông trưởng thôn',
    'Tờ khai viết tay',
    'tệp của bà ấy.png',
  ] as const
  await page.goto('/viec-cua-toi')
  await fillIntake(page, person)
  await page.getByRole('checkbox', { name: 'Có người nộp thay' }).check()
  await page.getByLabel('Họ và tên người nộp thay').fill(helper.name)
  await page.getByLabel('Số định danh người nộp thay').fill(helper.personalId)
  await page.getByLabel('Số điện thoại người nộp thay').fill(helper.phone)
  await page.getByLabel('Nội dung yêu cầu').fill(ownWords[0])
  await page.getByRole('textbox', { name: 'Nơi nhận kết quả' }).fill(ownWords[1])
  await page.getByLabel(/^Ghi chú: Tờ khai/).fill(ownWords[2])
  await attach(page, [{ name: ownWords[3], buffer: picture }])
  await page.getByRole('link', { name: ownWords[3] }).waitFor()
  const own = [...Object.values(person), ...Object.values(helper), ...ownWords, '17111985']

  await saveButton(page).click()
  await givenCode(page)
  await page.getByRole('button', { name: /Người tiếp theo/ }).click()
  await page.getByRole('listbox').waitFor()
  await expectNothingOf(page, own)
  // Somebody who hands in for them, another agency's desk: no paper yet.
  expect(await page.getByRole('checkbox').count()).toBe(2)
  await chooseProcedure(page)
  await expectNothingOf(page, own)
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)

  await page.goBack()
  await page.goForward()
  await page.getByRole('listbox').waitFor()
  await expectNothingOf(page, own)
  await page.reload()
  await page.getByRole('listbox').waitFor()
  await expectNothingOf(page, own)
})

test('a form left half way shows nothing when the officer comes back to it', async () => {
  const person = madeUpPerson(10)
  await fillIntake(page, person)
  await page.goto('/ho-so')
  await page.goBack()
  await page.getByRole('listbox').waitFor()
  await expectNothingOf(page, Object.values(person))
})

test('a dossier that came back with a person leaves nothing of them for the next', async () => {
  const person = madeUpPerson(11)
  await openIntake(page)
  await chooseProcedure(page)
  await typePerson(page, person)
  await page.getByRole('button', { name: 'Lập phiếu yêu cầu bổ sung' }).click()
  await page.getByRole('dialog').getByLabel('Lý do').fill('Thiếu tờ khai')
  await page.getByRole('dialog').getByRole('button', { name: 'Lập phiếu', exact: true }).click()
  await page.getByRole('heading', { name: 'Đã lập phiếu yêu cầu bổ sung' }).waitFor()
  const waiting = await stage.app.owner.query<{ id: string }>(
    'select id from dossiers where applicant_name = $1',
    [person.name],
  )
  await page.goto(`/ho-so/moi?tiep-tuc=${waiting.rows[0]?.id}`)
  await page.getByText(`Đang tiếp nhận hồ sơ chờ bổ sung của ${person.name}`).waitFor()
  await expectTyped(page, person)
  await tickAll(page)
  await saveButton(page).click()
  await givenCode(page)
  await page.getByRole('button', { name: /Người tiếp theo/ }).click()
  await page.getByRole('listbox').waitFor()
  await expectNothingOf(page, Object.values(person))
  await page.goBack()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expectNothingOf(page, Object.values(person))
})
