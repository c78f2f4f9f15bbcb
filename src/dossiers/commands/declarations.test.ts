import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicActor } from '../../platform/http/context.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { demoProcedureId, demoSlowProcedureId } from '../../procedures/examples.ts'
import { nextVersion } from '../../procedures/factory.ts'
import { formDefinitionSchema } from '../../procedures/model/form.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { dropDeclarations } from '../jobs/declarations.ts'
import { declarationCode } from '../model/declaration-code.ts'
import { receptionExample } from '../model/examples.ts'
import { getDeclaration } from '../queries/get-declaration.ts'
import { ownDeclaration } from '../queries/own-declaration.ts'
import { dropOldDeclarations } from './drop-old-declarations.ts'
import { receiveDossier } from './receive-dossier.ts'
import { saveDeclaration } from './save-declaration.ts'

let test: TestApp
const procedureId = demoSlowProcedureId
const form = formDefinitionSchema.parse({
  title: 'TỜ KHAI',
  schema: {
    type: 'object',
    required: ['name', 'purpose'],
    properties: {
      name: { type: 'string', title: 'Họ và tên', 'x-fill': 'applicant.name' },
      birthDate: { type: 'string', title: 'Ngày sinh', format: 'date' },
      purpose: { type: 'string', title: 'Mục đích', maxLength: 100 },
    },
  },
})
const answers = { name: 'Trần Thị Ví Dụ', birthDate: '2/1/1990', purpose: 'Kết hôn' }

beforeAll(async () => {
  test = await startTestApp()
  await nextVersion(test, { procedureId, validFrom: '2026-03-24', note: 'Có tờ khai.', change: { form } })
})
afterAll(() => test?.close())

const save = (input: object = {}) =>
  test.write(publicActor, saveDeclaration, { procedureId, id: randomUUID(), answers, ...input })
const own = (id: string) => test.read(publicActor, ownDeclaration, { procedureId, id })

async function receive(input: object) {
  return test.write(await test.as('tiepnhan'), receiveDossier, {
    ...receptionExample,
    procedureId,
    components: Array.from({ length: 6 }, (_, ordinal) => ({ ordinal, provided: true, originals: 1 })),
    ...input,
  })
}

describe('a declaration filled in at home', () => {
  it('is fetched at the desk by those only who receive the field', async () => {
    const { code } = await save()
    for (const username of ['vanthu', 'chutich', 'chuyenmon', 'quantri']) {
      await expect(test.read(await test.as(username), getDeclaration, { code })).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
    const counter = await test.as('tiepnhan')
    const elsewhere = { ...counter, duties: [{ role: 'counter', fieldCode: 'dat-dai' }] }
    await expect(test.read(elsewhere, getDeclaration, { code })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const typed = code.toLowerCase().replaceAll('-', '')
    expect(await test.read(counter, getDeclaration, { code: typed })).toMatchObject({
      code,
      procedureId,
      answers: { ...answers, birthDate: '1990-01-02' },
    })
  })

  it('is seen again and changed by whoever knows its id, under the same code', async () => {
    const { id, code } = await save()
    expect(code).toBe(declarationCode(id))
    expect(await save({ id, answers: { ...answers, purpose: 'Vay vốn' } })).toMatchObject({ id, code })
    expect(await own(id)).toMatchObject({ code, answers: { purpose: 'Vay vốn' }, takenUp: false })
    await expect(own(randomUUID())).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is refused with a message at each field', async () => {
    await expect(
      save({ answers: { name: 'A', birthDate: '31/02/1990', colour: 'đỏ' } }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      facts: {
        fields: {
          'answers.birthDate': expect.stringContaining('Ngày không hợp lệ'),
          'answers.purpose': expect.stringContaining('Mục đích'),
          'answers.colour': expect.any(String),
        },
      },
    })
  })

  it('is refused for a procedure without a form, and for one that nobody has', async () => {
    await expect(save({ procedureId: demoProcedureId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(save({ procedureId: randomUUID() })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('stands in no audit row', async () => {
    await save()
    const rows = await test.owner.query(`select facts from audit_events where subject_type = 'declaration'`)
    expect(rows.rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows.rows)).not.toContain(answers.name)
  })
})

describe('taking a declaration up', () => {
  it('keeps its answers with the dossier, once, and nowhere else', async () => {
    const { id, code } = await save()
    const received = await receive({ declaration: answers, declarationCode: code })
    const row = await test.owner.query('select declaration from dossiers where id = $1', [received.id])
    expect(row.rows[0].declaration).toMatchObject({ name: answers.name })
    expect(await own(id)).toMatchObject({ takenUp: true, answers: {} })
    const counter = await test.as('tiepnhan')
    await expect(test.read(counter, getDeclaration, { code })).rejects.toMatchObject({
      code: 'not_found',
      facts: { detail: expect.stringContaining('đã được tiếp nhận') },
    })
    await expect(receive({ declaration: answers, declarationCode: code })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { declarationCode: expect.any(String) } },
    })
    await expect(save({ id })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('of a code that there is none of receives nothing', async () => {
    const before = await test.owner.query('select count(*) as n from dossiers')
    for (const declarationCode of ['TK-0000-0000', 'gì đó']) {
      await expect(receive({ declaration: answers, declarationCode })).rejects.toMatchObject({
        code: 'invalid_input',
      })
    }
    expect((await test.owner.query('select count(*) as n from dossiers')).rows).toEqual(before.rows)
  })
})

it('what nobody brings within thirty days is deleted, what was taken up in time is not missed', async () => {
  const { id, code } = await save()
  const call = { actor: systemActor(test.officeId), requestId: randomUUID() }
  const drop = () => test.write(call.actor, dropOldDeclarations, {})
  test.time.set('2026-04-23T23:00:00+07:00')
  expect((await drop()).dropped).toBe(0)
  expect(await own(id)).toMatchObject({ code })
  const traces = async () => (await test.owner.query('select count(*) as n from audit_events')).rows[0].n
  const before = await traces()
  await dropDeclarations(test.services, test.officeId)
  expect(await traces()).toBe(before)
  test.time.set('2026-04-24T02:30:00+07:00')
  await expect(test.read(await test.as('tiepnhan'), getDeclaration, { code })).rejects.toMatchObject({
    code: 'not_found',
  })
  await dropDeclarations(test.services, test.officeId)
  await expect(own(id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(test.write(await test.as('quantri'), dropOldDeclarations, {})).rejects.toMatchObject({
    code: 'not_allowed',
  })
})
