import type { Page } from 'playwright-core'
import { demoArrivalId } from '../src/interchange/examples.ts'
import { type DemoIncoming, demoIncomingId } from '../src/records/examples.ts'
import type { Visit } from './visit.ts'
import { filingVisitsOfDocuments } from './work-file-visits.ts'

const at = (which: DemoIncoming) => `/van-ban-den/${demoIncomingId(which)}`

/** Incoming documents in the states that matter. */
export const recordVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/van-ban-den': [
    { name: 'incoming-list', as: 'vanthu', path: '/van-ban-den' },
    { name: 'incoming-list-none', as: 'bientap', path: '/van-ban-den?q=khong-co-gi-khop' },
    {
      name: 'incoming-list-finishing',
      as: 'tiepnhan',
      path: '/van-ban-den?state=in_progress',
      prepare: chooseAll,
    },
    {
      name: 'incoming-list-refused',
      as: 'tiepnhan',
      path: '/van-ban-den?state=in_progress',
      prepare: finishAll,
    },
  ],
  '/van-ban-den/moi': [
    { name: 'register-incoming', as: 'vanthu', path: '/van-ban-den/moi' },
    {
      name: 'register-incoming-refused',
      as: 'vanthu',
      path: '/van-ban-den/moi',
      prepare: refuseRegistration,
    },
    { name: 'register-incoming-mail', as: 'vanthu', path: '/van-ban-den/moi', prepare: readMail },
  ],
  '/van-ban-den/:id': [
    { name: 'incoming-new', as: 'chutich', path: at('direct') },
    {
      name: 'incoming-directing',
      as: 'chutich',
      path: at('direct'),
      prepare: (page) => openStep(page, 'Cho ý kiến, giao xử lý'),
    },
    { name: 'incoming-clerk', as: 'vanthu', path: at('correct') },
    {
      name: 'incoming-correcting',
      as: 'vanthu',
      path: at('correct'),
      prepare: (page) => openStep(page, 'Sửa thông tin đăng ký'),
    },
    {
      name: 'incoming-copying',
      as: 'vanthu',
      path: at('correct'),
      prepare: (page) => openStep(page, 'Sao y điện tử'),
    },
    {
      name: 'incoming-copy-waits',
      as: 'vanthu',
      path: at('correct'),
      prepare: askCopy,
    },
    {
      name: 'incoming-outcome',
      as: 'tiepnhan',
      path: at('proposeOutcome'),
      prepare: (page) => openStep(page, 'Ghi kết quả'),
    },
    {
      name: 'incoming-deciding',
      as: 'phochutich',
      path: at('decideOutcome'),
      prepare: (page) => openStep(page, 'Duyệt kết quả'),
    },
    {
      name: 'incoming-assigning',
      as: 'tiepnhan',
      path: at('assign'),
      prepare: (page) => openStep(page, 'Giao người trong đơn vị'),
    },
    { name: 'incoming-finished', as: 'tiepnhan', path: at('reopen') },
    { name: 'incoming-interchanged', as: 'vanthu', path: '/van-ban-den', prepare: openInterchanged },
    { name: 'incoming-restricted', as: 'tiepnhan', path: at('restricted') },
    ...filingVisitsOfDocuments.incoming,
    { name: 'incoming-opened', as: 'tiepnhan', path: at('restricted'), prepare: openRestricted },
  ],
  '/so-van-ban-den': [
    { name: 'incoming-register', as: 'vanthu', path: '/so-van-ban-den' },
    { name: 'incoming-report', as: 'chutich', path: '/so-van-ban-den?so=tinh-hinh' },
    {
      name: 'incoming-register-wrong',
      as: 'vanthu',
      path: '/so-van-ban-den?tu=2026-12-31&den=2026-01-01',
    },
  ],
}

async function openStep(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog').waitFor()
}

/** One that came by interchange; its sender has corrected it since. */
async function openInterchanged(page: Page): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/lien-thong-van-ban/${demoArrivalId('noteUpdate')}`)
  await page.getByRole('link', { name: /^số đến/ }).click()
  await page.getByRole('heading', { name: 'Liên thông văn bản' }).waitFor()
}

/** All but the one that a visit further down finishes by itself. */
async function chooseAll(page: Page): Promise<void> {
  const later = page.locator(`a[href$="${demoIncomingId('finishFiled')}"]`)
  const rows = page.getByRole('row').filter({ hasNot: later })
  for (const box of await rows.getByRole('checkbox', { name: /^Chọn số đến/ }).all()) await box.check()
  await page.getByRole('button', { name: 'Kết thúc các văn bản đã chọn' }).click()
  await page.getByRole('dialog').getByLabel('Chưa lập hồ sơ').waitFor()
}

async function finishAll(page: Page): Promise<void> {
  await chooseAll(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Chưa lập hồ sơ').check()
  await dialog.getByRole('button', { name: 'Kết thúc văn bản' }).click()
  await page.getByRole('status').filter({ hasText: 'Đã kết thúc' }).waitFor()
}

async function refuseRegistration(page: Page): Promise<void> {
  await page.getByLabel('Dấu chỉ độ mật').selectOption({ label: 'MẬT' })
  await page.getByRole('combobox', { name: /^Cơ quan, tổ chức ban hành/ }).fill('Sở Nội vụ tỉnh Mẫu')
  await page.getByLabel('Số, ký hiệu').fill('9/SNV')
  await page.getByLabel('Ngày văn bản').fill('01/03/2026')
  await page.getByLabel('Trích yếu nội dung').fill('Văn bản mật')
  await page.getByRole('button', { name: /^Lấy số đến/ }).click()
  await page.getByRole('alert').waitFor()
}

const savedMail = [
  'From: =?UTF-8?B?U+G7nyBUw6BpIGNow61uaCB04buJbmggTeG6q3U=?= <vanthu@mau.invalid>',
  'Subject: =?UTF-8?B?Q8O0bmcgdsSDbiBz4buRIDg4L1NUQy1OUyBuZ8OgeSAwMi8wMS8yMDI2IHbhu4Egdmnhu4djIHF1eeG6v3QgdG/DoW4gbmfDom4gc8OhY2g=?=',
  'Date: Mon, 05 Jan 2026 09:00:00 +0700',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Kính gửi Ủy ban nhân dân xã. Đề nghị báo cáo quyết toán trước ngày 20.',
].join('\r\n')

/** Gives the form a saved message that brings no file. */
export async function readMail(page: Page): Promise<void> {
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles({
      name: 'thu.eml',
      mimeType: 'message/rfc822',
      buffer: Buffer.from(savedMail),
    })
  await page.getByText('Đã đọc thư, chưa đăng ký').waitFor()
}

async function openRestricted(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Mở xem (có ghi nhật ký)' }).click()
  await page.getByRole('heading', { name: 'Quá trình xử lý' }).waitFor()
}

/** The copy is asked for, and its signature left for later; a second look finds it waiting. */
async function askCopy(page: Page): Promise<void> {
  const waiting = page.getByText('Bản sao y đang chờ ký số của cơ quan')
  if ((await waiting.count()) > 0) return
  await openStep(page, 'Sao y điện tử')
  const dialog = page.getByRole('dialog', { name: 'Sao y điện tử' })
  await dialog.getByLabel('Người cho phép sao').selectOption({ index: 1 })
  await dialog.getByRole('button', { name: 'Lập bản sao y' }).click()
  const signing = page.getByRole('dialog', { name: 'Ký số bản sao y' })
  await signing.getByRole('button', { name: 'Đóng' }).first().click()
  await waiting.waitFor()
}
