import { afterAll, beforeAll, expect, test } from 'vitest'
import { forwardDossier } from '../src/dossiers/commands/forward-dossier.ts'
import { receivedDossier } from '../src/dossiers/factory.ts'
import { receptionExample } from '../src/dossiers/model/examples.ts'
import { subscribersOf } from '../src/jobs.ts'
import { sendMessages } from '../src/notifications/jobs/send-messages.ts'
import { deliverNews } from '../src/platform/outbox.ts'
import { startMailServer } from '../src/testing/mail-server.ts'
import { phone } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage
let mail: Awaited<ReturnType<typeof startMailServer>>
beforeAll(async () => {
  stage = await openStage()
  mail = await startMailServer()
  await stage.app.owner.query('update offices set practice = false')
})
afterAll(async () => {
  await stage?.close()
  await mail?.close()
})

const runJobs = async () => {
  const { services, officeId } = stage.app
  await deliverNews(services, officeId, subscribersOf(services))
  await sendMessages(services, officeId)
}

const applicant = { ...receptionExample.applicant, email: 'cong-dan-mau@example.vn', phone: '' }

test('an administrator sets e-mail up by keyboard, tries it, and reads in the log that it went', async () => {
  const page = await stage.openAs('quantri')
  await page.goto('/quan-tri/thong-bao')
  await page.getByLabel('Gửi thư điện tử cho công dân').focus()
  await page.keyboard.press('Space')
  await page.getByLabel('Máy chủ gửi thư').fill('127.0.0.1')
  await page.getByLabel('Cổng', { exact: true }).fill(String(mail.port))
  await page.getByLabel('Mã hóa đường truyền').selectOption('none')
  await page.getByLabel('Tên người gửi').fill('UBND xã Cẩm Long')
  await page.getByLabel('Địa chỉ người gửi').fill('mot-cua@cam-long.invalid')
  await page.keyboard.press('Enter')
  await page.getByText('Đã lưu cách gửi thông báo.').waitFor()
  await page.getByLabel('Thư điện tử hoặc số di động').fill('quan-tri@example.vn')
  await page.keyboard.press('Enter')
  await page.getByText('Tin thử đã xếp hàng.').waitFor()
  await runJobs()
  expect(mail.letters.map(({ to }) => to[0])).toEqual(['quan-tri@example.vn'])
  await page.goto('/quan-tri/nhat-ky-thong-bao?dia-chi=quan-tri@example.vn')
  await page.getByRole('cell', { name: /Đã gửi/ }).waitFor()
  await page.getByRole('button', { name: 'Gửi lại tin đến quan-tri@example.vn' }).click()
  await page.getByText('Tin đã xếp hàng để gửi lại.').waitFor()
  await expectAccessible(page)
  await runJobs()
  expect(mail.letters).toHaveLength(2)
  expect(stage.troubles()).toEqual([])
})

test('a citizen ends the messages by the link in the letter, on a telephone without script', async () => {
  await receivedDossier(stage.app, { applicant })
  await runJobs()
  const letter = mail.letters.find(({ to }) => to[0] === 'cong-dan-mau@example.vn')
  const link = /http:\S+\/ngung-tin\/[\w-]+/.exec(letter?.text ?? '')?.[0] ?? ''
  const context = await stage.open({ javaScriptEnabled: false, viewport: phone })
  const page = await context.newPage()
  await page.goto(link)
  await page.getByText('co•••@example.vn').waitFor()
  await page.getByRole('button', { name: 'Ngừng nhận tin' }).click()
  await page.getByRole('heading', { name: 'Đã ngừng gửi tin' }).waitFor()
  await expectNoSideways(page)
  const count = mail.letters.length
  await receivedDossier(stage.app, { applicant })
  await runJobs()
  expect(mail.letters).toHaveLength(count)
  await page.getByRole('button', { name: 'Nhận tin trở lại' }).click()
  await page.getByRole('heading', { name: 'Ngừng nhận tin' }).waitFor()
  // Looked over with script, which the tool that looks needs.
  const looking = await (await stage.open({ viewport: phone })).newPage()
  await looking.goto(link)
  await expectAccessible(looking)
  // What a mail program sends when its reader presses "unsubscribe".
  const oneClick = await fetch(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect(oneClick.status).toBe(200)
  expect((await stage.app.owner.query('select address from message_stops')).rows).toEqual([
    { address: 'cong-dan-mau@example.vn' },
  ])
  expect(stage.troubles()).toEqual([])
})

test('the desk sees what the citizen was told, and may begin and end it; an officer sees the bell', async () => {
  const { code, revision } = await receivedDossier(stage.app, {
    applicant: { ...applicant, email: 'nguoi-khac@example.vn' },
  })
  await stage.app.write(await stage.app.as('tiepnhan'), forwardDossier, { code, revision })
  await runJobs()
  const page = await stage.openAs('tiepnhan')
  await page.goto(`/ho-so/${code}`)
  const section = page.getByRole('region', { name: 'Tin gửi công dân' })
  await section.getByText('Đã tiếp nhận hồ sơ').first().waitFor()
  await section.getByRole('button', { name: 'Ngừng gửi tin' }).click()
  await section.getByText('Công dân không nhận tin tại nguoi-khac@example.vn.').waitFor()
  await expectAccessible(page)
  const officer = await stage.openAs('chuyenmon')
  await officer.getByRole('link', { name: /^Thông báo, \d+ mới$/ }).click()
  await officer
    .getByRole('link', { name: new RegExp(code) })
    .first()
    .waitFor()
  await officer.getByRole('button', { name: 'Đánh dấu đã đọc hết' }).click()
  await officer.getByRole('link', { name: 'Thông báo', exact: true }).waitFor()
  await officer
    .getByRole('link', { name: new RegExp(code) })
    .first()
    .click()
  await officer.waitForURL(`**/ho-so/${code}`)
  expect(stage.troubles()).toEqual([])
})
