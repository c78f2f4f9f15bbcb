import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeFiles } from '../../files/commands.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { catalogueTable, readCatalogueTable } from '../model/catalogue-table.ts'
import type { CatalogueRecord } from '../model/record-schema.ts'
import { procedureId } from '../model/record-schema.ts'
import { listFreshness } from '../queries/list-freshness.ts'
import { listVersions } from '../queries/list-versions.ts'
import { compareCatalogue, exportCatalogue } from '../queries/stored-catalogue.ts'
import { getProcedure } from '../queries.ts'
import { importCatalogue } from './import-catalogue.ts'

let test: TestApp
let records: CatalogueRecord[]
let file: { id: string; sha256: string }
beforeAll(async () => {
  test = await startTestApp()
  const admin = await test.as('quantri')
  records = (await test.read(admin, exportCatalogue, {})).records
  const sha256 = 'a'.repeat(64)
  const stored = { sha256, size: 10, name: 'danh-muc.csv', mediaType: 'text/csv' }
  const { files } = await test.write(admin, storeFiles, { files: [stored] })
  file = { id: files[0]?.id ?? '', sha256 }
})
afterAll(() => test?.close())

const problem = (code: string, fields?: object) =>
  expect.objectContaining({ code, ...(fields ? { facts: expect.objectContaining({ fields }) } : {}) })
const admin = () => test.as('quantri')
const idOf = (key: string) => procedureId(test.officeId, key)
const without = (key: string) => records.filter((record) => record.key !== key)
const replaced = (key: string, part: Partial<CatalogueRecord>) =>
  records.map((record) => (record.key === key ? { ...record, ...part } : record))
const confirmed = { decision: '1234/QĐ-UBND', validFrom: '2026-04-01' }
const run = async (input: {
  records: CatalogueRecord[]
  take?: string[]
  close?: string[]
  validFrom?: string
}) => test.write(await admin(), importCatalogue, { file, take: [], close: [], ...confirmed, ...input })

describe('comparing a catalogue with the office’s', () => {
  it('is for the administrator only', async () => {
    for (const username of ['tiepnhan', 'chuyenmon', 'chutich', 'bientap']) {
      const actor = await test.as(username)
      await expect(test.read(actor, compareCatalogue, { records })).rejects.toEqual(problem('not_allowed'))
      await expect(test.read(actor, exportCatalogue, {})).rejects.toEqual(problem('not_allowed'))
      const input = { file, records, take: [], close: [], ...confirmed }
      await expect(test.write(actor, importCatalogue, input)).rejects.toEqual(problem('not_allowed'))
    }
  })

  it('finds nothing changed in what was just exported', async () => {
    const table = readCatalogueTable(catalogueTable(records))
    const compared = await test.read(await admin(), compareCatalogue, {
      records: table.records as CatalogueRecord[],
    })
    expect(compared).toEqual({ added: [], changed: [], gone: [], conflicts: [], unchanged: 107 })
  })

  it('tells new, changed part by part, gone and the same, and stores nothing', async () => {
    const fresh = {
      ...(records[0] as CatalogueRecord),
      key: '9.000001',
      code: '9.000001',
      name: 'Thủ tục mẫu mới',
    }
    const incoming = [
      ...replaced('1.004873', { timeLimit: { amount: 2, unit: 'working_day' } }),
      fresh,
    ].filter(({ key }) => key !== '1.000656')
    const compared = await test.read(await admin(), compareCatalogue, { records: incoming })
    expect(compared).toMatchObject({
      added: [{ key: '9.000001', name: 'Thủ tục mẫu mới' }],
      changed: [
        {
          key: '1.004873',
          differences: [
            { title: 'Thời hạn giải quyết', removed: ['3 ngày làm việc'], added: ['2 ngày làm việc'] },
          ],
        },
      ],
      gone: [{ key: '1.000656' }],
      unchanged: 105,
    })
    const { versions } = await test.read(await admin(), listVersions, { procedureId: idOf('1.004873') })
    expect(versions).toHaveLength(1)
  })

  it('leaves what the file has no columns for, and tells a name that the office has under another code', async () => {
    const few = readCatalogueTable([
      ['Mã thủ tục', 'Tên thủ tục', 'Lĩnh vực'],
      ['1.001193', 'Đăng ký khai sinh', 'Hộ tịch'],
      ['1.009999', 'Đăng ký kết hôn', 'Hộ tịch'],
    ])
    const input = { records: few.records as CatalogueRecord[], kept: few.kept }
    const compared = await test.read(await admin(), compareCatalogue, input)
    expect(compared).toMatchObject({ changed: [], unchanged: 1, added: [{ key: '1.009999' }] })
    expect(compared.conflicts).toMatchObject([
      { key: '1.009999', message: expect.stringContaining('1.000894') },
    ])
  })
})

describe('importing a catalogue', () => {
  it('takes only the file that was shown, with a decision, a day and at least one change', async () => {
    const changed = replaced('1.004873', { result: 'Khác' })
    const call = { file, records: changed, take: ['1.004873'], close: [], ...confirmed }
    const actor = await admin()
    for (const other of [
      { ...file, sha256: 'b'.repeat(64) },
      { ...file, id: uuid() },
    ]) {
      await expect(test.write(actor, importCatalogue, { ...call, file: other })).rejects.toEqual(
        problem('stale'),
      )
    }
    await expect(test.write(actor, importCatalogue, { ...call, decision: ' ' })).rejects.toEqual(
      problem('invalid_input'),
    )
    await expect(test.write(actor, importCatalogue, { ...call, validFrom: '31/4/2026' })).rejects.toEqual(
      problem('invalid_input'),
    )
    await expect(run({ records, take: ['1.004873'] })).rejects.toEqual(problem('invalid_input'))
    await expect(run({ records: changed, take: [] })).rejects.toEqual(problem('invalid_input'))
    // What is in the file cannot be closed as gone from it.
    await expect(run({ records, close: ['1.004873'] })).rejects.toEqual(problem('invalid_input'))
  })

  it('adds versions by the decision from the day on, in one transaction, and counts all as checked', async () => {
    const fresh = {
      ...(records[0] as CatalogueRecord),
      key: '9.000001',
      code: '9.000001',
      name: 'Thủ tục mẫu mới',
    }
    const incoming = [
      ...replaced('1.004873', { result: 'Giấy xác nhận mới' }).filter(({ key }) => key !== '1.000656'),
      fresh,
    ]
    const output = await run({ records: incoming, take: ['1.004873', '9.000001'], close: ['1.000656'] })
    expect(output).toEqual({ added: 1, changed: 1, closed: 1, unchanged: 105 })
    test.time.set('2026-04-01T09:00:00+07:00')
    const now = await test.read(await admin(), getProcedure, { procedureId: idOf('1.004873') })
    expect(now).toMatchObject({
      result: 'Giấy xác nhận mới',
      decision: '1234/QĐ-UBND',
      validFrom: '2026-04-01',
    })
    expect((await test.read(await admin(), getProcedure, { procedureId: idOf('9.000001') })).name).toBe(
      'Thủ tục mẫu mới',
    )
    await expect(test.read(await admin(), getProcedure, { procedureId: idOf('1.000656') })).rejects.toEqual(
      problem('not_found'),
    )
    const { rows } = await test.read(await admin(), listFreshness, { only: 'all' })
    expect(rows).toHaveLength(107)
    expect(rows.every(({ source }) => source === 'Tệp danh mục, 1234/QĐ-UBND')).toBe(true)
    const history = await test.owner.query(
      `select change_note, created_by is not null as named from procedure_versions where version = 2`,
    )
    expect(history.rows).toEqual([{ change_note: 'Nhập từ tệp danh mục theo 1234/QĐ-UBND.', named: true }])
  })

  it('does nothing the second time, and opens again what comes back', async () => {
    const now = (await test.read(await admin(), exportCatalogue, {})).records
    expect(now).toHaveLength(107)
    await expect(run({ records: now, take: now.map(({ key }) => key) })).rejects.toEqual(
      problem('invalid_input'),
    )
    const back = [...now, ...records.filter(({ key }) => key === '1.000656')]
    expect(await run({ records: back, take: ['1.000656'], validFrom: '2026-04-01' })).toMatchObject({
      added: 1,
      changed: 0,
    })
    expect((await test.read(await admin(), getProcedure, { procedureId: idOf('1.000656') })).decision).toBe(
      '1234/QĐ-UBND',
    )
  })

  it('cannot begin before a version that is already there', async () => {
    const late = replaced('1.004873', { result: 'Khác nữa' })
    await expect(run({ records: late, take: ['1.004873'], validFrom: '2026-03-01' })).rejects.toEqual(
      problem('invalid_input', { validFrom: expect.stringContaining('muộn hơn') }),
    )
    expect(without('1.004873')).toHaveLength(106)
  })
})
