import { systemClock } from '../../platform/clock.ts'
import { issue, pem, rsaKeys } from '../signing/pki.ts'
import { startCscStandIn } from './server.ts'

// The stand-in as a program of its own, for trying the pages: node src/testing/csc-stand-in/program.ts PORT NAME…
// Each name is whom a certificate is of; the root that it prints is put in on the page Chứng thư gốc.
const year = 365 * 86_400_000
const now = systemClock().getTime()
const valid = { from: now - year, to: now + year }
const [port = '3997', ...names] = process.argv.slice(2)
const root = issue({ name: 'CA mô phỏng', kind: 'authority', keys: rsaKeys(), ...valid })
const members = names.map((name, at) => ({
  userId: `tai-khoan-${at + 1}`,
  credentialId: `khoa-${at + 1}`,
  holder: issue({ name, issuer: root, keys: rsaKeys(), ...valid }),
  chain: [root],
  pin: '246810',
  mode: 'pin' as const,
}))
const service = await startCscStandIn({ members, clock: systemClock, port: Number(port) })

process.stdout.write(
  `Dịch vụ ký số từ xa mô phỏng chạy tại ${service.url}, mã kết nối ${service.clientId}, khóa “${service.secret}”.\n${members
    .map(({ userId }, at) => `  ${userId}: ${names[at]}, mã PIN 246810\n`)
    .join('')}${pem(root.certificate.raw)}`,
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void service.close().then(() => process.exit(0)))
}
