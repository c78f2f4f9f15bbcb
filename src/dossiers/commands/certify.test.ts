import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoProcedureId } from '../../procedures/examples.ts'
import { procedureId } from '../../procedures/model/record-schema.ts'
import { demoOfficeId, demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { certificationExample } from '../model/certification/examples.ts'
import { certifyAtCounter } from './certify-at-counter.ts'
import { strikeCertification } from './strike-certification.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const certify = async (changes: object = {}, username = 'tiepnhan', key?: string) =>
  test.write(await test.as(username), certifyAtCounter, { ...certificationExample, ...changes }, key)
const withOriginal = (changes: object, feeVnd = 4000) => ({
  originals: [{ name: 'Thẻ căn cước', pages: 2, copies: 1, ...changes }],
  quoted: { version: 1, feeVnd },
})
const count = async (table: string) =>
  Number((await test.owner.query(`select count(*) as n from ${table}`)).rows[0].n)
const numbersOf = async (register: string, year = 2026) =>
  (
    await test.owner.query('select number from certifications where register = $1 and year = $2 order by 1', [
      register,
      year,
    ])
  ).rows.map((row) => row.number as number)

describe('who may not certify', () => {
  it.each(['chuyenmon', 'vanthu', 'ketoan', 'chutich', 'quantri', 'bientap'])('%s', async (username) => {
    await expect(certify({}, username)).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('an officer whose duty covers another field only', async () => {
    const landOnly = { ...(await test.as('tiepnhan')), duties: [{ role: 'counter', fieldCode: 'dat-dai' }] }
    await expect(test.write(landOnly, certifyAtCounter, certificationExample)).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })
})

describe('who may not sign (NĐ 23/2015/NĐ-CP, Điều 5)', () => {
  const refused = {
    code: 'invalid_input',
    facts: { fields: { signerId: expect.stringContaining('người ký khác') } },
  }

  it.each(['vanthu', 'tiepnhan', 'tuphap'] as const)('%s, who is no leader', async (username) => {
    await expect(certify({ signerId: demoStaffId(username) })).rejects.toMatchObject(refused)
  })

  it('nobody of this office', async () => {
    await expect(certify({ signerId: randomUUID() })).rejects.toMatchObject(refused)
  })

  it('a leader whose duty ended yesterday, has not begun, or covers another field', async () => {
    const before = await count('certifications')
    const set = (columns: string) =>
      test.owner.query(`update duties set ${columns} where staff_id = $1`, [demoStaffId('phochutich')])
    for (const columns of [
      "ends_on = '2026-03-23'",
      "starts_on = '2026-03-25', ends_on = null",
      "starts_on = '2025-07-01', field_code = 'dat-dai'",
    ]) {
      await set(columns)
      await expect(certify()).rejects.toMatchObject(refused)
    }
    await set("field_code = 'chung-thuc', ends_on = '2026-03-24'")
    await certify()
    await set('field_code = null, ends_on = null')
    expect(await count('certifications')).toBe(before + 2)
  })
})

describe('bad input', () => {
  it.each([
    ['zero copies', { copies: 0 }, 'copies'],
    ['negative copies', { copies: -1 }, 'copies'],
    ['half a copy', { copies: 1.5 }, 'copies'],
    ['too many copies', { copies: 1000 }, 'copies'],
    ['zero pages', { pages: 0 }, 'pages'],
    ['10,000 pages', { pages: 10_000 }, 'pages'],
    ['negative pages', { pages: -2 }, 'pages'],
    ['half a page', { pages: 2.5 }, 'pages'],
    ['no pages where the fee goes by page', { pages: null }, 'pages'],
    ['no name', { name: '  ' }, 'name'],
  ])('%s is refused at its field and saves nothing', async (_what, changes, field) => {
    const before = await count('dossiers')
    await expect(certify(withOriginal(changes))).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { [`originals.0.${field}`]: expect.any(String) } },
    })
    expect(await count('dossiers')).toBe(before)
  })

  it('no original, or more than a hundred', async () => {
    const [one] = certificationExample.originals
    for (const originals of [[], Array.from({ length: 101 }, () => one)]) {
      await expect(certify({ originals })).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { originals: expect.any(String) } },
      })
    }
  })

  it('a procedure that is not done at the counter, or is none', async () => {
    for (const id of [
      procedureId(demoOfficeId, '2.001035'),
      procedureId(demoOfficeId, '1.004873'),
      randomUUID(),
    ])
      await expect(certify({ procedureId: id })).rejects.toMatchObject({
        code: 'invalid_input',
        facts: { fields: { procedureId: expect.any(String) } },
      })
  })

  it('names of any sort are kept as text', async () => {
    const name = "'); drop table certifications; -- 😀 <b>Bằng</b>"
    const done = await certify(withOriginal({ name }))
    const row = await test.owner.query('select document_name from certifications where dossier_id = $1', [
      done.id,
    ])
    expect(row.rows[0].document_name).toBe(name)
  })
})

describe('one transaction at the counter', () => {
  it('records dossier, receipt, steps, hand-overs, events, numbers, fee and signer, and returns', async () => {
    const done = await certify()
    expect(done).toMatchObject({ feeVnd: 20_000, register: 'copy', volume: '01/2026 - SCT/BS' })
    expect(done.entries.map((entry) => entry.feeVnd)).toEqual([12_000, 8000])
    const one = async (sql: string) => (await test.owner.query(sql, [done.id])).rows
    expect((await one('select * from dossiers where id = $1'))[0]).toMatchObject({
      code: done.code,
      status: 10,
      step: 2,
      holder_id: null,
      collector_name: 'Nguyễn Văn Mẫu',
      finished_at: test.services.clock(),
      returned_at: test.services.clock(),
    })
    const entries = await one('select * from certifications where dossier_id = $1 order by ordinal')
    expect(entries).toMatchObject([
      {
        number: done.entries[0]?.number,
        pages: 2,
        copies: 3,
        fee_vnd: '12000',
        signer_name: 'Lãnh đạo Mẫu Mười',
      },
      {
        number: Number(done.entries[0]?.number) + 1,
        requester_name: 'Nguyễn Văn Mẫu',
        certified_on: expect.anything(),
      },
    ])
    const kinds = await one('select kind from dossier_events where dossier_id = $1 order by at, id')
    expect(kinds.map((row) => row.kind)).toEqual(['received', 'finished', 'returned'])
    const handovers = await one('select * from dossier_handovers where dossier_id = $1 order by sequence')
    expect(handovers).toMatchObject([
      { from_step: 0, to_step: 1, received_by: demoStaffId('phochutich'), outcome: 'on_time' },
      { from_step: 1, to_step: 2, received_by: demoStaffId('tiepnhan'), outcome: 'on_time' },
    ])
    // Nobody appraised it and no clerk numbered it: those steps are not told.
    const steps = await one('select role from dossier_steps where dossier_id = $1 order by ordinal')
    expect(steps.map((row) => row.role)).toEqual(['counter', 'leader', 'counter'])
    expect(await one("select 1 from dossier_papers where dossier_id = $1 and form = 'receipt'")).toHaveLength(
      1,
    )
    const components = await one(
      'select name, copies from dossier_components where dossier_id = $1 order by ordinal',
    )
    expect(components.slice(-2)).toEqual([
      { name: 'Bằng tốt nghiệp trung học phổ thông', copies: 3 },
      { name: 'Thẻ căn cước', copies: 2 },
    ])
    const audit = await one('select action, facts from audit_events where subject_id = $1::text')
    expect(audit).toMatchObject([{ action: 'dossiers.certify', facts: { feeVnd: 20_000, register: 'copy' } }])
    const news = await one("select topic from outbox where payload->>'dossierId' = $1::text order by topic")
    expect(news.map((row) => row.topic)).toEqual(['dossier.finished', 'dossier.received', 'dossier.returned'])
  })

  it('who follows it by its code sees that it was returned, and nothing about a person', async () => {
    const { code } = await certify()
    const answer = await test.app.server.inject(`/api/v1/tracking/${code}`)
    expect(answer.json()).toMatchObject({ code, status: { number: 10 }, current: null })
    expect(answer.body).not.toMatch(/Nguyễn Văn Mẫu|Lãnh đạo Mẫu|Cán bộ Mẫu|Bằng tốt nghiệp/)
  })

  it('the same form sent twice, also side by side, is one dossier with the same numbers', async () => {
    const before = [await count('dossiers'), await count('certifications')]
    const key = randomUUID()
    const answers = await Promise.all([1, 2, 3, 4].map(() => certify({}, 'tiepnhan', key)))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await certify({}, 'tiepnhan', key)).toEqual(answers[0])
    expect([await count('dossiers'), await count('certifications')]).toEqual([
      Number(before[0]) + 1,
      Number(before[1]) + 2,
    ])
  })

  it('signatures have a register of their own and need no pages', async () => {
    const done = await certify({
      procedureId: procedureId(demoOfficeId, '2.000884'),
      originals: [{ name: 'Đơn xin xác nhận', copies: 2 }],
      quoted: { version: 1, feeVnd: 10_000 },
    })
    expect(done).toMatchObject({ register: 'signature', volume: '01/2026 - SCT/CK,ĐC' })
    expect(done.entries[0]).toMatchObject({ number: 1, pages: null, feeVnd: 10_000 })
  })
})

describe('the numbers of a register (NĐ 23/2015/NĐ-CP, Điều 13)', () => {
  it('run on without gap or double when officers certify at once and some fail', async () => {
    const first = (await numbersOf('copy')).length
    const tries = Array.from({ length: 40 }, (_, index) => {
      const size = (index % 3) + 1
      const originals = Array.from({ length: size }, () => ({ name: 'Học bạ', pages: 1, copies: 1 }))
      const wrong = index % 5 === 4
      const quoted = { version: 1, feeVnd: wrong ? 1 : size * 2000 }
      // Every seventh meets a dossier that is there already, after its numbers were taken.
      const id = index % 7 === 6 ? { id: taken } : {}
      return certify({ originals, quoted, ...id }, index % 2 ? 'tiepnhan' : 'tiepnhan2').then(
        (done) => done.entries.map((entry) => entry.number),
        () => null,
      )
    })
    const given = (await Promise.all(tries)).filter((numbers) => numbers !== null)
    expect(given.length).toBeGreaterThan(20)
    expect(given.length).toBeLessThan(40)
    for (const numbers of given)
      expect(numbers).toEqual(numbers.map((_, index) => Number(numbers[0]) + index))
    const all = await numbersOf('copy')
    expect(all).toEqual(Array.from({ length: all.length }, (_, index) => index + 1))
    expect(given.flat().toSorted((a, b) => a - b)).toEqual(all.slice(first))
  })
  const taken = randomUUID()
  beforeAll(async () => {
    await certify({ id: taken })
  })

  it('begin again each year, by the day in Viet Nam', async () => {
    test.time.set('2027-01-01T00:30:00+07:00')
    const done = await certify({ quoted: { version: 1, feeVnd: 20_000 } })
    expect(done.entries.map((entry) => entry.number)).toEqual([1, 2])
    expect(done.volume).toBe('01/2027 - SCT/BS')
  })
})

describe('fees that changed while the form was open', () => {
  it('another sum than the one told is stale, names the sum of today, and takes no number', async () => {
    const before = await numbersOf('copy')
    await expect(certify({ quoted: { version: 1, feeVnd: 19_000 } })).rejects.toMatchObject({
      code: 'stale',
      facts: {
        detail: expect.stringContaining('20.000 đ'),
        fields: { feeVnd: expect.stringContaining('20.000') },
      },
    })
    expect(await numbersOf('copy')).toEqual(before)
  })

  it('a new version is stale even at the same sum; dossiers keep what they were charged', async () => {
    const old = await certify()
    await test.owner.query(
      `insert into procedure_versions
       select (jsonb_populate_record(v, jsonb_build_object('version', 2, 'valid_from', '2026-04-01'))).*
       from procedure_versions v where procedure_id = $1 and version = 1`,
      [demoProcedureId],
    )
    await test.owner.query(
      `update procedure_versions set fees = (select jsonb_agg(f || case when f->>'amountVnd' = '2000' then '{"amountVnd": 3000}'::jsonb else '{}'::jsonb end) from jsonb_array_elements(fees) f)
       where procedure_id = $1 and version = 2`,
      [demoProcedureId],
    )
    await test.owner.query(
      `update procedure_versions set valid_to = '2026-03-31' where procedure_id = $1 and version = 1`,
      [demoProcedureId],
    )
    test.time.set('2026-04-01T08:00:00+07:00')
    await expect(certify()).rejects.toMatchObject({
      code: 'stale',
      facts: { detail: expect.stringContaining('30.000 đ') },
    })
    await expect(certify({ quoted: { version: 1, feeVnd: 30_000 } })).rejects.toMatchObject({ code: 'stale' })
    expect((await certify({ quoted: { version: 2, feeVnd: 30_000 } })).feeVnd).toBe(30_000)
    const kept = await test.owner.query(
      'select sum(fee_vnd)::int as sum from certifications where dossier_id = $1',
      [old.id],
    )
    expect(kept.rows[0].sum).toBe(20_000)
    await test.owner.query(
      'update procedure_versions set valid_to = null where procedure_id = $1 and version = 1',
      [demoProcedureId],
    )
    await test.owner.query(
      `update procedure_versions set valid_from = '2999-01-01' where procedure_id = $1 and version = 2`,
      [demoProcedureId],
    )
  })

  it('a catalogue without rules for the fee certifies nothing', async () => {
    const kept = await test.owner.query(
      'select fees from procedure_versions where procedure_id = $1 and version = 1',
      [demoProcedureId],
    )
    const set = (fees: unknown) =>
      test.owner.query('update procedure_versions set fees = $2 where procedure_id = $1 and version = 1', [
        demoProcedureId,
        JSON.stringify(fees),
      ])
    await set(kept.rows[0].fees.map(({ rule: _, ...fee }: { rule: unknown }) => fee))
    await expect(certify()).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('cách tính phí') },
    })
    await set(kept.rows[0].fees)
  })
})

describe('a wrong entry', () => {
  const strike = async (id: string, username = 'tiepnhan', reason = 'Ghi nhầm tên giấy tờ.') =>
    test.write(await test.as(username), strikeCertification, { id, reason })

  it.each(['chuyenmon', 'vanthu', 'quantri', 'bientap'])('is not struck by %s', async (username) => {
    const [entry] = (await certify()).entries
    await expect(strike(entry?.id ?? '', username)).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('is struck once, with a reason; its number stays and is not given again', async () => {
    const [entry] = (await certify()).entries
    const id = entry?.id ?? ''
    await expect(strike(id, 'tiepnhan', '  ')).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await strike(id, 'chutich')).toEqual({ id, number: entry?.number })
    await expect(strike(id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(strike(randomUUID())).rejects.toMatchObject({ code: 'not_found' })
    const next = await certify()
    expect(next.entries[0]?.number).toBe(Number(entry?.number) + 2)
  })

  it('cannot be changed or removed by the program: the database gives it no such right', async () => {
    const [entry] = (await certify()).entries
    for (const statement of [
      'update certifications set copies = 9 where id = $1',
      'delete from certifications where id = $1',
    ]) {
      const tried = test.services.database.use(async ({ client }) => {
        await client.query(`begin; set local app.office = '${demoOfficeId}'`)
        return client.query(statement, [entry?.id]).finally(() => client.query('rollback'))
      })
      await expect(tried).rejects.toMatchObject({ code: '42501' })
    }
  })
})
