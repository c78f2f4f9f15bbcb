import type { Page } from 'playwright-core'
import type { Visit } from './visit.ts'

/** The one search, by who may see much and by who may see little. */
export const searchVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/tim-kiem': [
    { name: 'search', as: 'chuyenmon', path: '/tim-kiem' },
    { name: 'search-found', as: 'chutich', path: '/tim-kiem?q=bao+cao' },
    {
      name: 'search-exporting',
      as: 'chutich',
      path: '/tim-kiem?q=bao+cao',
      prepare: async (page) => {
        await page.getByText('Xuất kết quả', { exact: true }).click()
        await page.getByRole('button', { name: 'Xuất Word' }).waitFor()
      },
    },
    { name: 'search-number', as: 'vanthu', path: '/tim-kiem?q=5' },
    { name: 'search-filtered', as: 'vanthu', path: '/tim-kiem?q=mau&kind=dossier&from=2020-01-01&sort=best' },
    { name: 'search-none', as: 'ketoan', path: '/tim-kiem?q=khongcogi' },
    { name: 'search-refused', as: 'vanthu', path: `/tim-kiem?q=${'cua+'.repeat(20)}` },
    { name: 'search-saved', as: 'vanthu', path: '/tim-kiem?q=bao+cao&kind=incoming', prepare: save },
  ],
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Câu tìm đã lưu/ }).click()
  await page.getByLabel('Lưu câu tìm này với tên').fill('Báo cáo đến')
  await page.getByRole('button', { name: 'Lưu câu tìm', exact: true }).click()
  await page.getByRole('link', { name: 'Báo cáo đến' }).waitFor()
}
