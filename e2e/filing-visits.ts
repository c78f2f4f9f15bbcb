import type { Page } from 'playwright-core'
import { demoAssistedDraftId, demoDraftId, demoFiledDraftId } from '../src/filing/examples.ts'
import { demoProcedureId, demoSlowProcedureId } from '../src/procedures/examples.ts'
import type { Visit } from './visit.ts'

const draft = `/nop-ho-so/ban/${demoDraftId}`

/** Filing online at the office: what citizens see, the desk's help, and the channel's settings. */
export const filingVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/nop-ho-so': [
    { name: 'filing-choose', path: '/nop-ho-so' },
    { name: 'filing-choose-found', path: '/nop-ho-so?q=hon+nhan' },
    { name: 'filing-choose-none', path: '/nop-ho-so?q=khongcothutucnay' },
  ],
  '/nop-ho-so/:procedureId': [
    { name: 'filing-start', path: `/nop-ho-so/${demoSlowProcedureId}` },
    { name: 'filing-start-not-here', path: `/nop-ho-so/${demoProcedureId}` },
  ],
  '/nop-ho-so/ban/:id': [
    { name: 'filing-people', path: `${draft}?buoc=1` },
    { name: 'filing-people-delegated', path: `${draft}?buoc=1`, prepare: fileForAnother },
    { name: 'filing-people-refused', path: `${draft}?buoc=1`, prepare: refusePeople },
    { name: 'filing-declaration', path: `${draft}?buoc=2&kiem=co` },
    { name: 'filing-return', path: `${draft}?buoc=4&da-luu=co` },
    { name: 'filing-review', path: `${draft}?buoc=5` },
    {
      name: 'filing-assisted',
      as: 'tiepnhan',
      path: `/nop-ho-so/ban/${demoAssistedDraftId}?buoc=1`,
    },
  ],
  '/nop-ho-so/ban/:id/giay-to': [{ name: 'filing-papers', path: `${draft}/giay-to?kiem=co` }],
  '/nop-ho-so/da-nop/:id': [{ name: 'filing-filed', path: `/nop-ho-so/da-nop/${demoFiledDraftId}` }],
  '/cong-dan/ho-so': [{ name: 'own-filings-signed-out', path: '/cong-dan/ho-so' }],
  '/ho-tro-nop': [
    { name: 'assist', as: 'tiepnhan', path: '/ho-tro-nop' },
    { name: 'assist-found', as: 'tiepnhan', path: '/ho-tro-nop?q=khai+sinh' },
    { name: 'assist-begin', as: 'tiepnhan', path: `/ho-tro-nop?thu-tuc=${demoSlowProcedureId}` },
  ],
  '/quan-tri/nop-truc-tuyen': [
    { name: 'filing-setup', as: 'quantri', path: '/quan-tri/nop-truc-tuyen' },
    { name: 'filing-setup-refused', as: 'quantri', path: '/quan-tri/nop-truc-tuyen', prepare: refuseSetup },
  ],
}

async function fileForAnother(page: Page): Promise<void> {
  await page.getByLabel('Nộp thay người khác').check()
  await page.getByLabel('Họ và tên người nộp').waitFor()
}

async function refusePeople(page: Page): Promise<void> {
  await page.getByLabel('Họ và tên, hoặc tên tổ chức').fill('')
  await page.getByLabel('Ngày sinh').fill('31/02/1990')
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('alert').waitFor()
}

async function refuseSetup(page: Page): Promise<void> {
  await page.getByLabel('Lý do mở kênh').selectOption('')
  await page.getByLabel('Mỗi tệp tối đa (MB)').fill('900')
  await page.getByRole('button', { name: 'Lưu thiết lập' }).click()
  await page.getByRole('alert').waitFor()
}
