import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicActor } from '../../platform/http/context.ts'
import type { Query } from '../../platform/operations.ts'
import { demoOfficeId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { demoProcedureId } from '../examples.ts'
import { checkFormDefinition } from '../model/check-form.ts'
import { procedureId } from '../model/record-schema.ts'
import { printForm, printPublicForm, publicForm } from './print-form.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

const birth = procedureId(demoOfficeId, '1.001193')
/** Thông báo tổ chức lễ hội: nobody has confirmed its record yet. */
const unconfirmed = procedureId(demoOfficeId, '1.003622')
const ask = (query: Query, procedureId: string) => test.read(publicActor, query, { procedureId })
const publicQueries = [publicForm, printPublicForm] as unknown as Query[]

describe('who may not', () => {
  it('nobody but staff prints what nobody has confirmed', async () => {
    await expect(test.read(publicActor, printForm, { procedureId: birth })).rejects.toMatchObject({
      code: 'not_signed_in',
    })
    for (const query of publicQueries) {
      await expect(ask(query, unconfirmed)).rejects.toMatchObject({ code: 'not_found' })
    }
    const printed = await test.read(await test.as('tiepnhan'), printForm, { procedureId: unconfirmed })
    expect(printed.data.title).toBe('THÔNG BÁO TỔ CHỨC LỄ HỘI')
  })

  it('staff of another office see nothing of this one', async () => {
    const elsewhere = { ...(await test.as('tiepnhan')), officeId: randomUUID() }
    await expect(test.read(elsewhere, printForm, { procedureId: birth })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('anybody', () => {
  it('sees the form of a procedure in force, its fields in order', async () => {
    const { form, procedureName } = await test.read(publicActor, publicForm, { procedureId: birth })
    expect(procedureName).toBe('Đăng ký khai sinh')
    expect(checkFormDefinition(form)).toEqual([])
    const properties = Object.keys(form.schema.properties as object)
    expect(properties.slice(0, 3)).toEqual(['requesterName', 'requesterBirthDate', 'requesterResidence'])
  })

  it.each([
    ['of no procedure', randomUUID()],
    ['of a procedure without a form', demoProcedureId],
  ])('sees none %s', async (_, id) => {
    for (const query of publicQueries) {
      await expect(ask(query, id)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('sees none before the procedure is in force nor after it was closed', async () => {
    test.time.set('2025-06-30T09:00:00+07:00')
    await expect(test.read(publicActor, publicForm, { procedureId: birth })).rejects.toMatchObject({
      code: 'not_found',
    })
    test.time.set('2026-03-24T09:00:00+07:00')
    await test.owner.query("update procedures set closed_on = '2026-03-24' where id = $1", [birth])
    await expect(test.read(publicActor, publicForm, { procedureId: birth })).rejects.toMatchObject({
      code: 'not_found',
    })
    await test.owner.query('update procedures set closed_on = null where id = $1', [birth])
  })

  it('prints it without signing in, and other sites may keep it for a while', async () => {
    const answer = await test.app.server.inject(`/api/v1/procedures/${birth}/form.pdf`)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('public, max-age=600')
    expect(readPdf(answer.rawPayload)).toMatch(
      /TỜ KHAI ĐĂNG KÝ KHAI SINH.*Họ, chữ đệm, tên người yêu cầu: [.…]{20,}/,
    )
  })

  it.each(['x', randomUUID()])('is told so when there is none (%s)', async (id) => {
    const answer = await test.app.server.inject(`/api/v1/procedures/${id}/form.pdf`)
    expect([404, 422]).toContain(answer.statusCode)
    expect(answer.headers['content-type']).toContain('problem+json')
  })
})

it('the public columns of a procedure say which it is, and nothing else', async () => {
  const columns = await test.owner.query(
    "select column_name from information_schema.column_privileges where grantee = 'motcua_public' and table_name = 'procedures' order by 1",
  )
  expect(columns.rows.map((row) => row.column_name)).toEqual([
    'closed_on',
    'code',
    'field_code',
    'id',
    'key',
    'office_id',
  ])
})
