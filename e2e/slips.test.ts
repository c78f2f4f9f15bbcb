import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { receivedDossier } from '../src/dossiers/factory.ts'
import { demoSlowProcedureId } from '../src/procedures/examples.ts'
import { ready } from './browser.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

/** Goes down a list by arrow until it shows these words. */
async function choose(hands: Keyboard, list: Locator, words: string): Promise<void> {
  await hands.tabTo(list)
  const shown = () => list.evaluate((each) => (each as HTMLSelectElement).selectedOptions[0]?.label ?? '')
  for (let downs = 0; downs < 10 && (await shown()) !== words; downs += 1) await hands.press('ArrowDown')
  expect(await shown()).toBe(words)
}

test('two dossiers travel with a slip, by keyboard and bar code reader alone, and one is found missing', async () => {
  const [first, second] = [
    await receivedDossier(stage.app, { procedureId: demoSlowProcedureId }),
    await receivedDossier(stage.app, { procedureId: demoSlowProcedureId }),
  ]
  const sender = await stage.openAs('tiepnhan')
  await sender.goto('/ban-giao')
  const hands = keyboardOf(sender)
  await hands.tabTo(sender.getByRole('checkbox', { name: new RegExp(first.code) }))
  await hands.press('Space')
  await hands.tabTo(sender.getByLabel(/Hồ sơ khác/))
  await hands.type(second.code)
  await choose(hands, sender.getByLabel('Nơi nhận'), 'Phòng Văn hóa - Xã hội')
  await hands.tabTo(sender.getByRole('button', { name: 'Lập phiếu bàn giao' }))
  await hands.press('Enter')
  const heading = sender.getByRole('heading', { level: 1, name: /Phiếu bàn giao BG-/ })
  await heading.waitFor()
  const code = (await heading.textContent())?.replace('Phiếu bàn giao ', '') ?? ''
  expect(await sender.getByRole('button', { name: 'Xác nhận' }).count()).toBe(0)

  const receiver = await stage.openAs('xahoi')
  await receiver.goto('/ban-giao')
  const reader = keyboardOf(receiver)
  await reader.tabTo(receiver.getByLabel(/quét hoặc gõ mã phiếu/))
  // The QR code holds the whole address; a reader ends with Enter.
  await reader.type(`${stage.origin}/ban-giao/${code}`)
  await reader.press('Enter')
  await receiver.getByRole('heading', { level: 1, name: new RegExp(code) }).waitFor()
  await ready(receiver)
  await reader.tabTo(receiver.getByLabel(/^Quét hoặc gõ mã từng hồ sơ/))
  await reader.type(first.code.toLowerCase())
  await reader.press('Enter')
  await receiver.getByText(`Đã nhận ${first.code}`).waitFor()
  await choose(
    reader,
    receiver.getByRole('combobox', { name: new RegExp(second.code) }),
    'Không có trong gói',
  )
  await reader.tabTo(receiver.getByLabel(/Ghi chú về hồ sơ thiếu/))
  await reader.type('túi hồ sơ rách')
  await reader.tabTo(receiver.getByRole('button', { name: 'Xác nhận' }))
  await reader.press('Enter')
  await receiver.getByText('túi hồ sơ rách').waitFor()
  expect(await receiver.getByText('Đã nhận', { exact: true }).count()).toBeGreaterThan(0)
  expect(await receiver.getByText('Không có trong gói', { exact: true }).count()).toBeGreaterThan(0)

  const citizen = await (await stage.open({ javaScriptEnabled: false })).newPage()
  await citizen.goto(`/tra-cuu/${first.code}`)
  await citizen.getByText('Phòng Văn hóa - Xã hội đã nhận hồ sơ giấy.').waitFor()
})
