import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { loadDemoOutgoing } from '../src/demo/outgoing.ts'
import { createPdfRenderer } from '../src/platform/pdf.ts'
import { cast, givenDocument } from '../src/records/factory.ts'
import { templatesDirectory } from '../src/testing/places.ts'
import { readPdf } from '../src/testing/read-pdf.ts'
import { phone, ready } from './browser.ts'
import { expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await loadDemoOutgoing(stage.app.services)
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

async function step(
  page: Page,
  button: string,
  fill?: (dialog: ReturnType<Page['getByRole']>) => Promise<void>,
): Promise<void> {
  await ready(page)
  await page.getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await fill?.(dialog)
  await dialog.getByRole('button', { name: button, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('a reply goes from the document it answers to issue: drafted, sent back, corrected, approved on a telephone, signed, issued, sent; then what came may be closed', async () => {
  const people = await cast(stage.app)
  const asked = await givenDocument(stage.app, people, { subject: 'Đề nghị thông báo lịch tiêm phòng' })
  const drafter = await stage.openAs('chuyenmon')
  await drafter.goto(`/van-ban-den/${asked.id}`)
  await drafter.getByText('Văn bản này yêu cầu xử lý nhưng chưa có kết quả.').waitFor()
  await ready(drafter)
  await drafter.getByRole('link', { name: 'Soạn văn bản trả lời' }).click()
  await drafter.getByRole('heading', { level: 1, name: 'Soạn văn bản đi' }).waitFor()
  await ready(drafter)
  await drafter.getByRole('combobox', { name: 'Loại văn bản' }).selectOption('Thông báo')
  await drafter.getByRole('textbox', { name: /^Trích yếu/ }).fill('Lịch tiêm phòng cho đàn gia súc')
  await drafter
    .getByRole('textbox', { name: /^Nội dung/ })
    .fill('1. Thời gian: tuần thứ hai của tháng.\n3. Địa điểm: nhà văn hóa các thôn.')
  // Whom it answers stands among the recipients already.
  await drafter.getByRole('textbox', { name: /^Nơi nhận/ }).fill('')
  const check = drafter.getByRole('region', { name: 'Kiểm tra thể thức' })
  await check.getByText('Nội dung, dòng 2').waitFor()
  await check.getByText('Chưa ghi nơi nhận văn bản.').waitFor()
  await drafter
    .getByRole('textbox', { name: /^Nội dung/ })
    .fill('1. Thời gian: tuần thứ hai của tháng.\n2. Địa điểm: nhà văn hóa các thôn.')
  await drafter.getByRole('textbox', { name: /^Nơi nhận/ }).fill('Các thôn trong xã')
  await check.getByText('Không thấy chỗ nào trái').waitFor()
  await drafter.getByTitle('Bản xem trước').waitFor()
  await drafter.getByRole('button', { name: 'Lưu dự thảo' }).click()
  await drafter.getByRole('heading', { level: 1, name: 'Dự thảo Thông báo' }).waitFor()
  const address = new URL(drafter.url()).pathname
  await step(drafter, 'Trình duyệt')

  const clerk = await stage.openAs('vanthu')
  await clerk.goto('/van-ban-di?cua-toi=1')
  await clerk.getByRole('link', { name: /Lịch tiêm phòng/ }).click()
  await step(clerk, 'Trả lại', (dialog) =>
    dialog.getByRole('textbox', { name: 'Lý do' }).fill('Ghi rõ ngày bắt đầu.'),
  )

  await drafter.goto(address)
  await drafter.getByText('Ghi rõ ngày bắt đầu.').waitFor()
  await ready(drafter)
  await drafter
    .getByRole('textbox', { name: /^Nội dung/ })
    .fill('1. Thời gian: từ ngày 06 đến ngày 10 tháng 4 năm 2026.\n2. Địa điểm: nhà văn hóa các thôn.')
  await drafter.getByRole('button', { name: 'Lưu bản mới' }).click()
  await drafter.getByText('Thêm: 1. Thời gian: từ ngày 06').waitFor()
  await step(drafter, 'Trình duyệt')
  await clerk.goto(address)
  await step(clerk, 'Xác nhận đúng thể thức')

  const leader = await stage.openAs('chutich', { viewport: phone })
  await leader.goto(address)
  await step(leader, 'Duyệt ký và cấp số')
  const heading = leader.getByRole('heading', { level: 1, name: /^Thông báo \d+\/TB-UBND/ })
  await heading.waitFor()
  await expectNoSideways(leader)
  const code = (await heading.textContent())?.replace('Thông báo ', '') ?? ''

  await clerk.goto(address)
  const printed = await clerk.request.get(`/api/v1/outgoing-documents/${address.split('/').at(-1)}/paper.pdf`)
  expect(readPdf(await printed.body())).toContain(`Số: ${code}`)
  await ready(clerk)
  await clerk.getByRole('button', { name: 'Ký văn bản', exact: true }).click()
  const signing = clerk.getByRole('dialog')
  await signing.getByLabel('Ký trên giấy, tải lên bản quét').check()
  await signing
    .locator('input[type=file]')
    .setInputFiles({ name: 'da-ky.pdf', mimeType: 'application/pdf', buffer: await signedPage() })
  await signing.getByText('da-ky.pdf').waitFor()
  await signing.getByRole('button', { name: 'Ghi đã ký trên giấy' }).click()
  await signing.waitFor({ state: 'detached' })
  await step(clerk, 'Phát hành')
  // The document is sent on its day: nothing but its recipients and date, which stand there already.
  await step(clerk, 'Ghi gửi văn bản')
  await clerk.getByRole('region', { name: 'Đã gửi' }).getByText('Các thôn trong xã').waitFor()

  await drafter.goto(`/van-ban-den/${asked.id}`)
  await drafter.getByText(code).first().waitFor()
  await ready(drafter)
  // The work file is asked for in the same step.
  await step(drafter, 'Kết thúc văn bản', (dialog) =>
    dialog.getByRole('radio', { name: 'Chưa lập hồ sơ' }).check(),
  )
  await drafter.getByText('Đã xong', { exact: true }).waitFor()
})

/** What a scanner would bring: any page as PDF. */
async function signedPage(): Promise<Buffer> {
  const renderer = createPdfRenderer({ templatesDir: templatesDirectory, clock: () => new Date(0) })
  const pdf = await renderer.render('arrival-stamp', {
    agency: 'Bản quét',
    number: '1',
    date: '01/01/2026',
    forwarded: 'Đã ký',
    fileSymbol: '',
  })
  await renderer.close()
  return Buffer.from(pdf)
}

test('an issued document is replaced by another of its type, found by its number', async () => {
  const { owner } = stage.app
  const columns = 'series, year, symbol, dated_on, printed_with, signed_as, signed_at, issued_at, issued_by'
  const { rows } = await owner.query<{ id: string; wrong: string }>(
    `with wrong as (select * from outgoing_documents where state = 'issued' and type_code = 'thong-bao' limit 1)
     insert into outgoing_documents (office_id, id, state, type_code, subject, content, restricted, urgency, drafter_id, created_at,
       changed_at, search_text, number, ${columns})
     select office_id, gen_random_uuid(), state, type_code, 'Lịch tiếp công dân đã sửa', content, restricted, urgency, drafter_id,
       created_at, changed_at, 'lich tiep cong dan da sua', 77, ${columns} from wrong
     returning id, (select id from wrong) as wrong`,
  )
  const [right] = rows
  const clerk = await stage.openAs('vanthu')
  await clerk.goto(`/van-ban-di/${right?.wrong}`)
  await step(clerk, 'Thay thế', async (dialog) => {
    await dialog.getByRole('textbox', { name: /^Văn bản thay thế/ }).fill('77')
    await dialog.getByRole('radio', { name: /77\/TB-UBND .*đã sửa/ }).check()
    await dialog.getByRole('textbox', { name: /^Lý do/ }).fill('Sai thời gian tiếp công dân.')
  })
  await clerk.getByRole('link', { name: 'Mở văn bản thay thế' }).click()
  await clerk.waitForURL(`**/van-ban-di/${right?.id}`)
})
