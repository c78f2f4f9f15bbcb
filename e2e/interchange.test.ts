import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { loadDemoOutgoing } from '../src/demo/outgoing.ts'
import { enterOffice, issuedDocument } from '../src/interchange/factory.ts'
import { exchangeDocuments } from '../src/interchange/jobs/exchange.ts'
import { interchangeNews } from '../src/interchange/jobs/hear-news.ts'
import { demoSide, openOtherOffice, type TestOffice } from '../src/interlink/factory.ts'
import { deliverNews } from '../src/platform/outbox.ts'
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
  await enterOffice(stage.app, { of: us, other: them, via: 'here' })
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

async function exchange(): Promise<void> {
  const { services } = stage.app
  for (const { officeId } of [us, them, us]) {
    await deliverNews(services, officeId, interchangeNews(services))
    await exchangeDocuments(services, officeId)
  }
}

test('a document is sent to another office, registered there by the keyboard, and asked back', async () => {
  await loadDemoOutgoing(stage.app.services)
  const { id, code } = await issuedDocument(stage.app)
  const here = await stage.openAs('vanthu')
  await here.goto(`/van-ban-di/${id}`)
  await here.getByRole('button', { name: 'Gửi liên thông' }).click()
  const dialog = here.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Gửi liên thông' }).click()
  // A refused form says what is missing.
  await dialog.getByText('Hãy chọn ít nhất một cơ quan.').waitFor()
  await dialog.getByLabel(them.name).check()
  await dialog.getByRole('button', { name: 'Gửi liên thông' }).click()
  await here.getByText('Chờ gửi', { exact: true }).waitFor()
  await exchange()

  const there = await stage.openAs(them.username)
  await there.goto('/lien-thong-van-ban')
  await there.getByRole('link', { name: code }).click()
  await there.getByRole('heading', { level: 1, name: `Văn bản ${code}` }).waitFor()
  await there.getByLabel('Số, ký hiệu').press('Control+Enter')
  const number = await there.getByTestId('arrival-number').textContent()
  await exchange()

  await here.reload()
  await here.getByText(`số đến ${number}/`).waitFor()
  await expectAccessible(here)
  await here.getByRole('button', { name: 'Thu hồi', exact: true }).click()
  await here.getByRole('dialog').getByRole('textbox').first().fill('Ghi nhầm số liệu của phụ lục.')
  await here
    .getByRole('dialog')
    .getByRole('button', { name: /^Thu hồi/ })
    .click()
  await here.getByText('Đã thu hồi').first().waitFor()
  await exchange()

  await there.goto('/lien-thong-van-ban')
  await there.getByRole('region', { name: 'Nơi gửi xin lấy lại' }).getByRole('link', { name: code }).click()
  await there.getByRole('button', { name: 'Đồng ý cho lấy lại', exact: true }).click()
  await there.getByRole('dialog').getByRole('button', { name: 'Đồng ý cho lấy lại', exact: true }).click()
  await there.getByText('Đã ghi nhận').first().waitFor()
  await exchange()

  await here.reload()
  await here.getByText('Đồng ý lấy lại:').waitFor()
})
