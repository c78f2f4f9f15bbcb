import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { loadDemoDossiers } from '../src/demo/dossiers.ts'
import { trackedCode } from '../src/dossiers/examples.ts'
import { phone } from './browser.ts'
import { addressOnSlip } from './rating.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await loadDemoDossiers(stage.app.services)
  await stage.app.app.jobs.find(({ name }) => name === 'deliver-news')?.run()
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

const remark = 'Nên có thêm ghế ngồi chờ'

test('whoever took the result rates by the slip, on a telephone without script; the code counts once', async () => {
  const desk = await stage.openAs('tiepnhan')
  await desk.goto(`/ho-so/${trackedCode}`)
  await desk.getByRole('link', { name: 'In phiếu mời đánh giá' }).waitFor()
  const address = await addressOnSlip(desk, trackedCode)

  const citizen = await stage.open({ javaScriptEnabled: false, viewport: phone })
  const page = await citizen.newPage()
  await page.goto('/danh-gia')
  await page.getByLabel('Mã đánh giá').fill(address.split('/').at(-1)?.toLowerCase().replace('-', ' ') ?? '')
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.waitForURL(`**${address}`)
  await expectNoSideways(page)
  const groups = page.getByRole('group')
  expect(await groups.count()).toBe(11)
  for (const group of await groups.all()) await group.getByRole('radio').first().check()
  for (const box of await page.locator('.choice label').all()) {
    expect((await box.boundingBox())?.height).toBeGreaterThanOrEqual(48)
  }
  await page.getByLabel(/^Góp ý thêm/).fill(remark)
  await page.getByRole('button', { name: 'Gửi đánh giá' }).click()
  await page.getByRole('heading', { name: 'Cảm ơn ông/bà đã đánh giá' }).waitFor()
  expect(await page.getByLabel('Mã đánh giá').inputValue()).toBe('')

  await page.goto(address)
  await page.getByRole('heading', { name: 'Chưa đánh giá được' }).waitFor()
  await page.getByText('đã dùng để đánh giá rồi').waitFor()
  expect(await page.content()).not.toContain(remark)
  await citizen.close()
})

test('the chairperson reads and handles the remark, and sees no figure of so few', async () => {
  const page = await stage.openAs('chutich')
  await page.goto('/bang-dieu-hanh')
  await page.getByRole('link', { name: 'chưa đủ đánh giá để nói về mức độ hài lòng' }).click()
  await page.getByText('chưa có lĩnh vực nào đủ 5 đánh giá').waitFor()
  await page.getByText(remark).waitFor()
  await expectAccessible(page)
  await page.getByLabel('Nội dung trả lời').fill('Đã bố trí thêm ghế.')
  await page.getByLabel('Cách xử lý').selectOption({ label: 'Đã trả lời' })
  await page.getByRole('button', { name: 'Ghi nhận' }).click()
  await page.getByText('Trả lời: Đã bố trí thêm ghế.').waitFor()
})
