import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleAnswers } from '../../procedures/factory.ts'
import type { Answers } from '../../procedures/model/declaration-answers.ts'
import { procedureId } from '../../procedures/model/record-schema.ts'
import { getProcedure } from '../../procedures/queries.ts'
import { demoOfficeId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { receptionExample } from '../model/examples.ts'
import { getDossier } from '../queries/get-dossier.ts'
import { getPending } from '../queries/get-pending.ts'
import { printDeclaration } from '../queries/print-declaration.ts'
import { receiveDossier } from './receive-dossier.ts'
import { turnAway } from './turn-away.ts'

let test: TestApp
let answers: Answers
/** Xác nhận tình trạng hôn nhân: a form, and a paper form among its components. */
const marital = procedureId(demoOfficeId, '1.004873')
beforeAll(async () => {
  test = await startTestApp()
  const { form } = await test.read(await test.as('tiepnhan'), getProcedure, { procedureId: marital })
  answers = form ? sampleAnswers(form) : {}
})
afterAll(() => test?.close())

const papers = [0, 1, 2, 3, 4, 5].map((ordinal) => ({ ordinal, provided: true, originals: 1 }))
const receive = async (changes: object = {}) =>
  test.write(await test.as('tiepnhan'), receiveDossier, {
    ...receptionExample,
    procedureId: marital,
    components: papers.slice(1),
    ...changes,
  })
const stored = async (id: string) => {
  const found = await test.owner.query('select declaration from dossiers where id = $1', [id])
  return found.rows[0]?.declaration
}
const print = async (code: string, username = 'tiepnhan') =>
  test.read(await test.as(username), printDeclaration, { code })

describe('who may not', () => {
  it.each(['chuyenmon', 'quantri', 'bientap'])(
    '%s receives nothing, whatever is declared',
    async (username) => {
      const given = { ...receptionExample, procedureId: marital, declaration: { __proto__: 1, x: 1 } }
      await expect(test.write(await test.as(username), receiveDossier, given)).rejects.toMatchObject({
        code: 'not_allowed',
      })
    },
  )

  it('who has no duty in its field does not print a declaration', async () => {
    const { code } = await receive({ declaration: answers })
    await expect(print(code, 'bientap')).rejects.toMatchObject({ code: 'not_allowed' })
    const other = { ...(await test.as('chuyenmon')), duties: [{ role: 'specialist', fieldCode: 'dat-dai' }] }
    await expect(test.read(other, printDeclaration, { code })).rejects.toMatchObject({ code: 'not_allowed' })
    const elsewhere = { ...(await test.as('tiepnhan')), officeId: crypto.randomUUID() }
    await expect(test.read(elsewhere, printDeclaration, { code })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a declaration filled in electronically', () => {
  it('is kept in one form, stands for the paper one, and prints with the dossier', async () => {
    const typed = { ...answers, requesterName: '  NGUYỄN VĂN   MẪU '.normalize('NFD') }
    const { id, code } = await receive({ declaration: typed })
    expect(await stored(id)).toEqual({ ...answers, requesterName: 'NGUYỄN VĂN MẪU' })
    const dossier = await test.read(await test.as('tiepnhan'), getDossier, { code })
    expect(dossier.hasDeclaration).toBe(true)
    expect(dossier.components[0]).toMatchObject({
      kind: 'form',
      provided: true,
      originals: 1,
      note: 'Khai điện tử',
    })
    const cookie = await test.cookie('tiepnhan')
    for (const name of [code, id, code.toLowerCase()]) {
      const answer = await test.app.server.inject({
        url: `/api/v1/dossiers/${name}/declaration.pdf`,
        headers: { cookie },
      })
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['cache-control']).toBe('private, no-store')
      expect(readPdf(answer.rawPayload)).toContain('Họ, chữ đệm, tên người yêu cầu: NGUYỄN VĂN MẪU')
    }
    expect((await test.app.server.inject(`/api/v1/dossiers/${code}/declaration.pdf`)).statusCode).toBe(401)
  })

  it('prints under the form it was filled in by, after the procedure got another', async () => {
    const { code } = await receive({ declaration: answers })
    await test.owner.query(
      `insert into procedure_versions select (json_populate_record(v, '{"version": 99, "valid_from": "2026-03-25",
        "form": {"title": "TỜ KHAI MỚI", "schema": {"type": "object", "properties": {}}, "signers": ["A"]}}')).*
        from procedure_versions v where procedure_id = $1 and version = 1`,
      [marital],
    )
    expect((await print(code)).data.title).toBe('TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN')
    await test.owner.query('delete from procedure_versions where procedure_id = $1 and version = 99', [
      marital,
    ])
  })

  it('leaves the other papers where they are, for their messages', async () => {
    const given = [
      { ordinal: 0, provided: false },
      { ordinal: 4, provided: false },
    ]
    await expect(receive({ declaration: answers, components: given })).rejects.toMatchObject({
      facts: { fields: { 'components.1.provided': expect.stringContaining('Giấy tờ tùy thân') } },
    })
  })

  it('brings what looks odd to the officer without stopping the work', async () => {
    const land = procedureId(demoOfficeId, '2.000720')
    const { form } = await test.read(await test.as('tiepnhan'), getProcedure, { procedureId: land })
    const sample = form ? sampleAnswers(form) : {}
    const declaration = { ...sample, business: { ...(sample.business as object), phone: '091200000' } }
    const { warnings } = await receive({ procedureId: land, declaration, components: papers })
    expect(warnings).toEqual([
      { field: 'declaration.business.phone', message: expect.stringContaining('chữ số') },
    ])
  })
})

describe('a wrong declaration', () => {
  it.each<[string, object, Record<string, unknown>]>([
    ['empty', {}, { 'declaration.requesterName': 'Hãy nhập: Họ, chữ đệm, tên người yêu cầu.' }],
    [
      'with a wrong day',
      { person: { birthDate: '30/2/1990' } },
      { 'declaration.person.birthDate': expect.any(String) },
    ],
    ['with a member of no form', { password: 'x' }, { 'declaration.password': expect.any(String) }],
  ])('%s is refused at its fields, and nothing is saved', async (_, declaration, fields) => {
    const count = async () => (await test.owner.query('select count(*) from dossiers')).rows[0].count
    const before = await count()
    await expect(receive({ declaration })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: expect.objectContaining(fields), detail: expect.stringContaining('tờ khai giấy') },
    })
    expect(await count()).toBe(before)
  })

  it('of a procedure that has no form is refused', async () => {
    await expect(
      receive({ procedureId: receptionExample.procedureId, declaration: {} }),
    ).rejects.toMatchObject({
      facts: { fields: { declaration: expect.stringContaining('không có tờ khai điện tử') } },
    })
  })

  it.each([
    ['a megabyte', { declaration: { requesterName: 'x'.repeat(1e6) } }],
    [
      'ten thousand keys',
      { declaration: Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => [`k${i}`, i])) },
    ],
    ['a poisoned prototype', JSON.parse('{"declaration": {"__proto__": {"requesterName": "x"}}}')],
    ['a hundred thousand brackets', { declaration: { a: JSON.parse('['.repeat(1e5) + ']'.repeat(1e5)) } }],
    ['a list', { declaration: [] }],
    ['half a surrogate pair as a key', { declaration: { '\ud83d': 1 } }],
  ])('of %s is refused as invalid input', async (_, changes) => {
    await expect(receive(changes)).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('a declaration on paper', () => {
  it('is said so: nothing is stored, its component is ticked, and there is nothing to print', async () => {
    const { id, code } = await receive({ components: papers })
    expect(await stored(id)).toBeNull()
    expect((await test.read(await test.as('tiepnhan'), getDossier, { code })).hasDeclaration).toBe(false)
    await expect(print(code)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is asked for where neither was brought', async () => {
    await expect(receive()).rejects.toMatchObject({
      facts: { fields: { 'components.0.provided': expect.stringContaining('Thiếu giấy tờ bắt buộc') } },
    })
  })
})

describe('turned away', () => {
  const away = async (declaration: Record<string, unknown> | null) =>
    test.write(await test.as('tiepnhan'), turnAway, {
      procedureId: marital,
      applicant: receptionExample.applicant,
      declaration,
      kind: 'supplement',
      items: ['Giấy tờ chứng minh'],
      reason: 'Còn thiếu.',
    })

  it('keeps what was declared so far for the day when the papers are there', async () => {
    const { id } = await away({ requesterName: 'Nguyễn Văn Mẫu' })
    const pending = await test.read(await test.as('tiepnhan'), getPending, { id })
    expect(pending.declaration).toEqual({ requesterName: 'Nguyễn Văn Mẫu' })
    await receive({ pendingId: id, declaration: answers })
    expect(await stored(id)).toEqual(answers)
  })

  it('keeps none where there is none, and refuses a wrong one', async () => {
    const { id } = await away(null)
    expect((await test.read(await test.as('tiepnhan'), getPending, { id })).declaration).toBeNull()
    await expect(away({ requesterBirthDate: 'hôm qua' })).rejects.toMatchObject({
      facts: { fields: { 'declaration.requesterBirthDate': expect.any(String) } },
    })
  })
})
