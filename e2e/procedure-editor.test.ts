import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { planDemoChange } from '../src/demo/planned-change.ts'
import { previewReception } from '../src/dossiers/queries/preview-reception.ts'
import {
  demoClosedProcedureId,
  demoPlannedProcedureId,
  demoSlowProcedureId,
} from '../src/procedures/examples.ts'
import { procedureId } from '../src/procedures/model/record-schema.ts'
import { getProcedure } from '../src/procedures/queries.ts'
import { phone } from './browser.ts'
import { chooseProcedure, openIntake } from './intake.ts'
import { keyboardOf } from './keyboard.ts'
import { openSection, review, save } from './procedure-editing.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let page: Page
beforeAll(async () => {
  stage = await openStage()
  page = await stage.openAs('quantri')
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

const pathOf = (id: string) => `/quan-tri/thu-tuc/${id}`
const idOf = (code: string) => procedureId(stage.app.officeId, code)
const read = async (id: string) =>
  stage.app.read(await stage.app.as('quantri'), getProcedure, { procedureId: id })

async function visit(id: string, on: Page = page): Promise<void> {
  await on.goto(pathOf(id))
}

test('a case with a paper, a field of the form and a step apply today, and the counter asks for the paper', async () => {
  await visit(demoSlowProcedureId)
  const cases = await openSection(page, 'Trường hợp và thành phần hồ sơ')
  await cases.getByRole('button', { name: 'Thêm trường hợp' }).click()
  await cases.getByRole('textbox', { name: 'Tên trường hợp' }).last().fill('Sử dụng ở nước ngoài')
  await cases.getByRole('button', { name: 'Thêm giấy tờ' }).last().click()
  const paper = cases.getByRole('group', { name: 'Giấy tờ 1' }).last()
  await paper.getByRole('textbox', { name: 'Tên giấy tờ' }).fill('Văn bản đồng ý của cha mẹ')
  await paper.getByRole('textbox', { name: 'Bản sao kèm' }).fill('2')
  // The first case is what the counter asks for where it does not ask which one it is.
  await cases.getByRole('button', { name: 'Đưa “Sử dụng ở nước ngoài” lên' }).click()

  const form = await openSection(page, 'Tờ khai điện tử')
  const start = form.getByRole('button', { name: 'Tạo tờ khai' })
  if ((await start.count()) > 0) await start.click()
  await form.getByRole('button', { name: 'Thêm mục khai', exact: true }).click()
  await form.getByRole('textbox', { name: 'Nội dung hỏi' }).last().fill('Nước đến')
  await form.getByRole('checkbox', { name: 'Bắt buộc khai' }).last().check()

  const process = await openSection(page, 'Quy trình nội bộ')
  await process.getByRole('button', { name: 'Thêm bước' }).click()
  await process.getByRole('textbox', { name: 'Tên bước' }).nth(1).fill('Xác minh nơi cư trú')
  await process.getByRole('textbox', { name: 'Phút' }).nth(1).fill('0')

  const dialog = await review(page)
  const told = await dialog.getByRole('group', { name: 'Nội dung thay đổi' }).textContent()
  expect(told).toContain('Trường hợp “Sử dụng ở nước ngoài” – thêm')
  expect(told).toContain('Văn bản đồng ý của cha mẹ · Bản chính · số lượng 1 và 2 bản sao · bắt buộc')
  expect(told).toContain('Nước đến')
  expect(told).toContain('Xác minh nơi cư trú')
  await dialog.getByRole('button', { name: 'Lưu thay đổi' }).click()
  await dialog.getByText(/Hãy ghi lý do/).waitFor()
  await save(dialog, 'Theo Quyết định mẫu số 1.')
  await page.getByText(/Đã lưu phiên bản 2, áp dụng từ/).waitFor()

  const stored = await read(demoSlowProcedureId)
  expect(stored.cases.map(({ code }) => code)).toEqual(['su-dung-o-nuoc-ngoai', 'chung'])
  expect(Object.values(stored.form?.schema.properties ?? {}).at(-1)).toMatchObject({ title: 'Nước đến' })
  expect(stored.steps[1]).toMatchObject({ name: 'Xác minh nơi cư trú', role: 'specialist' })

  const counter = await stage.openAs('tiepnhan')
  await openIntake(counter)
  await chooseProcedure(counter)
  await counter
    .getByRole('list', { name: 'Thành phần hồ sơ' })
    .getByText('Văn bản đồng ý của cha mẹ')
    .waitFor()
  const asked = await stage.app.read(await stage.app.as('tiepnhan'), previewReception, {
    procedureId: demoSlowProcedureId,
    caseCode: 'chung',
  })
  expect(asked.components.map(({ name }) => name)).not.toContain('Văn bản đồng ý của cha mẹ')
})

test('a procedure that somebody else changed meanwhile keeps what was typed and tells what changed', async () => {
  const id = idOf('1.001022')
  await visit(id)
  const colleague = await stage.openAs('quantri')
  await visit(id, colleague)
  const mine = await openSection(page, 'Thông tin chung')
  await mine.getByRole('textbox', { name: 'Ghi chú nội bộ' }).fill('Nội dung tôi đang viết')
  const theirs = await openSection(colleague, 'Thông tin chung')
  await theirs.getByRole('textbox', { name: 'Kết quả' }).fill('Kết quả người khác sửa')
  await save(await review(colleague), 'Sửa trước.')
  await colleague.getByText(/Đã lưu phiên bản 2/).waitFor()

  await page.getByRole('button', { name: 'Xem thay đổi' }).click()
  const notice = page.getByRole('alert').filter({ hasText: 'Thủ tục vừa có phiên bản 2' })
  await notice.getByText('Kết quả người khác sửa').waitFor()
  await notice.getByRole('button', { name: 'Tiếp tục sửa trên phiên bản mới' }).click()
  const dialog = await review(page)
  expect(await dialog.getByRole('group', { name: 'Nội dung thay đổi' }).textContent()).not.toContain(
    'Kết quả',
  )
  await save(dialog, 'Sửa sau.')
  await page.getByText(/Đã lưu phiên bản 3/).waitFor()
  const versions = await stage.app.owner.query(
    'select result, notes from procedure_versions where procedure_id = $1 and version = 3',
    [id],
  )
  expect(versions.rows).toEqual([{ result: 'Kết quả người khác sửa', notes: 'Nội dung tôi đang viết' }])
})

test('a mistake in the source of a form is told with its line, and the list comes back with it mended', async () => {
  await visit(idOf('2.000424'))
  const form = await openSection(page, 'Tờ khai điện tử')
  const start = form.getByRole('button', { name: 'Tạo tờ khai' })
  if ((await start.count()) > 0) await start.click()
  await form.getByRole('button', { name: 'Sửa dạng mã nguồn' }).click()
  const source = form.getByRole('textbox', { name: 'Mã nguồn tờ khai' })
  const field = '"ten": { "type": "string", "title": "Tên", "x-when": { "field": "co", "equals": true } }'
  const text = (middle: string) =>
    ['{', '"title": "ĐƠN",', '"schema": { "type": "object", "properties": {', middle, field, '} }', '}'].join(
      '\n',
    )
  await source.fill(text('"co": { "type": "boolean", "title": "Có" }'))
  await page.getByRole('button', { name: 'Xem thay đổi' }).click()
  await form.getByText(/^Dòng 5: Thiếu dấu phẩy/).waitFor()
  await source.fill(text('"co": { "type": "boolean", "title": "Có" },'))
  await form.getByRole('button', { name: 'Về dạng danh sách' }).click()
  await form.getByRole('textbox', { name: 'Nội dung hỏi' }).nth(1).fill('Tên gọi khác')
  await save(await review(page), 'Thêm đơn.')
  await page.getByText(/Đã lưu phiên bản 2/).waitFor()
  // What the list does not show is still there.
  expect((await read(idOf('2.000424'))).form?.schema.properties).toMatchObject({
    ten: { title: 'Tên gọi khác', 'x-when': { field: 'co', equals: true } },
  })
})

test('papers are put into order and saved by keyboard alone, on a telephone too', async () => {
  const id = idOf('2.000806')
  await page.setViewportSize(phone)
  await visit(id)
  const hands = keyboardOf(page)
  await hands.tabTo(page.getByRole('button', { name: 'Sửa: Trường hợp và thành phần hồ sơ' }))
  await hands.press('Enter')
  const before = (await read(id)).cases[0]?.components ?? []
  const cases = page.getByRole('region', { name: 'Trường hợp và thành phần hồ sơ', exact: true })
  await hands.tabTo(cases.getByRole('button', { name: `Đưa “${before[0]?.name}” xuống` }))
  await hands.press('Enter')
  await cases.getByText(`“${before[0]?.name}” nay ở vị trí 2.`).waitFor()
  await hands.tabTo(page.getByRole('button', { name: 'Xem thay đổi' }))
  await hands.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Xem thay đổi' })
  await hands.tabTo(dialog.getByRole('textbox', { name: 'Vì sao thay đổi' }))
  await hands.type('Xếp lại thứ tự.')
  await hands.tabTo(dialog.getByRole('button', { name: 'Lưu thay đổi' }))
  await hands.press('Enter')
  await page.getByText(/Đã lưu phiên bản 2/).waitFor()
  const after = (await read(id)).cases[0]?.components ?? []
  expect(after.slice(0, 2)).toEqual([before[1], before[0]])
})

test('a new procedure is made from another one, and closed with its reason', async () => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await visit(demoSlowProcedureId)
  await page.getByRole('link', { name: 'Tạo thủ tục mới từ thủ tục này' }).click()
  await page.getByRole('heading', { name: 'Thêm thủ tục' }).waitFor()
  await page.getByRole('textbox', { name: 'Tên thủ tục' }).fill('Xác nhận theo yêu cầu (mẫu)')
  await page.getByRole('textbox', { name: 'Vì sao thêm thủ tục này' }).fill('Thử nghiệm mẫu.')
  await page.getByRole('button', { name: 'Thêm thủ tục' }).click()
  await page.getByRole('heading', { level: 1, name: 'Xác nhận theo yêu cầu (mẫu)' }).waitFor()
  await page.getByRole('button', { name: 'Ngừng tiếp nhận' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Lý do' }).fill('Chỉ để thử.')
  await dialog.getByRole('button', { name: 'Ngừng tiếp nhận' }).click()
  await page.getByText(/Ngừng tiếp nhận từ .* Lý do: Chỉ để thử\./).waitFor()
  await page.goto('/quan-tri/thu-tuc')
  await page.getByRole('link', { name: 'Xác nhận theo yêu cầu (mẫu)' }).waitFor()
})

test('what is not sure is confirmed against its decision, and a planned version is withdrawn', async () => {
  await planDemoChange(stage.app.services)
  await visit(demoClosedProcedureId)
  await page.getByText('Chưa xác nhận').first().waitFor()
  await page.getByRole('button', { name: 'Xác nhận đã đối chiếu' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Xác nhận', exact: true }).click()
  await dialog.getByText(/Hãy ghi số quyết định công bố/).waitFor()
  await dialog.getByRole('textbox', { name: /Quyết định công bố số/ }).fill('12/QĐ-BVHTTDL')
  for (const box of await dialog.getByRole('checkbox').all()) await box.check()
  await dialog.getByRole('button', { name: 'Xác nhận', exact: true }).click()
  await page.getByText('Đã đối chiếu với Quyết định công bố số 12/QĐ-BVHTTDL.').waitFor()
  expect(await read(demoClosedProcedureId)).toMatchObject({ confidence: 'verified', version: 1 })

  await visit(demoPlannedProcedureId)
  await page.getByRole('link', { name: 'Phiên bản 2' }).click()
  await page.getByText('Đây là phiên bản dự kiến').waitFor()
  await page.getByRole('button', { name: 'Rút phiên bản dự kiến' }).click()
  await dialog.getByRole('textbox', { name: 'Lý do' }).fill('Luật lùi ngày có hiệu lực.')
  await dialog.getByRole('button', { name: 'Rút phiên bản', exact: true }).click()
  await page.getByText(/Phiên bản này đã được thay hoặc rút/).waitFor()
  expect(await read(demoPlannedProcedureId)).toMatchObject({ version: 1, validTo: null })
})
