import type { Page } from 'playwright-core'
import type { Visit } from './visit.ts'

/** The pages of messages, in the states that matter. */
export const notificationVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/quan-tri/thong-bao': [
    { name: 'notifications', as: 'quantri', path: '/quan-tri/thong-bao' },
    { name: 'notifications-refused', as: 'quantri', path: '/quan-tri/thong-bao', prepare: refuseSettings },
    { name: 'notifications-test-refused', as: 'quantri', path: '/quan-tri/thong-bao', prepare: refuseTest },
    {
      name: 'notifications-email-wording',
      as: 'quantri',
      path: '/quan-tri/thong-bao',
      prepare: (page) => openWording(page, 'Đã có kết quả – thư điện tử'),
    },
    {
      name: 'notifications-text-wording',
      as: 'quantri',
      path: '/quan-tri/thong-bao',
      async prepare(page) {
        await openWording(page, 'Đã có kết quả – tin nhắn điện thoại')
        await page.getByLabel('Nội dung').fill('Hồ sơ {ma_hs} đã có kết quả')
        await page.getByText('không có trong danh sách').waitFor()
      },
    },
  ],
  '/quan-tri/nhat-ky-thong-bao': [
    { name: 'message-log', as: 'quantri', path: '/quan-tri/nhat-ky-thong-bao' },
    { name: 'message-log-none', as: 'chutich', path: '/quan-tri/nhat-ky-thong-bao?trang-thai=delivered' },
    { name: 'message-log-wrong-address', as: 'quantri', path: '/quan-tri/nhat-ky-thong-bao?sau=khong-co' },
  ],
  '/thong-bao': [
    { name: 'notices', as: 'chuyenmon', path: '/thong-bao' },
    { name: 'notices-none', as: 'ketoan', path: '/thong-bao' },
  ],
  '/ngung-tin/:token': [{ name: 'opt-out-unknown', path: '/ngung-tin/AbCdEfGhIjKlMnOp' }],
}

async function openWording(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Xem, sửa: ${name}`, exact: true }).click()
  await page.getByRole('dialog').waitFor()
}

async function refuseSettings(page: Page): Promise<void> {
  await page.getByLabel('Gửi thư điện tử cho công dân').check()
  await page.getByLabel('Không gửi từ').fill('25:00')
  await page.getByRole('button', { name: 'Lưu cách gửi' }).click()
  await page.getByRole('alert').waitFor()
}

async function refuseTest(page: Page): Promise<void> {
  await page.getByLabel('Thư điện tử hoặc số di động').fill('khong-phai-dia-chi')
  await page.getByRole('button', { name: 'Gửi tin thử' }).click()
  await page.getByRole('alert').waitFor()
}
