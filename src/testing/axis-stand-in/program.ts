import { systemClock } from '../../platform/clock.ts'
import { startAxisStandIn } from './server.ts'

// The stand-in as a program of its own, for trying the pages: node src/testing/axis-stand-in/program.ts PORT
const members = [
  { organId: 'H99.01.05', name: 'UBND xã Ví Dụ', systemId: 'xa-vi-du', secretKey: 'khoa-cua-xa-vi-du' },
  {
    organId: 'H99.02',
    name: 'Sở Tư pháp tỉnh Mẫu',
    systemId: 'so-tu-phap',
    secretKey: 'khoa-cua-so-tu-phap',
  },
  { organId: 'H99.01.06', name: 'UBND xã Mẫu', systemId: 'xa-mau', secretKey: 'khoa-cua-xa-mau' },
]
const axis = await startAxisStandIn({ members, clock: systemClock, port: Number(process.argv[2] ?? 3998) })

process.stdout.write(`Trục liên thông mô phỏng chạy tại ${axis.url}, có ${members.length} cơ quan:\n`)
for (const { organId, name, systemId, secretKey } of members)
  process.stdout.write(`  ${organId}  ${name}: mã hệ thống ${systemId}, khóa ${secretKey}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void axis.close().then(() => process.exit(0)))
}
