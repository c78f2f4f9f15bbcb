import { afterAll, beforeAll, expect, test } from 'vitest'
import { receivedDossier } from '../src/dossiers/factory.ts'
import { exchangeDeps, oneMinute, standInAccount } from '../src/national-portal/factory.ts'
import { type PortalStandIn, startPortalStandIn } from '../src/testing/portal-stand-in/server.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let portal: PortalStandIn
beforeAll(async () => {
  stage = await openStage()
  portal = await startPortalStandIn({ ...standInAccount, clock: stage.app.services.clock })
})
afterAll(async () => {
  await stage?.close()
  await portal?.close()
})

test('the administrator connects the office; the desk finds a difference and settles it', async () => {
  const admin = await stage.openAs('quantri')
  await admin.goto('/quan-tri/cong-quoc-gia')
  await admin.getByLabel('Địa chỉ Cổng').fill(portal.url)
  await admin.getByLabel('Tên đăng nhập').fill(standInAccount.account)
  await admin.getByLabel('Mật khẩu', { exact: true }).fill(standInAccount.password)
  await admin.getByLabel('Kết nối với Cổng Dịch vụ công quốc gia').press('Space')
  await admin.getByRole('button', { name: 'Lưu kết nối' }).press('Enter')
  await admin.getByText('Đã lưu kết nối.').waitFor()
  expect(await admin.getByLabel('Mật khẩu', { exact: true }).inputValue()).toBe('')
  await admin.getByRole('button', { name: 'Kiểm tra kết nối' }).press('Enter')
  await admin.getByText('Cổng nhận tên đăng nhập và mật khẩu của đơn vị.').waitFor()

  const deps = exchangeDeps(stage.app)
  const { code } = await receivedDossier(stage.app)
  await oneMinute(stage.app, deps)
  const there = portal.book.dossiers.get(code)
  if (there?.sent) there.sent.NgayHenTra = '20260401170000'

  const desk = await stage.openAs('tiepnhan')
  await desk.goto('/doi-soat')
  await desk.getByText('Hai bên đang khớp nhau.').waitFor()
  await desk.getByRole('button', { name: 'Đối soát ngay' }).press('Enter')
  await desk.getByRole('button', { name: 'Đang đối soát…' }).waitFor()
  await oneMinute(stage.app, deps)
  await desk.reload()
  await desk.getByText('Khác ngày hẹn trả').waitFor()
  await desk.getByRole('button', { name: `Gửi ngày hẹn lên Cổng: ${code}` }).press('Enter')
  await desk.getByText('Gửi ngày hẹn lên Cổng: đã xếp việc').waitFor()
  await desk.getByText('Hai bên đang khớp nhau.').waitFor()
  await oneMinute(stage.app, deps)
  expect(portal.book.dossiers.get(code)?.sent?.NgayHenTra).toBe('20260324170000')
  expect(portal.refusals).toEqual([])
  expect(stage.troubles()).toEqual([])
})
