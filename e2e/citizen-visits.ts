import type { Page } from 'playwright-core'
import type { Visit } from './visit.ts'

/** The pages of citizens' sign-in, in the states that matter; those of somebody signed in are in `citizens.test.ts`. */
export const citizenVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/quan-tri/dang-nhap-cong-dan': [
    { name: 'citizen-settings', as: 'quantri', path: '/quan-tri/dang-nhap-cong-dan' },
    {
      name: 'citizen-settings-refused',
      as: 'quantri',
      path: '/quan-tri/dang-nhap-cong-dan',
      prepare: refuseSettings,
    },
    {
      name: 'citizen-settings-tried',
      as: 'quantri',
      path: '/quan-tri/dang-nhap-cong-dan',
      async prepare(page) {
        await page.getByRole('button', { name: 'Thử kết nối' }).click()
        await page.getByText('Chưa dùng được.').waitFor()
      },
    },
  ],
  '/cong-dan': [
    { name: 'citizen-not-open', path: '/cong-dan' },
    { name: 'citizen-choice', as: 'quantri', path: '/quan-tri/thong-bao', prepare: openSignIn },
    {
      name: 'citizen-choice-refused',
      as: 'quantri',
      path: '/cong-dan?loi=slow',
      prepare: async (page) => {
        await askForCode(page, 'khong-phai-dia-chi')
        await page.getByRole('alert').first().waitFor()
      },
    },
  ],
  '/cong-dan/xac-nhan': [
    { name: 'citizen-code', as: 'quantri', path: '/cong-dan', prepare: waitForCode },
    {
      name: 'citizen-code-refused',
      as: 'quantri',
      path: '/cong-dan/xac-nhan',
      async prepare(page) {
        await page.getByLabel('Mã xác nhận').fill('12')
        await page.getByRole('button', { name: 'Xác nhận' }).click()
        await page.getByRole('alert').waitFor()
      },
    },
  ],
  '/cong-dan/tro-ve': [{ name: 'citizen-return-refused', path: '/cong-dan/tro-ve?state=khac&code=khac' }],
  '/cong-dan/da-dang-xuat': [
    {
      name: 'citizen-signed-out',
      path: '/cong-dan/da-dang-xuat?don-vi=01980000-0000-7000-8000-000000000001',
    },
  ],
}

async function refuseSettings(page: Page): Promise<void> {
  await page.getByLabel('Cho đăng nhập bằng tài khoản').check()
  await page.getByLabel('Địa chỉ nơi cấp').fill('http://noi-cap.example')
  await page.getByLabel('Lệch giờ cho phép').fill('nhiều')
  await page.getByRole('button', { name: 'Lưu thiết lập' }).click()
  await page.getByRole('alert').waitFor()
}

/** Switches on everything by which a citizen may come, as the administrator does, and opens the page of citizens. */
async function openSignIn(page: Page): Promise<void> {
  await page.getByLabel('Gửi thư điện tử cho công dân').check()
  await page.getByLabel('Máy chủ gửi thư').fill('mail.cam-long.invalid')
  await page.getByLabel('Địa chỉ người gửi').fill('mot-cua@cam-long.invalid')
  await page.getByRole('button', { name: 'Lưu cách gửi' }).click()
  await page.getByText('Đã lưu cách gửi thông báo.').waitFor()
  await page.goto('/quan-tri/dang-nhap-cong-dan')
  await page.getByLabel('Cho đăng nhập bằng tài khoản').check()
  await page.getByLabel('Cho xác nhận bằng mã').check()
  await page.getByRole('button', { name: 'Lưu thiết lập' }).click()
  await page.getByText('Đã lưu cách công dân đăng nhập.').waitFor()
  await page.goto('/cong-dan')
}

async function askForCode(page: Page, address: string): Promise<void> {
  await page.getByLabel('Thư điện tử', { exact: true }).fill(address)
  await page.getByRole('button', { name: 'Gửi mã cho tôi' }).click()
}

async function waitForCode(page: Page): Promise<void> {
  await askForCode(page, 'cong-dan-mau@example.vn')
  await page.getByRole('heading', { name: 'Nhập mã xác nhận' }).waitFor()
}
