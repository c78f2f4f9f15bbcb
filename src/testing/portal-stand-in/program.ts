import { demoPortalAccount } from '../../national-portal/examples.ts'
import { systemClock } from '../../platform/clock.ts'
import type { MadeFiling } from './citizens.ts'
import { startPortalStandIn } from './server.ts'

// The stand-in as a program of its own, for the demonstration: node src/testing/portal-stand-in/program.ts PORT
const { account, password, unitCode } = demoPortalAccount
const portal = await startPortalStandIn({
  account,
  password,
  unitCode,
  clock: systemClock,
  port: Number(process.argv[2] ?? 3999),
})

const page = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
const scan = (name: string) => ({ name, files: [{ name: 'ban-chup.pdf', content: page }] })

/** Plainly made-up people and what they ask for. */
const filings: readonly MadeFiling[] = [
  {
    procedureCode: '1.004873',
    name: 'Nguyễn Văn Mẫu',
    personalId: '038090000101',
    content: 'Xác nhận tình trạng hôn nhân để đăng ký kết hôn',
    papers: [scan('Tờ khai cấp Giấy xác nhận tình trạng hôn nhân')],
  },
  {
    procedureCode: '1.001193',
    name: 'Trần Thị Mẫu',
    personalId: '038190000102',
    content: 'Đăng ký khai sinh cho con',
    papers: [scan('Giấy chứng sinh')],
    submitter: { name: 'Lê Văn Mẫu', personalId: '038090000103', relation: 'chồng' },
  },
  {
    procedureCode: '1.014027',
    name: 'Phạm Thị Mẫu',
    personalId: '038145000104',
    content: 'Đề nghị hưởng trợ cấp hưu trí xã hội',
    papers: [scan('Văn bản đề nghị hưởng trợ cấp hưu trí xã hội')],
  },
  // A procedure that no commune has: it shows what the list of failures is for.
  { procedureCode: '9.999999', name: 'Hoàng Văn Mẫu', content: 'Thủ tục không thuộc cấp xã' },
]
for (const filing of filings) portal.citizens.file(filing)

process.stdout.write(`Cổng mô phỏng chạy tại ${portal.url}, có ${filings.length} hồ sơ mẫu chờ đơn vị.\n`)
process.stdout.write(`Chạy phần mềm với PORTAL_STAND_IN=${portal.url} (lần đầu với thư mục dữ liệu mới).\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void portal.close().then(() => process.exit(0)))
}
