import type { Page } from 'playwright-core'
import type { Visit } from './visit.ts'

export async function openCertification(page: Page): Promise<void> {
  await page.goto('/chung-thuc')
  // The cursor is there once the page listens.
  await page.locator('#quet-the-can-cuoc:focus').waitFor()
}

/** One row, typed as a person does who does not take the suggestion. */
export async function typeOriginal(
  page: Page,
  place: number,
  { name, pages, copies }: { name: string; pages: string; copies: string },
): Promise<void> {
  const box = (label: string) => page.getByRole('textbox', { name: `${label} của giấy tờ ${place}` })
  await page.getByRole('combobox', { name: `Tên giấy tờ ${place}`, exact: true }).fill(name)
  await box('Số trang').fill(pages)
  await box('Số bản').fill(copies)
}

export const requesterName = (page: Page) => page.getByRole('textbox', { name: 'Họ và tên' })
export const certifyButton = (page: Page) => page.getByRole('button', { name: /\(Ctrl\+Enter\)/ })

async function fill(page: Page): Promise<void> {
  await openCertification(page)
  await requesterName(page).fill('Đặng Thử Nghiệm Bốn')
  await typeOriginal(page, 1, { name: 'Bằng tốt nghiệp đại học', pages: '2', copies: '5' })
  await page.getByRole('button', { name: /Thêm giấy tờ/ }).click()
  await typeOriginal(page, 2, { name: 'Thẻ căn cước', pages: '2', copies: '2' })
}

/** Opens a shift where fees are collected and none is open, with what was typed still there. */
export async function openShiftHere(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Mở ca thu tiền' })
  const box = page.getByRole('textbox', { name: 'Khách đưa (đồng)' })
  await button.or(box).first().waitFor()
  if ((await button.count()) === 0) return
  await button.click()
  await page.getByRole('button', { name: 'Mở ca', exact: true }).click()
  await box.waitFor()
}

async function refuse(page: Page): Promise<void> {
  await openCertification(page)
  await typeOriginal(page, 1, { name: 'Học bạ', pages: '2,5', copies: '0' })
  await certifyButton(page).click()
  await page.getByRole('alert').getByText('Chưa lưu được').waitFor()
}

async function certify(page: Page): Promise<void> {
  await fill(page)
  await openShiftHere(page)
  await page.getByRole('textbox', { name: 'Khách đưa (đồng)' }).fill('50000')
  await certifyButton(page).click()
  await page.getByTestId('certified-fee').waitFor()
}

async function promise(page: Page): Promise<void> {
  await fill(page)
  await page.getByRole('switch', { name: /Chưa trả ngay/ }).press('Space')
}

async function strike(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Gạch bỏ số/ })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
}

const as = 'tiepnhan'
const register = '/so-chung-thuc'

/** The pages of certification, in the states that matter. */
export const certificationVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/chung-thuc': [
    { name: 'certification', as, path: '/chung-thuc', prepare: openCertification },
    { name: 'certification-filled', as, path: '/chung-thuc', prepare: fill },
    { name: 'certification-later', as, path: '/chung-thuc', prepare: promise },
    { name: 'certification-refused', as, path: '/chung-thuc', prepare: refuse },
    { name: 'certification-done', as, path: '/chung-thuc', prepare: certify },
    {
      name: 'certification-waiting',
      as,
      path: '/chung-thuc',
      prepare: (page) =>
        page
          .getByRole('button', { name: /^Chứng thực hồ sơ/ })
          .first()
          .click(),
    },
  ],
  '/so-chung-thuc': [
    { name: 'certification-register', as, path: register },
    { name: 'certification-register-strike', as, path: register, prepare: strike },
    { name: 'certification-register-none', as: 'chutich', path: `${register}?register=translator` },
    {
      name: 'certification-register-wrong',
      as: 'chutich',
      path: `${register}?from=2026-03-31&to=2026-03-01`,
    },
  ],
}
