import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoOfficeId } from '../staff/examples.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'

let test: TestApp

beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

describe('the connections of anonymous readers', () => {
  const asPublic = (statement: string) =>
    test.services.database.usePublic(({ db }) =>
      sql<Record<string, unknown>>`${sql.raw(statement)}`.execute(db),
    )

  it('have the rights of the public role and no more', async () => {
    expect((await asPublic('select current_user as role')).rows).toEqual([{ role: 'motcua_public' }])
    expect((await asPublic('select office_id from offices')).rows).toEqual([{ office_id: demoOfficeId }])
    await expect(asPublic('select applicant_name from dossiers')).rejects.toThrow(/permission denied/)
    await expect(asPublic('select username from staff_members')).rejects.toThrow(/permission denied/)
  })

  it('cannot write, nor keep anything for the next reader', async () => {
    await expect(asPublic('create temporary table kept (a int)')).rejects.toThrow(
      /read-only|permission denied/,
    )
    await asPublic(`select set_config('app.office', '${demoOfficeId}', true)`)
    const left = await asPublic(`select coalesce(current_setting('app.office', true), '') as office`)
    expect(left.rows).toEqual([{ office: '' }])
  })

  it('are still there after a statement failed', async () => {
    await expect(asPublic('select 1 / 0')).rejects.toThrow(/division by zero/)
    expect((await asPublic('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
})

it('statements sent together arrive in their order, each with its own answer', async () => {
  const answers = await test.services.database.use(({ client }) =>
    Promise.all(
      Array.from({ length: 200 }, (_, number) =>
        number % 50 === 7
          ? client.query('select nothing').catch(() => 'failed')
          : client.query('select $1::int as number', [number]).then((found) => found.rows[0].number),
      ),
    ),
  )
  expect(answers).toEqual(answers.map((_, number) => (number % 50 === 7 ? 'failed' : number)))
  expect(answers).toHaveLength(200)
})
