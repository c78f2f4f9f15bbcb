import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { loadDemoOutgoing } from '../src/demo/outgoing.ts'
import { ready } from './browser.ts'
import { expectAccessible, openStage, type Stage } from './stage.ts'

let stage: Stage
let folder: string
let stopWork: (() => void) | undefined

beforeAll(async () => {
  stage = await openStage()
  await loadDemoOutgoing(stage.app.services)
  folder = await mkdtemp(join(tmpdir(), 'motcua-goi-'))
})
afterAll(async () => {
  stopWork?.()
  await stage?.close()
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

test('a work file goes from opening to the package that the archive has verified; one changed byte is seen', async () => {
  const keeper = await stage.openAs('chuyenmon')
  await keeper.goto('/ho-so-cong-viec')
  await ready(keeper)
  await keeper.getByRole('button', { name: 'Mở hồ sơ', exact: true }).click()
  let dialog = keeper.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Số, ký hiệu hồ sơ/ }).fill('07.KT')
  await dialog.getByRole('textbox', { name: /^Tiêu đề hồ sơ/ }).fill('Hồ sơ về lịch tiếp công dân')
  await dialog.getByRole('combobox', { name: /^Thời hạn bảo quản/ }).selectOption('10 năm')
  await dialog.getByRole('button', { name: 'Mở hồ sơ', exact: true }).click()
  await keeper.getByRole('heading', { level: 1, name: /^Hồ sơ 07\.KT/ }).waitFor()

  await ready(keeper)
  await keeper.getByRole('button', { name: 'Thêm văn bản', exact: true }).click()
  dialog = keeper.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Số, ký hiệu hoặc vài chữ/ }).fill('tiep cong dan')
  await dialog.getByRole('button', { name: 'Tìm', exact: true }).click()
  await dialog
    .getByRole('checkbox', { name: /TB-UBND, ngày/ })
    .first()
    .check()
  await dialog.getByRole('button', { name: 'Thêm 1 văn bản', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await keeper.getByRole('heading', { name: 'Văn bản, tài liệu (1)' }).waitFor()

  await keeper.getByRole('button', { name: 'Kết thúc hồ sơ', exact: true }).click()
  dialog = keeper.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Kết thúc hồ sơ', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  stopWork = stage.app.app.workAtOnce()
  await ready(keeper)
  await keeper.getByRole('button', { name: 'Lập gói', exact: true }).click()
  await keeper.getByRole('link', { name: 'Tải gói nộp lưu trữ' }).waitFor()
  await keeper.getByRole('button', { name: 'Lập lại gói', exact: true }).waitFor()
  await expectAccessible(keeper)
  const [download] = await Promise.all([
    keeper.waitForEvent('download'),
    keeper.getByRole('link', { name: 'Tải gói nộp lưu trữ' }).click(),
  ])
  const path = join(folder, 'goi.zip')
  await download.saveAs(path)

  const clerk = await stage.openAs('vanthu')
  await clerk.goto('/kiem-tra-goi')
  await ready(clerk)
  await clerk.locator('input[type=file]').setInputFiles(path)
  await clerk.getByRole('heading', { name: 'Gói nguyên vẹn' }).waitFor()
  await clerk.getByText(/^Hồ sơ 07\.KT\//).waitFor()
  await expectAccessible(clerk)
  const bytes = await readFile(path)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  await writeFile(path, bytes)
  await clerk.locator('input[type=file]').setInputFiles(path)
  await clerk.getByRole('heading', { name: 'Gói có lỗi, không nhận' }).waitFor()
  await clerk.getByRole('link', { name: '07.KT/', exact: false }).click()
  await clerk.getByText(/2 lượt, 2 người, gần nhất/).waitFor()
  await clerk
    .getByText(/mã niêm phong [0-9a-f]{64}/)
    .first()
    .waitFor()
})
