import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoProcedureId } from '../src/procedures/examples.ts'
import { demoStaffId } from '../src/staff/examples.ts'
import { demoPassword } from '../src/testing/places.ts'
import { readPdf } from '../src/testing/read-pdf.ts'
import { signIn } from './browser.ts'
import { certifyButton, openCertification, requesterName, typeOriginal } from './certification.ts'
import { cardOf, madeUpPerson } from './intake.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openStage, type Stage } from './stage.ts'

/** Seconds that an average typist takes for a key press (Card, Moran and Newell, 1980). */
const secondsPerKey = 0.28

let stage: Stage
let page: Page
let keyboard: Keyboard

beforeAll(async () => {
  stage = await openStage()
  const context = await stage.open({ permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
  keyboard = keyboardOf(page)
  await signIn(page, 'tiepnhan', demoPassword)
})
afterAll(() => stage?.close())

const entries = async () =>
  (await stage.app.owner.query('select * from certifications order by register, number')).rows
const fee = () => page.getByTestId('certified-fee').textContent()

function tell(what: string, opened: number): void {
  const seconds = (performance.now() - opened) / 1000
  const { actions, keys } = keyboard.count
  const byHand = seconds + keys * secondsPerKey
  process.stdout.write(
    `${what}: ${actions} actions, ${keys} keys, ${seconds.toFixed(1)} s for the program; ` +
      `${byHand.toFixed(1)} s with ${secondsPerKey} s for each key\n`,
  )
}

test('a certified copy takes at most twelve actions of the keyboard', async () => {
  await openCertification(page)
  Object.assign(keyboard.count, { actions: 0, keys: 0 })
  const opened = performance.now()
  await keyboard.paste(cardOf(madeUpPerson(31)))
  await keyboard.type('btnthpt')
  await keyboard.press('Enter')
  await keyboard.type('2')
  await keyboard.press('Enter')
  await keyboard.type('5')
  await page.getByLabel('Phí và số chứng thực').getByText('20.000 đ').waitFor()
  await keyboard.press('Control+Enter')
  expect(await fee()).toContain('20.000 đ')
  tell('certified copy by keyboard', opened)
  expect(keyboard.count.actions).toBeLessThanOrEqual(12)
  expect(await entries()).toMatchObject([
    {
      number: 1,
      document_name: 'Bằng tốt nghiệp trung học phổ thông',
      pages: 2,
      copies: 5,
      fee_vnd: '20000',
    },
  ])
})

test('the next form is empty, and a batch of five originals goes in one go', async () => {
  await keyboard.press('n')
  await page.locator('#quet-the-can-cuoc:focus').waitFor()
  for (const box of await page.getByRole('textbox').all()) expect(['', '1']).toContain(await box.inputValue())
  Object.assign(keyboard.count, { actions: 0, keys: 0 })
  const opened = performance.now()
  await keyboard.paste(cardOf(madeUpPerson(32)))
  for (const [name, copies] of [
    ['btn', '5'],
    ['btn', '5'],
    ['btn', '5'],
    ['tcc', '2'],
    ['tcc', '2'],
  ] as const) {
    await keyboard.type(name)
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await keyboard.type(copies)
    await keyboard.press('Enter')
  }
  await page.getByLabel('Phí và số chứng thực').getByText('Số dự kiến: 2 đến 6').waitFor()
  await keyboard.press('Control+Enter')
  expect(await fee()).toContain('38.000 đ')
  tell('five originals by keyboard', opened)
  const given = await entries()
  expect(given.slice(1).map(({ number, copies }) => [number, copies])).toEqual([
    [2, 5],
    [3, 5],
    [4, 5],
    [5, 2],
    [6, 2],
  ])
  const print = page.getByRole('link', { name: 'In lời chứng (P)' })
  const pdf = await page.request.get((await print.getAttribute('href')) ?? '')
  expect(readPdf(await pdf.body()).match(/Số chứng thực: 6/g)).toHaveLength(2)
})

test('fees that change while the form is open: told with the new sum, nothing typed is lost', async () => {
  await openCertification(page)
  await requesterName(page).fill('Đặng Thử Nghiệm Giữ Nguyên')
  await typeOriginal(page, 1, { name: 'Học bạ', pages: '3', copies: '2' })
  const set = (from: number, to: number) =>
    stage.app.owner.query(
      `update procedure_versions set fees = replace(fees::text, '"amountVnd": ${from}', '"amountVnd": ${to}')::jsonb
       where procedure_id = $1`,
      [demoProcedureId],
    )
  await set(2000, 3000)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').getByText('14.000 đ').waitFor()
  await page.getByLabel('Phí và số chứng thực').getByText('14.000 đ').waitFor()
  expect(await requesterName(page).inputValue()).toBe('Đặng Thử Nghiệm Giữ Nguyên')
  await page.keyboard.press('Control+Enter')
  expect(await fee()).toContain('14.000 đ')
  await set(3000, 2000)
})

test('a signer whose duty ended is refused at the field, and the list shows who signs now', async () => {
  await openCertification(page)
  await requesterName(page).fill('Đặng Thử Nghiệm Người Ký')
  await typeOriginal(page, 1, { name: 'Học bạ', pages: '1', copies: '1' })
  const signer = page.getByRole('combobox', { name: 'Người ký chứng thực' })
  await signer.selectOption(demoStaffId('phochutich'))
  await stage.app.owner.query("update duties set ends_on = '2026-03-23' where staff_id = $1", [
    demoStaffId('phochutich'),
  ])
  await certifyButton(page).click()
  await page.getByText('Hãy chọn người ký khác').first().waitFor()
  await page.getByRole('option', { name: /Phó Chủ tịch/ }).waitFor({ state: 'detached' })
  await signer.selectOption(demoStaffId('chutich'))
  await certifyButton(page).click()
  expect(await fee()).toContain('2.000 đ')
})

test('what cannot be done at once is promised, certified later from the list, and struck when wrong', async () => {
  await openCertification(page)
  await requesterName(page).fill('Đặng Thử Nghiệm Hẹn Sau')
  await typeOriginal(page, 1, { name: 'Hồ sơ dự thầu', pages: '300', copies: '4' })
  await page.getByRole('switch', { name: /Chưa trả ngay/ }).press('Space')
  await page.getByRole('combobox', { name: 'Hẹn trả' }).selectOption('2')
  await certifyButton(page).press('Enter')
  expect(await fee()).toContain('800.000 đ')
  const before = (await entries()).length
  const code = (await page.getByTestId('dossier-code').textContent()) ?? ''
  await page.getByRole('button', { name: /Người tiếp theo/ }).click()
  await page.getByRole('button', { name: `Chứng thực hồ sơ ${code}` }).press('Enter')
  await page.getByText('Hồ sơ đã hẹn của Đặng Thử Nghiệm Hẹn Sau').waitFor()
  await page.keyboard.press('Control+Enter')
  expect(await fee()).toContain('800.000 đ')
  const given = await entries()
  expect(given).toHaveLength(before + 1)
  await page.goto('/so-chung-thuc')
  await page.getByRole('button', { name: `Gạch bỏ số ${given.at(-1)?.number}`, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Gạch bỏ', exact: true }).click()
  await dialog.getByText('Hãy ghi rõ lý do').waitFor()
  await dialog.getByLabel('Lý do gạch bỏ').fill('Ghi nhầm số trang')
  await dialog.getByRole('button', { name: 'Gạch bỏ', exact: true }).click()
  await page.getByText('Gạch bỏ: Ghi nhầm số trang').waitFor()
  await page.getByText('gạch bỏ 1').waitFor()
})

test('an answer that is lost is fetched again: one dossier, the same numbers', async () => {
  await openCertification(page)
  await requesterName(page).fill('Đặng Thử Nghiệm Mất Mạng')
  await typeOriginal(page, 1, { name: 'Hộ chiếu', pages: '4', copies: '1' })
  const before = (await entries()).length
  let lost = 0
  await page.route('**/api/v1/certifications', async (route) => {
    await route.fetch()
    lost += 1
    if (lost < 3) return route.abort()
    return route.continue()
  })
  await page.keyboard.press('Control+Enter')
  expect(await fee()).toContain('6.000 đ')
  expect(lost).toBe(3)
  expect(await entries()).toHaveLength(before + 1)
  await page.unroute('**/api/v1/certifications')
})

test('no page had an error, broke its own rules or asked another host', () => {
  expect(stage.troubles()).toEqual([])
})
