import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDemoOutgoing } from '../src/demo/outgoing.ts'
import { collectCash } from '../src/receipts/commands/collect-cash.ts'
import { openShift } from '../src/receipts/commands/shifts.ts'
import { beginCollecting, chargeDue } from '../src/receipts/factory.ts'
import { readReceiptXml } from '../src/receipts/model/receipt-xml.ts'
import { approvedOutgoing } from '../src/records/factory.ts'
import { registerCertificate } from '../src/signing/commands/certificates.ts'
import { checkPdf } from '../src/signing/jobs/check-pdf.ts'
import { agentPorts } from '../src/signing/model/agent-protocol.ts'
import { startAgentProgram } from '../src/testing/signing/agent-program.ts'
import { sendFile, trustedAuthority } from '../src/testing/signing/desk.ts'
import { pictures } from '../src/testing/signing/pictures.ts'
import { type Holder, pem } from '../src/testing/signing/pki.ts'
import { askPrograms } from '../src/testing/signing/programs.ts'
import { makeToken, putCertificate } from '../src/testing/signing/token.ts'
import { desktop, phone, ready } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

const pin = '246810'

let stage: Stage
let root: Holder
let people: Record<'chair' | 'office', Holder>
let ids: string[]
beforeAll(async () => {
  stage = await openStage()
  const { app } = stage
  await loadDemoOutgoing(app.services)
  const authority = await trustedAuthority(app)
  root = authority.root
  const [chair, clerk] = [await app.as('chutich'), await app.as('vanthu')]
  const { rows } = await app.owner.query('select name from offices where office_id = $1', [app.officeId])
  people = { chair: authority.certificate(chair.name), office: authority.certificate(rows[0].name) }
  const register = (memberId: string | null, holder: Holder) =>
    app.write(clerk, registerCertificate, { memberId, pem: pem(holder.certificate.raw) })
  await register(chair.id, people.chair)
  await register(null, people.office)
  await sendFile(app, '/signature-pictures/own', { bytes: await pictures.signature(), as: 'chutich' })
  await sendFile(app, '/signature-pictures/office', { bytes: await pictures.seal(), as: 'vanthu' })
  ids = []
  for (let made = 0; made < 7; made += 1) ids.push((await approvedOutgoing(app)).id)
})
afterAll(() => stage?.close())

/** Other agents on the machine of the tests are none on this officer's PC. */
async function hearOnly(page: Page, port: number | null): Promise<void> {
  const isOther = (url: URL) =>
    agentPorts.some((each) => url.host === `127.0.0.1:${each}`) && url.port !== String(port)
  await page.context().route(isOther, (route) => route.abort())
}

/** The PC of one officer: their token in it, the agent running. */
async function atTheirPc(holder: Holder, work: (port: number) => Promise<void>): Promise<void> {
  const token = makeToken(holder, pin)
  putCertificate(token, holder, pin)
  const agent = await startAgentProgram({ settings: token.settings, port: 'usual' })
  try {
    await work(agent.port)
  } finally {
    await agent.stop()
    token.remove()
  }
}

async function pair(page: Page): Promise<void> {
  await page.goto('/may-cua-toi')
  await ready(page)
  await page.getByRole('button', { name: 'Tìm chương trình ký trên máy này' }).click()
  const opened = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Hiện mã' }).click()
  const shown = await opened
  const code = (await shown.locator('.code').textContent()) ?? ''
  await shown.close()
  await page.getByLabel('Mã ghép').fill(code)
  await page.keyboard.press('Enter')
  await page.getByText('Máy đã ghép').waitFor()
}

/** Presses the button that signs and decides in the agent's own window; gives the names that are shown there. */
async function consent(page: Page, button: string | RegExp, typed: string | null): Promise<string[]> {
  const opened = page.context().waitForEvent('page')
  await page.getByRole('dialog').getByRole('button', { name: button }).click()
  const shown = await opened
  await shown.getByLabel('Mã PIN của thẻ ký').waitFor()
  const names = await shown.locator('li b').allTextContents()
  if (typed === null) await shown.getByRole('button', { name: 'Không ký' }).click()
  else {
    await shown.getByLabel('Mã PIN của thẻ ký').fill(typed)
    await shown.getByRole('button', { name: 'Ký', exact: true }).click()
  }
  return names
}

const stateOf = async () => {
  const found = await stage.app.owner.query(
    'select state, count(*)::int as n from outgoing_documents where id = any($1) group by state order by state',
    [ids],
  )
  return Object.fromEntries(found.rows.map(({ state, n }) => [state, n]))
}

test('without the agent the page says so and what else can be done', async () => {
  const page = await stage.openAs('chutich')
  await hearOnly(page, null)
  await page.goto('/ky-so')
  await ready(page)
  await page.getByRole('button', { name: /^Ký số: / }).click()
  await page.getByText('Không thấy chương trình ký trên máy này').waitFor()
  await expectAccessible(page)
  expect(stage.troubles()).toEqual([])
  await page.context().close()
})

test('the chairperson signs what waits with one PIN, after a refusal and a wrong PIN; the clerk seals and issues', async () => {
  await atTheirPc(people.chair, async (port) => {
    const page = await stage.openAs('chutich')
    await hearOnly(page, port)
    await pair(page)
    await page.goto('/ky-so')
    await ready(page)
    await page.setViewportSize(phone)
    await expectNoSideways(page)
    await page.setViewportSize(desktop)
    const waits = await page.getByRole('checkbox').count()
    expect(waits).toBeGreaterThanOrEqual(7)
    await page.getByRole('button', { name: `Ký số: ${waits} tệp` }).click()
    const button = `Ký số ${waits} tệp`
    await page.getByRole('button', { name: button, exact: true }).waitFor()
    await expectAccessible(page)
    expect(await consent(page, button, null)).toHaveLength(waits)
    await page.getByText('Bạn đã chọn không ký').waitFor()
    await consent(page, button, '000000')
    await page.getByText('Mã PIN chưa đúng').waitFor()
    expect(await stateOf()).toEqual({ approved: 7 })
    await consent(page, button, pin)
    await page.getByText(`Đã ký số ${waits} tệp`).waitFor({ timeout: 60_000 })
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByText('Không có tệp nào chờ bạn ký số.').waitFor()
    expect(await stateOf()).toEqual({ signed: 7 })
    await page.context().close()
  })

  const [id = ''] = ids
  await atTheirPc(people.office, async (port) => {
    const page = await stage.openAs('vanthu')
    await hearOnly(page, port)
    await pair(page)
    await page.goto(`/van-ban-di/${id}`)
    await ready(page)
    await page.getByRole('button', { name: 'Ký số của cơ quan', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Ký số', exact: true }).waitFor()
    const names = await consent(page, /^Ký số$/, pin)
    expect(names).toHaveLength(1)
    await page.getByText('Đã ký số 1 tệp').waitFor({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByRole('button', { name: 'Phát hành', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Phát hành', exact: true }).click()
    await page.getByText('Đã phát hành').first().waitFor()

    const kept = await page.request.get(`/api/v1/outgoing-documents/${id}/signed.pdf`)
    const bytes = new Uint8Array(await kept.body())
    const programs = askPrograms(root)
    expect(programs.pdfsig(bytes).map(({ isValid, isTrusted }) => isValid && isTrusted)).toEqual([true, true])
    programs.stop()
    const report = await checkPdf(stage.app.services, stage.app.officeId, { bytes })
    // These certificates name nobody who would tell of revocations; everything else is found good.
    const open = report.signatures.flatMap(({ checks }) => checks.filter(({ state }) => state !== 'passed'))
    expect(open.filter(({ state }) => state !== 'warned').map(({ name }) => name)).toEqual([
      'revocation',
      'revocation',
    ])
    expect(report.signatures.map(({ signer }) => signer?.name)).toEqual([
      (await stage.app.as('chutich')).name,
      expect.stringContaining('Cẩm Long'),
    ])
    expect(stage.troubles()).toEqual([])
    await page.context().close()
  })
}, 180_000)

test('the clerk signs the day’s receipts with one PIN', async () => {
  const { app } = stage
  const cashier = await app.as('tiepnhan')
  await beginCollecting(app)
  await app.write(cashier, openShift, { floatVnd: 0 })
  for (const amount of [8_000, 20_000, 50_000]) {
    const { id } = await chargeDue(app, cashier, { amounts: [amount] })
    await app.write(cashier, collectCash, { id, amountVnd: amount, tenderedVnd: amount, toldVnd: amount })
  }
  await atTheirPc(people.office, async (port) => {
    const page = await stage.openAs('vanthu')
    await hearOnly(page, port)
    await pair(page)
    await page.goto('/bien-lai/ky')
    await ready(page)
    await page.getByRole('button', { name: 'Ký số 3 biên lai' }).click()
    const names = await consent(page, 'Ký số 3 tệp', pin)
    expect(names).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Biên lai \d\dTAA số \d+, 20\.000 đ$/)]),
    )
    await page.getByText('Đã ký số 3 tệp').waitFor({ timeout: 60_000 })
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Xong' }).click()
    await page.getByText('Không có biên lai nào chờ ký số.').waitFor()
    await page.context().close()
  })
  const { rows } = await app.owner.query('select xml from receipt_signatures')
  expect(rows.map(({ xml }) => (readReceiptXml(xml) as { signature?: string }).signature)).toEqual(
    Array(3).fill('valid'),
  )
})
