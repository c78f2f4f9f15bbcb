import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { loadDemoDossiers } from '../src/demo/dossiers.ts'
import { trackedCode } from '../src/dossiers/examples.ts'
import { phone } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await loadDemoDossiers(stage.app.services)
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

test('F1 and ? tell what the page is for; Esc gives the page back as it was', async () => {
  const page = await stage.openAs('tiepnhan')
  await page.keyboard.press('F1')
  const dialog = page.getByRole('dialog', { name: 'Hướng dẫn trang này' })
  await dialog.getByText('đang chờ chính anh, chị; việc gần hết hạn').waitFor()
  expect(await dialog.getByRole('listitem').count()).toBe(3)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.goto('/ho-so')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('main').focus()
  await page.keyboard.press('?')
  await dialog.getByText('Tìm và xem mọi hồ sơ').waitFor()
  await page.setViewportSize(phone)
  await expectAccessible(page)
  await expectNoSideways(page)
  await page.getByRole('button', { name: 'Đóng hướng dẫn' }).click()
  const search = page.locator('main input').first()
  await search.fill('Mẫu')
  await search.press('?')
  expect(await search.inputValue()).toBe('Mẫu?')
  expect(await dialog.count()).toBe(0)
  await page.context().close()
})

test('Ctrl+K leads to a page of the menu, a dossier by its code, and a procedure to receive', async () => {
  const page = await stage.openAs('tiepnhan')
  const box = page.getByRole('dialog', { name: 'Đi tới' }).getByRole('combobox')
  await page.keyboard.press('Control+k')
  await box.waitFor()
  await expectAccessible(page)
  await box.pressSequentially('so theo doi')
  await page.getByRole('option', { name: /Sổ theo dõi hồ sơ/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/so-theo-doi')

  await page.keyboard.press('Control+k')
  await box.pressSequentially(trackedCode)
  await page.getByRole('option', { name: new RegExp(trackedCode) }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/ho-so/${trackedCode}`)

  await page.keyboard.press('Control+k')
  await box.pressSequentially('tinh trang hon nhan')
  await page
    .getByRole('option', { name: /^Tiếp nhận: Cấp Giấy xác nhận tình trạng hôn nhân/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/ho-so/moi?thu-tuc=*')
  await page.getByRole('button', { name: /Nhận đủ/ }).waitFor()
  expect(await page.getByLabel('Thủ tục', { exact: true }).inputValue()).toMatch(/tình trạng hôn nhân/)
  await page.context().close()
})

test('who may not receive or read dossiers does not find them', async () => {
  const page = await stage.openAs('ketoan')
  await page.keyboard.press('Control+k')
  const box = page.getByRole('dialog', { name: 'Đi tới' }).getByRole('combobox')
  await box.pressSequentially(trackedCode)
  await page.getByText('Không tìm thấy').waitFor()
  await page.context().close()
})
