import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/operations.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { procedureId } from '../../procedures/model/record-schema.ts'
import { collectCash } from '../../receipts/commands/collect-cash.ts'
import { saveReceiptSettings } from '../../receipts/commands/save-settings.ts'
import { openShift } from '../../receipts/commands/shifts.ts'
import { beginCollecting, collectingSettings } from '../../receipts/factory.ts'
import { getDue, listDues } from '../../receipts/queries/dues.ts'
import { getReceipt } from '../../receipts/queries/receipts.ts'
import { demoOfficeId, demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { dossierAt, receivedDossier } from '../factory.ts'
import { certificationExample, certificationRequestExample } from '../model/certification/examples.ts'
import { certifyAtCounter } from './certify-at-counter.ts'
import { certifyWaiting, promiseCertification } from './certify-later.ts'
import { chargeDossier } from './charge-dossier.ts'
import { returnResult } from './hand-out-result.ts'
import { noteDownload } from './note-download.ts'
import { makeParcelList } from './parcels.ts'
import { returnResults } from './return-many.ts'
import { stopDossier } from './stop-dossier.ts'

let test: TestApp
let counter: Actor
beforeAll(async () => {
  test = await startTestApp()
  counter = await test.as('tiepnhan')
})
afterAll(() => test?.close())

const count = async (table: string) =>
  Number((await test.owner.query(`select count(*) as n from ${table}`)).rows[0].n)
const dueOf = async (code: string) => (await test.read(counter, listDues, { q: code, show: 'all' })).rows[0]
const unpaid = { code: 'wrong_state', facts: { detail: expect.stringContaining('chưa nộp') } }

/** Copies of extracts at 8,000 đ each are asked for with a death that is declared on time: the only fee of it that costs. */
const copies = { procedureId: procedureId(demoOfficeId, '1.000656') }

async function pay(dueId: string) {
  const { due } = await test.read(counter, getDue, { id: dueId })
  const amount = due.stillDueVnd
  return test.write(counter, collectCash, {
    id: dueId,
    amountVnd: amount,
    tenderedVnd: amount,
    toldVnd: amount,
  })
}

describe('an office that does not collect here yet', () => {
  it('certifies as before, takes no money, and owes nobody a receipt', async () => {
    const payment = { tenderedVnd: 20_000 }
    await expect(
      test.write(counter, certifyAtCounter, { ...certificationExample, payment }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('chưa bật thu phí') },
    })
    const done = await test.write(counter, certifyAtCounter, certificationExample)
    expect(done.paid).toBeNull()
    expect([await count('dues'), await count('certifications')]).toEqual([0, 2])
  })
})

describe('certification at the counter', () => {
  beforeAll(() => beginCollecting(test))

  it('is not handed over unpaid, nor by somebody without a shift; nothing of it remains', async () => {
    const before = [await count('dossiers'), await count('certifications')]
    await expect(test.write(counter, certifyAtCounter, certificationExample)).rejects.toMatchObject(unpaid)
    const payment = { tenderedVnd: 20_000 }
    await expect(
      test.write(counter, certifyAtCounter, { ...certificationExample, payment }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('mở ca') },
    })
    expect([await count('dossiers'), await count('certifications')]).toEqual(before)
    expect(await count('dues')).toBe(0)
  })

  it('writes dossier, entries, payment, books and receipt together, and says the change', async () => {
    await test.write(counter, openShift, { floatVnd: 100_000 })
    const short = { ...certificationExample, payment: { tenderedVnd: 19_000 } }
    await expect(test.write(counter, certifyAtCounter, short)).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { 'payment.tenderedVnd': expect.anything() } },
    })
    const done = await test.write(counter, certifyAtCounter, {
      ...certificationExample,
      payment: { tenderedVnd: 50_000 },
    })
    expect(done.paid).toMatchObject({ symbol: '26TAA', number: 1, changeVnd: 30_000 })
    const { content, receipt } = await test.read(counter, getReceipt, { id: done.paid?.receiptId ?? '' })
    expect(content.lines).toMatchObject([{ name: 'Phí chứng thực bản sao', kind: 'fee', amountVnd: 20_000 }])
    expect(receipt).toMatchObject({ dossierCode: done.code, totalVnd: 20_000 })
    const { lines, due } = await test.read(counter, getDue, { id: (await dueOf(done.code))?.id ?? '' })
    expect(due.state).toBe('paid')
    expect(lines[0]?.how).toContain('2 trang × 2.000 đ = 4.000 đ/bản, × 3 bản')
  })

  it('may be paid later where the office says so for this procedure', async () => {
    const settings = { ...collectingSettings, revision: 1, unpaidAllowed: [certificationExample.procedureId] }
    await test.write(await test.as('ketoan'), saveReceiptSettings, settings)
    const done = await test.write(counter, certifyAtCounter, certificationExample)
    expect(done.paid).toBeNull()
    expect(await dueOf(done.code)).toMatchObject({ state: 'open', stillDueVnd: 20_000 })
    await test.write(await test.as('ketoan'), saveReceiptSettings, {
      ...settings,
      revision: 2,
      unpaidAllowed: [],
    })
  })

  it('that was promised may be paid before or after, and is handed over when it is paid', async () => {
    const promised = await test.write(counter, promiseCertification, certificationRequestExample)
    const due = await dueOf(promised.code)
    expect(due).toMatchObject({ state: 'open', amountVnd: 20_000 })
    const certified = await test.write(counter, certifyWaiting, {
      code: promised.code,
      revision: 1,
      originals: certificationRequestExample.originals,
      signerId: demoStaffId('phochutich'),
      feeVnd: 20_000,
    })
    const { rows } = await test.owner.query('select revision from dossiers where id = $1', [certified.id])
    const taking = { code: promised.code, revision: rows[0].revision, collectorName: 'Công Dân Mẫu' }
    await expect(test.write(counter, returnResult, taking)).rejects.toMatchObject(unpaid)
    const versions = await test.owner.query('select version from dues where id = $1', [due?.id])
    expect(versions.rows[0].version).toBe(1)
    await pay(due?.id ?? '')
    await test.write(counter, returnResult, taking)
  })
})

describe('fees of any other dossier', () => {
  it('are counted by the officer, line by line, and can be counted again until they are paid', async () => {
    const dossier = await receivedDossier(test, copies)
    const charged = await test.write(counter, chargeDossier, { code: dossier.code, counts: { 1: 3 } })
    expect(charged.amountVnd).toBe(24_000)
    const { lines } = await test.read(counter, getDue, { id: charged.dueId ?? '' })
    expect(lines).toMatchObject([{ kind: 'fee', amountVnd: 24_000, how: '3 bản sao × 8.000 đ' }])
    expect(
      (await test.write(counter, chargeDossier, { code: dossier.code, counts: { 1: 2 } })).amountVnd,
    ).toBe(16_000)
    await test.write(counter, chargeDossier, { code: dossier.code, counts: {} })
    expect(await dueOf(dossier.code)).toMatchObject({ state: 'ended', stillDueVnd: 0 })
  })

  it('whose amount the province has not been asked for are named, never taken as nothing', async () => {
    const dossier = await receivedDossier(test, { procedureId: procedureId(demoOfficeId, '1.004873') })
    await expect(
      test.write(counter, chargeDossier, { code: dossier.code, counts: { 0: 1 } }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('Chưa có mức thu: Lệ phí hộ tịch') },
    })
    const exemption = 'Hộ nghèo (giấy chứng nhận hộ nghèo số 01/2026)'
    await test.write(counter, chargeDossier, { code: dossier.code, counts: { 0: 1 }, exemption })
    expect(await dueOf(dossier.code)).toMatchObject({ state: 'paid', amountVnd: 0, exemption })
  })

  it('follow the exemption that the fees list: what does not know it is still asked for', async () => {
    const { code } = await receivedDossier(test, copies)
    const late = { code, counts: { 1: 2, 2: 1 } }
    await expect(test.write(counter, chargeDossier, late)).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('đăng ký quá hạn') },
    })
    const poor = { ...late, exemptAs: 'người thuộc hộ nghèo', exemption: 'Giấy số 01/2026' }
    expect(await test.write(counter, chargeDossier, poor)).toMatchObject({ amountVnd: 0 })
    expect(await dueOf(code)).toMatchObject({ state: 'paid', exemption: 'Giấy số 01/2026' })
    const wrong: [object, string][] = [
      [{ ...poor, exemption: '' }, 'exemption'],
      [{ ...poor, exemptAs: 'người giàu' }, 'exemption'],
      [{ ...late, counts: { 9: 1 } }, 'counts.9'],
    ]
    for (const [input, field] of wrong) {
      await expect(test.write(counter, chargeDossier, input as typeof late), field).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { [field]: expect.any(String) } },
      })
    }
  })

  it('are those of the way in which it was filed', async () => {
    const { id, code } = await receivedDossier(test, { procedureId: procedureId(demoOfficeId, '1.004222') })
    const ask = (counts: Record<string, number>) => test.write(counter, chargeDossier, { code, counts })
    const notThere = (place: string) => ({ facts: { fields: { [`counts.${place}`]: expect.any(String) } } })
    await expect(ask({ 1: 1 })).rejects.toMatchObject(notThere('1'))
    expect((await ask({ 0: 1 })).amountVnd).toBe(20_000)
    await test.owner.query('update dossiers set channel = 2 where id = $1', [id])
    await expect(ask({ 0: 1 })).rejects.toMatchObject(notThere('0'))
    expect((await ask({ 0: 0, 1: 1 })).amountVnd).toBe(10_000)
  })

  it('are refused to who does not receive the field, and for sums that are none', async () => {
    const { code } = await receivedDossier(test, copies)
    await expect(
      test.write(await test.as('chuyenmon'), chargeDossier, { code, counts: { 1: 1 } }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    for (const bad of [-1, 0.5, 1_000])
      await expect(test.write(counter, chargeDossier, { code, counts: { 1: bad } })).rejects.toMatchObject({
        code: 'invalid_input',
      })
  })

  it('keep the result back at every door: the desk, many at once, the post, the citizen’s own download', async () => {
    const dossier = await dossierAt(test, 'finished', {
      ...copies,
      returnMethod: 'post',
      returnAddress: 'Thôn Mẫu',
    })
    const { dueId } = await test.write(counter, chargeDossier, { code: dossier.code, counts: { 1: 1 } })
    const ref = { code: dossier.code, revision: dossier.revision }
    const collectorName = 'Công Dân Mẫu'
    await expect(test.write(counter, returnResult, { ...ref, collectorName })).rejects.toMatchObject(unpaid)
    const many = { dossiers: [ref], collectorName, authorisation: 'Giấy số 01' }
    await expect(test.write(counter, returnResults, many)).rejects.toMatchObject(unpaid)
    await expect(test.write(counter, makeParcelList, { dossiers: [ref] })).rejects.toMatchObject(unpaid)
    await expect(
      test.write(systemActor(test.officeId), noteDownload, { dossierId: dossier.id }),
    ).rejects.toMatchObject({ code: 'wrong_state', facts: { detail: expect.stringContaining('Hãy nộp đủ') } })
    await pay(dueId ?? '')
    await test.write(counter, returnResult, { ...ref, collectorName })
  })

  it('are not asked for any more when the dossier is stopped', async () => {
    const dossier = await dossierAt(test, 'appraisal', copies)
    await test.write(counter, chargeDossier, { code: dossier.code, counts: { 1: 1 } })
    await test.write(await test.as('chutich'), stopDossier, {
      code: dossier.code,
      revision: dossier.revision,
      ground: 'not_eligible',
      reason: 'Không thuộc đối tượng.',
    })
    expect(await dueOf(dossier.code)).toMatchObject({ state: 'ended', stillDueVnd: 0 })
    await expect(
      test.write(counter, chargeDossier, { code: dossier.code, counts: { 1: 1 } }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })
})
