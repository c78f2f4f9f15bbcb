import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keyboardOf } from './keyboard.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage
let page: Page
beforeAll(async () => {
  stage = await openStage()
  page = await stage.openAs('quantri')
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

const dialog = (of = page) => of.getByRole('dialog')
const changeEntry = (of: Page) =>
  of
    .getByRole('button', { name: 'Sửa phân công Tiếp nhận và trả kết quả của Cán bộ Mẫu Một (tiepnhan)' })
    .click()

test('a desk is added by keyboard alone; a number taken is told at its field and what was typed stays', async () => {
  await page.goto('/quan-tri/thiet-lap')
  await page.getByText('Đã đủ. In hai giấy tờ').waitFor()
  const keyboard = keyboardOf(page)
  await keyboard.tabTo(page.getByRole('link', { name: 'Bố trí quầy' }))
  await keyboard.press('Enter')
  await keyboard.tabTo(page.getByRole('button', { name: 'Thêm quầy' }))
  await keyboard.press('Enter')
  await dialog().getByLabel('Số quầy').waitFor()
  await keyboard.tabTo(dialog().getByLabel('Số quầy'))
  await keyboard.type('1')
  await keyboard.press('Tab')
  await keyboard.type('Quầy 3: Thu phí, lệ phí')
  await keyboard.press('Enter')
  await dialog().getByText('đã dùng cho “Quầy 1').first().waitFor()
  await expectAccessible(page)
  expect(await dialog().getByLabel('Tên quầy').inputValue()).toBe('Quầy 3: Thu phí, lệ phí')
  await dialog().getByLabel('Số quầy').fill('3')
  await keyboard.press('Enter')
  await dialog().waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Sửa: Quầy 3: Thu phí, lệ phí' }).waitFor()
})

test('of two administrators at one roster entry the second sees what happened and loses nothing typed', async () => {
  const second = await stage.openAs('quantri')
  for (const each of [page, second]) {
    await each.goto('/quan-tri/can-bo')
    await changeEntry(each)
  }
  await dialog(second).getByLabel('Ghi chú').fill('Theo Quyết định thứ hai')
  await dialog().getByLabel('Ghi chú').fill('Theo Quyết định thứ nhất')
  await dialog().getByRole('button', { name: 'Lưu phân công' }).click()
  await dialog().waitFor({ state: 'detached' })
  await dialog(second).getByRole('button', { name: 'Lưu phân công' }).click()
  await dialog(second)
    .getByText(/Cán bộ Mẫu Mười Một vừa sửa lúc .*Theo Quyết định thứ nhất/)
    .waitFor()
  expect(await dialog(second).getByLabel('Ghi chú').inputValue()).toBe('Theo Quyết định thứ hai')
  await dialog(second).getByRole('button', { name: 'Lưu phân công' }).click()
  await dialog(second).waitFor({ state: 'detached' })
  await second
    .getByText(/Theo Quyết định thứ hai/)
    .first()
    .waitFor()
  await second.close()
})

test('a field left without anybody is refused, then accepted with a reason, and stays red until it is mended', async () => {
  await page.goto('/quan-tri/can-bo')
  const end = 'Kết thúc phân công Công chức chuyên môn của Công chức Mẫu Ba (chuyenmon)'
  await page.getByRole('button', { name: end }).click()
  const save = dialog().getByRole('button', { name: 'Kết thúc phân công', exact: true })
  await save.click()
  await dialog().getByLabel('Vẫn lưu dù còn chỗ trống').check()
  await save.click()
  await dialog().getByText('Hãy ghi lý do vì sao vẫn để trống.').waitFor()
  await dialog().getByLabel('Lý do').fill('Chờ điều động')
  await save.click()
  await dialog().waitFor({ state: 'detached' })
  const leader = await stage.openAs('chutich', { viewport: { width: 360, height: 740 } })
  for (const [who, path] of [
    [page, '/quan-tri/can-bo'],
    [page, '/quan-tri/thiet-lap'],
    [leader, '/bang-dieu-hanh'],
  ] as const) {
    await who.goto(path)
    await who
      .getByRole('alert')
      .getByText(/không còn ai giữ vai trò Công chức chuyên môn/)
      .waitFor()
    await expectAccessible(who)
    await expectNoSideways(who)
  }
  await page.goto('/quan-tri/can-bo')
  await page.getByRole('button', { name: 'Phân công: Cán bộ Mẫu Mười Hai (bientap)' }).click()
  await dialog().getByLabel('Vai trò').selectOption({ label: 'Công chức chuyên môn' })
  await dialog().getByRole('button', { name: 'Phân công', exact: true }).click()
  await dialog().waitFor({ state: 'detached' })
  await leader.reload()
  await leader.getByRole('heading', { name: 'Bảng điều hành' }).waitFor()
  expect(await leader.getByRole('alert').count()).toBe(0)
  await leader.close()
})
