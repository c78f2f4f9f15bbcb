import type { Page } from 'playwright-core'
import { type DemoArrival, demoArrivalId } from '../src/interchange/examples.ts'
import type { Visit } from './visit.ts'

const inbox = '/lien-thong-van-ban'
const at = (which: DemoArrival) => `${inbox}/${demoArrivalId(which)}`
const setup = '/quan-tri/truc-lien-thong'

/** What came by interchange and waits, what is broken, and how the office is connected. */
export const interchangeVisits: Readonly<Record<string, readonly Visit[]>> = {
  [inbox]: [
    { name: 'interchange', as: 'vanthu', path: inbox },
    { name: 'interchange-done', as: 'chutich', path: `${inbox}?xem=da-xu-ly` },
    { name: 'interchange-dropping', as: 'vanthu', path: inbox, prepare: (page) => press(page, /^Thôi gửi/) },
  ],
  [`${inbox}/:id`]: [
    { name: 'interchange-register', as: 'vanthu', path: at('register') },
    { name: 'interchange-update', as: 'vanthu', path: at('noteUpdate') },
    { name: 'interchange-recall', as: 'chutich', path: at('agreeRecall'), prepare: refuseRecall },
    { name: 'interchange-broken', as: 'vanthu', path: at('retry') },
  ],
  [setup]: [
    { name: 'interchange-setup', as: 'quantri', path: setup },
    {
      name: 'interchange-agency',
      as: 'quantri',
      path: setup,
      prepare: (page) => press(page, /^Thêm cơ quan/),
    },
    { name: 'interchange-certificate', as: 'quantri', path: setup, prepare: wrongCertificate },
  ],
}

async function press(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('dialog').waitFor()
}

async function refuseRecall(page: Page): Promise<void> {
  await press(page, /^Không đồng ý/)
  await page.getByRole('dialog').getByRole('button', { name: 'Không đồng ý cho lấy lại' }).click()
  await page.getByText('Hãy ghi lý do không đồng ý').waitFor()
}

async function wrongCertificate(page: Page): Promise<void> {
  await press(page, /chứng thư$/)
  await page.getByLabel('Chứng thư', { exact: true }).fill('không phải chứng thư')
  await page.getByRole('button', { name: 'Lưu chứng thư' }).click()
  await page.getByText('Chứng thư không đọc được').waitFor()
}
