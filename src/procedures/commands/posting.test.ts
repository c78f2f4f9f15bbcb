import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { publicActor } from '../../platform/http/context.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { demoAgencyCode, demoProcedureId, demoSlowProcedureId } from '../examples.ts'
import { flagOfficeProcedures } from '../jobs.ts'
import { parseCatalogue, readShippedCatalogue } from '../model/catalogue.ts'
import type { CatalogueRecord } from '../model/record-schema.ts'
import { procedureId } from '../model/record-schema.ts'
import { getPosted } from '../queries/get-posted.ts'
import { listFreshness } from '../queries/list-freshness.ts'
import { listLegalTexts } from '../queries/list-legal-texts.ts'
import { listSheets } from '../queries/list-sheets.ts'
import { postingSummary } from '../queries/posting-summary.ts'
import { searchPosted } from '../queries/search-posted.ts'
import { loadCatalogue } from './load-catalogue.ts'
import { postSheets, takeDownSheets } from './post-sheets.ts'
import { recordChecks } from './record-checks.ts'
import { saveLegalText } from './save-legal-text.ts'
import { savePostingSettings } from './save-posting-settings.ts'
import { saveProcess } from './save-process.ts'

const problem = (code: string) => expect.objectContaining({ code })
const office = demoAgencyCode
let test: TestApp
let records: CatalogueRecord[]

async function start() {
  test = await startTestApp()
  records = parseCatalogue(await readShippedCatalogue()).records as CatalogueRecord[]
  // As if the catalogue had been entered on the first day of the test.
  await test.owner.query(`update procedure_versions set created_at = '2026-03-24T08:00:00+07:00'`)
}

/** The same record with something else in it, as a next version from a day on. */
async function change(key: string, validFrom: string, part: Partial<CatalogueRecord>) {
  const changed = records.filter((record) => record.key === key).map((record) => ({ ...record, ...part }))
  await test.write(await test.as('quantri'), loadCatalogue, { validFrom, records: changed })
}

describe('sheets on the notice board', () => {
  beforeAll(start)
  afterAll(() => test?.close())
  const place = 'Bảng niêm yết'
  const hang = async (procedureIds: string[], state: 'hung' | 'printed' = 'hung', where = place) =>
    test.write(await test.as('tiepnhan'), postSheets, { procedureIds, place: where, state })
  const rowOf = async (id: string) =>
    (await test.read(await test.as('chutich'), listSheets, {})).rows.find((row) => row.procedureId === id)

  it('are noted by the counter and the administrator only', async () => {
    const input = { procedureIds: [demoProcedureId], place, state: 'hung' as const }
    for (const username of ['chuyenmon', 'vanthu', 'ketoan', 'chutich', 'bientap']) {
      const actor = await test.as(username)
      await expect(test.write(actor, postSheets, input), username).rejects.toEqual(problem('not_allowed'))
      const down = { sheetIds: [demoProcedureId] }
      await expect(test.write(actor, takeDownSheets, down), username).rejects.toEqual(problem('not_allowed'))
    }
    await expect(test.write(publicActor, postSheets, input)).rejects.toEqual(problem('not_signed_in'))
    await expect(test.read(await test.as('ketoan'), listSheets, {})).rejects.toEqual(problem('not_allowed'))
  })

  it('are missing at first, then printed, then hang; noting it twice makes one', async () => {
    expect(await rowOf(demoProcedureId)).toMatchObject({ sheets: [], needsPrint: true })
    await hang([demoProcedureId], 'printed')
    expect((await rowOf(demoProcedureId))?.sheets).toMatchObject([{ state: 'printed', hungOn: null }])
    await hang([demoProcedureId, demoProcedureId])
    await hang([demoProcedureId])
    expect(await rowOf(demoProcedureId)).toMatchObject({
      needsPrint: false,
      sheets: [{ state: 'current', hungOn: '2026-03-24', place }],
    })
    await hang([demoProcedureId], 'hung', 'Nhà văn hóa')
    expect((await rowOf(demoProcedureId))?.sheets).toHaveLength(2)
  })

  it('stay good when only the internal process changed', async () => {
    await hang([demoSlowProcedureId])
    const steps = saveProcess.example?.steps ?? []
    await test.write(await test.as('quantri'), saveProcess, { procedureId: demoSlowProcedureId, steps })
    expect((await rowOf(demoSlowProcedureId))?.sheets).toMatchObject([{ state: 'current', version: 1 }])
  })

  it('are out of date on the day a version that says something else begins, and hanging the new one replaces them', async () => {
    await change('1.004873', '2026-03-26', { timeLimit: { amount: 2, unit: 'working_day' } })
    expect((await rowOf(demoSlowProcedureId))?.sheets).toMatchObject([{ state: 'current' }])
    test.time.set('2026-03-26T00:00:30+07:00')
    const row = await rowOf(demoSlowProcedureId)
    expect(row?.needsPrint).toBe(true)
    expect(row?.sheets).toMatchObject([
      { state: 'outdated', reasons: ['Đã đổi: thời hạn giải quyết, từ 26/03/2026.'] },
    ])
    await hang([demoSlowProcedureId])
    expect((await rowOf(demoSlowProcedureId))?.sheets).toMatchObject([{ state: 'current', version: 3 }])
  })

  it('must come down when their procedure is closed, and then do', async () => {
    const id = procedureId(test.officeId, '1.000656')
    await hang([id])
    await test.owner.query(`update procedures set closed_on = '2026-03-26' where id = $1`, [id])
    const row = await rowOf(id)
    expect(row).toMatchObject({ isPosted: false, needsPrint: false, sheets: [{ state: 'remove' }] })
    await expect(hang([id])).rejects.toEqual(problem('wrong_state'))
    const sheetIds = (row?.sheets ?? []).map((sheet) => sheet.id)
    const counter = await test.as('tiepnhan')
    expect(await test.write(counter, takeDownSheets, { sheetIds })).toEqual({ removed: 1 })
    expect(await test.write(counter, takeDownSheets, { sheetIds })).toEqual({ removed: 0 })
    expect(await rowOf(id)).toBeUndefined()
    await expect(test.write(counter, takeDownSheets, { sheetIds: [demoProcedureId] })).rejects.toEqual(
      problem('not_found'),
    )
  })

  it('of what nobody confirmed, or of another office, are refused', async () => {
    for (const key of ['1.001731', 'khong-co']) {
      await expect(hang([procedureId(test.officeId, key)]), key).rejects.toEqual(problem('wrong_state'))
    }
    expect((await test.read(await test.as('chutich'), listSheets, {})).unconfirmed).toBe(14)
  })

  it('have to be looked at when the basis of their procedure has expired', async () => {
    await test.write(await test.as('quantri'), saveLegalText, {
      number: '23/2015/NĐ-CP',
      expiredOn: '2026-03-26',
    })
    expect((await rowOf(demoProcedureId))?.sheets).toMatchObject([
      { state: 'review', reasons: ['Căn cứ 23/2015/NĐ-CP hết hiệu lực từ 26/03/2026.'] },
      { state: 'review' },
    ])
    expect(await test.read(await test.as('chutich'), postingSummary, {})).toMatchObject({
      posted: 92,
      hanging: 1,
      withoutSheet: 90,
      wrongSheets: 1,
      unconfirmed: 14,
    })
  })
})

describe('freshness', () => {
  beforeAll(start)
  afterAll(() => test?.close())
  beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

  const flags = async () => {
    const { rows } = await test.read(await test.as('quantri'), listFreshness, {})
    return rows.flatMap((row) => row.flags.map((flag) => ({ id: row.procedureId, ...flag })))
  }
  const daily = () => flagOfficeProcedures(test.services, test.officeId)
  const check = async (procedureIds: string[], result: 'unchanged' | 'changed' = 'unchanged') =>
    test.write(await test.as('quantri'), recordChecks, {
      procedureIds,
      source: 'Cơ sở dữ liệu quốc gia',
      result,
    })

  it('is noted by the administrator only', async () => {
    const input = { procedureIds: [demoProcedureId], source: 'Nguồn', result: 'unchanged' as const }
    for (const username of ['tiepnhan', 'chuyenmon', 'vanthu', 'chutich', 'bientap']) {
      const actor = await test.as(username)
      await expect(test.write(actor, recordChecks, input), username).rejects.toEqual(problem('not_allowed'))
      await expect(test.write(actor, saveLegalText, { number: '1/2020/NĐ-CP' })).rejects.toEqual(
        problem('not_allowed'),
      )
      await expect(test.write(actor, savePostingSettings, { checkDays: 1 })).rejects.toEqual(
        problem('not_allowed'),
      )
    }
    await expect(test.read(await test.as('tiepnhan'), listFreshness, {})).rejects.toEqual(
      problem('not_allowed'),
    )
  })

  it('ends after 30 days without a check, in Viet Nam’s days, and begins again with one', async () => {
    test.time.set('2026-04-22T23:59:00+07:00')
    await daily()
    expect(await flags()).toEqual([])
    test.time.set('2026-04-23T00:05:00+07:00')
    await daily()
    expect(await flags()).toHaveLength(107)
    const written = async () => (await test.owner.query('select count(*) as n from audit_events')).rows[0].n
    const before = await written()
    await daily()
    expect(await written()).toBe(before)
    expect((await flags())[0]).toMatchObject({ reason: 'not_checked', since: '2026-04-23' })
    expect(await check([demoProcedureId, demoSlowProcedureId])).toEqual({ checked: 2 })
    const left = await flags()
    expect(left).toHaveLength(105)
    expect(left.map(({ id }) => id)).not.toContain(demoProcedureId)
    const posted = await test.read(publicActor, getPosted, { office, key: '2.000815' })
    expect(posted).toMatchObject({ checkedOn: '2026-04-23', flags: [] })
    const { items } = await test.read(publicActor, searchPosted, { office, q: '1.001193' })
    expect(items[0]?.isUnderReview).toBe(true)
  })

  it('follows the setting of the office', async () => {
    test.time.set('2026-04-23T09:00:00+07:00')
    const admin = await test.as('quantri')
    await test.write(admin, savePostingSettings, { checkDays: 60, feedbackAgency: 'Văn phòng UBND tỉnh Mẫu' })
    expect(await flags()).toEqual([])
    const { office: shown } = await test.read(publicActor, getPosted, { office, key: '2.000815' })
    expect(shown.feedback).toMatchObject({
      agency: 'Văn phòng UBND tỉnh Mẫu',
      phone: '0237 000 0000',
      web: '',
    })
    for (const checkDays of [0, 366, 1.5, 'x']) {
      await expect(test.write(admin, savePostingSettings, { checkDays })).rejects.toEqual(
        problem('invalid_input'),
      )
    }
    const script = { checkDays: 30, feedbackWeb: 'javascript:alert(1)' }
    await expect(test.write(admin, savePostingSettings, script)).rejects.toEqual(problem('invalid_input'))
  })

  it('of a source found changed is missing until the next version', async () => {
    test.time.set('2026-04-24T09:00:00+07:00')
    await check([demoSlowProcedureId], 'changed')
    expect(await flags()).toMatchObject([{ id: demoSlowProcedureId, reason: 'source_changed' }])
    test.time.set('2026-04-24T10:00:00+07:00')
    await change('1.004873', '2026-04-24', { result: 'Giấy xác nhận mới' })
    await daily()
    expect(await flags()).toEqual([])
  })

  it('ends on the day the legal basis expires (Luật Hộ tịch 03/2026/QH16, from 01/3/2027)', async () => {
    const admin = await test.as('quantri')
    await test.write(admin, savePostingSettings, { checkDays: 365 })
    test.time.set('2027-02-28T23:59:00+07:00')
    await check(
      records
        .filter(({ confidence }) => confidence !== 'check')
        .map(({ key }) => procedureId(test.officeId, key)),
    )
    await daily()
    expect((await flags()).filter(({ reason }) => reason === 'basis_expired')).toEqual([])
    test.time.set('2027-03-01T00:05:00+07:00')
    await daily()
    const expired = (await flags()).filter(({ reason }) => reason === 'basis_expired')
    expect(expired).toHaveLength(26)
    expect(expired[0]).toMatchObject({ legalText: '60/2014/QH13', since: '2027-03-01' })
    const posted = await test.read(publicActor, getPosted, { office, key: '1.001193' })
    expect(posted.flags).toEqual([
      { reason: 'basis_expired', legalText: '60/2014/QH13', since: '2027-03-01' },
    ])
    expect(posted.legalTexts[0]).toMatchObject({
      number: '60/2014/QH13',
      title: 'Luật Hộ tịch',
      replacedBy: '03/2026/QH16',
    })
  })

  it('knows the texts that were replaced on 01/7/2025, and leaves open what is not known', async () => {
    const admin = await test.as('quantri')
    const { texts } = await test.read(admin, listLegalTexts, {})
    const text = (number: string) => texts.find((each) => each.number === number)
    expect(text('61/2018/NĐ-CP')).toMatchObject({
      expiredOn: '2025-07-01',
      replacedBy: '118/2025/NĐ-CP',
      isExpired: true,
    })
    expect(text('01/2018/TT-VPCP')).toMatchObject({ expiredOn: '2025-07-01', replacedBy: '03/2025/TT-VPCP' })
    expect(text('20/2021/NĐ-CP')).toMatchObject({
      expiredOn: null,
      replacedBy: '335/2026/NĐ-CP',
      confidence: 'check',
    })
    expect(text('18/2026/NĐ-CP')).toMatchObject({
      title: '',
      issuer: 'Chính phủ',
      effectiveFrom: null,
      expiredOn: null,
    })
    const cited = new Set(records.flatMap(({ legalBasis }) => legalBasis))
    expect([...cited].filter((number) => !text(number))).toEqual([])
  })

  it('keeps what the office wrote about a text when the program brings its own', async () => {
    const admin = await test.as('quantri')
    await test.write(admin, saveLegalText, {
      number: '61/2018/NĐ-CP',
      title: 'Theo bản của xã',
      expiredOn: null,
    })
    await daily()
    const { texts } = await test.read(admin, listLegalTexts, { q: 'Theo bản của xã' })
    expect(texts).toMatchObject([{ number: '61/2018/NĐ-CP', expiredOn: null }])
  })

  it('refuses dates that contradict each other, a text replaced by itself and procedures that do not exist', async () => {
    const admin = await test.as('quantri')
    const wrong = [
      { number: '1/2020/NĐ-CP', effectiveFrom: '2026-01-02', expiredOn: '2026-01-01' },
      { number: '1/2020/NĐ-CP', replacedBy: '1/2020/NĐ-CP' },
      { number: '1/2020/NĐ-CP', expiredOn: '2026-02-30' },
      { number: '' },
    ]
    for (const input of wrong) {
      await expect(test.write(admin, saveLegalText, input)).rejects.toEqual(problem('invalid_input'))
    }
    await expect(check([procedureId(test.officeId, 'khong-co')])).rejects.toEqual(problem('not_found'))
    await expect(check([])).rejects.toEqual(problem('invalid_input'))
  })
})
