import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDemoOutgoing } from '../src/demo/outgoing.ts'
import { approvedOutgoing } from '../src/records/factory.ts'
import { type CscStandIn, startCscStandIn } from '../src/testing/csc-stand-in/server.ts'
import { sendFile, trustedAuthority } from '../src/testing/signing/desk.ts'
import { pictures } from '../src/testing/signing/pictures.ts'
import { useRemoteService } from '../src/testing/signing/remote-desk.ts'
import { phone, ready } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

const pin = '246810'

let stage: Stage
let service: CscStandIn
let ids: string[]
beforeAll(async () => {
  stage = await openStage()
  const { app } = stage
  await loadDemoOutgoing(app.services)
  const authority = await trustedAuthority(app)
  const holder = authority.certificate((await app.as('chutich')).name)
  const key = { holder, chain: [authority.root], pin, atOnce: 2 }
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
