import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { issueResult } from '../src/dossiers/commands/hand-out-result.ts'
import { approveResult } from '../src/dossiers/commands/prepare-result.ts'
import { readPdf } from '../src/testing/read-pdf.ts'
import { phone, ready } from './browser.ts'
import { certifyButton, openCertification, requesterName, typeOriginal } from './certification.ts'
import { fillIntake, givenCode, madeUpPerson, openIntake, saveButton, typePerson } from './intake.ts'
import { openStage, type Stage } from './stage.ts'

/** A day of two officers as they live it: one at the counter, one who works on what the counter took in. */

const unmarried = [madeUpPerson(31), madeUpPerson(32)] as const
const incomplete = madeUpPerson(33)

let stage: Stage
let counter: Page
let specialist: Page
const codes: string[] = []

beforeAll(async () => {
  stage = await openStage()
  counter = await stage.openAs('tiepnhan')
  specialist = await stage.openAs('chuyenmon')
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

async function openDossier(page: Page, code: string): Promise<void> {
  await page.goto(`/ho-so/${code}`)
  await page.getByRole('heading', { level: 1, name: `Hồ sơ ${code}` }).waitFor()
  await ready(page)
}

/** Presses a next step, fills its dialog and ends it. */
async function decide(page: Page, step: string, submit: string, fill?: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: step, exact: true }).click()
  await page.getByRole('dialog').waitFor()
  await fill?.()
  await page.getByRole('dialog').getByRole('button', { name: submit, exact: true }).click()
  await page.getByText(`Đã xong: ${step}.`).waitFor()
}

/** What a passer-by with the code reads on a telephone. */
async function publicWords(code: string): Promise<string> {
  const context = await stage.open({ javaScriptEnabled: false, viewport: phone })
  const page = await context.newPage()
  await page.goto(`/tra-cuu/${code}`)
  const words = (await page.locator('main').textContent()) ?? ''
  await context.close()
  return words
}

test('morning at the counter: two dossiers received, one person sent for what is missing', async () => {
  for (const person of unmarried) {
    await fillIntake(counter, person)
    await saveButton(counter).click()
    codes.push(await givenCode(counter))
  }
  expect(new Set(codes).size).toBe(2)

  await openIntake(counter)
  await counter.getByRole('combobox', { name: 'Thủ tục' }).fill('khai sinh')
  await counter
    .getByRole('option', { name: /^Đăng ký khai sinh 1\.001193/ })
    .first()
    .click()
  await counter.getByRole('button', { name: /Nhận đủ/ }).waitFor()
  await typePerson(counter, incomplete)
  await counter.getByRole('button', { name: 'Lập phiếu yêu cầu bổ sung' }).click()
  const dialog = counter.getByRole('dialog')
  expect(await dialog.getByLabel(/Giấy tờ cần bổ sung/).inputValue()).toContain('Giấy chứng sinh')
  await dialog.getByLabel('Lý do').fill('Chưa có giấy chứng sinh')
  await dialog.getByRole('button', { name: 'Lập phiếu', exact: true }).click()
  await counter.getByRole('heading', { name: 'Đã lập phiếu yêu cầu bổ sung' }).waitFor()
  const address = await counter.getByRole('link', { name: /^In phiếu/ }).getAttribute('href')
  const paper = readPdf(await (await counter.request.get(address ?? '')).body())
  expect(paper).toContain('PHIẾU YÊU CẦU BỔ SUNG')
  expect(paper).toContain(incomplete.name)
})

test('between two dossiers: certified copies while the citizen waits', async () => {
  await openCertification(counter)
  await requesterName(counter).fill('Đặng Thử Nghiệm Ngày')
  await typeOriginal(counter, 1, { name: 'Bằng tốt nghiệp đại học', pages: '3', copies: '4' })
  await certifyButton(counter).click()
  // 2 × 2,000 + 1 × 1,000 đồng a copy (TT 226/2016/TT-BTC).
  expect(await counter.getByTestId('certified-fee').textContent()).toContain('20.000')
})

test('both dossiers go on, their papers with a slip that the specialist confirms', async () => {
  for (const code of codes) {
    await openDossier(counter, code)
    await decide(counter, 'Chuyển bước tiếp theo', 'Chuyển hồ sơ')
  }
  await counter.goto('/ban-giao')
  for (const code of codes) await counter.getByRole('checkbox', { name: new RegExp(code) }).check()
  await counter.getByLabel('Nơi nhận').selectOption({ label: 'Văn phòng HĐND và UBND' })
  await counter.getByRole('button', { name: 'Lập phiếu bàn giao' }).click()
  const heading = counter.getByRole('heading', { level: 1, name: /Phiếu bàn giao BG-/ })
  await heading.waitFor()
  const slip = (await heading.textContent())?.replace('Phiếu bàn giao ', '') ?? ''

  await specialist.goto(`/ban-giao/${slip}`)
  for (const code of codes) {
    await specialist.getByLabel(/^Quét hoặc gõ mã từng hồ sơ/).fill(code)
    await specialist.getByLabel(/^Quét hoặc gõ mã từng hồ sơ/).press('Enter')
    await specialist.getByText(`Đã nhận ${code}`).waitFor()
  }
  await specialist.getByRole('button', { name: 'Xác nhận' }).click()
  await specialist.getByText('Đã nhận', { exact: true }).first().waitFor()
})

test("the specialist's list holds both; one is drafted, one waits for a paper with its clock stopped", async () => {
  await specialist.goto('/viec-cua-toi')
  for (const code of codes) await specialist.getByRole('link', { name: code }).waitFor()
  const [whole = '', lacking = ''] = codes
  await openDossier(specialist, whole)
  await takeUp(specialist)
  await draft(specialist, unmarried[0].name)
  await decide(specialist, 'Chuyển bước tiếp theo', 'Chuyển hồ sơ')

  await openDossier(specialist, lacking)
  await takeUp(specialist)
  await decide(specialist, 'Yêu cầu bổ sung', 'Lập phiếu yêu cầu', async () => {
    await specialist
      .getByRole('dialog')
      .getByLabel('Giấy tờ cần bổ sung')
      .fill('Quyết định ly hôn của Tòa án')
    await specialist.getByRole('dialog').getByLabel('Lý do').fill('Tờ khai ghi đã ly hôn')
  })
  const words = await publicWords(lacking)
  expect(words).toContain('Thời hạn tạm dừng')
  // Which paper is missing tells of a divorce: only who knows the last four digits reads it.
  expect(words).not.toContain('ly hôn')
  expect(words).not.toContain(unmarried[1].name)
})

test('the citizen brings the paper to the counter; the specialist finishes it the same day', async () => {
  const [, lacking = ''] = codes
  await openDossier(counter, lacking)
  await decide(counter, 'Nhận giấy tờ bổ sung', 'Nhận bổ sung')
  await openDossier(specialist, lacking)
  await draft(specialist, unmarried[1].name)
  await decide(specialist, 'Chuyển bước tiếp theo', 'Chuyển hồ sơ')
  await specialist.goto('/viec-cua-toi')
  for (const code of codes) expect(await specialist.getByRole('link', { name: code }).count()).toBe(0)
})

test('evening at the counter: signed results are handed over, the register of the day holds the day', async () => {
  for (const code of codes) await signAndNumber(code)
  for (const [index, code] of codes.entries()) {
    const person = unmarried[index]
    await counter.goto('/tra-ket-qua')
    await counter.getByLabel('Tìm kết quả chờ trả').fill(code)
    await counter.getByLabel('Tìm kết quả chờ trả').press('Enter')
    // The only one found is chosen at once, as after a bar code.
    await counter.getByRole('checkbox', { checked: true }).waitFor()
    expect(
      await counter
        .getByRole('region', { name: /Người nhận/ })
        .getByLabel('Họ và tên')
        .inputValue(),
    ).toBe(person?.name)
    await counter.getByRole('button', { name: 'Trả 1 kết quả' }).click()
    await counter.getByText('Đã trả 1 kết quả').waitFor()
    expect(await publicWords(code)).toContain('Đã trả kết quả')
  }
  const register = await counter.request.get('/api/v1/register.pdf?from=2026-03-24&to=2026-03-24')
  const lines = readPdf(await register.body())
  for (const code of codes) expect(lines.replaceAll(/\s/g, '')).toContain(code)
})

async function takeUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Nhận xử lý', exact: true }).click()
  await page.getByText('Đã xong: Nhận xử lý.').waitFor()
}

function draft(page: Page, name: string): Promise<void> {
  return decide(page, 'Soạn kết quả', 'Lưu dự thảo', async () => {
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Tên kết quả').fill('Giấy xác nhận tình trạng hôn nhân')
    await dialog.getByText('Soạn văn bản', { exact: false }).first().click()
    await dialog.getByRole('textbox', { name: 'Trích yếu' }).fill('xác nhận tình trạng hôn nhân')
    await dialog.getByRole('textbox', { name: 'Kính gửi' }).fill(`Ông, bà ${name}`)
    await dialog
      .getByRole('textbox', { name: 'Nội dung' })
      .fill('Ủy ban nhân dân xã Cẩm Long xác nhận như sau.')
  })
}

/** What the leader and the clerk do meanwhile; their own pages are walked in whole-story.test.ts. */
async function signAndNumber(code: string): Promise<void> {
  const { app } = stage
  const { rows } = await app.owner.query<{ revision: number }>(
    'select revision from dossiers where code = $1',
    [code],
  )
  const approved = await app.write(await app.as('chutich'), approveResult, {
    code,
    revision: rows[0]?.revision ?? 0,
  })
  await app.write(await app.as('vanthu'), issueResult, { code, revision: approved.revision })
}
