import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receivedDossier } from '../../dossiers/factory.ts'
import { registerIncoming } from '../../records/commands/register-incoming.ts'
import { someDocument, storedFile } from '../../records/factory.ts'
import { demoDeskId, demoOfficeId, demoUnitId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { addEquipment } from '../commands/keep-equipment.ts'
import { saveEquipmentSettings } from '../commands/save-settings.ts'
import { setEquipmentState } from '../commands/set-state.ts'
import { countPages } from '../jobs.ts'
import { getScanLoad } from './scan-load.ts'

let test: TestApp
const refused = (code: string, facts?: object) =>
  expect.objectContaining({ code, ...(facts ? { facts: expect.objectContaining(facts) } : {}) })
const wrong = (field: string) =>
  refused('invalid_input', { fields: expect.objectContaining({ [field]: expect.any(String) }) })
/** Tuesday 24 March 2026 is the test's first day. */
const march = { from: '2026-03-23', to: '2026-03-31' }
const load = async (name = 'ketoan', period = march) => test.read(await test.as(name), getScanLoad, period)

async function pdfOf(pages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  for (let page = 0; page < pages; page += 1) document.addPage([595, 842])
  return document.save()
}

const scanner = {
  kind: 'scanner' as const,
  name: 'Máy quét Mẫu',
  assetNumber: '',
  serialNumber: '',
  deskId: demoDeskId(0),
  unitId: null,
  sheetsPerMinute: 10,
  feeder: false,
  twoSided: false,
  boughtOn: null,
  priceVnd: null,
  note: '',
  inUseSince: '2020-01-01',
}

beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

describe('the load of scanners', () => {
  it('is for administrator, accountant and leader, for a period that makes sense', async () => {
    await expect(load('tiepnhan')).rejects.toEqual(refused('not_allowed'))
    await expect(load('ketoan', { from: '2026-03-02', to: '2026-03-01' })).rejects.toEqual(wrong('to'))
    await expect(load('ketoan', { from: '2026-03-25', to: '2026-03-31' })).rejects.toEqual(wrong('from'))
    await expect(load('ketoan', { from: '2025-03-01', to: '2026-03-02' })).rejects.toEqual(wrong('to'))
    await expect(load('ketoan', { from: '2026-02-30', to: '2026-03-02' })).rejects.toEqual(wrong('from'))
    const { load: none } = await load()
    // The office works on Monday and Tuesday up to now; what has not come is not counted.
    expect(none).toMatchObject({ workingDays: 2, days: [], busiestHour: null, places: [], shortfall: [] })
  })

  it('counts what people at the desks put in, by desk, day and hour, and pages from the files', async () => {
    const counter = await test.as('tiepnhan')
    const clerk = await test.as('vanthu')
    const long = await storedFile(test, counter, { bytes: await pdfOf(12) })
    const picture = await storedFile(test, counter, {
      bytes: new Uint8Array([255, 216, 255, 1]),
      name: 'trang.jpg',
      mediaType: 'image/jpeg',
    })
    const broken = await storedFile(test, counter, { bytes: new TextEncoder().encode('%PDF-1.7 hỏng') })
    const component = (ordinal: number, ...fileIds: string[]) => ({
      ordinal,
      provided: true,
      originals: 1,
      fileIds,
    })
    await receivedDossier(test, { components: [component(0, long, picture, broken)] })
    // The same file of a second dossier was scanned once.
    const second = await receivedDossier(test, { components: [component(0, long)] })
    await test.owner.query(
      `insert into dossier_components (office_id, dossier_id, ordinal, name, kind, required, provided, must_scan)
       select office_id, id, 50, 'Giấy tờ phải số hóa', 'other', true, true, true from dossiers where id = $1`,
      [second.id],
    )
    // Never given to anything, sent by a citizen, made by the program: not scanned at a desk.
    await storedFile(test, counter, { bytes: await pdfOf(3) })
    const letter = await storedFile(test, clerk, { bytes: await pdfOf(2) })
    await test.write(clerk, registerIncoming, {
      ...someDocument({ channel: 'scan', pageCount: 5 }),
      fileIds: [letter],
    })
    const mailed = await storedFile(test, clerk, { bytes: await pdfOf(9) })
    await test.write(clerk, registerIncoming, { ...someDocument({ channel: 'email' }), fileIds: [mailed] })
    await test.write(clerk, registerIncoming, someDocument({ channel: 'paper' }))

    const before = await load()
    expect(before.load.days).toEqual([{ day: '2026-03-24', files: 4, pages: 8 }])
    expect(
      before.load.places.map(({ placeId, files, pages, uncounted }) => [placeId, files, pages, uncounted]),
    ).toEqual([
      // Until they are counted, two files of unknown length have a page each, beside the picture.
      [demoDeskId(0), 3, 3, 2],
      [demoUnitId(0), 1, 5, 0],
    ])
    expect(await countPages(test.services, demoOfficeId)).toBe(3)
    expect(await countPages(test.services, demoOfficeId)).toBe(0)
    const [desk, unit] = (await load()).load.places
    expect(desk).toMatchObject({ files: 3, pages: 14, uncounted: 1, waiting: 1 })
    expect(desk?.busiestHour).toEqual({ day: '2026-03-24', hour: 9, pages: 14 })
    // What the scanner took, not what the clerk wrote.
    expect(unit).toMatchObject({ waiting: 1, pages: 2 })
    expect((await load()).load.shortfall).toEqual([
      expect.objectContaining({ kind: 'no_scanner', files: 3, pages: 14 }),
      expect.objectContaining({ kind: 'no_scanner', files: 1, pages: 2, waiting: 1 }),
    ])
  })

  it('goes by the roster of the day, not of today', async () => {
    await test.owner.query(
      `update duties set ends_on = '2026-03-24' where staff_id = (select id from staff_members where username = 'tiepnhan')`,
    )
    test.time.set('2026-03-26T14:30:00+07:00')
    expect((await load()).load.places[0]).toMatchObject({ placeId: demoDeskId(0), files: 3 })
  })

  it('is judged by the scanners of the desk and the settings of the office', async () => {
    const admin = await test.as('quantri')
    const { id } = await test.write(admin, addEquipment, scanner)
    const settings = { revision: 0, usablePercent: 50, pagesByHand: 13 }
    for (const usablePercent of [0, 101, -1, 1.5])
      await expect(test.write(admin, saveEquipmentSettings, { ...settings, usablePercent })).rejects.toEqual(
        wrong('usablePercent'),
      )
    await expect(test.write(await test.as('ketoan'), saveEquipmentSettings, settings)).rejects.toEqual(
      refused('not_allowed'),
    )
    await test.write(admin, saveEquipmentSettings, settings)
    await expect(test.write(admin, saveEquipmentSettings, settings)).rejects.toEqual(refused('stale'))
    const found = await load()
    expect(found.settings).toEqual({ ...settings, revision: 1 })
    // Four days of 480 minutes at 10 sheets and one half.
    expect(found.load.places[0]).toMatchObject({ capacity: 4 * 480 * 5, usedPercent: 0 })
    expect(found.load.shortfall.map(({ kind }) => kind)).toEqual(['by_hand', 'no_scanner'])
    await test.write(admin, setEquipmentState, {
      id,
      revision: 1,
      state: 'broken',
      onDay: '2026-03-25',
      reason: '',
    })
    const after = await load()
    expect(after.load.places[0]?.capacity).toBe(2 * 480 * 5)
    expect(after.load.shortfall.map(({ kind }) => kind)).toEqual(['no_scanner', 'broken'])
  })

  it('keeps the pages of a file once, also of two programs at once', async () => {
    const counter = await test.as('tiepnhan')
    const fileId = await storedFile(test, counter, { bytes: await pdfOf(4) })
    await test.owner.query(
      `insert into dossier_files (office_id, dossier_id, file_id, component, purpose, added_at, added_by)
       select office_id, id, $1, 0, 'supplement', now(), received_by from dossiers order by id limit 1`,
      [fileId],
    )
    const counted = await Promise.all([
      countPages(test.services, demoOfficeId),
      countPages(test.services, demoOfficeId),
    ])
    expect(counted.every((each) => each <= 1)).toBe(true)
    const kept = await test.owner.query('select pages from scanned_pages where file_id = $1', [fileId])
    expect(kept.rows).toEqual([{ pages: 4 }])
  })
})
