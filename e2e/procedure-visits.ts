import type { Page } from 'playwright-core'
import { demoPlannedProcedureId, demoSlowProcedureId } from '../src/procedures/examples.ts'
import { openSection, review } from './procedure-editing.ts'
import type { Visit } from './visit.ts'

const path = `/quan-tri/thu-tuc/${demoSlowProcedureId}`
const asAdministrator = (name: string, prepare: (page: Page) => Promise<void>): Visit => ({
  name,
  as: 'quantri',
  path,
  prepare,
})

/** The page of a procedure in the states that matter. */
export const procedureVisits: readonly Visit[] = [
  asAdministrator('procedure-sections', async (page) => {
    for (const title of ['Thông tin chung', 'Phí, lệ phí', 'Thời hạn giải quyết', 'Quy trình nội bộ']) {
      await openSection(page, title)
    }
    for (const title of ['Nội dung niêm yết', 'Căn cứ pháp lý', 'Cơ quan']) await openSection(page, title)
  }),
  asAdministrator('procedure-fees', async (page) => {
    const section = await openSection(page, 'Phí, lệ phí')
    await section.getByRole('button', { name: 'Thêm mức thu' }).click()
    await section.getByLabel('Cách tính').last().selectOption({ label: 'Mỗi trang của bản chính' })
  }),
  asAdministrator('procedure-cases', async (page) => {
    const section = await openSection(page, 'Trường hợp và thành phần hồ sơ')
    await section.getByRole('button', { name: 'Thêm trường hợp' }).click()
    await section.getByRole('button', { name: 'Thêm giấy tờ' }).last().click()
  }),
  asAdministrator('procedure-form', writeForm),
  asAdministrator('procedure-form-source', async (page) => {
    await writeForm(page)
    await page.getByRole('button', { name: 'Sửa dạng mã nguồn' }).click()
    await page.getByRole('textbox', { name: 'Mã nguồn tờ khai' }).fill('{\n  "title": "TỜ KHAI"\n')
    await page.getByRole('button', { name: 'Xem thay đổi' }).click()
    await page
      .getByText(/Dòng \d/)
      .first()
      .waitFor()
  }),
  asAdministrator('procedure-review', async (page) => {
    const section = await openSection(page, 'Thông tin chung')
    await section.getByRole('textbox', { name: 'Kết quả' }).fill('Giấy xác nhận theo mẫu mới')
    await review(page)
  }),
  asAdministrator('procedure-confirm', (page) => press(page, 'Xác nhận đã đối chiếu')),
  asAdministrator('procedure-close', (page) => press(page, 'Ngừng tiếp nhận')),
  {
    name: 'procedure-planned',
    as: 'quantri',
    path: `/quan-tri/thu-tuc/${demoPlannedProcedureId}?phien-ban=2&so-voi=1`,
  },
  { name: 'procedure-old', as: 'quantri', path: `/quan-tri/thu-tuc/${demoPlannedProcedureId}?phien-ban=1` },
]

/** A procedure that is new, from nothing and from another one. */
export const newProcedureVisits: readonly Visit[] = [
  { name: 'procedure-new', as: 'quantri', path: '/quan-tri/thu-tuc/moi' },
  {
    name: 'procedure-new-refused',
    as: 'quantri',
    path: '/quan-tri/thu-tuc/moi',
    async prepare(page) {
      await page.getByRole('button', { name: 'Thêm thủ tục' }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'procedure-new-copy', as: 'quantri', path: `/quan-tri/thu-tuc/moi?tu=${demoSlowProcedureId}` },
]

async function writeForm(page: Page): Promise<void> {
  const section = await openSection(page, 'Tờ khai điện tử')
  const start = section.getByRole('button', { name: 'Tạo tờ khai' })
  if ((await start.count()) > 0) await start.click()
  await section.getByRole('button', { name: 'Thêm mục khai', exact: true }).click()
  await section.getByRole('textbox', { name: 'Nội dung hỏi' }).last().fill('Nơi cư trú')
  await section.getByRole('combobox', { name: 'Cách trả lời' }).last().selectOption('choice')
  await section.getByRole('textbox', { name: 'Các câu trả lời để chọn' }).last().fill('Thường trú\nTạm trú')
  await section.getByRole('button', { name: 'Thêm bảng', exact: true }).click()
  await section.getByRole('textbox', { name: 'Tên bảng' }).last().fill('Người cùng hộ')
  await section.getByRole('button', { name: 'Thêm cột' }).last().click()
  await section.getByRole('textbox', { name: 'Nội dung hỏi' }).last().fill('Họ và tên')
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('dialog').waitFor()
}
