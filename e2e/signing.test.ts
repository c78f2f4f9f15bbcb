import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { loadDemoOutgoing } from '../src/demo/outgoing.ts'
import { cast, givenDocument, storedFile } from '../src/records/factory.ts'
import { checkSignatures } from '../src/records/jobs/check-signatures.ts'
import { demoOutgoingId } from '../src/records/model/outgoing/demo-outgoing.ts'
import { addTrustRoots } from '../src/signing/commands/trust-roots.ts'
import { type Holder, issue, pem, rsaKeys } from '../src/testing/signing/pki.ts'
import { askPrograms } from '../src/testing/signing/programs.ts'
import { letter, signPdf } from '../src/testing/signing/signed-pdf.ts'
import { paintOver, revise } from '../src/testing/signing/spoil-pdf.ts'
import { desktop, phone, ready } from './browser.ts'
import { expectAccessible, expectNoSideways, openStage, type Stage } from './stage.ts'

const day = 86_400_000
const at = new Date('2026-03-24T02:00:00Z').getTime()
const holds = { from: at - 30 * day, to: at + 365 * day }
const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys(), ...holds })
const id = demoOutgoingId('sign')

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await loadDemoOutgoing(stage.app.services)
  await stage.app.write(await stage.app.as('quantri'), addTrustRoots, {
    set: 'government',
    pem: pem(root.certificate.raw),
    source: 'Tệp thử của phòng thử',
  })
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

/** Downloads what is to be signed, as the link of the dialog does, and signs it outside. */
async function signOutside(page: Page, holder: Holder): Promise<Buffer> {
  const link = page.getByRole('dialog').getByRole('link', { name: 'Tải tệp về để ký' })
  const given = await page.request.get((await link.getAttribute('href')) ?? '')
  expect(given.status()).toBe(200)
  return signPdf(await given.body(), { holder })
}

async function bring(page: Page, file: Buffer): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'da-ky-so.pdf', mimeType: 'application/pdf', buffer: file })
  await dialog.getByText('da-ky-so.pdf').waitFor()
  await dialog.getByRole('button', { name: 'Nhận bản đã ký' }).click()
}

test('from the signer’s own certificate to the office’s: signed outside, checked, taken, sealed and issued', async () => {
  const { owner } = stage.app
  const names = await owner.query(
    `select s.full_name as person, o.name as organisation from outgoing_documents d
     join staff_members s on s.office_id = d.office_id and s.id = d.signer_id
     join offices o on o.office_id = d.office_id where d.id = $1`,
    [id],
  )
  const { person, organisation } = names.rows[0]
  const certificate = (name: string) => issue({ name, organisation, issuer: root, keys: rsaKeys(), ...holds })

  const clerk = await stage.openAs('vanthu')
  await clerk.goto(`/van-ban-di/${id}`)
  await ready(clerk)
  await clerk.getByRole('button', { name: 'Ký văn bản', exact: true }).click()
  await clerk.getByText(`ký số bằng chứng thư của ${person}`).waitFor()
  await expectAccessible(clerk)
  await clerk.setViewportSize(phone)
  await expectNoSideways(clerk)
  await clerk.setViewportSize(desktop)
  // Signed by somebody else: the page says whose certificate it was, and the file can be brought again.
  await bring(clerk, await signOutside(clerk, certificate('Người Khác Mẫu')))
  await clerk.getByRole('alert').getByText('Người Khác Mẫu').waitFor()
  await bring(clerk, await signOutside(clerk, certificate(person)))
  await clerk.getByRole('dialog').waitFor({ state: 'detached' })

  await clerk.getByRole('button', { name: 'Ký số của cơ quan', exact: true }).click()
  await clerk.getByLabel('Ký số bằng phần mềm khác, tải lên tệp đã ký').check()
  await clerk.getByText('ký số bằng chứng thư của cơ quan').waitFor()
  await bring(clerk, await signOutside(clerk, certificate(organisation)))
  await clerk.getByRole('dialog').waitFor({ state: 'detached' })

  await clerk.getByRole('button', { name: 'Phát hành', exact: true }).click()
  await clerk.getByRole('dialog').getByRole('button', { name: 'Phát hành', exact: true }).click()
  await clerk.getByText('Đã phát hành').first().waitFor()
  const kept = await clerk.request.get(`/api/v1/outgoing-documents/${id}/signed.pdf`)
  const programs = askPrograms(root)
  const said = programs.pdfsig(await kept.body())
  programs.stop()
  expect(said.map(({ isValid, isTrusted }) => isValid && isTrusted)).toEqual([true, true])
})

test('anybody checks a signed file on a telephone without script, and reads whose it is and what was changed', async () => {
  const signer = issue({
    name: 'Lê Văn Ví Dụ',
    organisation: 'UBND xã Mẫu',
    issuer: root,
    keys: rsaKeys(),
    ...holds,
  })
  const signed = await signPdf(await letter(), { holder: signer })
  const window = await stage.open({ javaScriptEnabled: false, viewport: phone })
  const page = await window.newPage()
  await page.goto('/kiem-tra-chu-ky')
  const check = async (buffer: Buffer) => {
    const file = { name: 'van-ban.pdf', mimeType: 'application/pdf', buffer }
    await page.getByLabel('Tệp PDF').setInputFiles(file)
    await page.getByRole('button', { name: 'Kiểm tra' }).click()
  }
  await check(signed)
  await page.getByRole('heading', { name: /Lê Văn Ví Dụ.*UBND xã Mẫu/ }).waitFor()
  // No list says that the certificate was not revoked, and nobody could be asked.
  await page.getByText(/Thu hồi chứng thư: Chưa kiểm tra được/).waitFor()
  await check(revise(signed, paintOver))
  await page.getByText(/Thay đổi sau khi ký: Không đạt/).waitFor()
  await check(Buffer.from('không phải PDF'))
  await page.getByRole('status').getByText('không phải tệp PDF').waitFor()
})

test('whoever opens an incoming document reads beside its file who signed it, and may have it checked anew', async () => {
  const { app } = stage
  const people = await cast(app)
  const issuer = 'Sở Nội vụ tỉnh Mẫu'
  const signer = issue({
    name: 'Lê Văn Ví Dụ',
    organisation: issuer,
    issuer: root,
    keys: rsaKeys(),
    ...holds,
  })
  const fileId = await storedFile(app, people.clerk, {
    bytes: await signPdf(await letter(), { holder: signer }),
  })
  const { id } = await givenDocument(app, people, { channel: 'scan', fileIds: [fileId], issuer })
  await checkSignatures(app.services, app.officeId)
  const page = await stage.openAs('chuyenmon', { viewport: phone })
  await page.goto(`/van-ban-den/${id}`)
  await ready(page)
  await page.getByText('Chưa kết luận được', { exact: true }).waitFor()
  await page.getByText(/^Chữ ký 1: Lê Văn Ví Dụ, Sở Nội vụ tỉnh Mẫu/).click()
  await page.getByText(`Chứng thư thuộc ${issuer}.`).waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Kiểm tra lại' }).click()
  await expect
    .poll(
      async () =>
        (await app.owner.query('select 1 from signature_reports where file_id = $1', [fileId])).rowCount,
    )
    .toBe(2)
})

test('the letter that asks for the certificates that are missing is drafted from the register', async () => {
  const page = await stage.openAs('vanthu')
  await page.goto('/quan-tri/chung-thu-so')
  await ready(page)
  await page.getByRole('link', { name: 'Soạn văn bản đề nghị cấp chứng thư số' }).click()
  await page.getByRole('heading', { level: 1, name: 'Soạn văn bản đi' }).waitFor()
  await ready(page)
  expect(await page.getByRole('textbox', { name: /^Trích yếu/ }).inputValue()).toBe(
    'đề nghị cấp chứng thư số chuyên dùng công vụ',
  )
  expect(await page.getByRole('textbox', { name: /^Nội dung/ }).inputValue()).toContain('1. Lãnh đạo Mẫu')
})
