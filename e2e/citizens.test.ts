import { afterAll, beforeAll, expect, test } from 'vitest'
import { setSignIn } from '../src/citizens/factory.ts'
import { startIdentityProvider } from '../src/testing/identity-provider.ts'
import { phone } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage
let standIn: Awaited<ReturnType<typeof startIdentityProvider>>
beforeAll(async () => {
  stage = await openStage()
  standIn = await startIdentityProvider({
    redirectUris: [`${stage.origin}/cong-dan/tro-ve`],
    signedOutUris: [`${stage.origin}/cong-dan`],
  })
  await setSignIn(stage.app, { providerOn: true, issuer: standIn.issuer })
})
afterAll(async () => {
  await stage?.close()
  await standIn?.close()
})

test('a citizen signs in on a telephone without script, sees who they are, and leaves no trace on it', async () => {
  const context = await stage.open({ javaScriptEnabled: false, viewport: phone })
  const page = await context.newPage()
  const look = async () => {
    expect(await page.locator('script').count()).toBe(0)
    await expectNoSideways(page)
  }
  await page.goto('/cong-dan?tiep=%2Fthu-tuc')
  await page.getByRole('link', { name: 'Đăng nhập bằng VNeID mẫu' }).click()
  await page.getByRole('button', { name: 'Nguyễn Văn Mẫu' }).click()
  expect(page.url()).toBe(`${stage.origin}/thu-tuc`)

  await page.goto('/cong-dan')
  await page.getByText('Nguyễn Văn Mẫu').waitFor()
  expect(await page.getByText('Đã xác thực bằng VNeID').count()).toBe(1)
  await look()
  // The checker of accessibility is a script; it looks at the same page in a window that runs some.
  const storageState = await context.storageState()
  const checked = await (await stage.open({ viewport: phone, storageState })).newPage()
  await checked.goto('/cong-dan')
  await checked.getByText('Xóa tài khoản', { exact: true }).first().click()
  await expectAccessible(checked)

  await page.getByText('Xóa tài khoản', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Xóa tài khoản' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('Hãy đánh dấu vào ô đồng ý')
  await look()

  await page.goto('/cong-dan')
  await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click()
  await page.getByRole('heading', { name: 'Bạn đã đăng xuất' }).waitFor()
  await look()
  await page.goBack()
  await page.reload()
  expect(await page.getByText('Nguyễn Văn Mẫu').count()).toBe(0)
  const calls = stage.troubles().filter((each) => !each.includes(standIn.issuer))
  expect(calls).toEqual([])
})
