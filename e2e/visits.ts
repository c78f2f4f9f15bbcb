import type { Page } from 'playwright-core'
import { formatDate } from '../src/calendar/model/clock-time.ts'
import { addDays } from '../src/calendar/model/local-time.ts'
import {
  type DemoDossier,
  declaredProcedureId,
  demoCertifiedId,
  demoDossierId,
  demoFilingId,
  demoFilingReference,
  demoLateFilingId,
  demoSlipId,
  ownDeclarationId,
  trackedCode,
  trackedDigits,
} from '../src/dossiers/examples.ts'
import { encodeCursor } from '../src/dossiers/queries/page-cursor.ts'
import { demoProcedureId } from '../src/procedures/examples.ts'
import type { DemoUsername } from '../src/staff/examples.ts'
import { certificationVisits } from './certification.ts'
import { citizenVisits } from './citizen-visits.ts'
import { equipmentVisits } from './equipment-visits.ts'
import { filingVisits } from './filing-visits.ts'
import { chooseProcedure, fillIntake, givenCode, madeUpPerson, openIntake, saveButton } from './intake.ts'
import { interchangeVisits } from './interchange-visits.ts'
import { interlinkVisits, legVisits } from './interlink-visits.ts'
import { notificationVisits } from './notification-visits.ts'
import { outgoingVisits } from './outgoing-visits.ts'
import { portalVisits } from './portal-visits.ts'
import { postingVisits } from './posting-visits.ts'
import { beginTask, enterPractice } from './practice.ts'
import { newProcedureVisits, procedureVisits } from './procedure-visits.ts'
import { queueVisits } from './queue-visits.ts'
import { openRating, refuseRating } from './rating.ts'
import { receiptVisits } from './receipt-visits.ts'
import { recordVisits } from './record-visits.ts'
import { searchVisits } from './search-visits.ts'
import type { Visit } from './visit.ts'
import { workFileVisits } from './work-file-visits.ts'

/** Routes that only lead elsewhere. */
export const routesWithoutPage: readonly string[] = [
  '/',
  '/dang-xuat',
  '/cong-dan/dang-nhap',
  '/tra-cuu/:code/ket-qua',
  '/thu-tuc.json',
  '/thu-tuc.csv',
]

/** An installation that has no office yet; the address needs the code that its program offers. */
export const setupVisits: readonly Visit[] = [
  { name: 'setup-without-code', path: '/thiet-lap' },
  { name: 'setup', path: '/thiet-lap?ma=CODE' },
  { name: 'setup-refused', path: '/thiet-lap?ma=CODE', prepare: refuseSetup },
]

/** Where the inbox goes on after everything that is due. */
const pastTheEnd = encodeCursor('9999-12-31T00:00:00.000000Z', 'ffffffff-ffff-7fff-bfff-ffffffffffff')

/** Every page by its route, in the states that matter: filled, empty, refused, with its dialogs. */
export const visits: Readonly<Record<string, readonly Visit[]>> = {
  ...portalVisits,
  ...recordVisits,
  ...postingVisits,
  ...outgoingVisits,
  ...workFileVisits,
  ...receiptVisits,
  ...equipmentVisits,
  ...searchVisits,
  '/dang-nhap': [
    { name: 'sign-in', path: '/dang-nhap' },
    { name: 'sign-in-refused', path: '/dang-nhap', prepare: refuseSignIn },
  ],
  '/thiet-lap': setupVisits,
  '/tra-cuu': [
    { name: 'tracking-start', path: '/tra-cuu' },
    { name: 'tracking-start-refused', path: '/tra-cuu?ma=khong-phai-ma' },
  ],
  '/tra-cuu/:code': [
    { name: 'tracking', path: `/tra-cuu/${trackedCode}` },
    { name: 'tracking-refused', path: `/tra-cuu/${trackedCode}`, prepare: (page) => seeInFull(page, '9999') },
    {
      name: 'tracking-full',
      path: `/tra-cuu/${trackedCode}`,
      prepare: (page) => seeInFull(page, trackedDigits),
    },
    { name: 'tracking-filing', path: `/tra-cuu/${demoFilingReference}` },
    { name: 'tracking-unknown', path: '/tra-cuu/H56.22.17-20260324-0009999' },
  ],
  '/to-khai/:procedureId': [
    { name: 'declaration', path: `/to-khai/${declaredProcedureId}` },
    { name: 'declaration-refused', path: `/to-khai/${declaredProcedureId}`, prepare: refuseDeclaration },
    { name: 'declaration-unknown', path: `/to-khai/${demoProcedureId}` },
  ],
  '/to-khai/:procedureId/:id': [
    { name: 'declaration-saved', path: `/to-khai/${declaredProcedureId}/${ownDeclarationId}` },
  ],
  '/xin-loi': [{ name: 'apologies', path: '/xin-loi' }],
  '/viec-cua-toi': [
    { name: 'inbox-leader', as: 'chutich', path: '/viec-cua-toi' },
    { name: 'inbox-counter', as: 'tiepnhan', path: '/viec-cua-toi' },
    { name: 'inbox-specialist', as: 'chuyenmon', path: '/viec-cua-toi' },
    { name: 'inbox-accountant', as: 'ketoan', path: '/viec-cua-toi' },
    {
      name: 'inbox-empty',
      as: 'tiepnhan2',
      path: `/viec-cua-toi?sau=${pastTheEnd}`,
    },
    { name: 'inbox-wrong-address', as: 'tiepnhan2', path: '/viec-cua-toi?sau=khong-co' },
  ],
  '/ho-so': [
    { name: 'dossiers', as: 'chutich', path: '/ho-so' },
    { name: 'dossiers-filters', as: 'chutich', path: '/ho-so?status=open&receivedFrom=ngay-mai' },
    { name: 'dossiers-none', as: 'chutich', path: '/ho-so?q=khongcoai' },
  ],
  '/ho-so/:code': [
    dossier('forward', 'tiepnhan'),
    dossier('forward', 'tiepnhan', 'Chuyển bước tiếp theo'),
    dossier('requestSupplement', 'chuyenmon', 'Yêu cầu bổ sung'),
    dossier('draftResult', 'chuyenmon', 'Soạn kết quả'),
    dossier('receiveSupplement', 'tiepnhan', 'Nhận giấy tờ bổ sung'),
    dossier('answerWithdrawal', 'chutich', 'Xử lý yêu cầu rút'),
    dossier('stop', 'chutich', 'Dừng xử lý'),
    dossier('proposeExtension', 'chuyenmon', 'Xin lỗi, hẹn lại ngày trả'),
    dossier('decideExtension', 'chutich', 'Quyết định hẹn lại'),
    dossier('reappoint', 'chutich', 'Hẹn lại thêm lần nữa'),
    { name: 'dossier-new-date', as: 'chuyenmon', path: `/ho-so/${demoDossierId('reappoint')}` },
    dossier('approve', 'chutich', 'Duyệt kết quả'),
    dossier('issue', 'vanthu', 'Cấp số, phát hành'),
    dossier('returnResult', 'tiepnhan', 'Trả kết quả'),
    {
      name: 'dossier-digitise',
      as: 'chuyenmon',
      path: `/ho-so/${demoDossierId('digitise')}`,
      prepare: (page) => firstOf(page, /^Số hóa:/),
    },
    {
      ...dossier('sendBack', 'chuyenmon', 'Chuyển trả bước trước'),
      name: 'dossier-refused',
      async prepare(page) {
        await press(page, 'Chuyển trả bước trước')
        await page.getByRole('dialog').getByRole('button', { name: 'Chuyển trả', exact: true }).click()
        await page.getByRole('dialog').getByRole('alert').waitFor()
      },
    },
    ...legVisits,
    { name: 'dossier-returned', as: 'chutich', path: `/ho-so/${trackedCode}` },
    { name: 'dossier-certified', as: 'tiepnhan', path: `/ho-so/${demoCertifiedId}` },
    { name: 'dossier-unknown', as: 'tiepnhan', path: '/ho-so/H56.22.17-20260324-0009999' },
  ],
  '/ho-so/moi': [
    { name: 'intake', as: 'tiepnhan', path: '/ho-so/moi', prepare: openIntake },
    {
      name: 'intake-filled',
      as: 'tiepnhan',
      path: '/ho-so/moi',
      prepare: (page) => fillIntake(page, { ...madeUpPerson(21), phone: '0123', personalId: '038085432121' }),
    },
    { name: 'intake-refused', as: 'tiepnhan', path: '/ho-so/moi', prepare: refuseIntake },
    { name: 'intake-turn-away', as: 'tiepnhan', path: '/ho-so/moi', prepare: turnAway },
    { name: 'intake-received', as: 'tiepnhan', path: '/ho-so/moi', prepare: receive },
  ],
  '/so-theo-doi': [
    { name: 'register', as: 'chutich', path: '/so-theo-doi?ky=nam' },
    { name: 'register-empty', as: 'tiepnhan', path: '/so-theo-doi?ky=khac&tu=2024-01-01&den=2024-01-31' },
    { name: 'register-refused', as: 'tiepnhan', path: '/so-theo-doi?ky=khac&tu=2026-03-31&den=2026-03-01' },
  ],
  '/ban-giao': [
    { name: 'slips', as: 'tiepnhan', path: '/ban-giao' },
    { name: 'slips-refused', as: 'tiepnhan', path: '/ban-giao', prepare: refuseSlip },
    { name: 'slips-read-only', as: 'quantri', path: '/ban-giao' },
  ],
  '/ban-giao/:code': [
    { name: 'slip', as: 'tiepnhan', path: `/ban-giao/${demoSlipId}` },
    { name: 'slip-scanned', as: 'tiepnhan', path: `/ban-giao/${demoSlipId}`, prepare: scanIntoSlip },
    { name: 'slip-unknown', as: 'tiepnhan', path: '/ban-giao/BG-H56.99.99-2026-00001' },
  ],
  ...certificationVisits,
  '/tra-ket-qua': [
    { name: 'returns', as: 'tiepnhan', path: '/tra-ket-qua' },
    { name: 'returns-chosen', as: 'tiepnhan', path: '/tra-ket-qua', prepare: chooseResults },
    { name: 'returns-refused', as: 'tiepnhan', path: '/tra-ket-qua', prepare: refuseReturn },
  ],
  '/ket-qua-chua-nhan': [
    { name: 'uncollected', as: 'tiepnhan', path: '/ket-qua-chua-nhan' },
    {
      name: 'uncollected-remind',
      as: 'tiepnhan',
      path: '/ket-qua-chua-nhan',
      prepare: (page) => firstOf(page, /^Ghi nhắc:/),
    },
    { name: 'uncollected-settings', as: 'quantri', path: '/ket-qua-chua-nhan' },
  ],
  '/ho-so-truc-tuyen': [{ name: 'filings', as: 'tiepnhan', path: '/ho-so-truc-tuyen' }],
  '/ho-so-truc-tuyen/:id': [
    { name: 'filing', as: 'tiepnhan', path: `/ho-so-truc-tuyen/${demoLateFilingId}` },
    {
      name: 'filing-refused',
      as: 'tiepnhan',
      path: `/ho-so-truc-tuyen/${demoFilingId}`,
      async prepare(page) {
        await press(page, 'Yêu cầu bổ sung')
        await page.getByRole('dialog').getByRole('button', { name: 'Gửi yêu cầu' }).click()
        await page.getByRole('dialog').getByRole('alert').waitFor()
      },
    },
  ],
  '/buu-gui': [
    { name: 'parcels', as: 'tiepnhan', path: '/buu-gui' },
    {
      name: 'parcels-returned',
      as: 'tiepnhan',
      path: '/buu-gui',
      prepare: (page) => firstOf(page, /^Bưu chính trả lại:/),
    },
  ],
  '/kho-giay-to': [
    { name: 'store', as: 'tiepnhan', path: '/kho-giay-to?so=038090000001' },
    { name: 'store-refused', as: 'chuyenmon', path: '/kho-giay-to?so=1', prepare: refuseStore },
    { name: 'store-opened', as: 'chuyenmon', path: '/kho-giay-to?so=038090000001', prepare: openStorePage },
  ],
  ...notificationVisits,
  ...interchangeVisits,
  ...interlinkVisits,
  ...filingVisits,
  ...citizenVisits,
  ...queueVisits,
  '/bang-dieu-hanh': [{ name: 'board', as: 'chutich', path: '/bang-dieu-hanh' }],
  '/quan-tri/thu-tuc': [
    { name: 'procedures', as: 'quantri', path: '/quan-tri/thu-tuc' },
    { name: 'procedures-none', as: 'quantri', path: '/quan-tri/thu-tuc?q=khongcothutucnay' },
  ],
  '/quan-tri/thu-tuc/:id': [
    { name: 'procedure', as: 'quantri', path: `/quan-tri/thu-tuc/${demoProcedureId}` },
    { name: 'procedure-unknown', as: 'quantri', path: '/quan-tri/thu-tuc/khong-co' },
    ...procedureVisits,
  ],
  '/quan-tri/thu-tuc/moi': newProcedureVisits,
  '/quan-tri/thoi-han': [
    { name: 'clock-rules', as: 'quantri', path: '/quan-tri/thoi-han' },
    { name: 'clock-rules-refused', as: 'quantri', path: '/quan-tri/thoi-han', prepare: refuseClockRules },
  ],
  '/quan-tri/lich': [
    { name: 'calendar-preview', as: 'quantri', path: '/quan-tri/lich', prepare: previewDay },
    { name: 'calendar', as: 'quantri', path: '/quan-tri/lich' },
    { name: 'calendar-no-days', as: 'quantri', path: '/quan-tri/lich?nam=2055' },
    {
      name: 'calendar-hours',
      as: 'quantri',
      path: '/quan-tri/lich',
      prepare: (page) => press(page, 'Đặt giờ làm việc mới'),
    },
    {
      name: 'calendar-day',
      as: 'quantri',
      path: '/quan-tri/lich',
      prepare: (page) => press(page, 'Thêm ngày'),
    },
  ],
  '/quan-tri/can-bo': [
    { name: 'staff', as: 'quantri', path: '/quan-tri/can-bo' },
    {
      name: 'staff-add',
      as: 'quantri',
      path: '/quan-tri/can-bo',
      prepare: (page) => press(page, 'Thêm cán bộ'),
    },
    {
      name: 'staff-duty',
      as: 'quantri',
      path: '/quan-tri/can-bo',
      prepare: (page) =>
        page
          .getByRole('button', { name: /^Phân công:/ })
          .first()
          .click(),
    },
    {
      name: 'staff-absence',
      as: 'quantri',
      path: '/quan-tri/can-bo',
      prepare: (page) => press(page, 'Vắng mặt: Công chức Mẫu Bốn (tuphap)'),
    },
    { name: 'staff-gap', as: 'quantri', path: '/quan-tri/can-bo', prepare: refuseGap },
  ],
  '/quan-tri/thiet-lap': [{ name: 'desk-setup', as: 'quantri', path: '/quan-tri/thiet-lap' }],
  '/quan-tri/phong-ban': [
    { name: 'units', as: 'quantri', path: '/quan-tri/phong-ban' },
    {
      name: 'units-add',
      as: 'quantri',
      path: '/quan-tri/phong-ban',
      prepare: (page) => press(page, 'Thêm phòng, ban'),
    },
  ],
  '/quan-tri/quay': [
    { name: 'desks', as: 'quantri', path: '/quan-tri/quay' },
    { name: 'desks-add', as: 'quantri', path: '/quan-tri/quay', prepare: (page) => press(page, 'Thêm quầy') },
    {
      name: 'desks-field',
      as: 'quantri',
      path: '/quan-tri/quay',
      prepare: async (page) => {
        await press(page, 'Đổi nơi tiếp nhận: Đất đai')
        await page
          .getByRole('dialog')
          .getByLabel('Tiếp nhận tại bộ phận một cửa', { exact: true })
          .selectOption({ label: 'Không' })
      },
    },
  ],
  '/quan-tri/don-vi': [
    { name: 'office', as: 'quantri', path: '/quan-tri/don-vi' },
    { name: 'office-refused', as: 'quantri', path: '/quan-tri/don-vi', prepare: refuseOffice },
  ],
  '/quan-tri/quyen': [
    { name: 'permissions', as: 'quantri', path: '/quan-tri/quyen' },
    { name: 'permissions-not-allowed', as: 'tiepnhan', path: '/quan-tri/quyen' },
  ],
  '/danh-gia': [
    { name: 'rate-start', path: '/danh-gia' },
    { name: 'rate-start-refused', path: '/danh-gia?ma=khong-phai-ma' },
    { name: 'rate-done', path: '/danh-gia?xong' },
  ],
  '/danh-gia/:code': [
    { name: 'rate', as: 'tiepnhan', path: '/danh-gia', prepare: openRating },
    { name: 'rate-refused', as: 'tiepnhan', path: '/danh-gia', prepare: refuseRating },
    { name: 'rate-unknown', path: '/danh-gia/00000-00000' },
  ],
  '/muc-do-hai-long': [
    { name: 'satisfaction', as: 'chutich', path: '/muc-do-hai-long' },
    { name: 'satisfaction-read-only', as: 'quantri', path: '/muc-do-hai-long?ca-nam=co' },
  ],
  '/su-dung-phan-mem': [
    { name: 'learning-report', as: 'chutich', path: '/su-dung-phan-mem' },
    { name: 'learning-report-refused', as: 'chutich', path: '/su-dung-phan-mem?so-ngay=0' },
  ],
  '/thuc-hanh': [
    { name: 'practice', as: 'xahoi', path: '/thuc-hanh' },
    { name: 'practice-inside', as: 'tuphap', path: '/thuc-hanh', prepare: practise },
    { name: 'practice-leader', as: 'phochutich', path: '/thuc-hanh', prepare: enterPractice },
  ],
  '/tai-khoan': [{ name: 'account', as: 'chutich', path: '/tai-khoan' }],
}

/** The page of the demonstration dossier that waits for this, with the dialog of a step where one is named. */
function dossier(waitsFor: DemoDossier, as: DemoUsername, step?: string): Visit {
  const path = `/ho-so/${demoDossierId(waitsFor)}`
  if (!step) return { name: 'dossier', as, path }
  const kebab = waitsFor.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return { name: `dossier-${kebab}`, as, path, prepare: (page) => press(page, step) }
}

/** The end of a duty that leaves most fields without a specialist: refused, with the way to save it all the same. */
async function refuseGap(page: Page): Promise<void> {
  await press(page, 'Kết thúc phân công Công chức chuyên môn của Công chức Mẫu Ba (chuyenmon)')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Kết thúc phân công', exact: true }).click()
  await dialog.getByLabel('Vẫn lưu dù còn chỗ trống').waitFor()
}

async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('dialog').waitFor()
}

async function refuseSlip(page: Page): Promise<void> {
  await page.getByLabel(/Hồ sơ khác/).fill('H56.22.17-20260324-0009999')
  await page.getByLabel('Nơi nhận').selectOption('khac')
  await page.getByRole('button', { name: 'Lập phiếu bàn giao' }).click()
  await page.getByRole('alert').waitFor()
}
async function scanIntoSlip(page: Page): Promise<void> {
  const box = page.getByLabel(/^Quét hoặc gõ mã từng hồ sơ/)
  await box.fill('H56.99.99-20260324-0000001')
  await box.press('Enter')
  await page.getByText('Hãy để riêng và báo bên giao').waitFor()
  await page.getByRole('combobox').first().selectOption('missing')
}

/** Opens the dialog of the first button whose name fits. */
async function firstOf(page: Page, button: RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  await page.getByRole('dialog').waitFor()
}
async function chooseResults(page: Page): Promise<void> {
  await page.getByLabel('Tìm kết quả chờ trả').fill('cong dan mau')
  await page.getByRole('button', { name: 'Tìm', exact: true }).click()
  await page.getByRole('checkbox').nth(1).waitFor()
  await page.getByRole('checkbox').nth(0).check()
  await page.getByRole('checkbox').nth(1).check()
  await page.getByRole('heading', { name: 'Người nhận 2 kết quả' }).waitFor()
}
async function refuseReturn(page: Page): Promise<void> {
  await chooseResults(page)
  await page.getByLabel('Họ và tên').fill('Người Lạ Mặt')
  await page.getByLabel('Số định danh cá nhân').fill('')
  await page.getByRole('button', { name: 'Trả 2 kết quả' }).click()
  await page.getByRole('alert').waitFor()
}
async function refuseStore(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Mở kho giấy tờ' }).click()
  await page.getByRole('alert').waitFor()
}
async function openStorePage(page: Page): Promise<void> {
  await page.getByLabel(/^Lý do xem/).fill('Công dân đề nghị tra lại giấy tờ.')
  await page.getByRole('button', { name: 'Mở kho giấy tờ' }).click()
  await page.getByText(/\d giấy tờ$/).waitFor()
}

async function seeInFull(page: Page, digits: string): Promise<void> {
  await page.getByLabel(/4 số cuối/).fill(digits)
  await page.getByRole('button', { name: 'Xem đầy đủ' }).click()
  await page.getByRole('alert').or(page.getByText('Thông tin đầy đủ')).waitFor()
}

async function refuseDeclaration(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lưu tờ khai' }).click()
  await page.getByRole('alert').waitFor()
}

async function refuseSignIn(page: Page): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill('khong-co-ai')
  await page.getByLabel('Mật khẩu').fill('sai-mat-khau')
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('alert').waitFor()
}

async function refuseSetup(page: Page): Promise<void> {
  for (const box of await page.locator('input').all()) await box.fill('x')
  await page.getByLabel('Thư điện tử').fill('x@y')
  await page.getByRole('button', { name: 'Mở đơn vị' }).click()
  await page.getByRole('alert').waitFor()
}

async function refuseOffice(page: Page): Promise<void> {
  await page.getByLabel('Mã định danh cơ quan').fill('Cẩm Long')
  await page.getByLabel('Văn bản kết quả').fill('ubnd')
  await page.getByRole('button', { name: 'Lưu thông tin' }).click()
  await page.getByRole('alert').waitFor()
}

async function refuseClockRules(page: Page): Promise<void> {
  await page.getByLabel('Số lần được hẹn lại').fill('nhiều')
  await page.getByRole('button', { name: 'Lưu quy tắc' }).click()
  await page.getByRole('alert').waitFor()
}

/** A day off tomorrow by the program's clock: open dossiers cross it. */
async function previewDay(page: Page): Promise<void> {
  const board = await page.request.get('/api/v1/board')
  const { today } = (await board.json()) as { today: string }
  await press(page, 'Thêm ngày')
  const dialog = page.getByRole('dialog')
  const tomorrow = formatDate(addDays(today, 1))
  await dialog.getByRole('textbox', { name: /^Ngày/ }).fill(tomorrow)
  await dialog.getByRole('textbox', { name: /^Tên/ }).fill('Nghỉ hoán đổi')
  await dialog.getByRole('button', { name: 'Lưu ngày' }).click()
  await dialog.getByText('Lịch mới làm đổi hạn').waitFor()
}

async function refuseIntake(page: Page): Promise<void> {
  await openIntake(page)
  await chooseProcedure(page)
  await saveButton(page).click()
  await page.getByRole('alert').getByText('Chưa lưu được').waitFor()
}

async function turnAway(page: Page): Promise<void> {
  await openIntake(page)
  await chooseProcedure(page)
  await press(page, 'Lập phiếu yêu cầu bổ sung')
}

async function practise(page: Page): Promise<void> {
  await enterPractice(page)
  await beginTask(page, 'Nhận xử lý một hồ sơ')
}

async function receive(page: Page): Promise<void> {
  // A telephone that has the office's remarks stand beside the code.
  await fillIntake(page, { ...madeUpPerson(22), phone: '0123' })
  await saveButton(page).click()
  await givenCode(page)
}
