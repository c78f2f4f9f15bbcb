import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { dossierAt } from '../src/dossiers/factory.ts'
import { demoSide, enterPartner, openOtherOffice, type TestOffice } from '../src/interlink/factory.ts'
import { exchangePackages } from '../src/interlink/jobs/exchange.ts'
import { hashPassword } from '../src/platform/password.ts'
import { demoPassword } from '../src/testing/places.ts'
import { expectAccessible, openStage, type Stage } from './stage.ts'

let stage: Stage
let us: TestOffice
let them: TestOffice & { username: string }

beforeAll(async () => {
  stage = await openStage()
  us = await demoSide(stage.app)
  them = await openOtherOffice(stage.app, 'H56.22.98', await hashPassword(demoPassword))
  for (const [of, partner] of [
    [us, them],
    [them, us],
  ] as const) {
    await enterPartner(stage.app, of, { partner, reached: { via: 'here', officeId: partner.officeId } })
  }
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

async function exchange(): Promise<void> {
  for (const { officeId } of [us, them, us]) await exchangePackages(stage.app.services, officeId)
}

test('a dossier is sent to another office, answered there with a file, and the answer is read here', async () => {
  const { code } = await dossierAt(stage.app, 'appraisal')
  const here = await stage.openAs('chuyenmon')
  await here.goto(`/ho-so/${code}`)
  await here.getByRole('button', { name: 'Gửi cơ quan phối hợp' }).click()
  const dialog = here.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Gửi đi' }).click()
  // A refused form says what is missing, and keeps what was typed.
  await dialog.getByText('Hãy chọn cơ quan phối hợp.').waitFor()
  await dialog.getByLabel('Cơ quan phối hợp').selectOption({ label: them.name })
  await dialog.getByLabel('Nội dung đề nghị').fill('Đề nghị xác nhận nguồn gốc thửa đất.')
  await dialog.getByLabel('Đề nghị trả lời trước hết ngày').fill('27032026')
  await dialog.getByRole('checkbox').first().check()
  await dialog.getByRole('button', { name: 'Gửi đi' }).click()
  await here.getByText('Đang gửi đi').waitFor()
  await exchange()

  const there = await stage.openAs(them.username)
  await there.goto('/lien-thong')
  await there.getByRole('link', { name: code }).click()
  await there.getByRole('heading', { level: 1, name: `Đề nghị của ${us.name}` }).waitFor()
  await there.getByRole('button', { name: 'Nhận giải quyết' }).click()
  await there.getByText('Người giải quyết: Người Nơi Khác').waitFor()
  await there.getByRole('button', { name: 'Trả lời' }).click()
  const answer = there.getByRole('dialog')
  await answer.getByLabel('Kết quả trả lời').selectOption({ label: 'Có kết quả' })
  await answer.getByLabel('Nội dung trả lời').fill('Thửa đất không có tranh chấp.')
  await answer.locator('input[type=file]').setInputFiles({
    name: 'xac-nhan.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n% xac nhan mau\n%%EOF\n'),
  })
  await answer.getByText('xac-nhan.pdf').waitFor()
  await answer.getByRole('button', { name: 'Gửi trả lời' }).click()
  await there.getByText('Đã trả lời').waitFor()
  await expectAccessible(there)
  await exchange()

  await here.reload()
  await here.getByText('Đã có kết quả').waitFor()
  await here.getByText(/^Nội dung trao đổi/).click()
  await here.getByText('Thửa đất không có tranh chấp.').first().waitFor()
  const file = await here.getByRole('link', { name: 'xac-nhan.pdf' }).getAttribute('href')
  expect((await here.request.get(file ?? '')).status()).toBe(200)
  await expectAccessible(here)

  const citizen = await (await stage.open({ javaScriptEnabled: false })).newPage()
  await citizen.goto(`/tra-cuu/${code}`)
  await citizen.getByText(`${them.name} đã trả lời, có kết quả.`).waitFor()
  expect(await citizen.getByText('thửa đất').count()).toBe(0)
})

test('on a telephone, a dossier that did not arrive goes on paper with a slip', async () => {
  const { code } = await dossierAt(stage.app, 'appraisal')
  const page = await stage.openAs('chuyenmon', { viewport: { width: 360, height: 740 } })
  await page.goto(`/ho-so/${code}`)
  await page.getByRole('button', { name: 'Gửi cơ quan phối hợp' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Cơ quan phối hợp').selectOption({ label: them.name })
  await dialog.getByLabel('Nội dung đề nghị').fill('Đề nghị xác nhận.')
  await dialog.getByLabel('Đề nghị trả lời trước hết ngày').fill('30/3/2026')
  await dialog.getByRole('button', { name: 'Gửi đi' }).click()
  await page.getByRole('button', { name: 'Chuyển sang gửi bản giấy' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Lập phiếu bàn giao' }).click()
  await page.getByText('Đã chuyển bản giấy').waitFor()
  await page.getByRole('link', { name: /^BG-H56/ }).click()
  await page.getByRole('heading', { level: 1, name: /Phiếu bàn giao BG-/ }).waitFor()
})
