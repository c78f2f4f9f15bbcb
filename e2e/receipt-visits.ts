import type { Page } from 'playwright-core'
import {
  demoBankLineId,
  demoDueId,
  demoPaid,
  demoReceiptId,
  demoStrayBankLineId,
} from '../src/receipts/examples.ts'
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

const statementHead =
  'Số tài khoản;0123456789\nNgày giao dịch;Số bút toán;Nội dung;Ghi nợ;Ghi có;Số dư\n01/03/2026;M1;LAI TIEN GUI;;1.000;501.000'
const goodStatement = `${statementHead}\n02/03/2026;M2;NOP PHI;;8.000;509.000\n`
const faultyStatement = `${statementHead}\n02/13/2026;M2;NOP PHI;;8.000;509.000\n03/03/2026;M3;NOP PHI;;8.000,5;517.000\n`

/** Brings a statement and waits for what came of it. */
const bring = (content: string) => async (page: Page) => {
  const file = { name: 'sao-ke-mau.csv', mimeType: 'text/csv', buffer: Buffer.from(content) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'Nhập sao kê', exact: true }).click()
  await page.getByText(/^(Đã nhập “|Chưa nhập được “)/).waitFor()
}
async function splitting(page: Page): Promise<void> {
  const boxes = page.getByRole('checkbox')
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await press(/^Chia cho/)(page)
}
async function makeSecret(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tạo mã bí mật', exact: true }).click()
  await page.getByRole('button', { name: 'Chép mã bí mật' }).waitFor()
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
  '/doi-soat-ngan-hang': [
    { name: 'bank-lines', as: 'ketoan', path: '/doi-soat-ngan-hang' },
    { name: 'bank-lines-all', as: 'chutich', path: '/doi-soat-ngan-hang?xem=tat-ca' },
    { name: 'bank-lines-faulty', as: 'ketoan', path: '/doi-soat-ngan-hang', prepare: bring(faultyStatement) },
    { name: 'bank-lines-brought', as: 'ketoan', path: '/doi-soat-ngan-hang', prepare: bring(goodStatement) },
  ],
  '/doi-soat-ngan-hang/:id': [
    { name: 'bank-line', as: 'ketoan', path: `/doi-soat-ngan-hang/${demoBankLineId}` },
    {
      name: 'bank-line-split',
      as: 'ketoan',
      path: `/doi-soat-ngan-hang/${demoBankLineId}?q=H56`,
      prepare: splitting,
    },
    {
      name: 'bank-line-aside',
      as: 'ketoan',
      path: `/doi-soat-ngan-hang/${demoStrayBankLineId}`,
      prepare: press('Không phải phí, lệ phí'),
    },
  ],
  '/quan-tri/bao-tien-ve': [
    { name: 'bank-connection', as: 'quantri', path: '/quan-tri/bao-tien-ve' },
    { name: 'bank-connection-secret', as: 'quantri', path: '/quan-tri/bao-tien-ve', prepare: makeSecret },
  ],
  '/quan-tri/thu-phi': [{ name: 'receipt-settings', as: 'quantri', path: '/quan-tri/thu-phi' }],
}
