import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { loadDemoOutgoing } from '../src/demo/outgoing.ts'
import { approvedOutgoing } from '../src/records/factory.ts'
import { type CscStandIn, startCscStandIn } from '../src/testing/csc-stand-in/server.ts'
import { sendFile, trustedAuthority } from '../src/testing/signing/desk.ts'
import { pictures } from '../src/testing/signing/pictures.ts'
import type { Holder } from '../src/testing/signing/pki.ts'
import { offerPlugIn } from '../src/testing/signing/plug-in-desk.ts'
import { useRemoteService } from '../src/testing/signing/remote-desk.ts'
import { startVgcaStandIn } from '../src/testing/vgca-stand-in/server.ts'
import { phone, ready } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

const pin = '246810'

let stage: Stage
let service: CscStandIn
let ids: string[]
let chair: Holder
beforeAll(async () => {
  stage = await openStage()
  const { app } = stage
  await loadDemoOutgoing(app.services)
  const authority = await trustedAuthority(app)
  chair = authority.certificate((await app.as('chutich')).name)
  const key = { holder: chair, chain: [authority.root], pin, atOnce: 2 }
  const members = [{ ...key, userId: 'chu-tich', credentialId: 'khoa-1' }]
  service = await startCscStandIn({ members, clock: app.services.clock })
  await sendFile(app, '/signature-pictures/own', { bytes: await pictures.signature(), as: 'chutich' })
  ids = []
  for (let made = 0; made < 3; made += 1) ids.push((await approvedOutgoing(app)).id)
})
afterAll(async () => {
  await service?.close()
  await stage?.close()
})

const signed = async () => {
  const found = await stage.app.owner.query(
    `select count(*)::int as n from outgoing_documents where id = any($1) and state = 'signed'`,
    [ids],
  )
  return found.rows[0].n
}

test('an administrator enters the service and tries it', async () => {
  const page = await stage.openAs('quantri')
  await page.goto('/quan-tri/cach-ky-so')
  await ready(page)
  await page.getByLabel(/^Ký số từ xa/).check()
  await page.getByRole('button', { name: 'Lưu cách ký số' }).click()
  await page.getByText('Hãy nhập địa chỉ dịch vụ').first().waitFor()
  await expectAccessible(page)
  await page.getByLabel('Địa chỉ dịch vụ').fill(service.url)
  await page.getByLabel('Mã kết nối').fill(service.clientId)
  await page.getByLabel('Khóa kết nối').fill(service.secret)
  await page.getByRole('button', { name: 'Lưu cách ký số' }).click()
  await page.getByText('Đã lưu cách ký số').waitFor()
  expect(await page.getByLabel('Khóa kết nối').inputValue()).toBe('')
  await page.getByRole('button', { name: 'Thử kết nối' }).click()
  await page.getByText('Dịch vụ ký số từ xa mô phỏng').waitFor()
  await page.setViewportSize(phone)
  await expectNoSideways(page)
  expect(stage.troubles()).toEqual([])
  await page.context().close()
})

test('the chairperson signs what waits by code, as many at once as the service takes', async () => {
  await useRemoteService(stage.app, service, { agent: false })
  const page = await stage.openAs('chutich')
  await page.goto('/ky-so')
  await ready(page)
  const waits = await page.getByRole('checkbox').count()
  await page.getByRole('button', { name: `Ký số: ${waits} tệp` }).click()
  await page.getByLabel('Tài khoản ký số từ xa của bạn').fill('khong-co')
  await page.keyboard.press('Enter')
  await page.getByText('chưa có khóa ký dùng được').waitFor()
  await page.getByLabel('Tài khoản ký số từ xa của bạn').fill('chu-tich')
  await page.keyboard.press('Enter')
  await page.getByText(`${waits - 2} tệp còn lại ký tiếp sau đó`).waitFor()
  await expectAccessible(page)
  const sign = page.getByRole('dialog').getByRole('button', { name: /^Ký số( 2 tệp)?$/ })
  for (let left = waits; left > 0; left -= 2) {
    await page.getByRole('button', { name: 'Gửi mã cho tôi' }).click()
    await page.getByRole('button', { name: 'Gửi lại mã' }).waitFor()
    if (left === waits) {
      await page.getByLabel('Mã PIN', { exact: true }).fill('000000')
      await page.getByLabel('Mã gửi về điện thoại').fill('1')
      await page.keyboard.press('Enter')
      await page.getByText('Mã PIN hoặc mã xác nhận chưa đúng').waitFor()
      expect(await signed()).toBe(0)
    }
    await page.getByLabel('Mã PIN', { exact: true }).fill(pin)
    await page.getByLabel('Mã gửi về điện thoại').fill(service.book.sentCodes.get('khoa-1') ?? '')
    await sign.click()
    if (left > 2) await page.getByText(/^Đang chuẩn bị/).waitFor({ state: 'detached' })
    if (left > 2) await page.getByRole('button', { name: 'Gửi mã cho tôi' }).waitFor({ timeout: 30_000 })
  }
  await page.getByText(`Đã ký số ${waits} tệp`).waitFor({ timeout: 30_000 })
  await expectAccessible(page)
  await page.setViewportSize(phone)
  await expectNoSideways(page)
  await page.getByRole('button', { name: 'Xong' }).click()
  await page.getByText('Không có tệp nào chờ bạn ký số.').waitFor()
  expect(await signed()).toBe(3)
  expect(stage.troubles()).toEqual([])
  await page.context().close()
}, 120_000)

test('a service that does not answer is told, and nothing is lost', async () => {
  service.control.fault = () => 'fail'
  const { id } = await approvedOutgoing(stage.app)
  const page = await stage.openAs('chutich')
  await page.goto(`/van-ban-di/${id}`)
  await ready(page)
  await page.getByRole('button', { name: 'Ký văn bản', exact: true }).click()
  await page.getByRole('dialog').getByText('Dịch vụ ký số từ xa đang bận hoặc gặp lỗi').waitFor()
  expect(await page.getByLabel('Tài khoản ký số từ xa của bạn').inputValue()).toBe('chu-tich')
  service.control.fault = () => null
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
  await page.getByRole('button', { name: 'Gửi mã cho tôi' }).waitFor()
  await page.context().close()
})

test('the program of VGCA on the officer’s PC is reached by pages of an office that signs with it, and by no others', async () => {
  const { id } = await approvedOutgoing(stage.app)
  // The port at which pages look for it.
  const program = await startVgcaStandIn({ holder: chair, port: 8987 })
  onTestFinished(() => program.close())
  // The service that failed before is no trouble of this one.
  const before = stage.troubles().length
  const policyOf = async (path: string, as?: string) => {
    const page = as ? await stage.openAs(as) : await (await stage.open()).newPage()
    const policy = (await page.goto(path))?.headers()['content-security-policy'] ?? ''
    await page.context().close()
    return policy
  }
  expect(await policyOf('/ky-so', 'chutich')).not.toContain('wss:')
  await offerPlugIn(stage.app)
  expect(await policyOf('/ky-so', 'chutich')).toMatch(/connect-src [^;]* wss:\/\/127\.0\.0\.1:8987;/)
  expect(await policyOf('/kiem-tra-chu-ky')).not.toContain('wss:')

  // The program's certificate is trusted on the PC by its installation; here it is not asked for.
  const page = await stage.openAs('chutich', { ignoreHTTPSErrors: true })
  await page.goto(`/van-ban-di/${id}`)
  await page.getByRole('button', { name: 'Ký văn bản', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const sign = dialog.getByRole('button', { name: 'Ký số', exact: true })
  program.control.fault = () => 'cancel'
  await sign.click()
  await dialog.getByText('Bạn đã hủy trong phần mềm ký').waitFor()
  await expectAccessible(page)
  await page.setViewportSize(phone)
  await expectNoSideways(page)
  program.control.fault = () => null
  await sign.click()
  await dialog.getByText('Đã ký số 1 tệp').waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Xong' }).click()
  await page.getByRole('button', { name: 'Ký văn bản', exact: true }).waitFor({ state: 'detached' })
  expect(program.control.calls).toEqual(['/SignApproved', '/SignApproved'])
  expect(stage.troubles().slice(before)).toEqual([])
  await page.context().close()
}, 120_000)
