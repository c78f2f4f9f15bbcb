import { afterAll, beforeAll, expect, it } from 'vitest'
import { listFields } from '../procedures/queries/list-fields.ts'
import { getProcedure, listProcedures } from '../procedures/queries.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { dossierAt } from './factory.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

async function everyProcedure() {
  const counter = await test.as('tiepnhan')
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await test.read(counter, listProcedures, { limit: 100, after })
    ids.push(...page.items.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after)
  return Promise.all(ids.map((procedureId) => test.read(counter, getProcedure, { procedureId })))
}

it('dossiers of every procedure, in every field, are received, processed and returned at the one desk', async () => {
  const procedures = await everyProcedure()
  const { fields } = await test.read(await test.as('tiepnhan'), listFields, {})
  const covered = new Set(procedures.map(({ fieldName }) => fieldName))
  expect(fields.filter(({ name }) => !covered.has(name))).toEqual([])
  expect(fields.length).toBeGreaterThan(30)
  for (const { procedureId, timeLimit } of procedures) {
    const agreed = timeLimit.amount === null ? { agreedWorkingDays: 10 } : {}
    await dossierAt(test, 'returned', { procedureId, ...agreed })
  }
  const states = await test.owner.query<{ status: number; n: string }>(
    'select status, count(distinct procedure_id) as n from dossiers group by status',
  )
  expect(states.rows).toEqual([{ status: 10, n: String(procedures.length) }])
}, 120_000)
