import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { prepareSigning } from '../src/demo/signing.ts'
import { phone, ready } from './browser.ts'
import { keyboardOf } from './keyboard.ts'
import { readMail } from './record-visits.ts'
import { expectNoSideways, openStage, type Stage } from './stage.ts'

/** A document from its arrival to its end: the clerk by keyboard, the leader on a telephone, the officer who handles it. */

let stage: Stage
let folder: string
let stopWork: () => void
beforeAll(async () => {
  stage = await openStage()
  stopWork = stage.app.app.workAtOnce()
  folder = await mkdtemp(join(tmpdir(), 'incoming-'))
  const letter = await stage.app.services.pdf.render('arrival-stamp', {
    agency: 'Hội Khuyến học tỉnh Mẫu',
    number: '1',
    date: '01/01/2026',
    forwarded: 'Gửi xã để phối hợp',
    fileSymbol: '',
  })
  await writeFile(join(folder, 'cong-van.pdf'), letter)
})
afterAll(async () => {
  stopWork?.()
  await stage?.close()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

let address = ''

test('the clerk registers it beside the paper, by keyboard alone, in at most twelve actions, and stamps it', async () => {
  const page = await stage.openAs('vanthu')
  await page.goto('/van-ban-den/moi')
  const box = (name: string | RegExp) => page.getByRole('textbox', { name })
  await page.locator('input[type=file][multiple]').setInputFiles(join(folder, 'cong-van.pdf'))
  await page.getByTitle('Xem cong-van.pdf').waitFor()
  const hands = keyboardOf(page)
  await page.getByRole('combobox', { name: /^Cơ quan, tổ chức ban hành/ }).focus()
  await hands.type('Sở Giáo dục và Đào tạo tỉnh Mẫu')
  await hands.tabTo(box(/^Số, ký hiệu/))
  await hands.type('77/SGDĐT-VP')
  await hands.tabTo(box(/^Ngày văn bản/))
  await hands.type('02012026')
  expect(await box(/^Ngày văn bản/).inputValue()).toBe('02/01/2026')
  await hands.tabTo(box(/^Trích yếu nội dung/))
  await hands.type('Về việc tổ chức tuần lễ học tập suốt đời')
  await hands.tabTo(page.getByRole('combobox', { name: 'Người ký' }))
  await hands.type('Trần Thị Mẫu')
  await hands.press('Control+Enter')
  // Every Tab counted, and the file that was chosen.
  expect(hands.count.actions + 1).toBeLessThanOrEqual(12)
  const number = page.getByTestId('arrival-number')
  await number.waitFor()
  expect(await number.textContent()).toBe('1')
  await page.getByLabel('Đóng dấu đến ở').selectOption({ label: 'Góc trên bên phải' })
  await page.getByRole('button', { name: 'Đóng dấu đến' }).click()
  await page.getByText('Đã đóng dấu đến lên bản PDF.').waitFor()
  await page.getByRole('link', { name: 'Mở văn bản' }).click()
  await page.getByRole('heading', { level: 1, name: /^Văn bản số đến 1\// }).waitFor()
  address = new URL(page.url()).pathname

  // The same paper again is told, and what was typed stays.
  await page.goto('/van-ban-den/moi')
  await page
    .getByRole('combobox', { name: /^Cơ quan, tổ chức ban hành/ })
    .fill('sở giáo dục và đào tạo tỉnh mẫu')
  await box(/^Số, ký hiệu/).fill('77/SGDĐT-VP')
  await box(/^Ngày văn bản/).fill('02/01/2026')
  await box(/^Trích yếu nội dung/).fill('Về việc tuần lễ học tập')
  await page.getByRole('button', { name: /^Lấy số đến/ }).click()
  await page.getByText('Văn bản này có thể đã đăng ký: số đến 1').waitFor()
  expect(await box(/^Trích yếu nội dung/).inputValue()).toBe('Về việc tuần lễ học tập')
  await box('Lý do vẫn đăng ký').waitFor()

  // Words that stand in the file alone, without diacritics.
  await page.goto('/van-ban-den?q=hoi+khuyen+hoc')
  await page.getByText('77/SGDĐT-VP').waitFor()
  await page.close()
})

test('the leader gives it to one who leads it, on a telephone', async () => {
  const page = await stage.openAs('chutich', { viewport: phone })
  await page.goto('/viec-cua-toi')
  await page.getByRole('link', { name: 'Số đến 1' }).click()
  await page.waitForURL(/van-ban-den\//)
  await ready(page)
  await page.getByRole('button', { name: 'Cho ý kiến, giao xử lý' }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByLabel(/^Chủ trì/)
    .selectOption({ label: 'Công chức Mẫu Ba, Công chức Văn phòng HĐND và UBND' })
  await dialog.getByLabel('Ý kiến', { exact: true }).fill('Tham mưu thực hiện.')
  await dialog.getByRole('button', { name: 'Giao', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Chờ nhận xử lý').first().waitFor()
  await expectNoSideways(page)
  await page.close()
})

test('who leads it cannot end it without an outcome; with a yes of the leader it ends', async () => {
  const page = await stage.openAs('chuyenmon')
  await page.goto('/viec-cua-toi')
  await page.getByRole('link', { name: 'Số đến 1' }).click()
  await page.waitForURL(/van-ban-den\//)
  await ready(page)
  await page.getByRole('button', { name: 'Nhận xử lý' }).click()
  await page.getByRole('button', { name: 'Nhận xử lý' }).waitFor({ state: 'detached' })
  await page.getByText('Văn bản này yêu cầu xử lý nhưng chưa có kết quả.').waitFor()
  expect(await page.getByRole('button', { name: 'Kết thúc văn bản' }).count()).toBe(0)

  // Chosen in the list it is not ended either.
  await page.goto('/van-ban-den')
  await page.getByRole('checkbox', { name: 'Chọn số đến 1' }).check()
  await page.getByRole('button', { name: 'Kết thúc các văn bản đã chọn' }).click()
  const ending = page.getByRole('dialog')
  await ending.getByRole('button', { name: 'Kết thúc văn bản' }).click()
  await ending.getByText('Hãy chọn hồ sơ công việc, hoặc chọn “Chưa lập hồ sơ”.').first().waitFor()
  await ending.getByLabel('Chưa lập hồ sơ').check()
  await ending.getByRole('button', { name: 'Kết thúc văn bản' }).click()
  await page.getByText('Đã kết thúc 0 văn bản').waitFor()
  await page.getByText('văn bản trả lời đã phát hành').waitFor()

  await page.goto(address)
  await page.getByRole('button', { name: 'Ghi kết quả' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Giải trình không cần văn bản trả lời').check()
  await dialog.getByLabel('Nội dung').fill('Đã tổ chức trong tháng, Sở không yêu cầu báo cáo bằng văn bản.')
  // Asked for the work file in the same step, and refused without an answer.
  await dialog.getByRole('button', { name: 'Trình lãnh đạo' }).click()
  await dialog.getByText('Hãy chọn hồ sơ công việc').waitFor()
  await dialog.getByLabel('Mở hồ sơ mới').check()
  await dialog.getByLabel('Số, ký hiệu hồ sơ').fill('01.VP')
  await dialog.getByLabel('Tiêu đề hồ sơ').fill('Hồ sơ về việc tổ chức tuần lễ học tập suốt đời')
  await dialog.getByRole('button', { name: 'Trình lãnh đạo' }).click()
  await page.getByText('Chờ duyệt kết quả').first().waitFor()
  await page.getByRole('link', { name: /^01\.VP/ }).waitFor()

  const leader = await stage.openAs('chutich', { viewport: phone })
  await leader.goto(address)
  await leader.getByRole('button', { name: 'Duyệt kết quả' }).click()
  await leader.getByLabel('Đồng ý, kết thúc văn bản').check()
  // The handler has filed it already: nothing more to say.
  expect(await leader.getByLabel(/^Đã nằm trong hồ sơ 01\.VP/).isChecked()).toBe(true)
  await leader.getByRole('button', { name: 'Ghi ý kiến' }).click()
  await leader.getByText('Đã xong', { exact: true }).waitFor()

  const clerk = await stage.openAs('vanthu')
  await clerk.goto('/so-van-ban-den?so=theo-doi')
  await clerk.getByRole('cell', { name: /^Xong ngày/ }).waitFor()
})

test('what came by e-mail fills the form; given to a unit, its head names who does it', async () => {
  await prepareSigning(stage.app.services)
  const page = await stage.openAs('vanthu')
  await page.goto('/van-ban-den/moi')
  await readMail(page)
  expect(await page.getByRole('textbox', { name: /^Số, ký hiệu/ }).inputValue()).toBe('88/STC-NS')
  await page.getByRole('button', { name: /^Lấy số đến/ }).click()
  await page.getByTestId('arrival-number').waitFor()
  const id = (await stage.app.owner.query(`select id from incoming_documents where symbol = '88/STC-NS'`))
    .rows[0].id

  const leader = await stage.openAs('chutich')
  await leader.goto(`/van-ban-den/${id}`)
  await leader.getByRole('button', { name: 'Cho ý kiến, giao xử lý' }).click()
  const direction = leader.getByRole('dialog')
  await direction.getByLabel(/^Chủ trì/).selectOption({ label: 'Phòng Kinh tế (Công chức Mẫu Sáu)' })
  await direction.getByRole('button', { name: 'Giao', exact: true }).click()
  await direction.waitFor({ state: 'detached' })
  await leader.getByText('Giao đơn vị: Phòng Kinh tế').waitFor()

  // Whoever came to the unit since can be named.
  const { owner } = stage.app
  await owner.query(
    `update staff_members set unit_id = (select unit_id from staff_members where username = 'diachinh') where username = 'chuyenmon'`,
  )
  const head = await stage.openAs('diachinh', { viewport: phone })
  await head.goto('/viec-cua-toi')
  await head.getByRole('link', { name: 'Số đến 2' }).click()
  await head.waitForURL(/van-ban-den\//)
  await ready(head)
  await head.getByRole('button', { name: 'Giao người trong đơn vị' }).click()
  const dialog = head.getByRole('dialog')
  await dialog
    .getByLabel(/^Giao cá nhân/)
    .selectOption({ label: 'Công chức Mẫu Ba, Công chức Văn phòng HĐND và UBND' })
  await dialog.getByRole('button', { name: 'Giao', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await head.getByText('Ý kiến của lãnh đạo đơn vị: giao Công chức Mẫu Ba').waitFor()
  await expectNoSideways(head)
})
