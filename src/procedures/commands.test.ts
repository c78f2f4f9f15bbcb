import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { loadCatalogue } from './commands/load-catalogue.ts'
import { saveProcess } from './commands/save-process.ts'
import { demoProcedureId, demoSlowProcedureId } from './examples.ts'
import { nextVersion } from './factory.ts'
import { parseCatalogue, readShippedCatalogue } from './model/catalogue.ts'
import { formDefinitionSchema } from './model/form.ts'
import type { CatalogueRecord } from './model/record-schema.ts'
import { getProcedure, listProcedures, procedureForIntake } from './queries.ts'

let test: TestApp
let records: CatalogueRecord[]
beforeAll(async () => {
  test = await startTestApp()
  records = parseCatalogue(await readShippedCatalogue()).records as CatalogueRecord[]
})
afterAll(() => test.close())

const problem = (code: string) => expect.objectContaining({ code })
const exampleSteps = () => saveProcess.example?.steps ?? []

/** As reception sees it, on a day. */
async function intake(procedureId: string, onDate: string, officeId = test.officeId) {
  return test.services.database.use(async ({ client, db }) => {
    await client.query(`begin; set local app.office = '${officeId}'`)
    const found = await procedureForIntake(db, test.officeId, { procedureId, onDate })
    await client.query('rollback')
    return found
  })
}

describe('loading the catalogue', () => {
  it('is for the administrator only', async () => {
    const input = { validFrom: '2026-04-01', records: records.slice(0, 1) }
    for (const username of ['tiepnhan', 'chuyenmon', 'chutich', 'bientap']) {
      await expect(test.write(await test.as(username), loadCatalogue, input)).rejects.toEqual(
        problem('not_allowed'),
      )
    }
  })

  it('changes nothing the second time', async () => {
    const admin = await test.as('quantri')
    const loaded = await test.write(admin, loadCatalogue, { validFrom: '2026-04-01', records })
    expect(loaded).toEqual({ procedures: 107, versionsAdded: 0 })
  })

  it('gives a changed record a next version and keeps the one before for its time', async () => {
    const admin = await test.as('quantri')
    const changed = records
      .filter((record) => record.key === '1.004873')
      .map((record) => ({ ...record, timeLimit: { amount: 2, unit: 'working_day' as const } }))
    const input = { validFrom: '2026-05-01', records: changed }
    expect(await test.write(admin, loadCatalogue, input)).toEqual({ procedures: 1, versionsAdded: 1 })
    expect(await intake(demoSlowProcedureId, '2026-04-30')).toMatchObject({
      version: 1,
      timeLimit: { amount: 3 },
    })
    expect(await intake(demoSlowProcedureId, '2026-05-01')).toMatchObject({
      version: 2,
      timeLimit: { amount: 2 },
    })
    const again = { validFrom: '2026-05-01', records: records.filter((record) => record.key === '1.004873') }
    await expect(test.write(admin, loadCatalogue, { ...again, validFrom: '2026-04-30' })).rejects.toEqual(
      problem('invalid_input'),
    )
    expect(await intake(demoSlowProcedureId, '2026-05-01')).toMatchObject({ version: 2 })
    // On the day itself it is replaced: version 2 then holds on no day.
    expect(await test.write(admin, loadCatalogue, again)).toMatchObject({ versionsAdded: 1 })
    expect(await intake(demoSlowProcedureId, '2026-05-01')).toMatchObject({ version: 3 })
    expect(await intake(demoSlowProcedureId, '2026-04-30')).toMatchObject({ version: 1 })
  })

  it('refuses one key twice, an unknown column and half a đồng', async () => {
    const admin = await test.as('quantri')
    const [first] = records
    if (!first) throw new Error('an empty catalogue')
    const fees = [{ name: 'Phí', amountVnd: 0.5, unit: 'bản', basis: '' }]
    for (const bad of [[first, first], [{ ...first, colour: 'red' }], [{ ...first, fees }], []]) {
      const input = { validFrom: '2026-06-01', records: bad as CatalogueRecord[] }
      await expect(test.write(admin, loadCatalogue, input)).rejects.toEqual(problem('invalid_input'))
    }
  })
})

describe('reading procedures', () => {
  it('finds by words, initials, part of a word and code, best first', async () => {
    const counter = await test.as('tiepnhan')
    const first = async (q: string) =>
      (await test.read(counter, listProcedures, { q, limit: 1 })).items[0]?.code
    expect(await first('khai sinh')).toBe('1.001193')
    expect(await first('DKKS')).toBe('1.001193')
    expect(await first('khaisinh')).toBe('1.001193')
    expect(await first('tình trạng hôn nhân')).toBe('1.004873')
    expect(await first('2000815')).toBe('2.000815')
    expect(await first('2.000815.000.00.00.H56')).toBe('2.000815')
    for (const nothing of ['qqqq', "' or 1=1 --"]) expect(await first(nothing)).toBeUndefined()
  })

  it('lists everything by name, page by page, and one field alone', async () => {
    const counter = await test.as('tiepnhan')
    const names: string[] = []
    let after: string | undefined
    do {
      const page = await test.read(counter, listProcedures, { limit: 25, after })
      names.push(...page.items.map((item) => item.name))
      after = page.next ?? undefined
    } while (after)
    expect(names).toHaveLength(107)
    expect(names).toEqual(names.toSorted(new Intl.Collator('vi').compare))
    const field = await test.read(counter, listProcedures, { field: 'ho-tich', limit: 200 })
    expect(field.items).toHaveLength(24)
    await expect(test.read(counter, listProcedures, { limit: 201 })).rejects.toEqual(problem('invalid_input'))
  })

  it('shows one whole, with its steps, and nothing to another office', async () => {
    const counter = await test.as('tiepnhan')
    const found = getProcedure.output.parse(
      await test.read(counter, getProcedure, { procedureId: demoProcedureId }),
    )
    expect(found).toMatchObject({
      code: '2.000815',
      fieldName: 'Chứng thực',
      validFrom: '2025-07-01',
      validTo: null,
    })
    expect(found.steps.map((step) => step.role)).toEqual([
      'counter',
      'specialist',
      'leader',
      'clerk',
      'counter',
    ])
    expect(found.steps.reduce((sum, step) => sum + step.minutes, 0)).toBe(120)
    const elsewhere = { ...counter, officeId: demoProcedureId }
    await expect(test.read(elsewhere, getProcedure, { procedureId: demoProcedureId })).rejects.toEqual(
      problem('not_found'),
    )
    expect(await intake(demoProcedureId, '2026-03-24', demoProcedureId)).toBeNull()
    expect(await intake(demoProcedureId, '2025-06-30')).toBeNull()
  })
})

describe('the internal process', () => {
  it('is changed by the administrator only', async () => {
    const input = { procedureId: demoSlowProcedureId, steps: exampleSteps() }
    for (const username of ['tiepnhan', 'chuyenmon', 'chutich']) {
      await expect(test.write(await test.as(username), saveProcess, input)).rejects.toEqual(
        problem('not_allowed'),
      )
    }
    const admin = await test.as('quantri')
    const unknown = { ...input, procedureId: test.officeId }
    await expect(test.write(admin, saveProcess, unknown)).rejects.toEqual(problem('not_found'))
  })

  it('is replaced whole', async () => {
    const admin = await test.as('quantri')
    const [first, ...others] = exampleSteps()
    if (!first) throw new Error('an example without steps')
    const steps = [first, { ...first, name: 'Chuyển hồ sơ', minutes: 0 }, ...others]
    const saved = await test.write(admin, saveProcess, { procedureId: demoSlowProcedureId, steps })
    expect(saved.warnings).toEqual([])
    const found = await intake(demoSlowProcedureId, '2026-03-24')
    expect(found?.steps.map((step) => step.code)).toEqual([
      'reception',
      'forwarding',
      'appraisal',
      'approval',
      'issue',
      'handover',
    ])
    const audit = await test.owner.query(
      `select facts from audit_events where action = 'procedures.saveProcess'`,
    )
    expect(audit.rows[0].facts.before).toHaveLength(5)
  })

  it('is refused where a dossier could not go through, and where it takes too long', async () => {
    const admin = await test.as('quantri')
    const process = (roles: string, minutes = 10) =>
      roles.split(' ').map((role) => ({ name: 'Bước', role, minutes })) as never
    const cases = [
      ['clerk specialist leader clerk counter', 'steps.0.role'],
      ['counter specialist leader clerk', 'steps.3.role'],
      ['counter leader clerk counter', 'steps'],
      ['counter specialist clerk counter', 'steps'],
      ['counter leader specialist clerk counter', 'steps'],
      ['counter leader specialist leader clerk counter', 'steps.1.role'],
      ['counter specialist leader leader clerk counter', 'steps.3.role'],
      ['counter specialist leader specialist clerk counter', 'steps'],
      ['counter specialist leader counter', 'steps'],
      ['counter specialist clerk leader counter', 'steps.2.role'],
      ['counter specialist clerk leader clerk counter', 'steps.2.role'],
      ['counter specialist leader clerk editor counter', 'steps.4.role'],
      ['counter', 'steps'],
    ] as const
    for (const [roles, field] of cases) {
      const input = { procedureId: demoSlowProcedureId, steps: process(roles) }
      await expect(test.write(admin, saveProcess, input), roles).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { [field]: expect.any(String) } },
      })
    }
    const good = 'counter specialist leader clerk counter'
    const long = { procedureId: demoSlowProcedureId, steps: process(good, 480) }
    await expect(test.write(admin, saveProcess, long)).rejects.toMatchObject({
      facts: { fields: { steps: expect.stringContaining('40 giờ, vượt thời hạn') } },
    })
    const sameDay = { procedureId: demoProcedureId, steps: process(good, 25) }
    expect((await test.write(admin, saveProcess, sameDay)).warnings).toEqual([
      expect.stringContaining('2 giờ 5 phút'),
    ])
    await expect(test.write(admin, saveProcess, { ...long, steps: [] })).rejects.toEqual(
      problem('invalid_input'),
    )
  })
})

describe('a next version', () => {
  it('takes over everything but what changes, and keeps the order of the fields of a form', async () => {
    const schema = { type: 'object', properties: { zeta: { type: 'string' }, alpha: { type: 'string' } } }
    const form = formDefinitionSchema.parse({ title: 'TỜ KHAI', schema })
    const before = await intake(demoProcedureId, '2026-03-24')
    await nextVersion(test, {
      procedureId: demoProcedureId,
      validFrom: '2026-03-24',
      note: 'Thêm tờ khai.',
      change: { form },
    })
    const after = await intake(demoProcedureId, '2026-03-24')
    expect(after).toEqual({ ...before, version: (before?.version ?? 0) + 1, form })
    expect(Object.keys(after?.form?.schema.properties ?? {})).toEqual(['zeta', 'alpha'])
    expect((await intake(demoProcedureId, '2026-03-23'))?.form).toBeNull()
  })

  it('replaces one that began on the same day, and leaves a planned one alone', async () => {
    const change = (validFrom: string, result: string) =>
      nextVersion(test, { procedureId: demoProcedureId, validFrom, note: '', change: { result } })
    await change('2026-09-01', 'Sau này')
    await change('2026-03-24', 'Lần một')
    await change('2026-03-24', 'Lần hai')
    expect(await intake(demoProcedureId, '2026-03-24')).toMatchObject({ result: 'Lần hai' })
    expect(await intake(demoProcedureId, '2026-08-31')).toMatchObject({ result: 'Lần hai' })
    expect(await intake(demoProcedureId, '2026-09-01')).toMatchObject({ result: 'Sau này' })
  })

  it('is refused when decided on another version, and where the procedure does not hold', async () => {
    const input = { procedureId: demoProcedureId, validFrom: '2026-03-24', note: '', change: {} }
    await expect(nextVersion(test, { ...input, basedOn: 1 })).rejects.toEqual(problem('stale'))
    await expect(nextVersion(test, { ...input, validFrom: '2024-01-01' })).rejects.toEqual(
      problem('wrong_state'),
    )
    await expect(nextVersion(test, { ...input, procedureId: test.officeId })).rejects.toEqual(
      problem('not_found'),
    )
  })
})
