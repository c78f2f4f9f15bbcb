import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forwardDossier } from '../../dossiers/commands/forward-dossier.ts'
import { receiveDossier } from '../../dossiers/commands/receive-dossier.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { demoProcedureId, demoSlowProcedureId } from '../examples.ts'
import { procedureId } from '../model/record-schema.ts'
import type { VersionContent } from '../model/version-content.ts'
import { getVersion } from '../queries/get-version.ts'
import { listInactive } from '../queries/list-inactive.ts'
import { previewChange } from '../queries/preview-change.ts'
import { listProcedures, procedureForIntake } from '../queries.ts'
import { changeProcedure } from './change-procedure.ts'
import { closeProcedure } from './close-procedure.ts'
import { confirmVersion } from './confirm-version.ts'
import { createProcedure } from './create-procedure.ts'
import { withdrawVersion } from './withdraw-version.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const idOf = (code: string) => procedureId(test.officeId, code)
const refused = (code: string) => expect.objectContaining({ code })
const wrong = (field: string, words = '') =>
  expect.objectContaining({
    code: 'invalid_input',
    facts: expect.objectContaining({
      fields: expect.objectContaining({ [field]: expect.stringContaining(words) }),
    }),
  })
const today = '2026-03-24'

async function see(id: string, version?: number) {
  return test.read(await test.as('quantri'), getVersion, { procedureId: id, version })
}

/** Changes the version that holds on the day of the change. */
async function change(
  id: string,
  wanted: Partial<VersionContent>,
  more: { validFrom?: string; basedOn?: number; note?: string } = {},
) {
  const basedOn = more.basedOn ?? (await see(id)).version
  return test.write(await test.as('quantri'), changeProcedure, {
    procedureId: id,
    note: 'Theo quyết định mẫu.',
    change: wanted,
    ...more,
    basedOn,
  })
}

async function onDay(id: string, onDate: string) {
  return test.services.database.use(async ({ client, db }) => {
    await client.query(`begin; set local app.office = '${test.officeId}'`)
    const found = await procedureForIntake(db, test.officeId, { procedureId: id, onDate })
    await client.query('rollback')
    return found
  })
}

async function receive(id: string, more: { caseCode?: string; provided?: number } = {}) {
  const procedure = await onDay(id, today)
  const chosen = procedure?.cases.find(({ code }) => code === more.caseCode) ?? procedure?.cases[0]
  return test.write(await test.as('tiepnhan'), receiveDossier, {
    procedureId: id,
    applicant: { name: 'Nguyễn Văn Mẫu', phone: '0900000001' },
    caseCode: more.caseCode,
    components: (chosen?.components ?? []).map((_, ordinal) => ({ ordinal, provided: true, originals: 1 })),
  })
}

describe('changing a procedure', () => {
  it('is for the administrator only', async () => {
    const input = { ...changeProcedure.example, procedureId: demoSlowProcedureId } as never
    for (const username of ['tiepnhan', 'chuyenmon', 'vanthu', 'chutich', 'bientap']) {
      const actor = await test.as(username)
      for (const command of [
        changeProcedure,
        closeProcedure,
        withdrawVersion,
        confirmVersion,
        createProcedure,
      ]) {
        await expect(test.write(actor, command as never, input), username).rejects.toEqual(
          refused('not_allowed'),
        )
      }
      await expect(test.read(actor, previewChange, input)).rejects.toEqual(refused('not_allowed'))
    }
    await expect(change(test.officeId, { result: 'Khác' }, { basedOn: 1 })).rejects.toEqual(
      refused('not_found'),
    )
  })

  it('stores and lists only what really differs, and refuses when nothing does', async () => {
    const id = idOf('1.004845')
    const { content } = await see(id)
    const changed = await change(id, { ...content, result: 'Trích lục mới' })
    expect(changed).toMatchObject({ version: 2, changed: ['result'], validFrom: today, warnings: [] })
    const after = await see(id)
    expect(after.content).toEqual({ ...content, result: 'Trích lục mới' })
    const audit = await test.owner.query(
      `select facts from audit_events where action = 'procedures.change' and subject_id = $1`,
      [id],
    )
    expect(audit.rows[0].facts).toMatchObject({
      note: 'Theo quyết định mẫu.',
      changes: [{ name: 'Kết quả', lines: [{ before: content.result, after: 'Trích lục mới' }] }],
    })
    await expect(change(id, after.content)).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('Chưa có nội dung nào khác') },
    })
    // An empty box is no change.
    const cases = after.content.cases.map((each) => ({
      ...each,
      components: each.components.map((component) => ({ copies: 0, note: '', ...component })),
    }))
    await expect(change(id, { cases })).rejects.toEqual(refused('wrong_state'))
  })

  it('needs a reason, and a day that is not over', async () => {
    await expect(change(demoSlowProcedureId, { result: 'A' }, { note: '  ' })).rejects.toEqual(
      wrong('note', 'lý do'),
    )
    for (const validFrom of ['2026-03-23', '2199-12-32', '2200-01-01']) {
      await expect(change(demoSlowProcedureId, { result: 'A' }, { validFrom })).rejects.toEqual(
        wrong('validFrom'),
      )
    }
  })

  it('for tomorrow does nothing today', async () => {
    const id = idOf('3.000323')
    await change(id, { timeLimit: { amount: 5, unit: 'working_day' } }, { validFrom: '2026-03-25' })
    expect(await onDay(id, today)).toMatchObject({ version: 1, timeLimit: { amount: 3 } })
    expect((await see(id)).versions).toMatchObject([{ state: 'planned' }, { state: 'current' }])
    test.time.set('2026-03-24T23:59:59+07:00')
    expect((await see(id)).version).toBe(1)
    test.time.set('2026-03-25T00:00:00+07:00')
    expect(await see(id)).toMatchObject({ version: 2, state: 'current' })
    test.time.set(`${today}T09:00:00+07:00`)
  })

  it('twice on one day leaves both in the history, and the second holds', async () => {
    const id = idOf('3.000322')
    await change(id, { result: 'Một' })
    await change(id, { result: 'Hai' })
    expect((await see(id)).versions.map(({ version, state }) => [version, state])).toEqual([
      [3, 'current'],
      [2, 'void'],
      [1, 'ended'],
    ])
    expect(await onDay(id, today)).toMatchObject({ result: 'Hai' })
  })

  it('leaves dossiers the version they were received under', async () => {
    const id = idOf('1.004772')
    const before = await receive(id)
    const [first] = (await see(id)).content.cases
    if (!first) throw new Error('a procedure without a case')
    const paper = { name: 'Giấy mới', kind: 'original' as const, quantity: 1, required: true }
    await change(id, { cases: [{ ...first, components: [...first.components, paper] }] })
    const after = await receive(id)
    const rows = await test.owner.query(
      `select d.procedure_version as version, count(*)::int as papers from dossiers d
        join dossier_components c on c.dossier_id = d.id where d.id = any($1) group by d.id, 1 order by 1`,
      [[before.id, after.id]],
    )
    expect(rows.rows).toEqual([
      { version: 1, papers: first.components.length },
      { version: 2, papers: first.components.length + 1 },
    ])
  })

  it('of two administrators takes the first, and tells the second what changed', async () => {
    const id = idOf('1.004884')
    const attempts = await Promise.allSettled([
      change(id, { result: 'Của người thứ nhất' }, { basedOn: 1 }),
      change(id, { notes: 'Của người thứ hai' }, { basedOn: 1 }),
    ])
    expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = attempts.find((each) => each.status === 'rejected')?.reason
    expect(lost).toMatchObject({
      code: 'stale',
      facts: { detail: expect.stringMatching(/phiên bản 2 .*khác ở: (kết quả|ghi chú nội bộ)\./) },
    })
    expect((await see(id)).versions).toHaveLength(2)
  })

  it('warns of a planned version that does not have it, and is written on that one for its own time', async () => {
    const id = idOf('1.004746')
    await change(id, { result: 'Từ tháng chín' }, { validFrom: '2026-09-01' })
    const now = await change(id, { notes: 'Ngay' })
    expect(now.warnings).toEqual([expect.stringContaining('Phiên bản 2 đã dự kiến áp dụng từ 01/09/2026')])
    await expect(change(id, { notes: 'Sau' }, { validFrom: '2026-10-01' })).rejects.toMatchObject({
      code: 'stale',
      facts: { detail: expect.stringContaining('theo phiên bản 2 (từ 01/09/2026, do') },
    })
    expect(await change(id, { notes: 'Sau' }, { validFrom: '2026-10-01', basedOn: 2 })).toMatchObject({
      version: 4,
    })
    expect(await onDay(id, '2026-08-31')).toMatchObject({ version: 3 })
    expect(await onDay(id, '2026-09-30')).toMatchObject({ version: 2 })
    expect(await onDay(id, '2026-10-01')).toMatchObject({ version: 4 })
  })

  it('shows before and after in words first', async () => {
    const admin = await test.as('quantri')
    const { content } = await see(demoSlowProcedureId)
    const input = {
      procedureId: demoSlowProcedureId,
      basedOn: 1,
      change: {
        timeLimit: { amount: 2, unit: 'working_day' as const },
        steps: content.steps.map((step) => ({ ...step, minutes: 30 })),
      },
    }
    const { changes } = await test.read(admin, previewChange, input)
    expect(changes.map(({ name }) => name)).toEqual(['Thời hạn giải quyết', 'Quy trình nội bộ'])
    expect(changes[0]?.lines).toEqual([
      { what: 'Thời hạn', before: '3 ngày làm việc', after: '2 ngày làm việc' },
    ])
    expect((await see(demoSlowProcedureId)).version).toBe(1)
  })

  it('holds the process against the limit of the same version', async () => {
    await expect(
      change(demoSlowProcedureId, { timeLimit: { amount: 1, unit: 'working_day' } }),
    ).rejects.toEqual(wrong('change.timeLimit.amount', 'Hãy sửa cả quy trình nội bộ'))
    await expect(change(demoSlowProcedureId, { timeLimit: { amount: 0, unit: 'day' } })).rejects.toEqual(
      wrong('change.timeLimit.amount', 'Trong ngày'),
    )
    const { steps } = (await see(demoSlowProcedureId)).content
    await expect(change(demoSlowProcedureId, { steps: steps.slice(1) })).rejects.toEqual(
      wrong('change.steps.0.role'),
    )
  })

  it('takes the fee that the council sets, with its resolution, and keeps keys it does not know', async () => {
    const id = idOf('1.001612')
    const { fees } = (await see(id)).content
    const given = [{ name: 'Lệ phí đăng ký', amountVnd: 100_000, unit: 'lần', basis: ' ' }]
    await expect(change(id, { fees: given })).rejects.toEqual(wrong('change.fees.0.basis', 'HĐND'))
    for (const amountVnd of [-1, 0.5, 2e9]) {
      const bad = given.map((fee) => ({ ...fee, amountVnd, basis: '1/NQ-HĐND' }))
      await expect(change(id, { fees: bad })).rejects.toEqual(wrong('change.fees.0.amountVnd'))
    }
    await change(id, { fees: [...fees, { name: 'Phí mẫu', amountVnd: null, unit: 'lần', basis: '' }] })
    expect((await see(id)).content.fees).toHaveLength(fees.length + 1)
  })
})

describe('hostile input', () => {
  it('is refused at its place', async () => {
    const paper = { name: 'Đơn', kind: 'form' as const, quantity: 1, required: true }
    const one = (components: unknown[]) =>
      ({ cases: [{ code: 'chung', name: 'Chung', components }] }) as never
    await expect(change(demoSlowProcedureId, one(Array(100_000).fill(paper)))).rejects.toEqual(
      wrong('change.cases.0.components', '200'),
    )
    await expect(change(demoSlowProcedureId, one([paper, paper]))).rejects.toEqual(
      wrong('change.cases.0.components.1.name', 'đã có'),
    )
    await expect(change(demoSlowProcedureId, one([{ ...paper, quantity: -1 }]))).rejects.toEqual(
      wrong('change.cases.0.components.0.quantity', 'số âm'),
    )
    const twice = [1, 2].map(() => ({ code: 'chung', name: 'Chung', components: [] }))
    await expect(change(demoSlowProcedureId, { cases: twice })).rejects.toEqual(
      wrong('change.cases.1.code', 'trùng'),
    )
    await expect(change(demoSlowProcedureId, { cases: twice })).rejects.toEqual(wrong('change.cases.1.name'))
    await expect(change(demoSlowProcedureId, { cases: [] })).rejects.toEqual(
      wrong('change.cases', 'ít nhất một'),
    )
    await expect(change(demoSlowProcedureId, { name: 'x'.repeat(5000) })).rejects.toEqual(
      wrong('change.name', '1000'),
    )
    await expect(change(demoSlowProcedureId, { name: ' ' })).rejects.toEqual(
      wrong('change.name', 'tên thủ tục'),
    )
    await expect(change(demoSlowProcedureId, { mau: 'đỏ' } as never)).rejects.toEqual(wrong('change.mau'))
  })

  it('in the text of a form is refused with the line', async () => {
    const admin = await test.as('quantri')
    const write = (formText: string) =>
      test.write(admin, changeProcedure, {
        procedureId: demoSlowProcedureId,
        basedOn: 1,
        note: 'Thêm tờ khai.',
        change: {},
        formText,
      })
    const lines = [
      '{',
      '  "title": "TỜ KHAI",',
      '  "schema": {',
      '    "type": "object"',
      '    "properties": {}',
      '  }',
      '}',
    ]
    await expect(write(lines.join('\n'))).rejects.toEqual(wrong('formText', 'Dòng 5: '))
    const unknown = [
      '{"title":"TỜ KHAI","schema":{"type":"object","properties":{',
      '"ten":{"type":"string",',
      '"title":"Tên","pattern":"(a+)+$"}}}}',
    ]
    await expect(write(unknown.join('\n'))).rejects.toEqual(wrong('formText', 'Dòng 3: '))
    for (const odd of ['', 'null', '[]', '{"__proto__":{}}', '['.repeat(100_000)]) {
      await expect(write(odd), odd.slice(0, 20)).rejects.toEqual(wrong('formText', 'Dòng 1: '))
    }
  })
})

describe('a planned version', () => {
  it('is withdrawn before its day, and the one before goes on', async () => {
    const id = idOf('1.005461')
    const admin = await test.as('quantri')
    await change(id, { result: 'Dự kiến' }, { validFrom: '2026-06-01' })
    await change(id, { result: 'Dự kiến sau' }, { validFrom: '2026-09-01', basedOn: 2 })
    const withdraw = (version: number, note = 'Luật lùi ngày.') =>
      test.write(admin, withdrawVersion, { procedureId: id, version, note })
    await expect(withdraw(2, '')).rejects.toEqual(wrong('note'))
    await expect(withdraw(9)).rejects.toEqual(refused('not_found'))
    await expect(withdraw(1)).rejects.toEqual(refused('wrong_state'))
    expect(await withdraw(2)).toMatchObject({ continues: 1 })
    expect(await onDay(id, '2026-08-31')).toMatchObject({ version: 1 })
    expect(await onDay(id, '2026-09-01')).toMatchObject({ version: 3 })
    await expect(withdraw(2)).rejects.toEqual(refused('wrong_state'))
    expect(await withdraw(3)).toMatchObject({ continues: 1 })
    expect(await onDay(id, '2030-01-01')).toMatchObject({ version: 1 })
  })

  it('stays once a dossier was received under it, also when the clock was set back', async () => {
    const id = idOf('2.002516')
    await change(id, { result: 'Ngày mai' }, { validFrom: '2026-03-25' })
    test.time.set('2026-03-25T09:00:00+07:00')
    await receive(id)
    test.time.set(`${today}T09:00:00+07:00`)
    const input = { procedureId: id, version: 2, note: 'Rút lại.' }
    await expect(test.write(await test.as('quantri'), withdrawVersion, input)).rejects.toMatchObject({
      facts: { detail: expect.stringContaining('Đã có hồ sơ') },
    })
  })
})

describe('closing a procedure', () => {
  it('lets its dossiers go on and receives no new ones, until it is opened again', async () => {
    const id = idOf('1.010803')
    const admin = await test.as('quantri')
    const { id: dossierId } = await receive(id)
    const close = (closedOn: string | null) =>
      test.write(admin, closeProcedure, { procedureId: id, closedOn, note: 'Bị bãi bỏ.' })
    await expect(close('2026-03-23')).rejects.toEqual(wrong('closedOn'))
    await expect(close(null)).rejects.toEqual(refused('wrong_state'))
    expect(await close(today)).toEqual({ procedureId: id, closedOn: today, openDossiers: 1 })
    await expect(close(today)).rejects.toEqual(refused('wrong_state'))
    await expect(receive(id)).rejects.toEqual(wrong('procedureId', 'không còn hiệu lực'))
    const counter = await test.as('tiepnhan')
    await test.write(counter, forwardDossier, { code: dossierId, revision: 1 })
    const found = await test.read(counter, listProcedures, { q: 'thờ cúng liệt sĩ' })
    expect(found.items.map((item) => item.id)).not.toContain(id)
    expect((await test.read(admin, listInactive, {})).items).toMatchObject([
      { id, closedOn: today, closingNote: 'Bị bãi bỏ.' },
    ])
    expect(await see(id)).toMatchObject({ closedOn: today })
    await close(null)
    await receive(id)
  })
})

describe('confirming what is marked as not sure', () => {
  it('needs the decision, and shows citizens only what somebody compared', async () => {
    const id = idOf('1.013734')
    const admin = await test.as('quantri')
    expect(await see(id)).toMatchObject({ confidence: 'check', version: 1 })
    const confirm = (fields: string[], against = '99/QĐ-BNV') =>
      test.write(admin, confirmVersion, { procedureId: id, version: 1, against, fields: fields as never })
    await expect(confirm(['name'], ' ')).rejects.toEqual(wrong('against', 'quyết định'))
    await expect(confirm([])).rejects.toEqual(wrong('fields', 'ít nhất một'))
    await expect(confirm(['màu'])).rejects.toEqual(refused('invalid_input'))
    expect(await confirm(['name', 'fees'])).toMatchObject({ confidence: 'known' })
    const rest = ['code', 'components', 'time_limit', 'result']
    expect(await confirm(rest)).toMatchObject({ confidence: 'verified' })
    expect(await see(id)).toMatchObject({
      version: 1,
      confirmedAgainst: '99/QĐ-BNV',
      confirmedAt: expect.any(Date),
    })
  })

  it('ends for the parts that change, and stays for what the office decides itself', async () => {
    const id = idOf('2.001159')
    const before = await see(id)
    expect(before.confidence).toBe('verified')
    await change(id, { notes: 'Nhắc người dân mang căn cước.' })
    expect(await see(id)).toMatchObject({ confidence: 'verified', verifiedFields: before.verifiedFields })
    await change(id, { name: 'Thông báo lưu trú (mới)' })
    const after = await see(id)
    expect(after.confidence).toBe('known')
    expect(after.verifiedFields).toEqual(before.verifiedFields.filter((field) => field !== 'name'))
    const found = await test.read(await test.as('tiepnhan'), listProcedures, { q: 'luu tru moi' })
    expect(found.items[0]?.id).toBe(id)
  })
})

describe('a new procedure', () => {
  const example = {
    ...createProcedure.example,
    content: { ...createProcedure.example?.content },
  } as never as {
    field: string
    note: string
    content: { name: string; timeLimit: { amount: number; unit: 'working_day' } }
  }

  it('is received from its day, unconfirmed, with a process and a case to begin with', async () => {
    const admin = await test.as('quantri')
    const field = 'Lĩnh vực mới (mẫu)'
    const made = await test.write(admin, createProcedure, { ...example, field, validFrom: '2026-03-25' })
    expect(await see(made.procedureId)).toMatchObject({
      version: 1,
      state: 'planned',
      confidence: 'check',
      fieldName: field,
      content: { cases: [{ code: 'chung', components: [] }], form: null, fees: [] },
    })
    expect(await onDay(made.procedureId, today)).toBeNull()
    const received = await onDay(made.procedureId, '2026-03-25')
    expect(received?.steps.map(({ code }) => code)).toEqual([
      'reception',
      'appraisal',
      'approval',
      'issue',
      'handover',
    ])
    expect((await test.read(admin, listInactive, {})).items).toMatchObject([{ validFrom: '2026-03-25' }])
    await expect(test.write(admin, createProcedure, example)).rejects.toEqual(
      wrong('content.name', 'cùng tên'),
    )
  })

  it('has a code of its own, a field, a reason and sound contents', async () => {
    const admin = await test.as('quantri')
    const make = (more: object) => test.write(admin, createProcedure, { ...example, ...more } as never)
    await expect(make({ code: '2.000815' })).rejects.toEqual(wrong('code', 'thêm trường hợp'))
    await expect(make({ code: '2000815' })).rejects.toEqual(wrong('code'))
    await expect(make({ field: '!!!' })).rejects.toEqual(wrong('field'))
    await expect(make({ field: '' })).rejects.toEqual(wrong('field'))
    await expect(make({ note: '' })).rejects.toEqual(wrong('note'))
    await expect(make({ validFrom: '2026-03-23' })).rejects.toEqual(wrong('validFrom'))
    const zero = { ...example.content, name: 'Khác', timeLimit: { amount: 0, unit: 'day' } }
    await expect(make({ content: zero })).rejects.toEqual(wrong('content.timeLimit.amount'))
    const attempts = await Promise.allSettled(
      [1, 2, 3].map(() => make({ code: '9.000001', content: { ...example.content, name: 'Cùng lúc' } })),
    )
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('can be a copy of another one', async () => {
    const admin = await test.as('quantri')
    const { content } = await see(demoProcedureId)
    const made = await test.write(admin, createProcedure, {
      field: 'Chứng thực',
      note: 'Theo mẫu.',
      content: { ...content, name: 'Bản sao của thủ tục (mẫu)' },
    })
    expect((await see(made.procedureId)).content).toEqual({ ...content, name: 'Bản sao của thủ tục (mẫu)' })
  })
})
