import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addDays, localDate } from '../calendar/model/local-time.ts'
import { addEquipment } from '../equipment/commands/keep-equipment.ts'
import { setEquipmentState } from '../equipment/commands/set-state.ts'
import { demoEquipmentId, demoScannerId } from '../equipment/examples.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { type AuditEntry, type Command, defineCommand } from '../platform/operations.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { demoDeskId, demoOfficeId, demoUnitId } from '../staff/examples.ts'
import { memberOf } from './outgoing.ts'

const plain = {
  serialNumber: '',
  deskId: null,
  unitId: null,
  sheetsPerMinute: null,
  feeder: null,
  twoSided: null,
  note: '',
}

/** Plainly made-up things: one old scanner at the first desk, none at the second, as inspections find it. */
const things = [
  {
    ...plain,
    id: demoScannerId,
    kind: 'scanner',
    name: 'Máy quét Mẫu S-10',
    assetNumber: 'TS-MAU-001',
    serialNumber: 'MAU0001',
    deskId: demoDeskId(0),
    sheetsPerMinute: 6,
    feeder: false,
    twoSided: false,
    boughtOn: '2018-05-10',
    priceVnd: 2_500_000,
    inUseSince: '2018-05-15',
    note: 'Quét từng tờ một',
  },
  {
    ...plain,
    id: demoEquipmentId(2),
    kind: 'computer',
    name: 'Máy tính Mẫu C-3',
    assetNumber: 'TS-MAU-002',
    deskId: demoDeskId(0),
    boughtOn: '2022-08-01',
    priceVnd: 12_000_000,
    inUseSince: '2022-08-05',
  },
  {
    ...plain,
    id: demoEquipmentId(3),
    kind: 'printer',
    name: 'Máy in Mẫu P-1',
    assetNumber: 'TS-MAU-003',
    deskId: demoDeskId(1),
    boughtOn: '2020-02-01',
    priceVnd: 3_800_000,
    inUseSince: '2020-02-10',
  },
  {
    ...plain,
    id: demoEquipmentId(4),
    kind: 'ups',
    name: 'Bộ lưu điện Mẫu U-5',
    assetNumber: '',
    unitId: demoUnitId(0),
    boughtOn: null,
    priceVnd: null,
    inUseSince: '2021-01-05',
    note: 'Được tặng',
  },
  {
    ...plain,
    id: demoEquipmentId(5),
    kind: 'scanner',
    name: 'Máy quét Mẫu S-2',
    assetNumber: 'TS-MAU-004',
    unitId: demoUnitId(0),
    sheetsPerMinute: 20,
    feeder: true,
    twoSided: false,
    boughtOn: '2016-04-01',
    priceVnd: 8_000_000,
    inUseSince: '2016-04-10',
  },
] as const

/** The demonstration office's register of equipment, with a printer that is broken and an old scanner written off. */
export async function loadDemoEquipment(services: WriteDeps): Promise<void> {
  const load = defineCommand({
    name: 'demo.loadEquipment',
    title: 'Tạo sổ trang thiết bị mẫu',
    audience: [],
    input: z.strictObject({}),
    output: z.object({ deeds: z.number() }),
    async run(tx) {
      const audit: AuditEntry[] = []
      const perform = async (each: unknown, given: object) => {
        const command = each as Command
        const done = await command.run(tx, memberOf('quantri'), command.input.parse(given))
        audit.push(...done.audit.map((entry) => ({ ...entry, action: entry.action ?? command.name })))
      }
      for (const thing of things) await perform(addEquipment, thing)
      await perform(setEquipmentState, {
        id: demoEquipmentId(3),
        revision: 1,
        state: 'broken',
        onDay: addDays(localDate(tx.now), -5),
        reason: 'Kẹt trục kéo giấy',
      })
      await perform(setEquipmentState, {
        id: demoEquipmentId(5),
        revision: 1,
        state: 'written_off',
        onDay: '2024-12-20',
        reason: 'Hỏng không sửa được, Quyết định ghi giảm số 00/QĐ-MAU',
      })
      const [first, ...others] = audit
      if (!first) throw new Error('the demonstration has equipment')
      return { output: { deeds: audit.length }, audit: [first, ...others] }
    },
  })
  await write(services, { actor: systemActor(demoOfficeId), requestId: randomUUID() }, load, {})
}
