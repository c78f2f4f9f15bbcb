import type { Page } from 'playwright-core'
import type { Visit } from './visit.ts'

/** The pages about posting: the public catalogue, the notice board, checks, legal texts and the import of a catalogue. */
export const postingVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/thu-tuc': [
    { name: 'posted', path: '/thu-tuc' },
    { name: 'posted-found', path: '/thu-tuc?q=khai+sinh' },
    { name: 'posted-guess', path: '/thu-tuc?q=khai+shinh&don-vi=H56.22.17' },
    { name: 'posted-life-event', path: '/thu-tuc?su-kien=mat-nguoi-than' },
    { name: 'posted-none', path: '/thu-tuc?q=khongcothutucnay' },
  ],
  '/thu-tuc/:code': [
    { name: 'posted-procedure', path: '/thu-tuc/1.001193?don-vi=H56.22.17&ban=1' },
    { name: 'posted-procedure-old-sheet', path: '/thu-tuc/2.000815.000.00.00.H56?ban=99' },
    { name: 'posted-procedure-unknown', path: '/thu-tuc/9.999999' },
  ],
  '/quan-tri/niem-yet': [
    { name: 'notice-board', as: 'quantri', path: '/quan-tri/niem-yet' },
    { name: 'notice-board-hung', as: 'tiepnhan', path: '/quan-tri/niem-yet?xem=tat-ca', prepare: hang },
    { name: 'notice-board-leader', as: 'chutich', path: '/quan-tri/niem-yet' },
    { name: 'notice-board-refused', as: 'quantri', path: '/quan-tri/niem-yet', prepare: refuseSettings },
  ],
  '/quan-tri/thu-tuc/ra-soat': [
    { name: 'freshness', as: 'quantri', path: '/quan-tri/thu-tuc/ra-soat?xem=tat-ca' },
    { name: 'freshness-none', as: 'chutich', path: '/quan-tri/thu-tuc/ra-soat' },
  ],
  '/quan-tri/van-ban-phap-luat': [
    { name: 'legal-texts', as: 'quantri', path: '/quan-tri/van-ban-phap-luat' },
    { name: 'legal-text', as: 'quantri', path: '/quan-tri/van-ban-phap-luat?q=2014', prepare: editText },
    { name: 'legal-texts-none', as: 'quantri', path: '/quan-tri/van-ban-phap-luat?q=khongco' },
  ],
  '/muc-thu': [
    { name: 'rates', as: 'ketoan', path: '/muc-thu' },
    { name: 'rates-leader', as: 'chutich', path: '/muc-thu?ngay=2020-01-01' },
    { name: 'rates-wrong', as: 'ketoan', path: '/muc-thu?ngay=hom-nay' },
    { name: 'rates-set', as: 'ketoan', path: '/muc-thu', prepare: (page) => openRate(page) },
    { name: 'rates-refused', as: 'ketoan', path: '/muc-thu', prepare: refuseRate },
    { name: 'rates-planned', as: 'ketoan', path: '/muc-thu', prepare: planRate },
  ],
  '/quan-tri/thu-tuc/nhap': [
    { name: 'import', as: 'quantri', path: '/quan-tri/thu-tuc/nhap' },
    {
      name: 'import-faulty',
      as: 'quantri',
      path: '/quan-tri/thu-tuc/nhap',
      prepare: (page) => upload(page, faulty),
    },
    {
      name: 'import-difference',
      as: 'quantri',
      path: '/quan-tri/thu-tuc/nhap',
      prepare: (page) => upload(page, sound),
    },
    { name: 'import-unknown', as: 'quantri', path: '/quan-tri/thu-tuc/nhap?tep=khong-co' },
  ],
}

const header = 'Mã thủ tục,Tên thủ tục,Lĩnh vực,Thời hạn,Đơn vị thời hạn'
const faulty = `${header}\r\n1.001193,Đăng ký khai sinh,Hộ tịch,x,ngày\r\n,,Hộ tịch,3,tuần\r\n`
const sound = `${header}\r\n1.001193,Đăng ký khai sinh,Hộ tịch,2,ngày làm việc\r\n,Thủ tục mẫu mới,Hộ tịch,3,ngày\r\n`

async function upload(page: Page, text: string): Promise<void> {
  const file = { name: 'danh-muc.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'Kiểm tra tệp' }).click()
  await page
    .getByRole('alert')
    .or(page.getByRole('heading', { name: 'Xác nhận' }))
    .first()
    .waitFor()
}

async function hang(page: Page): Promise<void> {
  for (const box of (await page.getByRole('checkbox').all()).slice(0, 3)) await box.check()
  await page.getByRole('button', { name: /^Ghi nhận \d+ phiếu/ }).click()
  await page.getByText('Đã ghi nhận 3 phiếu.').waitFor()
}

async function refuseSettings(page: Page): Promise<void> {
  await page.getByLabel('Phải kiểm tra lại sau (ngày)').fill('0')
  await page.getByRole('button', { name: 'Lưu thông tin' }).click()
  await page.getByRole('alert').waitFor()
}

async function editText(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sửa 60/2014/QH13' }).click()
  await page.getByRole('dialog').waitFor()
}

async function openRate(page: Page, name = 'Lệ phí hộ tịch'): Promise<void> {
  await page
    .getByRole('button', { name: `Đặt mức ${name}, Theo nghị quyết HĐND cấp tỉnh`, exact: true })
    .click()
  await page.getByRole('dialog').waitFor()
}

async function refuseRate(page: Page): Promise<void> {
  await openRate(page)
  await page.getByLabel('Mức thu mới').fill('1,5')
  await page.getByLabel('Áp dụng từ ngày').fill('01/01/2020')
  await page.getByRole('button', { name: 'Đặt mức thu' }).click()
  await page.getByText('Hãy chọn ngày áp dụng').or(page.getByText('Hãy nhập mức thu')).first().waitFor()
}

async function planRate(page: Page): Promise<void> {
  await openRate(page, 'Lệ phí đăng ký tổ hợp tác')
  await page.getByLabel('Mức thu mới').fill('15.000')
  await page.getByLabel('Văn bản quy định mức thu').fill('Nghị quyết 00/2026/NQ-HĐND (mẫu)')
  await page.getByLabel('Áp dụng từ ngày').fill('01/01/2099')
  await page.getByRole('button', { name: 'Đặt mức thu' }).click()
  await page.getByText(/^Đã đặt mức thu cho/).waitFor()
}
