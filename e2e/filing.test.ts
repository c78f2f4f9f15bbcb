import { randomBytes, randomUUID } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { setSignIn } from '../src/citizens/factory.ts'
import { acceptFiling } from '../src/dossiers/commands/accept-filing.ts'
import { answerFiling } from '../src/dossiers/commands/answer-filing.ts'
import { beginAssistedDraft } from '../src/filing/commands/begin-draft.ts'
import { openChannel } from '../src/filing/factory.ts'
import { demoSlowProcedureId } from '../src/procedures/examples.ts'
import { startIdentityProvider } from '../src/testing/identity-provider.ts'
import { phone } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

let stage: Stage
let provider: Awaited<ReturnType<typeof startIdentityProvider>>
beforeAll(async () => {
  stage = await openStage()
  provider = await startIdentityProvider({
    redirectUris: [`${stage.origin}/cong-dan/tro-ve`],
    signedOutUris: [`${stage.origin}/cong-dan`],
  })
  await setSignIn(stage.app, { providerOn: true, issuer: provider.issuer })
  await openChannel(stage.app)
})
afterAll(async () => {
  await stage?.close()
  await provider?.close()
})
afterEach(() => {
  const own = stage.troubles().filter((trouble) => !trouble.includes(provider.issuer))
  expect(own).toEqual([])
})

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
const onward = (page: Page) => page.getByRole('button', { name: 'Tiếp tục' }).click()
const step = (page: Page) => page.locator('[aria-current=step]').textContent()
const dossierOf = async (reference: string) =>
  (
    await stage.app.owner.query('select dossier_id as id from online_filings where reference = $1', [
      reference,
    ])
  ).rows[0].id as string

/** Signs in on the way and stands on the first step of a new draft. */
async function begin(page: Page): Promise<void> {
  await page.goto(`/nop-ho-so/${demoSlowProcedureId}`)
  await page.getByRole('button', { name: 'Bắt đầu lập hồ sơ' }).click()
  if (new URL(page.url()).pathname === '/cong-dan') {
    await page.getByRole('link', { name: 'Đăng nhập bằng VNeID mẫu' }).click()
    await page.getByRole('button', { name: 'Nguyễn Văn Mẫu' }).click()
    expect(new URL(page.url()).pathname).toBe(`/nop-ho-so/${demoSlowProcedureId}`)
    await page.getByRole('button', { name: 'Bắt đầu lập hồ sơ' }).click()
  }
  expect(await step(page)).toBe('Người nộp')
}

async function fillPeople(page: Page): Promise<void> {
  await page.getByLabel('Ngày sinh').fill('2/1/1990')
  await page.getByLabel('Nơi ở hoặc trụ sở').fill('Thôn Mẫu, xã Cẩm Long')
  await page.getByLabel('Số điện thoại', { exact: true }).fill('0912345678')
  await onward(page)
}

/** Fills in whatever the declaration asks for, as its messages name it; one answer may ask for another. */
async function fillDeclaration(page: Page): Promise<void> {
  await onward(page)
  expect(await page.getByRole('alert').textContent()).toContain('vẫn được lưu')
  for (let tries = 0; tries < 4 && (await step(page)) === 'Tờ khai'; tries += 1) {
    for (const field of await page.locator('form.declaration [aria-invalid=true]').all()) {
      const { tag, label } = await field.evaluate((each: HTMLInputElement) => ({
        tag: each.tagName,
        label: each.labels?.[0]?.textContent ?? '',
      }))
      if (tag === 'SELECT') await field.selectOption({ index: 1 })
      else await field.fill(/ngày/i.test(label) ? '02/01/1990' : 'Nguyễn Văn Mẫu')
    }
    await onward(page)
  }
  expect(await step(page)).toBe('Giấy tờ')
}

async function attach(page: Page, name: string, bytes: Buffer): Promise<void> {
  const required = page.locator('section.paper', { has: page.locator('p.wrong') }).first()
  await required
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: bytes })
}

const pdf = (size: number) =>
  Buffer.concat([Buffer.from('%PDF-1.7\n%'), randomBytes(16), Buffer.alloc(size, 0x20)])

describe('filing from a telephone without script', () => {
  let context: BrowserContext
  let page: Page
  let reference = ''
  beforeAll(async () => {
    context = await stage.open({ javaScriptEnabled: false, viewport: phone })
    page = await context.newPage()
  })
  afterEach(() => expectNoSideways(page))

  test('from the need to the declaration, saved on the way and found again', async () => {
    await page.goto('/nop-ho-so')
    await page.getByRole('link', { name: 'Xin, sửa giấy tờ hộ tịch' }).click()
    await page.getByRole('link', { name: 'Cấp Giấy xác nhận tình trạng hôn nhân' }).click()
    expect(await heading(page)).toBe('Cấp Giấy xác nhận tình trạng hôn nhân')
    await begin(page)
    expect(await page.getByLabel('Họ và tên, hoặc tên tổ chức').inputValue()).toBe('Nguyễn Văn Mẫu')
    await page.getByLabel('Nơi ở hoặc trụ sở').fill('Thôn Mẫu')
    await page.getByRole('button', { name: 'Lưu, làm tiếp sau' }).click()
    await page.getByText('Đã lưu.').waitFor()
    await page.getByRole('link', { name: 'Hồ sơ của tôi' }).click()
    await page.getByRole('link', { name: 'Cấp Giấy xác nhận tình trạng hôn nhân' }).click()
    expect(await page.getByLabel('Nơi ở hoặc trụ sở').inputValue()).toBe('Thôn Mẫu')
    await fillPeople(page)
    expect(await step(page)).toBe('Tờ khai')
    await fillDeclaration(page)
  })

  test('papers are asked for by name, sent with a plain form, and taken away again', async () => {
    await onward(page)
    expect(await page.getByRole('alert').textContent()).toContain('Còn thiếu')
    await attach(page, 'can-cuoc.pdf', pdf(1000))
    const paper = page.locator('section.paper', { has: page.locator('p.wrong') }).first()
    await paper.getByRole('button', { name: /^Gửi tệp/ }).click()
    await page.getByText('can-cuoc.pdf (1 KB)').waitFor()
    await page.getByRole('button', { name: 'Bỏ tệp can-cuoc.pdf' }).click()
    expect(await page.getByText('can-cuoc.pdf').count()).toBe(0)
    await onward(page)
    await attach(page, 'khong-phai-anh.pdf', Buffer.from('#!/bin/sh\necho sai\n'))
    await paper.getByRole('button', { name: /^Gửi tệp/ }).click()
    expect(await page.getByRole('alert').textContent()).toContain('khong-phai-anh.pdf')
    await onward(page)
    await attach(page, 'can-cuoc.pdf', pdf(2000))
    await paper.getByRole('button', { name: /^Gửi tệp/ }).click()
    await page.getByText('can-cuoc.pdf (2 KB)').waitFor()
    await onward(page)
    expect(await step(page)).toBe('Nhận kết quả')
  })

  test('reviewed and filed, it has a code to follow', async () => {
    await onward(page)
    expect(await step(page)).toBe('Xem lại và nộp')
    expect(await page.getByText('Theo nghị quyết HĐND cấp tỉnh').count()).toBe(1)
    // The test's own clock stands still: no time has passed since the draft was begun, so a question is asked.
    stage.app.time.advanceMinutes(3)
    await page.getByRole('button', { name: 'Nộp hồ sơ' }).click()
    expect(await heading(page)).toBe('Đã nộp hồ sơ')
    reference = (await page.locator('.big-code').textContent()) ?? ''
    expect(reference).toMatch(/^NT-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  })

  test('asked for more, one answers on the same page; accepted, one follows the official code', async () => {
    const id = await dossierOf(reference)
    const officer = await stage.app.as('tiepnhan')
    const missing = {
      kind: 'supplement',
      items: ['Căn cước, mặt sau'],
      reason: 'Ảnh thiếu mặt sau.',
    } as const
    await stage.app.write(officer, answerFiling, { id, revision: 1, ...missing, items: [...missing.items] })
    await page.reload()
    await page.getByText('Ảnh thiếu mặt sau.').waitFor()
    await page.locator('#supplement-0 input[type=file]').setInputFiles({
      name: 'mat-sau.pdf',
      mimeType: 'application/pdf',
      buffer: pdf(3000),
    })
    await page.getByRole('button', { name: /^Gửi tệp/ }).click()
    await page.getByText('mat-sau.pdf (3 KB)').waitFor()
    await page.getByRole('button', { name: 'Gửi bổ sung' }).click()
    await page.getByText(/đang được kiểm tra/).waitFor()
    const { rows } = await stage.app.owner.query('select revision from dossiers where id = $1', [id])
    const { code } = await stage.app.write(officer, acceptFiling, { id, revision: rows[0].revision })
    await page.reload()
    expect(await page.locator('.big-code').textContent()).toBe(code)
    await page.getByRole('link', { name: 'Theo dõi hồ sơ' }).click()
    expect(new URL(page.url()).pathname).toBe(`/tra-cuu/${code}`)
    await page.goto('/cong-dan/ho-so')
    await page.getByText(code).waitFor()
  })

  test('a second filing answers a question in words first', async () => {
    await begin(page)
    stage.app.time.advanceMinutes(3)
    await fillPeople(page)
    await fillDeclaration(page)
    await onward(page)
    await attach(page, 'can-cuoc.pdf', pdf(2500))
    await page
      .locator('section.paper', { has: page.locator('p.wrong') })
      .getByRole('button', { name: /^Gửi tệp/ })
      .click()
    await onward(page)
    await onward(page)
    const file = page.getByRole('button', { name: 'Nộp hồ sơ' })
    await file.click()
    expect(await page.getByRole('alert').textContent()).toMatch(/câu hỏi/)
    const asked = (await page.locator('#o-tra-loi legend').textContent()) ?? ''
    const options = await page.locator('#o-tra-loi label').allTextContents()
    const fitting = options.find((option) => fits(asked, option)) ?? ''
    await page.getByLabel(fitting, { exact: true }).check()
    await file.click()
    expect(await heading(page)).toBe('Đã nộp hồ sơ')
  })
})

/** What somebody who reads would pick. */
function fits(asked: string, option: string): boolean {
  const beginnings: [RegExp, RegExp][] = [
    [/con vật/, /^con /],
    [/loại quả/, /^quả /],
    [/đội trên đầu/, /^(nón|mũ|khăn) /],
    [/một màu/, /^màu /],
    [/để ngồi/, /ghế/],
    [/đi lại/, /^(xe|tàu|máy bay)/],
    [/ăn cơm/, /bát|đũa|thìa|muôi/],
  ]
  return beginnings.some(([about, words]) => about.test(asked) && words.test(option))
}

test('with script a photograph goes on after the connection drops, and every page is for everybody', async () => {
  const context = await stage.open({ viewport: phone })
  const page = await context.newPage()
  await begin(page)
  await fillPeople(page)
  await fillDeclaration(page)
  await onward(page)
  await expectAccessible(page)
  let pieces = 0
  await page.route('**/pieces/*', (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    pieces += 1
    // The second piece is lost on the way, and the browser is told that it is back at once.
    if (pieces !== 2) return route.continue()
    return route.abort('connectionreset')
  })
  const settled = page.waitForEvent('load')
  await attach(page, 'anh-lon.pdf', pdf(2.5 * 2 ** 20))
  await page.getByText(/Mất kết nối/).waitFor()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await settled
  await page.getByText('anh-lon.pdf (2,5 MB)').waitFor()
  expect(pieces).toBe(4)
  await onward(page)
  await onward(page)
  await expectAccessible(page)
  await page.goto('/cong-dan/ho-so')
  await expectAccessible(page)
})

test('no filing page weighs more than 60 KB at first load', async () => {
  const context = await stage.open({ viewport: phone })
  const page = await context.newPage()
  await begin(page)
  const draft = new URL(page.url()).pathname
  const weights: Record<string, number> = {}
  for (const [name, path] of [
    ['choose', '/nop-ho-so'],
    ['start', `/nop-ho-so/${demoSlowProcedureId}`],
    ...[1, 2, 4, 5].map((number) => [`step ${number}`, `${draft}?buoc=${number}&kiem=co`] as const),
    ['papers', `${draft}/giay-to`],
    ['own filings', '/cong-dan/ho-so'],
  ] as const) {
    weights[name] = await firstLoad(context, path)
  }
  weights['longest declaration'] = Math.max(...(await weighDeclarations()))
  process.stdout.write(`first load of the filing pages, bytes: ${JSON.stringify(weights)}\n`)
  expect(Object.values(weights).filter((bytes) => bytes > 60 * 1024)).toEqual([])
})

/** The declaration of every procedure that has one, as an officer fills it in for a citizen. */
async function weighDeclarations(): Promise<number[]> {
  const officer = await stage.app.as('tiepnhan')
  const { rows } = await stage.app.owner.query<{ id: string }>(
    `select distinct procedure_id as id from procedure_versions where office_id = $1 and form::text <> 'null'`,
    [stage.app.officeId],
  )
  expect(rows.length).toBeGreaterThan(20)
  const cookie = await stage.app.cookie('tiepnhan')
  const context = await stage.open({ extraHTTPHeaders: { cookie } })
  const weights: number[] = []
  for (const { id: procedureId } of rows) {
    const { id } = await stage.app.write(officer, beginAssistedDraft, { id: randomUUID(), procedureId })
    weights.push(await firstLoad(context, `/nop-ho-so/ban/${id}?buoc=2&kiem=co`))
  }
  await context.close()
  return weights
}

/** Bytes of a page and of every file that it names, as they are before compression. */
async function firstLoad({ request }: BrowserContext, path: string): Promise<number> {
  const html = await (await request.get(path)).text()
  const named = [...html.matchAll(/<(?:link|script|img)[^>]*\b(?:href|src)="([^"]+)"/g)].map(
    ([, url]) => url ?? '',
  )
  expect(named.some((url) => url.endsWith('.css'))).toBe(true)
  const files = await Promise.all([...new Set(named)].map(async (url) => (await request.get(url)).body()))
  return files.reduce((sum, file) => sum + file.length, Buffer.byteLength(html))
}
