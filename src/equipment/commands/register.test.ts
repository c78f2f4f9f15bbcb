import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import type { Actor } from '../../platform/operations.ts'
import { demoDeskId, demoUnitId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import type { EquipmentState } from '../model/equipment.ts'
import { getEquipmentHistory } from '../queries/equipment-history.ts'
import { listEquipment } from '../queries/list-equipment.ts'
import { addEquipment, changeEquipment } from './keep-equipment.ts'
import { setEquipmentState } from './set-state.ts'

let test: TestApp
let admin: Actor
let today: string
const refused = (code: string, facts?: object) =>
  expect.objectContaining({ code, ...(facts ? { facts: expect.objectContaining(facts) } : {}) })
const wrong = (field: string) =>
  refused('invalid_input', { fields: expect.objectContaining({ [field]: expect.any(String) }) })

const scanner = {
  kind: 'scanner' as const,
  name: 'Máy quét Mẫu',
  assetNumber: '',
  serialNumber: '',
  deskId: demoDeskId(0) as string | null,
  unitId: null as string | null,
  sheetsPerMinute: 30 as number | null,
  feeder: true as boolean | null,
  twoSided: false as boolean | null,
  boughtOn: '2024-01-10' as string | null,
  priceVnd: 9_000_000 as number | null,
  note: '',
  inUseSince: '2024-01-15',
}
const { inUseSince: _, ...scannerDetails } = scanner
const add = (given: object = {}, by = admin) => test.write(by, addEquipment, { ...scanner, ...given })

beforeAll(async () => {
  test = await startTestApp()
  admin = await test.as('quantri')
  today = localDate(test.services.clock())
})
afterAll(() => test?.close())

describe('the register', () => {
  it('is kept by the administrator, seen by accountant and leader, by nobody else', async () => {
    for (const name of ['ketoan', 'chutich', 'tiepnhan', 'vanthu'] as const)
      await expect(add({}, await test.as(name))).rejects.toEqual(refused('not_allowed'))
    for (const name of ['tiepnhan', 'vanthu', 'bientap'] as const)
      await expect(test.read(await test.as(name), listEquipment, {})).rejects.toEqual(refused('not_allowed'))
    for (const name of ['quantri', 'ketoan', 'chutich'] as const)
      expect((await test.read(await test.as(name), listEquipment, {})).rows).toEqual([])
  })

  it('refuses what cannot be', async () => {
    for (const sheetsPerMinute of [0, -5, 301, 1.5, null])
      await expect(add({ sheetsPerMinute })).rejects.toEqual(wrong('sheetsPerMinute'))
    for (const priceVnd of [-1, 100_000_000_001, 0.5, 1e300])
      await expect(add({ priceVnd })).rejects.toEqual(wrong('priceVnd'))
    await expect(add({ feeder: null })).rejects.toEqual(wrong('feeder'))
    await expect(add({ twoSided: null })).rejects.toEqual(wrong('twoSided'))
    await expect(add({ kind: 'printer' })).rejects.toEqual(wrong('sheetsPerMinute'))
    await expect(add({ boughtOn: addDays(today, 1), inUseSince: addDays(today, 1) })).rejects.toEqual(
      wrong('boughtOn'),
    )
    await expect(add({ inUseSince: addDays(today, 1) })).rejects.toEqual(wrong('inUseSince'))
    await expect(add({ inUseSince: '2024-01-09' })).rejects.toEqual(wrong('inUseSince'))
    await expect(add({ boughtOn: '1889-01-01' })).rejects.toEqual(wrong('boughtOn'))
    await expect(add({ boughtOn: '2024-02-30' })).rejects.toEqual(wrong('boughtOn'))
    await expect(add({ name: '   ' })).rejects.toEqual(wrong('name'))
    await expect(add({ unitId: demoUnitId(0) })).rejects.toEqual(wrong('place'))
    await expect(add({ deskId: null })).rejects.toEqual(wrong('place'))
    // A unit's id is no desk, and an unknown id no place.
    await expect(add({ deskId: demoUnitId(0) })).rejects.toEqual(wrong('place'))
    expect((await test.read(admin, listEquipment, {})).rows).toEqual([])
  })

  it('takes an asset number once, however it is written, also of two at once', async () => {
    await add({ assetNumber: 'TS-01' })
    await expect(add({ assetNumber: ' ts-01 ' })).rejects.toEqual(
      refused('conflict', { fields: { assetNumber: expect.stringContaining('đã ghi cho “Máy quét Mẫu”') } }),
    )
    const both = await Promise.allSettled([add({ assetNumber: 'TS-02' }), add({ assetNumber: 'TS-02' })])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    // Things without a number are many.
    await add()
    await add()
    expect((await test.read(admin, listEquipment, {})).rows).toHaveLength(4)
  })

  it('keeps what was said before, and refuses what somebody else overtook', async () => {
    const { id } = await add({ name: 'Máy quét Hai', assetNumber: 'TS-03' })
    const moved = { ...scannerDetails, name: 'Máy quét Hai', assetNumber: 'TS-03', id, revision: 1 }
    await expect(test.write(admin, changeEquipment, moved)).rejects.toEqual(refused('wrong_state'))
    await expect(test.write(admin, changeEquipment, { ...moved, assetNumber: 'TS-01' })).rejects.toEqual(
      refused('conflict'),
    )
    const change = { ...moved, deskId: null, unitId: demoUnitId(0), priceVnd: 8_500_000, feeder: false }
    expect(await test.write(admin, changeEquipment, change)).toEqual({ id, revision: 2 })
    await expect(test.write(admin, changeEquipment, change)).rejects.toEqual(refused('stale'))
    const { lines } = await test.read(admin, getEquipmentHistory, { id })
    expect(lines.map(({ kind }) => kind)).toEqual(['changed', 'added'])
    expect(lines[0]?.words).toEqual([
      'Nơi đặt: Quầy 1: Tư pháp, xã hội → Văn phòng HĐND và UBND',
      'Khay nạp tự động: có → không',
      'Giá mua: 9.000.000\u00a0đ → 8.500.000\u00a0đ',
    ])
    const audited = await test.owner.query(
      `select facts from audit_events where action = 'equipment.change' and subject_id = $1`,
      [id],
    )
    expect(audited.rows).toHaveLength(1)
    expect(audited.rows[0].facts.changes.priceVnd).toEqual({ before: 9_000_000, after: 8_500_000 })
  })
})

describe('the state', () => {
  it('goes from day to day, never backwards, never ahead of today', async () => {
    const { id } = await add({ name: 'Máy quét Ba' })
    const set = (revision: number, state: EquipmentState, onDay: string, reason = '') =>
      test.write(admin, setEquipmentState, { id, revision, state, onDay, reason })
    await expect(set(1, 'in_use', today)).rejects.toEqual(refused('wrong_state'))
    await expect(set(1, 'broken', addDays(today, 1))).rejects.toEqual(wrong('onDay'))
    await expect(set(1, 'broken', '2024-01-14')).rejects.toEqual(wrong('onDay'))
    await set(1, 'broken', addDays(today, -10), 'Kẹt giấy')
    await expect(set(2, 'in_repair', addDays(today, -11))).rejects.toEqual(wrong('onDay'))
    await set(2, 'in_repair', addDays(today, -8))
    await set(3, 'in_use', addDays(today, -2))
    await expect(set(4, 'written_off', today, '')).rejects.toEqual(wrong('reason'))
    const { lines } = await test.read(admin, getEquipmentHistory, { id })
    expect(lines.map(({ state }) => state)).toEqual(['in_use', 'in_repair', 'broken', 'in_use'])
  })

  it('ends with the write-off: not twice, not corrected, its number not free again', async () => {
    const { id } = await add({ name: 'Máy quét Bốn', assetNumber: 'TS-04' })
    const writeOff = {
      id,
      state: 'written_off' as const,
      onDay: today,
      reason: 'Quyết định ghi giảm số 00/QĐ-MAU',
    }
    await test.write(admin, setEquipmentState, { ...writeOff, revision: 1 })
    await expect(test.write(admin, setEquipmentState, { ...writeOff, revision: 2 })).rejects.toEqual(
      refused('wrong_state'),
    )
    await expect(
      test.write(admin, changeEquipment, { ...scannerDetails, id, revision: 2, note: 'khác' }),
    ).rejects.toEqual(refused('wrong_state'))
    await expect(add({ assetNumber: 'TS-04' })).rejects.toEqual(refused('conflict'))
    const { rows } = await test.read(admin, listEquipment, {})
    expect(rows.at(-1)).toMatchObject({ id, state: 'written_off', stateReason: writeOff.reason })
  })

  it('cannot be taken out of the register, nor its history be changed, by the program itself', async () => {
    const rights = await test.owner.query(
      `select table_name, privilege_type from information_schema.role_table_grants
       where grantee = 'motcua_app' and table_name in ('equipment', 'equipment_changes') order by 1, 2`,
    )
    expect(rights.rows.map(({ table_name, privilege_type }) => `${table_name} ${privilege_type}`)).toEqual([
      'equipment INSERT',
      'equipment SELECT',
      'equipment UPDATE',
      'equipment_changes INSERT',
      'equipment_changes SELECT',
    ])
  })
})
