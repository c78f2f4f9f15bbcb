import type { Page } from 'playwright-core'
import { demoDueId, demoPaid, demoReceiptId } from '../src/receipts/examples.ts'
import type { Visit } from './visit.ts'

const press = (name: string | RegExp) => async (page: Page) => {
  await page
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
}

/** Opens a shift if there is none, takes the first due and shows what was collected. */
async function openShift(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Ca thu tiền của tôi' }).waitFor()
  const button = page.getByRole('button', { name: 'Mở ca thu tiền', exact: true })
  if ((await button.count()) === 0) return
  await button.click()
  await page.getByLabel('Tiền lẻ đầu ca (đồng)').fill('200000')
  await page.getByRole('button', { name: 'Mở ca', exact: true }).click()
  await page.getByText('Trong ngăn tiền theo sổ').waitFor()
}
async function collecting(page: Page): Promise<void> {
  await openShift(page)
  await press(/^Thu tiền hồ sơ/)(page)
  await page.getByLabel('Khách đưa (đồng)').fill('50000')
}
async function closing(page: Page): Promise<void> {
  await openShift(page)
  await press('Đóng ca, kiểm quỹ')(page)
  await page.getByLabel('Số tờ 200.000', { exact: true }).fill('1')
}

/** States of the pages of fees and receipts. */
export const receiptVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/thu-phi': [
    { name: 'cashier', as: 'ketoan', path: '/thu-phi' },
    { name: 'cashier-collecting', as: 'tiepnhan', path: '/thu-phi', prepare: collecting },
    { name: 'cashier-closing', as: 'tiepnhan', path: '/thu-phi', prepare: closing },
    { name: 'cashier-all', as: 'chutich', path: '/thu-phi?xem=tat-ca' },
  ],
  '/thu-phi/:id': [
    { name: 'due-open', as: 'ketoan', path: `/thu-phi/${demoDueId}` },
    {
      name: 'due-refunding',
      as: 'ketoan',
      path: `/thu-phi/${demoPaid[0].dueId}`,
      prepare: press(/^Đề nghị trả lại/),
    },
  ],
  '/bien-lai': [{ name: 'receipts', as: 'ketoan', path: '/bien-lai' }],
  '/bien-lai/ky': [
    { name: 'receipts-to-sign', as: 'vanthu', path: '/bien-lai/ky' },
    { name: 'receipts-signing', as: 'vanthu', path: '/bien-lai/ky', prepare: press(/^Ký số \d+ biên lai/) },
  ],
  '/bien-lai/:id': [
    { name: 'receipt-asked', as: 'ketoan', path: `/bien-lai/${demoPaid[1].receiptId}` },
    {
      name: 'receipt-replacing',
      as: 'tiepnhan',
      path: `/bien-lai/${demoReceiptId}`,
      prepare: press('Đề nghị lập biên lai thay thế'),
    },
  ],
  '/tra-cuu-bien-lai': [
    { name: 'receipt-lookup', path: '/tra-cuu-bien-lai' },
    { name: 'receipt-lookup-wrong', path: '/tra-cuu-bien-lai?ma=ABCD' },
  ],
  '/so-thu': [
    { name: 'fee-books', as: 'ketoan', path: '/so-thu' },
    { name: 'fee-books-leader', as: 'chutich', path: '/so-thu' },
    { name: 'fee-books-receiving', as: 'ketoan', path: '/so-thu', prepare: press(/^Nhận tiền ca/) },
  ],
  '/so-thu/thang': [
    { name: 'fee-month', as: 'ketoan', path: '/so-thu/thang' },
    {
      name: 'fee-month-rate',
      as: 'ketoan',
      path: '/so-thu/thang',
      prepare: press('Đặt tỷ lệ để lại, hạn nộp'),
    },
  ],
  '/quan-tri/thu-phi': [{ name: 'receipt-settings', as: 'quantri', path: '/quan-tri/thu-phi' }],
}
