import type { Page } from 'playwright-core'
import { demoDossierId } from '../src/dossiers/examples.ts'
import { demoIncomingRef } from '../src/interlink/examples.ts'
import type { Visit } from './visit.ts'

/** Partner agencies, the inbox, an incoming leg; and the dossier's page with its legs and their dialogs. */
export const interlinkVisits: Readonly<Record<string, readonly Visit[]>> = {
  '/lien-thong': [
    { name: 'interlink', as: 'chuyenmon', path: '/lien-thong' },
    { name: 'interlink-ended', as: 'chutich', path: '/lien-thong?xem=da-xong' },
  ],
  '/lien-thong/:id': [
    { name: 'incoming-leg', as: 'chuyenmon', path: `/lien-thong/${demoIncomingRef.legId}` },
    {
      name: 'incoming-leg-answer',
      as: 'chuyenmon',
      path: `/lien-thong/${demoIncomingRef.legId}`,
      prepare: refuseAnswer,
    },
    {
      name: 'incoming-leg-received',
      as: 'tiepnhan',
      path: `/lien-thong/${demoIncomingRef.legId}`,
      prepare: receiveAsDossier,
    },
    { name: 'incoming-leg-unknown', as: 'chuyenmon', path: `/lien-thong/${demoDossierId('stop')}` },
  ],
  '/quan-tri/co-quan-phoi-hop': [
    { name: 'partners', as: 'quantri', path: '/quan-tri/co-quan-phoi-hop' },
    { name: 'partners-refused', as: 'quantri', path: '/quan-tri/co-quan-phoi-hop', prepare: refusePartner },
    { name: 'partners-keys', as: 'quantri', path: '/quan-tri/co-quan-phoi-hop', prepare: openKeys },
  ],
}

export const legVisits: readonly Visit[] = [
  { name: 'dossier-with-partner', as: 'chuyenmon', path: `/ho-so/${demoDossierId('sendBack')}` },
  {
    name: 'dossier-send-to-partner',
    as: 'chuyenmon',
    path: `/ho-so/${demoDossierId('sendToPartner')}`,
    prepare: (page) => press(page, 'Gửi cơ quan phối hợp'),
  },
]

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click()
  await page.getByRole('dialog').waitFor()
}

async function refuseAnswer(page: Page): Promise<void> {
  await press(page, 'Trả lời')
  await page.getByLabel('Kết quả trả lời').selectOption({ label: 'Cần thêm thời gian' })
  await page.getByRole('button', { name: 'Gửi trả lời' }).click()
  await page.getByRole('dialog').getByRole('alert').waitFor()
}

async function refusePartner(page: Page): Promise<void> {
  await press(page, 'Thêm cơ quan')
  await page.getByLabel('Cách gửi').selectOption({ label: 'Qua mạng, có ký số' })
  await page.getByLabel('Địa chỉ phần mềm của cơ quan đó').fill('http://mau.example')
  await page.getByRole('button', { name: 'Lưu cơ quan' }).click()
  await page.getByRole('dialog').getByRole('alert').waitFor()
}

async function openKeys(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Khóa công khai: Chi nhánh/ }).click()
  await page.getByRole('dialog').waitFor()
}

/** The desk receives it as a dossier of its own: procedure and sender are there already. */
async function receiveAsDossier(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Tiếp nhận thành hồ sơ của đơn vị' }).click()
  await page.locator('input[data-field="handedInAt.name"][value^="Chi nhánh Văn phòng"]').waitFor()
}
