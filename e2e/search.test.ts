import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { loadDemoDossiers } from '../src/demo/dossiers.ts'
import { ready } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await loadDemoDossiers(stage.app.services)
})
afterAll(() => stage?.close())

test('/ leads to the box; what is found opens, is narrowed, saved and found again by keyboard alone', async () => {
  const page = await stage.openAs('chutich')
  await ready(page)
  await page.keyboard.press('/')
  await page.keyboard.type('bao cao')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/tim-kiem?q=bao+cao')
  const results = page.getByRole('region', { name: 'Kết quả' })
  await results.getByRole('article').first().waitFor()
  await results
    .locator('mark', { hasText: /báo cáo/i })
    .first()
    .waitFor()

  await page
    .getByRole('group', { name: 'Số kết quả theo loại' })
    .getByRole('link', { name: /^Văn bản đến/ })
    .press('Enter')
  await page.waitForURL('**/tim-kiem?q=bao+cao&kind=incoming')
  await page.getByRole('link', { name: 'Mọi loại' }).waitFor()
  await page.getByRole('button', { name: /^Câu tìm đã lưu/ }).press('Enter')
  await page.getByLabel('Lưu câu tìm này với tên').fill('Báo cáo gửi đến')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Báo cáo gửi đến' }).waitFor()

  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 740 })
  // The menu moves aside while the window narrows.
  await vi.waitFor(() => expectNoSideways(page), 3000)
  await results.getByRole('link').first().press('Enter')
  await page.waitForURL('**/van-ban-den/*')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(stage.troubles()).toEqual([])
  await page.context().close()
})

test('without script the box searches and the page answers', async () => {
  const page = await stage.openAs('chutich')
  const cookies = await page.context().cookies()
  await page.context().close()
  const answer = await fetch(`${stage.origin}/tim-kiem?q=bao+cao`, {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  })
  const html = await answer.text()
  expect(html).toMatch(
    /<form[^>]*action="\/tim-kiem"[^>]*role="search"|<form[^>]*role="search"[^>]*action="\/tim-kiem"/,
  )
  expect(html).toContain('<mark')
  expect(stage.troubles()).toEqual([])
})
