import type { Page } from 'playwright-core'
import { demoScannerId } from '../src/equipment/examples.ts'
import type { Visit } from './visit.ts'

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('dialog').waitFor()
}

async function refuseNew(page: Page): Promise<void> {
  await press('Ghi thiết bị mới')(page)
  await page.getByLabel('Số tờ mỗi phút').fill('0')
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click()
  await page.getByText('Hãy ghi tên, kiểu máy.').waitFor()
}

/** States of the pages of equipment. */
export const equipmentVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/trang-thiet-bi': [
    { name: 'equipment', as: 'quantri', path: '/trang-thiet-bi' },
    { name: 'equipment-history', as: 'ketoan', path: `/trang-thiet-bi?thiet-bi=${demoScannerId}` },
    { name: 'equipment-refused', as: 'quantri', path: '/trang-thiet-bi', prepare: refuseNew },
    { name: 'equipment-state', as: 'quantri', path: '/trang-thiet-bi', prepare: press(/^Ghi tình trạng/) },
  ],
  '/trang-thiet-bi/tai-may-quet': [
    { name: 'scan-load', as: 'chutich', path: '/trang-thiet-bi/tai-may-quet' },
    { name: 'scan-load-refused', as: 'ketoan', path: '/trang-thiet-bi/tai-may-quet?tu=31/02/2026' },
    {
      name: 'scan-load-settings',
      as: 'quantri',
      path: '/trang-thiet-bi/tai-may-quet',
      prepare: press('Đặt cách tính'),
    },
    {
      name: 'scan-load-proposing',
      as: 'ketoan',
      path: '/trang-thiet-bi/tai-may-quet',
      prepare: press('Lập tờ trình kinh phí'),
    },
  ],
}
