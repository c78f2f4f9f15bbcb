import type { Page } from 'playwright-core'
import type { Visit } from './visit.ts'

/** The pages of the national portal, in the states that matter. */
export const portalVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/quan-tri/cong-quoc-gia': [
    { name: 'portal-settings', as: 'quantri', path: '/quan-tri/cong-quoc-gia' },
    {
      name: 'portal-settings-refused',
      as: 'quantri',
      path: '/quan-tri/cong-quoc-gia',
      async prepare(page) {
        await page.getByLabel('Kết nối với Cổng Dịch vụ công quốc gia').check()
        await page.getByLabel('Địa chỉ Cổng').fill('http://cong.invalid')
        await page.getByRole('button', { name: 'Lưu kết nối' }).click()
        await page.getByRole('alert').waitFor()
      },
    },
    { name: 'portal-settings-tried', as: 'quantri', path: '/quan-tri/cong-quoc-gia', prepare: tryConnection },
  ],
  '/doi-soat': [
    { name: 'reconciliation', as: 'tiepnhan', path: '/doi-soat' },
    { name: 'reconciliation-reader', as: 'chutich', path: '/doi-soat' },
    {
      name: 'reconciliation-refused',
      as: 'tiepnhan',
      path: '/doi-soat',
      async prepare(page) {
        await page.getByRole('button', { name: 'Đối soát ngay' }).click()
        await page.getByRole('alert').waitFor()
      },
    },
  ],
}

async function tryConnection(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Kiểm tra kết nối' }).click()
  await page.getByText('Chưa kết nối được.').waitFor()
}
