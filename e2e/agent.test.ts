import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fingerprintOf, isSigned, itemsFor } from '../agent/testing/signing-items.ts'
import type { AgentClient, SignOutcome } from '../src/signing/pages/agent-client.ts'
import { startAgentProgram } from '../src/testing/signing/agent-program.ts'
import { issue, rsaKeys } from '../src/testing/signing/pki.ts'
import { saneSettings } from '../src/testing/signing/sane.ts'
import { makeToken, putCertificate } from '../src/testing/signing/token.ts'
import { ready } from './browser.ts'
import { expectAccessible, openStage, type Stage } from './stage.ts'

const holder = issue({ name: 'Trần Thị Mẫu', keys: rsaKeys() })
const token = makeToken(holder, '246810')
putCertificate(token, holder, '246810')

let stage: Stage
let folder: string
let env: Record<string, string>
let agent: Awaited<ReturnType<typeof startAgentProgram>>
beforeAll(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'motcua-quet-'))
  env = { SANE_CONFIG_DIR: saneSettings(folder) }
  agent = await startAgentProgram({ settings: token.settings, port: 'usual', env })
})
afterAll(async () => {
  await agent?.stop()
  token.remove()
  rmSync(folder, { recursive: true, force: true })
  await stage?.close()
})

async function pairByHand(page: Page): Promise<void> {
  await page.goto('/may-cua-toi')
  await ready(page)
  await page.getByRole('button', { name: 'Tìm chương trình ký trên máy này' }).press('Enter')
  const opened = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Hiện mã' }).press('Enter')
  const shown = await opened
  const code = (await shown.locator('.code').textContent()) ?? ''
  await expectAccessible(shown)
  await shown.close()
  await page.getByLabel('Mã ghép').fill('0000 0000')
  await page.keyboard.press('Enter')
  await page.getByText('Mã chưa đúng hoặc đã hết hạn').waitFor()
  await page.getByLabel('Mã ghép').fill(code)
  await page.keyboard.press('Enter')
}

test('an officer pairs the PC by keyboard and sees the token; another browser has to pair for itself', async () => {
  const page = await stage.openAs('chutich')
  await pairByHand(page)
  await page.getByRole('cell', { name: 'Trần Thị Mẫu' }).first().waitFor()
  await expectAccessible(page)
  // Paired before: the page looks by itself.
  await page.reload()
  await page.getByText('Máy đã ghép').waitFor()

  // The scanner is tried: its pages stay on the PC while the page is loaded anew, until they are deleted.
  await page.getByLabel('Nguồn giấy').selectOption({ label: 'Khay nạp' })
  await page.getByRole('button', { name: 'Quét thử' }).press('Enter')
  await page.getByText('Đã quét 10 trang.').waitFor()
  await page.reload()
  await page.getByText('Đã quét 10 trang.').waitFor()
  await page.getByRole('img', { name: 'Trang 10' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Xóa ảnh quét thử' }).press('Enter')
  await page.getByText('Đã quét 10 trang.').waitFor({ state: 'hidden' })

  const other = await stage.openAs('vanthu')
  await other.goto('/may-cua-toi')
  await ready(other)
  await other.getByRole('button', { name: 'Tìm chương trình ký trên máy này' }).press('Enter')
  await other.getByRole('heading', { name: 'Ghép máy này' }).waitFor()

  await agent.stop({ keep: true })
  await page.getByRole('button', { name: 'Tìm lại' }).press('Enter')
  await page.getByText('Không thấy chương trình ký').waitFor()
  const { data } = agent
  agent = await startAgentProgram({ settings: token.settings, port: 'usual', data, env })
  await page.getByRole('button', { name: 'Tìm lại' }).press('Enter')
  await page.getByText('Máy đã ghép').waitFor()
  expect(stage.troubles()).toEqual([])
  await page.context().close()
  await other.context().close()
})

/** The client as pages have it, in one file to be run inside a page. */
async function bundledClient(): Promise<string> {
  const entry = fileURLToPath(new URL('../src/signing/pages/agent-client.ts', import.meta.url))
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'agent' } },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const chunk = first && 'output' in first ? first.output[0] : null
  if (!chunk) throw new Error('nothing was built')
  return chunk.code
}

declare global {
  /** The bundled client, and what came of the signing. */
  var pageAgent: { agentClient(): AgentClient }
  var outcome: Promise<SignOutcome> | undefined
}

/** Asks for the signatures as a page does in a click, and gives the agent's window. */
async function askToSign(page: Page, items = itemsFor(holder, 50)): Promise<Page> {
  const opened = page.context().waitForEvent('page')
  await page.evaluate(
    ({ fingerprint, list }) => {
      globalThis.outcome = globalThis.pageAgent.agentClient().sign(fingerprint, list)
    },
    { fingerprint: fingerprintOf(holder), list: items },
  )
  const shown = await opened
  await shown.getByLabel('Mã PIN của thẻ ký').waitFor()
  return shown
}

const outcomeOf = (page: Page) => page.evaluate(() => globalThis.outcome)

test('fifty files are signed with one PIN in the window of the agent; a wrong PIN and a refusal sign nothing', async () => {
  const page = await stage.openAs('chutich')
  await pairByHand(page)
  await page.getByText('Máy đã ghép').waitFor()
  await page.evaluate(`${await bundledClient()}; globalThis.pageAgent = agent`)
  const items = itemsFor(holder, 50)

  const wrong = await askToSign(page)
  await wrong.setViewportSize({ width: 480, height: 640 })
  await expectAccessible(wrong)
  expect(await wrong.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(480)
  await wrong.keyboard.type('000000')
  await wrong.keyboard.press('Enter')
  await wrong.getByRole('heading', { name: 'Sai mã PIN' }).waitFor()
  expect(await outcomeOf(page)).toEqual({ state: 'wrong_pin', triesLeft: null })
  await wrong.close()

  const refused = await askToSign(page)
  await refused.getByText('Mã PIN đã bị nhập sai. Sai thêm').waitFor()
  await refused.getByRole('button', { name: 'Không ký' }).press('Enter')
  expect(await outcomeOf(page)).toEqual({ state: 'refused' })

  const shown = await askToSign(page)
  const closed = shown.waitForEvent('close')
  await shown.keyboard.type('246810')
  await shown.keyboard.press('Enter')
  const outcome = await outcomeOf(page)
  if (outcome?.state !== 'signed') throw new Error(outcome?.state)
  const isGood = (item: (typeof items)[number], at: number) => {
    const signature = outcome.signatures[at]
    return signature !== undefined && isSigned(holder, item, signature)
  }
  expect(items.every(isGood)).toBe(true)
  // All went well: the window closes by itself.
  await closed
  expect(stage.troubles()).toEqual([])
  await page.context().close()
})

test('a page of another origin gets no answer and cannot show the window in a frame', async () => {
  const page = await (await stage.browser.newContext()).newPage()
  // Another port is another origin.
  await page.route('http://127.0.0.1:4999/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>lạ</title>' }),
  )
  await page.goto('http://127.0.0.1:4999/')
  const address = `http://127.0.0.1:${agent.port}`
  const asked = await page.evaluate(async (to) => {
    const tries = ['/v1/hello', '/v1/certificates'].map((path) =>
      fetch(to + path, { method: path === '/v1/hello' ? 'GET' : 'POST' }).then(
        () => 'answered',
        () => 'refused',
      ),
    )
    return Promise.all(tries)
  }, address)
  expect(asked).toEqual(['refused', 'refused'])
  const framed = await page.evaluate(async (to) => {
    const frame = document.createElement('iframe')
    frame.src = to
    document.body.append(frame)
    await new Promise((resolve) => frame.addEventListener('load', resolve))
    return frame.contentDocument === null
  }, `${address}/`)
  expect(framed).toBe(true)
  const inside = await Promise.all(
    page
      .frames()
      .slice(1)
      .map((frame) => frame.content()),
  )
  expect(inside.join('')).not.toContain('Chương trình ký Một Cửa')
  await page.context().close()
})
