import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { procedureId } from '../../procedures/model/record-schema.ts'
import { demoOfficeId, demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { dossierAt } from '../factory.ts'
import { certificationRequestExample } from '../model/certification/examples.ts'
import { certificationDesk } from '../queries/certification-desk.ts'
import { certifyWaiting, promiseCertification } from './certify-later.ts'
import { forwardDossier } from './forward-dossier.ts'
import { issueResult, returnResult } from './hand-out-result.ts'
import { approveResult, draftResult } from './prepare-result.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const promise = async (changes: object = {}, username = 'tiepnhan') =>
  test.write(await test.as(username), promiseCertification, { ...certificationRequestExample, ...changes })
const finish = async (code: string, changes: object = {}, username = 'tiepnhan') =>
  test.write(await test.as(username), certifyWaiting, {
    code,
    revision: 1,
    originals: certificationRequestExample.originals,
    signerId: demoStaffId('phochutich'),
    feeVnd: 20_000,
    ...changes,
  })
const rows = async (sql: string, ...values: unknown[]) => (await test.owner.query(sql, values)).rows

describe('who may not promise or certify later', () => {
  it.each(['chuyenmon', 'vanthu', 'chutich', 'quantri'])('%s', async (username) => {
    await expect(promise({}, username)).rejects.toMatchObject({ code: 'not_allowed' })
    const { code } = await promise()
    await expect(finish(code, {}, username)).rejects.toMatchObject({ code: 'not_allowed' })
  })
})

describe('when it is promised', () => {
  it.each([
    // In the day; after 15:00 on the next working day (NĐ 23/2015/NĐ-CP, Điều 7).
    ['2026-03-24T09:00:00+07:00', 0, '2026-03-24T17:00:00+07:00'],
    ['2026-03-24T15:01:00+07:00', 0, '2026-03-25T17:00:00+07:00'],
    ['2026-03-27T15:30:00+07:00', 0, '2026-03-30T17:00:00+07:00'],
    // Up to two working days more for many papers (Điều 21).
    ['2026-03-24T09:00:00+07:00', 2, '2026-03-26T09:00:00+07:00'],
  ])('received %s with %i more days', async (moment, extraDays, due) => {
    test.time.set(moment)
    expect(new Date((await promise({ extraDays })).dueAt)).toEqual(new Date(due))
  })

  it('three more days need a written agreement and are refused here', async () => {
    await expect(promise({ extraDays: 3 })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { extraDays: expect.stringContaining('Điều 21') } },
    })
  })

  it('takes no number; the dossier waits at the counter with what was asked for', async () => {
    const before = await rows("select * from number_series where series like 'certification:%'")
    const promised = await promise()
    expect(await rows("select * from number_series where series like 'certification:%'")).toEqual(before)
    expect(await rows('select status, step from dossiers where id = $1', promised.id)).toEqual([
      { status: 2, step: 0 },
    ])
    const desk = await test.read(await test.as('tiepnhan2'), certificationDesk, {})
    expect(desk.waiting.find(({ id }) => id === promised.id)).toMatchObject({
      code: promised.code,
      originals: [{ name: 'Bằng tốt nghiệp trung học phổ thông', pages: 2, copies: 3 }, { copies: 2 }],
    })
  })
})

describe('when it is certified', () => {
  it('takes the numbers, tells the control sheet, and waits to be collected', async () => {
    const promised = await promise()
    test.time.set('2026-03-24T16:00:00+07:00')
    const done = await finish(promised.code)
    expect(done).toMatchObject({ feeVnd: 20_000, volume: '01/2026 - SCT/BS' })
    expect(await rows('select status, step, finished_at from dossiers where id = $1', promised.id)).toEqual([
      { status: 9, step: 4, finished_at: test.services.clock() },
    ])
    expect(
      await rows('select outcome from dossier_handovers where dossier_id = $1', promised.id),
    ).toHaveLength(2)
    const desk = await test.read(await test.as('tiepnhan'), certificationDesk, {})
    expect(desk.waiting.map(({ id }) => id)).not.toContain(promised.id)
    const returned = await test.write(await test.as('tiepnhan'), returnResult, {
      code: promised.code,
      revision: 2,
      collectorName: 'Nguyễn Văn Mẫu',
    })
    expect(returned.status).toBe(10)
  })

  it('is done once: a second officer meets the change and takes no number', async () => {
    const promised = await promise()
    const both = await Promise.allSettled([finish(promised.code), finish(promised.code, {}, 'tiepnhan2')])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stale' } })
    await expect(finish(promised.code, { revision: 2 })).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await rows('select 1 from certifications where dossier_id = $1', promised.id)).toHaveLength(2)
  })

  it('keeps the fees of the day of reception, and refuses another sum', async () => {
    const { code } = await promise()
    await expect(finish(code, { feeVnd: 1 })).rejects.toMatchObject({ code: 'stale' })
    await expect(finish(code, { signerId: randomUUID() })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('no other dossier can be certified this way', async () => {
    const counter = await test.as('tiepnhan')
    const other = await dossierAt(test, 'appraisal')
    const input = { ...certificationRequestExample, signerId: demoStaffId('chutich'), feeVnd: 20_000 }
    const { originals, signerId, feeVnd } = input
    await expect(
      test.write(counter, certifyWaiting, { ...other, id: undefined, originals, signerId, feeVnd } as never),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    const { code, revision } = other
    await expect(
      test.write(counter, certifyWaiting, { code, revision, originals, signerId, feeVnd }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('a certification that goes the normal way', () => {
  it('is entered in the register of its type when the clerk issues it, signed by who approved it', async () => {
    const will = await dossierAt(test, 'issue', { procedureId: procedureId(demoOfficeId, '2.001019') })
    await test.write(await test.as('vanthu'), issueResult, { code: will.code, revision: will.revision })
    expect(await rows('select * from certifications where dossier_id = $1', will.id)).toMatchObject([
      {
        register: 'transaction',
        number: 1,
        document_name: 'Văn bản trả lời',
        fee_vnd: '50000',
        signer_id: demoStaffId('chutich'),
        pages: null,
      },
    ])
    const audit = await rows(
      'select facts from audit_events where subject_id = $1::text order by at desc, id desc limit 1',
      will.id,
    )
    expect(audit[0].facts).toMatchObject({ register: 'transaction', certificationNumbers: [1] })
  })

  it('of copies: by what the clerk says; without pages the fee stays open and nothing is made up', async () => {
    const vanthu = await test.as('vanthu')
    const counted = await dossierAt(test, 'issue')
    const ref = { code: counted.code, revision: counted.revision }
    await test.write(vanthu, issueResult, { ...ref, certified: { pages: 3, copies: 2 } })
    const open = await dossierAt(test, 'issue')
    await test.write(vanthu, issueResult, { code: open.code, revision: open.revision })
    const entered = await rows(
      'select pages, copies, fee_vnd from certifications where dossier_id = any($1) order by number',
      [counted.id, open.id],
    )
    expect(entered).toEqual([
      { pages: 3, copies: 2, fee_vnd: '10000' },
      { pages: null, copies: 1, fee_vnd: null },
    ])
  })

  it('promised at the counter and sent on after all: entered as it was asked for', async () => {
    const promised = await promise()
    let ref = { code: promised.code, revision: 1 }
    const next = async (username: string, command: typeof forwardDossier, input: object = {}) => {
      const { revision } = await test.write(await test.as(username), command, { ...ref, ...input } as never)
      ref = { ...ref, revision }
    }
    await next('tiepnhan', forwardDossier)
    await expect(finish(promised.code, { revision: ref.revision })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    const letter = { subject: 'chứng thực', addressees: ['Ông Mẫu'], body: ['Đã chứng thực.'] }
    await next('tuphap', draftResult as never, { title: 'Bản sao chứng thực', letter })
    await next('tuphap', forwardDossier)
    await next('chutich', approveResult as never)
    await next('vanthu', issueResult as never)
    expect(
      await rows(
        'select document_name, copies, fee_vnd from certifications where dossier_id = $1 order by ordinal',
        promised.id,
      ),
    ).toEqual([
      { document_name: 'Bằng tốt nghiệp trung học phổ thông', copies: 3, fee_vnd: '12000' },
      { document_name: 'Thẻ căn cước', copies: 2, fee_vnd: '8000' },
    ])
  })

  it('any other procedure enters nothing', async () => {
    const other = await dossierAt(test, 'issue', { procedureId: procedureId(demoOfficeId, '1.004873') })
    await test.write(await test.as('vanthu'), issueResult, { code: other.code, revision: other.revision })
    expect(await rows('select 1 from certifications where dossier_id = $1', other.id)).toEqual([])
  })
})
