import type { Page } from 'playwright-core'
import { type DemoOutgoing, demoOutgoingId } from '../src/records/model/outgoing/demo-outgoing.ts'
import type { DemoUsername } from '../src/staff/examples.ts'
import { pictures } from '../src/testing/signing/pictures.ts'
import { issue, rsaKeys } from '../src/testing/signing/pki.ts'
import { letter, signPdf } from '../src/testing/signing/signed-pdf.ts'
import type { Visit } from './visit.ts'
import { filingVisitsOfDocuments } from './work-file-visits.ts'

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click()

const pressFirst = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

function document(waitsFor: DemoOutgoing, as: DemoUsername, button?: string): Visit {
  const name = `outgoing-${waitsFor}${button ? '-dialog' : ''}-${as}`
  const visit = { name: name.toLowerCase(), as, path: `/van-ban-di/${demoOutgoingId(waitsFor)}` }
  return button ? { ...visit, prepare: press(button) } : visit
}

/** Outgoing documents, and what the office has decided about them. */
const checkUnsigned = async (page: Page) => {
  const file = { name: 'van-ban.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('status').waitFor()
}
/** A certificate of the office, read from a binary file as the tools of tokens write them. */
async function registerOne(page: Page): Promise<void> {
  const now = Date.now()
  const holds = { from: now - 86_400_000, to: now + 40 * 86_400_000 }
  const authority = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys(), ...holds })
  const office = issue({ name: 'UBND xã Cẩm Long', issuer: authority, keys: rsaKeys(), ...holds })
  await page.getByRole('button', { name: 'Ghi chứng thư vào sổ' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Người giữ').selectOption('Cơ quan')
  const file = { name: 'co-quan.cer', mimeType: 'application/pkix-cert', buffer: office.certificate.raw }
  await dialog.locator('input[type=file]').setInputFiles(file)
  await dialog.getByText('co-quan.cer').waitFor()
  await dialog.getByRole('button', { name: 'Ghi vào sổ' }).click()
  await dialog.waitFor({ state: 'detached' })
}
/** One picture is taken and one refused: it lies on white. */
async function bringPictures(page: Page): Promise<void> {
  const bring = async (box: string, buffer: Buffer) => {
    const inputs = page.getByRole('region', { name: box }).locator('input[type=file]')
    await inputs.setInputFiles({ name: 'hinh.png', mimeType: 'image/png', buffer })
  }
  await bring('Hình con dấu của cơ quan', await pictures.seal())
  await page.getByRole('img', { name: 'Hình con dấu của cơ quan' }).waitFor()
  await bring('Hình chữ ký của tôi', await pictures.onWhite())
  await page.getByText('Nền của hình chưa trong suốt').waitFor()
}
/** A remote signing service that is not there. */
async function tryRemote(page: Page): Promise<void> {
  await page.getByLabel('Địa chỉ dịch vụ').fill('http://127.0.0.1:9/csc/v2')
  await page.getByLabel('Mã kết nối').fill('xa-vi-du')
  await page.getByLabel('Khóa kết nối').fill('khoa-vi-du')
  await page.getByRole('button', { name: 'Lưu cách ký số' }).click()
  await page.getByText('Đã lưu cách ký số').waitFor()
  await page.getByRole('button', { name: 'Thử kết nối' }).click()
  await page.getByText('Chưa kết nối được').waitFor()
}
/** A server of timestamps that is not there. */
async function tryStamps(page: Page): Promise<void> {
  await page.getByLabel('Địa chỉ máy chủ cấp dấu thời gian').fill('http://127.0.0.1:9/')
  await page.getByRole('button', { name: 'Lưu thiết lập' }).click()
  await page.getByText('Đã lưu thiết lập').waitFor()
  await page.getByRole('button', { name: 'Thử lấy dấu thời gian' }).click()
  await page.getByText('Máy chủ không cấp dấu thời gian').waitFor()
}
async function checkInPublic(page: Page): Promise<void> {
  const officer = issue({ name: 'Lê Văn Ví Dụ', organisation: 'UBND xã Mẫu', keys: rsaKeys() })
  const buffer = await signPdf(await letter(), { holder: officer })
  const file = { name: 'van-ban-da-ky.pdf', mimeType: 'application/pdf', buffer }
  await page.getByLabel('Tệp PDF').setInputFiles(file)
  await page.getByRole('button', { name: 'Kiểm tra' }).click()
  await page.getByRole('heading', { name: 'Kết quả' }).waitFor()
}
const openAdding = async (page: Page) => {
  await page.getByRole('button', { name: 'Thêm chứng thư gốc' }).click()
  await page.getByRole('dialog').waitFor()
}

export const outgoingVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/kiem-tra-chu-ky': [
    { name: 'public-check', path: '/kiem-tra-chu-ky' },
    { name: 'public-checked', path: '/kiem-tra-chu-ky', prepare: checkInPublic },
  ],
  '/kiem-tra-chu-ky/can-bo': [
    { name: 'signature-check', as: 'vanthu', path: '/kiem-tra-chu-ky/can-bo', prepare: checkUnsigned },
  ],
  '/quan-tri/chung-thu-so': [
    { name: 'certificates', as: 'vanthu', path: '/quan-tri/chung-thu-so', prepare: registerOne },
    {
      name: 'certificates-adding',
      as: 'vanthu',
      path: '/quan-tri/chung-thu-so',
      prepare: press('Ghi chứng thư vào sổ'),
    },
    {
      name: 'certificates-ending',
      as: 'vanthu',
      path: '/quan-tri/chung-thu-so',
      prepare: pressFirst(/^Ghi không dùng nữa/),
    },
    { name: 'certificates-reader', as: 'chutich', path: '/quan-tri/chung-thu-so' },
  ],
  '/may-cua-toi': [{ name: 'own-computer', as: 'chutich', path: '/may-cua-toi' }],
  '/ky-so': [
    { name: 'to-sign', as: 'chutich', path: '/ky-so' },
    { name: 'to-sign-without-agent', as: 'chutich', path: '/ky-so', prepare: pressFirst(/^Ký số: /) },
    {
      name: 'to-sign-elsewhere',
      as: 'chutich',
      path: '/ky-so',
      prepare: pressFirst(/^Ký bằng phần mềm khác/),
    },
    { name: 'to-sign-none', as: 'vanthu', path: '/ky-so' },
  ],
  '/hinh-chu-ky': [
    { name: 'signature-pictures', as: 'vanthu', path: '/hinh-chu-ky', prepare: bringPictures },
    { name: 'signature-pictures-none', as: 'tiepnhan', path: '/hinh-chu-ky' },
  ],
  '/quan-tri/cach-ky-so': [
    { name: 'signing-means', as: 'quantri', path: '/quan-tri/cach-ky-so' },
    { name: 'signing-means-tried', as: 'quantri', path: '/quan-tri/cach-ky-so', prepare: tryRemote },
  ],
  '/quan-tri/ky-so': [
    { name: 'signing-settings', as: 'quantri', path: '/quan-tri/ky-so', prepare: tryStamps },
  ],
  '/quan-tri/chung-thu-goc': [
    { name: 'trust-roots', as: 'quantri', path: '/quan-tri/chung-thu-goc', prepare: openAdding },
  ],
  '/van-ban-di': [
    { name: 'outgoing', as: 'vanthu', path: '/van-ban-di' },
    { name: 'outgoing-none', as: 'vanthu', path: '/van-ban-di?q=khongcoai' },
  ],
  '/van-ban-di/moi': [
    { name: 'outgoing-new', as: 'chuyenmon', path: '/van-ban-di/moi' },
    { name: 'outgoing-new-refused', as: 'chuyenmon', path: '/van-ban-di/moi', prepare: refuse },
  ],
  '/van-ban-di/:id': [
    ...filingVisitsOfDocuments.outgoing,
    document('submit', 'chuyenmon'),
    document('passForm', 'vanthu', 'Trả lại'),
    document('approve', 'chutich', 'Duyệt ký và cấp số'),
    document('sign', 'vanthu', 'Ký văn bản'),
    document('sign', 'chutich', 'Ký văn bản'),
    document('send', 'vanthu', 'Ghi gửi văn bản'),
    document('interchange', 'vanthu', 'Gửi liên thông'),
    document('recall', 'vanthu', 'Thay thế'),
    document('recalled', 'chuyenmon'),
  ],
  '/van-ban-di/so-sach': [{ name: 'outgoing-books', as: 'vanthu', path: '/van-ban-di/so-sach' }],
  '/phieu-trinh': [
    { name: 'submissions', as: 'chutich', path: '/phieu-trinh', prepare: pressFirst(/^Cho ý kiến/) },
    { name: 'submissions-new', as: 'chuyenmon', path: '/phieu-trinh', prepare: press('Lập phiếu trình') },
    { name: 'submissions-none', as: 'bientap', path: '/phieu-trinh' },
  ],
  '/hop-giay-moi': [
    { name: 'meetings', as: 'chutich', path: '/hop-giay-moi' },
    { name: 'meetings-call', as: 'vanthu', path: '/hop-giay-moi', prepare: press('Mời họp') },
    { name: 'meetings-change', as: 'vanthu', path: '/hop-giay-moi', prepare: pressFirst(/^Đổi giờ, phòng/) },
    { name: 'meetings-reply', as: 'xahoi', path: '/hop-giay-moi', prepare: pressFirst(/^Trả lời/) },
  ],
  '/lay-y-kien': [
    { name: 'votes', as: 'vanthu', path: '/lay-y-kien', prepare: press('Gửi phiếu lấy ý kiến') },
    { name: 'votes-cast', as: 'chutich', path: '/lay-y-kien', prepare: pressFirst(/^Trả lời/) },
    { name: 'votes-none', as: 'bientap', path: '/lay-y-kien' },
  ],
  '/quan-tri/van-thu': [
    { name: 'outgoing-setup', as: 'quantri', path: '/quan-tri/van-thu' },
    {
      name: 'outgoing-setup-series',
      as: 'quantri',
      path: '/quan-tri/van-thu',
      prepare: press('Đổi cách đánh số'),
    },
    {
      name: 'outgoing-setup-urgent',
      as: 'quantri',
      path: '/quan-tri/van-thu',
      prepare: press('Đổi thời gian'),
    },
    {
      name: 'outgoing-setup-grant',
      as: 'chutich',
      path: '/quan-tri/van-thu',
      prepare: press('Giao thẩm quyền ký'),
    },
  ],
}

async function refuse(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lưu dự thảo' }).click()
  await page.getByRole('alert').waitFor()
}
