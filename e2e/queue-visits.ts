import type { Page } from 'playwright-core'
import {
  demoAppointmentId,
  demoDisplayToken,
  demoKioskToken,
  demoTicketToken,
} from '../src/counters/examples.ts'
import { demoEditedProcedureId, demoSlowProcedureId } from '../src/procedures/examples.ts'
import type { Visit } from './visit.ts'

/** Kiosk, display, desk, and what belongs to them. */
export const queueVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/kiosk': [
    { name: 'kiosk-not-tied', path: '/kiosk?ma=khong-co' },
    { name: 'kiosk', path: `/kiosk?ma=${demoKioskToken}` },
    { name: 'kiosk-ticket', path: `/kiosk?ma=${demoKioskToken}`, prepare: takeTicket },
  ],
  '/man-hinh': [
    { name: 'display-not-tied', path: '/man-hinh?ma=khong-co' },
    { name: 'display', path: `/man-hinh?ma=${demoDisplayToken}` },
  ],
  '/hen/:procedureId': [
    { name: 'booking', path: `/hen/${demoSlowProcedureId}` },
    { name: 'booking-refused', path: `/hen/${demoSlowProcedureId}`, prepare: refuseBooking },
    { name: 'booking-none', path: `/hen/${demoEditedProcedureId}` },
  ],
  '/hen/:procedureId/:id': [{ name: 'booked', path: `/hen/${demoSlowProcedureId}/${demoAppointmentId}` }],
  '/so/:token': [
    { name: 'own-ticket', path: `/so/${demoTicketToken}` },
    { name: 'own-ticket-unknown', path: '/so/khong-co' },
  ],
  '/quay': [
    { name: 'desk-calling', as: 'tiepnhan2', path: '/quay' },
    { name: 'desk-free', as: 'tiepnhan', path: '/quay' },
    { name: 'desk-wrong', as: 'tiepnhan', path: '/quay?quay=01980000-0000-7000-8000-000000000009' },
  ],
  '/quan-tri/lay-so': [
    { name: 'queue-setup', as: 'quantri', path: '/quan-tri/lay-so' },
    { name: 'queue-setup-added', as: 'quantri', path: '/quan-tri/lay-so', prepare: addDisplay },
    { name: 'queue-setup-refused', as: 'quantri', path: '/quan-tri/lay-so', prepare: refuseRules },
  ],
}

async function takeTicket(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Đất đai/ }).click()
  await page.getByTestId('ticket-code').waitFor()
}

async function addDisplay(page: Page): Promise<void> {
  await page.getByLabel('Loại thiết bị').selectOption({ label: 'Màn hình gọi số' })
  await page.getByLabel('Tên, nơi đặt').fill('Màn hình phòng chờ')
  await page.getByRole('button', { name: 'Thêm thiết bị' }).click()
  await page.getByText('Đã cấp quyền cho').waitFor()
}

async function refuseRules(page: Page): Promise<void> {
  await page.getByLabel('Người cao tuổi được ưu tiên từ (tuổi)').fill('7')
  await page.getByRole('button', { name: 'Lưu quy tắc' }).click()
  await page.getByRole('alert').waitFor()
}

async function refuseBooking(page: Page): Promise<void> {
  await page.getByLabel('Số điện thoại').fill('khong phai so')
  await page.getByRole('button', { name: 'Đặt lịch hẹn' }).click()
  await page.getByRole('alert').waitFor()
}
