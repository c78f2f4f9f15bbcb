import type { Page } from 'playwright-core'
import { demoIncomingId } from '../src/records/examples.ts'
import { demoOutgoingId } from '../src/records/model/outgoing/demo-outgoing.ts'
import type { DemoUsername } from '../src/staff/examples.ts'
import { type DemoWorkFile, demoWorkFile } from '../src/workfiles/examples.ts'
import type { Visit } from './visit.ts'

const at = (which: DemoWorkFile) => `/ho-so-cong-viec/${demoWorkFile.id(which)}`

const press = (name: string | RegExp) => async (page: Page) => {
  await page
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
}

const refused = (open: string, submit: string) => async (page: Page) => {
  await press(open)(page)
  await page.getByRole('dialog').getByRole('button', { name: submit, exact: true }).click()
  await page.getByRole('dialog').getByRole('alert').waitFor()
}

function dialog(which: DemoWorkFile, as: DemoUsername, button: string): Visit {
  return { name: `work-file-${which}-dialog`.toLowerCase(), as, path: at(which), prepare: press(button) }
}

/** Work files, the yearly list, hand-over and destruction in the states that matter. */
export const workFileVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/ho-so-cong-viec': [
    { name: 'work-files', as: 'chuyenmon', path: '/ho-so-cong-viec' },
    { name: 'work-files-none', as: 'bientap', path: '/ho-so-cong-viec' },
    { name: 'work-files-opening', as: 'chuyenmon', path: '/ho-so-cong-viec', prepare: press('Mở hồ sơ') },
  ],
  '/ho-so-cong-viec/:id': [
    { name: 'work-file', as: 'chuyenmon', path: at('file') },
    { name: 'work-file-recalled', as: 'vanthu', path: at('recalled') },
    { name: 'work-file-adding', as: 'chuyenmon', path: at('file'), prepare: press('Thêm văn bản') },
    {
      name: 'work-file-close-refused',
      as: 'chuyenmon',
      path: at('file'),
      prepare: refused('Kết thúc hồ sơ', 'Kết thúc hồ sơ'),
    },
    dialog('change', 'chuyenmon', 'Sửa thông tin hồ sơ'),
    dialog('unfile', 'chuyenmon', 'Thêm tệp'),
    dialog('askToHold', 'chuyenmon', 'Xin giữ lại'),
    dialog('decideHold', 'chutich', 'Cho ý kiến giữ lại'),
    dialog('freeze', 'vanthu', 'Khóa hồ sơ'),
    { name: 'work-file-closed', as: 'chuyenmon', path: at('offer') },
    { name: 'work-file-destroyed', as: 'vanthu', path: at('destroyed') },
  ],
  '/danh-muc-ho-so': [
    { name: 'yearly-list', as: 'vanthu', path: '/danh-muc-ho-so?nam=2026' },
    { name: 'yearly-list-read', as: 'chuyenmon', path: '/danh-muc-ho-so?nam=2026' },
    { name: 'yearly-list-draft', as: 'vanthu', path: '/danh-muc-ho-so?nam=2027' },
    {
      name: 'yearly-list-adding',
      as: 'vanthu',
      path: '/danh-muc-ho-so?nam=2026',
      prepare: async (page) => {
        await press(/^Thêm hồ sơ vào Kinh tế/)(page)
        await page.getByRole('button', { name: 'Thêm hồ sơ', exact: true }).last().click()
        await page.getByRole('dialog').getByRole('alert').waitFor()
      },
    },
    {
      name: 'yearly-list-issuing',
      as: 'chutich',
      path: '/danh-muc-ho-so?nam=2028',
      prepare: press('Ban hành'),
    },
    {
      name: 'yearly-list-none',
      as: 'vanthu',
      path: '/danh-muc-ho-so?nam=2040',
      prepare: press('Lập Danh mục'),
    },
  ],
  '/nop-luu': [
    { name: 'hand-over', as: 'chuyenmon', path: '/nop-luu' },
    {
      name: 'hand-over-transfer',
      as: 'vanthu',
      path: `/nop-luu?chon=${demoWorkFile.id('late')}`,
      prepare: press('Bàn giao cho người khác'),
    },
  ],
  '/nop-luu/:id': [
    { name: 'hand-over-offered', as: 'vanthu', path: `/nop-luu/${demoWorkFile.handoverId(0)}` },
    {
      name: 'hand-over-receiving',
      as: 'vanthu',
      path: `/nop-luu/${demoWorkFile.handoverId(0)}`,
      prepare: press('Nhận hồ sơ'),
    },
    { name: 'hand-over-received', as: 'chuyenmon', path: `/nop-luu/${demoWorkFile.handoverId(2)}` },
  ],
  '/kiem-tra-goi': [{ name: 'archive-package-check', as: 'vanthu', path: '/kiem-tra-goi' }],
  '/tieu-huy-ho-so': [{ name: 'destruction', as: 'vanthu', path: '/tieu-huy-ho-so' }],
  '/tieu-huy-ho-so/:id': [
    {
      name: 'destruction-deciding',
      as: 'chutich',
      path: `/tieu-huy-ho-so/${demoWorkFile.destructionId(0)}`,
      prepare: press('Quyết định'),
    },
    {
      name: 'destruction-carrying-out',
      as: 'vanthu',
      path: `/tieu-huy-ho-so/${demoWorkFile.destructionId(1)}`,
      prepare: press('Ghi đã tiêu hủy'),
    },
    { name: 'destruction-done', as: 'vanthu', path: `/tieu-huy-ho-so/${demoWorkFile.destructionId(2)}` },
  ],
  '/bao-cao-lap-ho-so': [{ name: 'filing-report', as: 'chutich', path: '/bao-cao-lap-ho-so' }],
  '/bao-cao-lap-ho-so/van-ban': [
    { name: 'filing-report-list', as: 'chutich', path: '/bao-cao-lap-ho-so/van-ban?ky=2026&lap=no' },
  ],
  '/quan-tri/thoi-han-bao-quan': [
    { name: 'keeping-rules', as: 'chutich', path: '/quan-tri/thoi-han-bao-quan' },
    {
      name: 'keeping-rules-refused',
      as: 'quantri',
      path: '/quan-tri/thoi-han-bao-quan',
      prepare: async (page) => {
        await page.getByRole('button', { name: 'Lưu', exact: true }).click()
        await page.getByRole('alert').waitFor()
      },
    },
  ],
}

/** The question of the work file where work on a document ends. */
export const filingVisitsOfDocuments: Readonly<Record<'incoming' | 'outgoing', readonly Visit[]>> = {
  incoming: [
    {
      name: 'incoming-finishing',
      as: 'tiepnhan',
      path: `/van-ban-den/${demoIncomingId('finishFiled')}`,
      prepare: async (page) => {
        await press('Kết thúc văn bản')(page)
        await page.getByLabel('Mở hồ sơ mới').check()
      },
    },
  ],
  outgoing: [
    {
      name: 'outgoing-filing',
      as: 'chuyenmon',
      path: `/van-ban-di/${demoOutgoingId('send')}`,
      prepare: press('Đưa vào hồ sơ'),
    },
  ],
}
