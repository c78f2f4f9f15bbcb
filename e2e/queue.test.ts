import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { revokeDevice } from '../src/counters/commands/devices.ts'
import { makeDevice } from '../src/counters/factory.ts'
import { chooseProcedure, givenCode, madeUpPerson, saveButton, tickAll, typePerson } from './intake.ts'
import { expectNothingOf } from './intake-checks.ts'
import { openStage, type Stage } from './stage.ts'

const tablet = { width: 768, height: 1024 }

let stage: Stage
let kiosk: Page
let screen: Page
let officer: Page
let devices: { kiosk: { token: string }; display: { deviceId: string; token: string } }

beforeAll(async () => {
  stage = await openStage()
  devices = { kiosk: await makeDevice(stage.app, 'kiosk'), display: await makeDevice(stage.app, 'display') }
  kiosk = await (await stage.open({ viewport: tablet })).newPage()
  screen = await (await stage.open()).newPage()
  officer = await stage.openAs('tiepnhan')
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

async function takeNumber(field: RegExp, priority?: string): Promise<string> {
  await kiosk.goto('/kiosk')
  if (priority) await kiosk.getByLabel(priority).check()
  await kiosk.getByRole('button', { name: field }).click()
  return (await kiosk.getByTestId('ticket-code').textContent()) ?? ''
}

/** Whoever presses does so with a whole finger. */
async function expectLargeTargets(page: Page): Promise<void> {
  const targets = await page.locator('button, label:has(input), input[name=hen]').all()
  expect(targets.length).toBeGreaterThan(10)
  for (const target of targets) {
    const box = await target.boundingBox()
    expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(60)
  }
}

const called = () => screen.getByTestId('called').allTextContents()

test('kiosk, counter and TV together: taken, called, served with its dossier, and the next one comes', async () => {
  await kiosk.goto(`/kiosk?ma=${devices.kiosk.token}`)
  expect(kiosk.url()).toBe(`${stage.origin}/kiosk`)
  await expectLargeTargets(kiosk)
  await screen.goto(`/man-hinh?ma=${devices.display.token}`)
  await screen.getByText('Chưa gọi số nào').waitFor()
  await officer.goto('/quay')

  expect(await takeNumber(/^Chứng thực/)).toBe('A001')
  await screen.getByText('Đang chờ: 1 người').waitFor()
  expect(await takeNumber(/^Hộ tịch/, 'Người khuyết tật')).toBe('B001')
  await officer.getByText('2 người đang chờ.').waitFor()

  await officer.keyboard.press('g')
  await officer.getByTestId('current-ticket').filter({ hasText: 'B001' }).waitFor()
  await screen.getByTestId('called').filter({ hasText: 'B001' }).waitFor()
  await screen.getByText('Đang chờ: 1 người').waitFor()
  // Nobody is called twice however often the key is pressed.
  await officer.keyboard.press('g')
  await officer.keyboard.press('l')
  await officer.getByText('Đang gọi (lần 2)').waitFor()
  await officer.keyboard.press('v')
  await officer.getByRole('button', { name: 'Gọi số tiếp theo (G)' }).waitFor()
  await officer.keyboard.press('g')
  await officer.getByTestId('current-ticket').filter({ hasText: 'A001' }).waitFor()
  await expect.poll(called).toEqual(['A001', 'B001'])

  await officer.keyboard.press('b')
  await officer.getByRole('link', { name: 'Nhận hồ sơ của số này (T)' }).waitFor()
  await officer.keyboard.press('t')
  await officer.getByText('Đang phục vụ số A001').waitFor()
})

test('the form of reception has the field of the ticket, ends it, and leaves nothing of the citizen', async () => {
  const person = madeUpPerson(31)
  await officer.getByRole('listbox').waitFor()
  const offered = await officer.getByRole('listbox').getByRole('option').allTextContents()
  expect(offered.length).toBeGreaterThan(3)
  expect(offered.filter((each) => !each.includes('Chứng thực'))).toEqual([])
  await chooseProcedure(officer, 'chung thuc')
  await typePerson(officer, person)
  await tickAll(officer)
  await saveButton(officer).click()
  const code = await givenCode(officer)
  await officer.getByRole('button', { name: /Người tiếp theo/ }).click()
  await officer.waitForURL('**/quay')
  await officer.getByText('Chưa có ai chờ quầy này.').waitFor()
  await expectNothingOf(officer, Object.values(person))
  const ticket = await stage.app.owner.query(
    `select t.state, d.code from tickets t join dossiers d on d.id = t.dossier_id where t.code = 'A001'`,
  )
  expect(ticket.rows).toEqual([{ state: 'done', code }])
})

test('who was absent comes back, and the citizen sees their turn without script', async () => {
  await officer.getByRole('button', { name: /Số B001 đã đến/ }).click()
  await officer.getByText('1 người đang chờ.').waitFor()
  const rows = await stage.app.owner.query<{ token: string }>(`select token from tickets where code = 'B001'`)
  const phone = await (await stage.open({ javaScriptEnabled: false })).newPage()
  await phone.goto(`/so/${rows.rows[0]?.token}?xem=tu-dong`)
  await phone.getByText('Ông, bà là người tiếp theo.').waitFor()
  expect(await phone.locator('meta[http-equiv="refresh"]').count()).toBe(1)
  await officer.keyboard.press('g')
  await officer.getByTestId('current-ticket').filter({ hasText: 'B001' }).waitFor()
  await phone.reload()
  await phone.getByText('Đến lượt. Mời ông, bà đến Quầy 1').waitFor()
})

test('the TV finds its way back after the line was cut, with the calls it missed', async () => {
  await screen.context().setOffline(true)
  await stage.app.app.server.server.closeAllConnections()
  await officer.keyboard.press('l')
  await screen.context().setOffline(false)
  await expect.poll(called, { timeout: 15_000 }).toEqual(['B001', 'A001'])
  await expect.poll(() => screen.getByText('Mất kết nối').count(), { timeout: 15_000 }).toBe(0)
})

test('a revoked TV goes blank and says what to do', async () => {
  const administrator = await stage.app.as('quantri')
  await stage.app.write(administrator, revokeDevice, { deviceId: devices.display.deviceId })
  await screen.getByRole('heading', { name: 'Màn hình chưa được cấp quyền' }).waitFor({ timeout: 20_000 })
})

test('an officer gives a number to whoever cannot use the kiosk', async () => {
  await officer.getByRole('button', { name: 'Cấp số', exact: true }).click()
  await officer.getByText(/^Đã cấp số [A-Z]\d{3}$/).waitFor()
  await officer.getByText('1 người đang chờ.').or(officer.getByText('Đang gọi')).first().waitFor()
})
