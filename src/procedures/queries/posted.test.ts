import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoOffice } from '../../demo/office.ts'
import { publicActor } from '../../platform/http/context.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { createOffice } from '../../staff/commands/create-office.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { loadCatalogue } from '../commands/load-catalogue.ts'
import { saveProcess } from '../commands/save-process.ts'
import { demoAgencyCode, demoSlowProcedureId } from '../examples.ts'
import { parseCatalogue, readShippedCatalogue } from '../model/catalogue.ts'
import { postedParts } from '../model/posted-parts.ts'
import { getPosted, postedKey } from './get-posted.ts'
import { listPostedFields } from './list-posted-fields.ts'
import { postedCatalogue } from './posted-catalogue.ts'
import { listPostingOffices } from './posting-office.ts'
import { searchPosted } from './search-posted.ts'

let test: TestApp
let records: ReturnType<typeof parseCatalogue>['records']
beforeAll(async () => {
  test = await startTestApp()
  records = parseCatalogue(await readShippedCatalogue()).records
})
afterAll(() => test?.close())

const problem = (code: string) => expect.objectContaining({ code })
const office = demoAgencyCode
const found = (q: string, more = {}) => test.read(publicActor, searchPosted, { office, q, ...more })
const codes = async (q: string) => (await found(q)).items.map(({ code }) => code)
const posted = (key: string, more = {}) => test.read(publicActor, getPosted, { office, key, ...more })

describe('searching what is posted', () => {
  it('finds without diacritics, by initials, by code with and without the suffix of a province', async () => {
    expect((await codes('khai sinh'))[0]).toBe('1.001193')
    expect((await codes('Đăng ký KHAI SINH'))[0]).toBe('1.001193')
    expect((await codes('dkks'))[0]).toBe('1.001193')
    for (const code of ['2.000815', '2000815', '2.000815.000.00.00.H56', '2.000815.000.00.00.H55.02']) {
      expect((await codes(code))[0], code).toBe('2.000815')
    }
  })

  it('offers what sounds alike for a slip, and says that it is a guess', async () => {
    const guess = await found('khai shinh')
    expect(guess.isGuess).toBe(true)
    expect(guess.items.map(({ code }) => code)).toContain('1.001193')
    expect(await found('zzzzqqqq')).toMatchObject({ items: [], isGuess: false })
  })

  it('takes hostile strings as words', async () => {
    const hostile = [
      "' or 1=1 --",
      '%',
      '%%%_',
      '\\',
      '|',
      '<script>',
      'a'.repeat(200),
      '　',
      '🙂🙂',
      "'; drop table x",
    ]
    for (const q of hostile) expect((await found(q)).items.length, q).toBeLessThanOrEqual(30)
    await expect(found('x'.repeat(201))).rejects.toEqual(problem('invalid_input'))
    await expect(found('\u0000')).rejects.toEqual(problem('invalid_input'))
  })

  it('goes through everything by name, page by page, and never shows what nobody confirmed', async () => {
    const names: string[] = []
    let after: string | undefined
    do {
      const page = await found('', { limit: 20, after })
      names.push(...page.items.map(({ name }) => name))
      after = page.next ?? undefined
    } while (after)
    expect(names).toHaveLength(93)
    expect(new Set(names).size).toBe(93)
    const unconfirmed = records.filter(({ confidence }) => confidence === 'check').map(({ name }) => name)
    expect(unconfirmed).toHaveLength(14)
    expect(names.filter((name) => unconfirmed.includes(name))).toEqual([])
  })

  it('goes by field and by life event', async () => {
    const { fields, lifeEvents } = await test.read(publicActor, listPostedFields, { office })
    expect(fields.find(({ code }) => code === 'ho-tich')).toMatchObject({ name: 'Hộ tịch', count: 24 })
    const born = await found('', { lifeEvent: 'sinh-con' })
    expect(born.items.map(({ code }) => code)).toContain('1.001193')
    expect(lifeEvents.find(({ code }) => code === 'sinh-con')?.count).toBe(born.items.length)
    expect((await found('', { lifeEvent: 'khong-co' })).items).toEqual([])
  })
})

describe('a posted procedure', () => {
  it('has every part of Điều 8 NĐ 63/2010/NĐ-CP, and says which are not known', async () => {
    const { procedure, state } = await posted('1.001193')
    expect(state).toBe('in_force')
    const parts = postedParts(procedure, 'UBND xã Cẩm Long')
    expect(parts.map(({ code }) => code)).toEqual([
      ...[
        'trinh-tu',
        'cach-thuc',
        'thanh-phan',
        'so-bo',
        'thoi-han',
        'doi-tuong',
        'co-quan',
        'ket-qua',
        'phi',
      ],
      ...['mau-don', 'yeu-cau', 'can-cu', 'quyet-dinh'],
    ])
    expect(parts.filter(({ isMissing }) => isMissing).map(({ code }) => code)).toEqual(['yeu-cau'])
    expect(parts.find(({ code }) => code === 'co-quan')?.groups[0]?.lines).toEqual([
      'Cơ quan thực hiện: UBND xã Cẩm Long',
    ])
  })

  it('is found by its key and by local forms of its code', async () => {
    expect(postedKey(' 2.000815.000.00.00.H55.02 ')).toBe('2.000815')
    expect(postedKey('khong-ma.ten')).toBe('khong-ma.ten')
    expect((await posted('2.000815.000.00.00.H56')).procedure.code).toBe('2.000815')
    for (const key of ['9.999999', '../etc', "' or 1=1 --"]) {
      await expect(posted(key)).rejects.toEqual(problem('not_found'))
    }
  })

  it('is not shown while nobody has confirmed it', async () => {
    await expect(posted('1.001731')).rejects.toEqual(problem('not_found'))
  })

  it('tells what changed since the sheet that somebody holds; the internal process is no news', async () => {
    const admin = await test.as('quantri')
    const steps = saveProcess.example?.steps ?? []
    await test.write(admin, saveProcess, { procedureId: demoSlowProcedureId, steps })
    const before = await posted('1.004873', { sheetVersion: 1 })
    expect(before).toMatchObject({ procedure: { version: 2 }, changes: [], sinceSheet: { differences: [] } })
    const changed = records
      .filter(({ key }) => key === '1.004873')
      .map((record) => ({ ...record, timeLimit: { amount: 2, unit: 'working_day' as const } }))
    await test.write(admin, loadCatalogue, { validFrom: '2026-03-24', records: changed as never })
    const after = await posted('1.004873', { sheetVersion: 1 })
    const difference = {
      title: 'Thời hạn giải quyết',
      removed: ['3 ngày làm việc'],
      added: ['2 ngày làm việc'],
    }
    expect(after.sinceSheet).toEqual({ version: 1, isKnown: true, differences: [difference] })
    expect(after.changes).toMatchObject([{ validFrom: '2026-03-24', differences: [difference] }])
    expect((await posted('1.004873', { sheetVersion: 99 })).sinceSheet).toMatchObject({ isKnown: false })
  })

  it('that was replaced by an unconfirmed version is not shown as it was', async () => {
    const admin = await test.as('quantri')
    const unsure = records
      .filter(({ key }) => key === '1.000656')
      .map((record) => ({ ...record, confidence: 'check' as const }))
    await test.write(admin, loadCatalogue, { validFrom: '2026-03-20', records: unsure as never })
    await expect(posted('1.000656')).rejects.toEqual(problem('not_found'))
    expect(await codes('Đăng ký khai tử')).not.toContain('1.000656')
  })

  it('that was closed says so', async () => {
    await test.owner.query(`update procedures set closed_on = '2026-03-01' where key = '1.005461'`)
    expect(await posted('1.005461')).toMatchObject({ state: 'ended', procedure: { closedOn: '2026-03-01' } })
    expect(await codes('Đăng ký lại khai tử')).not.toContain('1.005461')
  })
})

describe('the anonymous database role', () => {
  const asVisitor = (statement: string) =>
    test.services.database.usePublic(async ({ client }) => (await client.query(statement)).rows)

  it('reads the public columns and no other', async () => {
    const hidden = {
      procedure_versions: ['steps', 'notes', 'verified_fields', 'change_note', 'created_by'],
      procedure_checks: ['checked_by', 'source', 'note', 'result'],
      legal_texts: ['note', 'confidence'],
      posting_settings: ['check_days'],
      posted_sheets: ['id', 'place', 'printed_by'],
      offices: ['paper_symbols', 'practice'],
    }
    for (const [table, columns] of Object.entries(hidden)) {
      for (const column of columns) {
        await expect(asVisitor(`select ${column} from ${table}`), `${table}.${column}`).rejects.toThrow(
          /permission denied/,
        )
      }
    }
  })

  it('sees no unconfirmed version and writes nothing', async () => {
    expect(await asVisitor(`select 1 from procedure_versions where confidence = 'check'`)).toEqual([])
    for (const table of ['procedures', 'procedure_versions', 'procedure_flags', 'legal_texts']) {
      await expect(asVisitor(`delete from ${table}`), table).rejects.toThrow(/permission denied|read-only/)
    }
  })
})

describe('several offices on one installation', () => {
  const otherId = randomUUID()
  beforeAll(async () => {
    const call = { ...systemActor(otherId) }
    const { units: _, ...settings } = demoOffice
    const member = {
      username: 'noi.khac',
      passwordHash: 'x'.repeat(40),
      fullName: 'Người Nơi Khác',
      postTitle: 'Cán bộ',
    }
    await test.write(call, createOffice, {
      ...settings,
      name: 'UBND phường Mẫu Khác',
      agencyCode: 'H56.99.99',
      members: [{ ...member, duties: [{ role: 'admin' }] }],
    })
    const one = records
      .filter(({ key }) => key === '2.000815')
      .map((record) => ({ ...record, result: 'Bản sao của nơi khác' }))
    await test.write(call, loadCatalogue, { validFrom: '2025-07-01', records: one as never })
  })

  it('are told apart by their identifier, and the visitor chooses where it is missing', async () => {
    expect(
      (await test.read(publicActor, listPostingOffices, {})).offices.map((each) => each.agencyCode),
    ).toEqual(['H56.99.99', 'H56.22.17'])
    await expect(test.read(publicActor, searchPosted, {})).rejects.toEqual(problem('not_found'))
    await expect(test.read(publicActor, searchPosted, { office: 'H00.00.00' })).rejects.toEqual(
      problem('not_found'),
    )
    const other = await test.read(publicActor, searchPosted, { office: 'H56.99.99' })
    expect(other.items.map(({ code }) => code)).toEqual(['2.000815'])
  })

  it('each show their own', async () => {
    const other = await test.read(publicActor, getPosted, { office: 'H56.99.99', key: '2.000815' })
    expect(other.procedure.result).toBe('Bản sao của nơi khác')
    expect(other.office).toMatchObject({
      name: 'UBND phường Mẫu Khác',
      feedback: { agency: 'UBND phường Mẫu Khác' },
    })
    expect((await posted('2.000815')).procedure.result).not.toBe('Bản sao của nơi khác')
    const all = await test.read(publicActor, postedCatalogue, { office: 'H56.99.99' })
    expect(all.procedures).toHaveLength(1)
  })
})
