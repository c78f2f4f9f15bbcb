import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { phone } from './browser.ts'
import {
  applicantField,
  chooseProcedure,
  fillIntake,
  givenCode,
  madeUpPerson,
  openIntake,
  saveButton,
} from './intake.ts'
import { beginTask, enterPractice, leavePractice, taskDone, taskPanel } from './practice.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage
let page: Page
beforeAll(async () => {
  stage = await openStage()
  page = await stage.openAs('tiepnhan')
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

const realRows = async (table: string) => {
  const { rows } = await stage.app.owner.query(`select count(*) from ${table} where office_id = $1`, [
    stage.app.officeId,
  ])
  return Number(rows[0].count)
}

test('a new officer steps in by one key, and every page says that nothing is real', async () => {
  await enterPractice(page)
  expect(new URL(page.url()).pathname).toBe('/thuc-hanh')
  await expectAccessible(page)
  for (const path of ['/viec-cua-toi', '/ho-so', '/so-theo-doi']) {
    await page.goto(path)
    await page.getByText('THỰC HÀNH: không có gì ở đây là thật').waitFor()
  }
  expect(await page.locator('main').textContent()).not.toContain('H56.22.17')
})

test('a new officer does the five guided tasks of the counter', async () => {
  const realDossiers = await realRows('dossiers')

  await beginTask(page, 'Tiếp nhận một hồ sơ')
  await page.getByRole('navigation').getByRole('link', { name: 'Tiếp nhận hồ sơ' }).click()
  await openIntake(page)
  await fillIntake(page, madeUpPerson(31))
  await saveButton(page).click()
  expect(await givenCode(page)).toMatch(/^H00\.00\.00-/)
  await taskPanel(page).getByText('Đã xong ✓').waitFor()
  const printed = page.context().waitForEvent('response', (answer) => answer.url().endsWith('/receipt.pdf'))
  await page.keyboard.press('p')
  expect((await printed).status()).toBe(200)
  await page.bringToFront()
  await taskDone(page)

  await beginTask(page, 'Yêu cầu bổ sung khi chưa tiếp nhận')
  await page.goto('/ho-so/moi')
  await openIntake(page)
  await chooseProcedure(page)
  await applicantField(page, 'Họ và tên').fill('Người Thực Hành Mẫu')
  await page.getByRole('button', { name: 'Lập phiếu yêu cầu bổ sung', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Giấy tờ cần bổ sung/).fill('Bản chính giấy tờ')
  await dialog.getByLabel(/Lý do/).fill('Còn thiếu giấy tờ.')
  await dialog.getByRole('button', { name: 'Lập phiếu', exact: true }).click()
  await taskDone(page)

  await beginTask(page, 'Chuyển hồ sơ cho công chức chuyên môn')
  await openTaskDossier()
  await decide('Chuyển bước tiếp theo', 'Chuyển hồ sơ')
  await taskDone(page)

  await beginTask(page, 'Trả kết quả cho người dân')
  await openTaskDossier()
  await decide('Trả kết quả', 'Trả kết quả')
  await taskDone(page)

  const code = await beginTask(page, 'Tra cứu hồ sơ và in lại giấy tiếp nhận')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(code)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: `Hồ sơ ${code}` }).waitFor()
  const again = page.context().waitForEvent('response', (answer) => answer.url().endsWith('/receipt.pdf'))
  await page
    .getByRole('link', { name: /Giấy tiếp nhận/ })
    .first()
    .click()
  expect((await again).status()).toBe(200)
  await page.bringToFront()
  await taskDone(page)

  await page.goto('/thuc-hanh')
  expect(await page.getByText(/^Hoàn thành ngày/).count()).toBe(5)
  await expectAccessible(page)
  await page.setViewportSize(phone)
  await expectAccessible(page)
  await expectNoSideways(page)
  expect(await realRows('dossiers')).toBe(realDossiers)
})

test('another window of the same browser never goes on in the wrong office', async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('/thuc-hanh')
  const other = await page.context().newPage()
  await other.goto('/ho-so')
  await other.getByText('THỰC HÀNH: không có gì ở đây là thật').waitFor()
  await page.bringToFront()
  await leavePractice(page)
  await other.getByText('THỰC HÀNH: không có gì ở đây là thật').waitFor({ state: 'detached' })
  await other.close()
})

test('back in the real office the leader reads who has practised', async () => {
  const leader = await stage.openAs('chutich')
  await leader.goto('/su-dung-phan-mem')
  const row = leader.getByRole('row', { name: /Cán bộ Mẫu Một/ })
  expect(await row.textContent()).toContain('5/5 bài')
  expect(await row.textContent()).toContain('Chưa dùng phần mềm')
})

async function openTaskDossier(): Promise<void> {
  await taskPanel(page).getByRole('link', { name: /^H00/ }).click()
  await page.getByRole('heading', { level: 1, name: /^Hồ sơ H00/ }).waitFor()
}

async function decide(step: string, submit: string): Promise<void> {
  await page.getByRole('button', { name: step, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: submit, exact: true }).click()
  await page.getByText(`Đã xong: ${step}.`).waitFor()
}
