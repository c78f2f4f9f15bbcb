import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoDossiers } from './demo/dossiers.ts'
import { demoOffice } from './demo/office.ts'
import { errorCatalogue, isAppError } from './platform/errors.ts'
import { type Actor, type AnyOperation, mayTry } from './platform/operations.ts'
import { read } from './platform/read.ts'
import { systemActor } from './platform/system-actor.ts'
import { write } from './platform/write.ts'
import { loadCatalogue } from './procedures/commands/load-catalogue.ts'
import { parseCatalogue, readShippedCatalogue } from './procedures/model/catalogue.ts'
import { operations } from './slices.ts'
import { createOffice } from './staff/commands/create-office.ts'
import { demoOfficeId } from './staff/examples.ts'
import { type Role, roles } from './staff/model.ts'
import { startTestApp, type TestApp } from './testing/app.ts'

/** Who holds each role in the demonstration office. */
const holders: Record<Role, string> = {
  counter: 'tiepnhan',
  specialist: 'chuyenmon',
  clerk: 'vanthu',
  accountant: 'ketoan',
  leader: 'chutich',
  admin: 'quantri',
  editor: 'bientap',
}
const roleNames = Object.keys(roles) as Role[]
const withExample = operations.filter((operation) => operation.example !== undefined)

async function filledApp(): Promise<TestApp> {
  const test = await startTestApp()
  await loadDemoDossiers(test.services)
  return test
}

/** Runs any operation as anybody; a refusal comes back as its code, anything unforeseen is thrown. */
async function attempt(
  test: TestApp,
  actor: Actor,
  call: { operation: AnyOperation; input: unknown; key?: string },
) {
  const { operation, input, key } = call
  try {
    const output =
      operation.kind === 'command'
        ? await write(
            test.services,
            { actor, requestId: randomUUID(), idempotencyKey: key },
            operation,
            input,
          )
        : await read(test.services, actor, operation, input)
    return { output, code: null }
  } catch (error) {
    if (!isAppError(error) || errorCatalogue[error.code].status >= 500) throw error
    return { output: null, code: error.code }
  }
}

/** A member of staff with every duty in every field. */
async function everything(test: TestApp): Promise<Actor> {
  return { ...(await test.as('tiepnhan')), duties: roleNames.map((role) => ({ role, fieldCode: null })) }
}

describe('every operation', () => {
  it('has a title, an audience of known roles, and an example where it takes a body', () => {
    const wrong = operations.filter((operation) => {
      const known =
        typeof operation.audience === 'string' || operation.audience.every((role) => role in roles)
      const takesBody = operation.door !== undefined && operation.door.method !== 'GET'
      return !known || operation.title.length < 5 || (takesBody && operation.example === undefined)
    })
    expect(wrong.map((operation) => operation.name)).toEqual([])
    expect(operations.length).toBeGreaterThan(25)
  })

  it('of the public that changes something finds its office itself and is counted', () => {
    const open = operations.filter(({ kind, audience }) => kind === 'command' && audience === 'public')
    expect(open.filter(({ limit, locate }) => !limit || !locate).map(({ name }) => name)).toEqual([])
  })

  describe('as every role', () => {
    let test: TestApp
    beforeAll(async () => {
      test = await startTestApp()
    })
    afterAll(() => test?.close())

    it.each(operations.map((operation) => [operation.name, operation] as const))(
      '%s',
      async (_name, operation) => {
        for (const role of roleNames) {
          const actor = await test.as(holders[role])
          const input = operation.example ?? {}
          if (mayTry(actor, operation.audience)) continue
          expect((await attempt(test, actor, { operation, input })).code, role).toBe('not_allowed')
        }
        if (operation.audience === 'public' || operation.audience.length === 0) return
        const stranger: Actor = {
          kind: 'public',
          id: uuid(),
          name: '',
          post: '',
          officeId: demoOfficeId,
          duties: [],
        }
        expect((await attempt(test, stranger, { operation, input: operation.example ?? {} })).code).toBe(
          'not_signed_in',
        )
      },
    )
  })
})

describe('the examples of the API document', () => {
  let test: TestApp
  const cookies = new Map<string, string>()
  beforeAll(async () => {
    test = await filledApp()
    test.time.set('2026-11-24T09:00:00+07:00')
    for (const role of roleNames) cookies.set(role, await test.cookie(holders[role]))
  })
  afterAll(() => test?.close())

  interface Documented {
    'x-audience': 'public' | 'staff' | string[]
    parameters: { name: string; in: string; example?: unknown }[]
    requestBody?: { content: Record<string, { example?: unknown }> }
  }

  it('all work as they stand', async () => {
    const document = (await test.app.server.inject('/api/openapi.json')).json() as {
      openapi: string
      paths: Record<string, Record<string, Documented>>
    }
    expect(document.openapi).toBe('3.1.0')
    const failed: string[] = []
    let posted = 0
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, documented] of Object.entries(methods)) {
        const content = documented.requestBody?.content
        if (content && !content['application/json']) continue
        const example = content?.['application/json']?.example
        if (content && example === undefined) failed.push(`${method} ${path}: no example`)
        if (path.endsWith('sign-out') || path.endsWith('.pdf')) continue
        const inPath = documented.parameters.filter((parameter) => parameter.in === 'path')
        if (inPath.some((parameter) => parameter.example === undefined)) continue
        const asked = documented.parameters.filter(
          (parameter) => parameter.in === 'query' && parameter.example !== undefined,
        )
        const search = new URLSearchParams(
          asked.map((parameter) => [parameter.name, String(parameter.example)]),
        )
        const url = inPath.reduce(
          (each, parameter) =>
            each.replace(`{${parameter.name}}`, encodeURIComponent(String(parameter.example))),
          path,
        )
        const audience = documented['x-audience']
        const role = Array.isArray(audience) ? audience[0] : 'admin'
        const answer = await test.app.server.inject({
          method: method.toUpperCase() as 'POST',
          url: `${url}?${search}`,
          headers: { cookie: cookies.get(role ?? '') ?? '', 'idempotency-key': `example-${posted}` },
          ...(example === undefined ? {} : { payload: example as object }),
        })
        posted += 1
        if (answer.statusCode >= 300)
          failed.push(`${method} ${url} as ${role}: ${answer.statusCode} ${answer.body}`)
      }
    }
    expect(failed).toEqual([])
    expect(posted).toBeGreaterThan(20)
  }, 60_000)
})

describe('another office', () => {
  let test: TestApp
  let foreigner: Actor
  const otherOfficeId = uuid()
  beforeAll(async () => {
    test = await filledApp()
    const call = { actor: systemActor(otherOfficeId), requestId: randomUUID() }
    const memberId = uuid()
    const duties = roleNames.map((role) => ({ role, fieldCode: null }))
    const member = {
      id: memberId,
      username: 'nguoi.noi.khac',
      fullName: 'Người Nơi Khác',
      postTitle: 'Công chức',
      passwordHash: 'x'.repeat(40),
      duties,
    }
    const { units: _, ...office } = demoOffice
    await write(test.services, call, createOffice, {
      ...office,
      name: 'UBND xã Mẫu Khác',
      agencyCode: 'H56.99.99',
      members: [member],
      dutiesFrom: '2025-07-01',
    })
    const { records } = parseCatalogue(await readShippedCatalogue())
    await write(test.services, call, loadCatalogue, { validFrom: '2025-07-01', records })
    foreigner = {
      kind: 'staff',
      id: memberId,
      name: 'Người Nơi Khác',
      post: 'Công chức',
      officeId: otherOfficeId,
      duties,
    }
  })
  afterAll(() => test?.close())

  /** Everything the demonstration office has, as one hash. */
  async function fingerprint(): Promise<string> {
    const tables = await test.owner.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'office_id' order by 1`,
    )
    const hashes: string[] = []
    for (const { name } of tables.rows) {
      const found = await test.owner.query(
        `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${name} t where office_id = $1`,
        [demoOfficeId],
      )
      hashes.push(`${name}:${found.rows[0].hash}`)
    }
    return hashes.join('\n')
  }

  it.each(withExample.map((operation) => [operation.name, operation] as const))(
    '%s changes and shows nothing of this one',
    async (_name, operation) => {
      // What the public may leave behind in the office that it names.
      if (operation.kind === 'command' && operation.audience === 'public') return
      const before = await fingerprint()
      const { output } = await attempt(test, foreigner, { operation, input: operation.example })
      expect(await fingerprint()).toBe(before)
      if (operation.audience === 'public') return
      expect(JSON.stringify(output ?? '')).not.toMatch(
        new RegExp(`Công Dân Mẫu|H56\\.22\\.17-|${demoOfficeId}`),
      )
    },
  )
})

describe('fuzzed input', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await filledApp()
  })
  afterAll(() => test?.close())

  const oddities = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '',
      "'; drop table dossiers; --",
      '<script>alert(1)</script>',
      '\u0000',
      '😀 Nguyễn',
      '0001-01-01',
      '-0044-03-15',
      '9999-99-99',
      '../../etc/passwd',
      '{{7*7}}',
      '%00',
      'Ｎguyễn',
    ),
    fc.integer(),
    fc.double(),
    fc.constantFrom(null, true, [], {}, Number.MAX_SAFE_INTEGER, -1, 1e308),
    fc.array(fc.string(), { maxLength: 3 }),
  )

  it.each(withExample.map((operation) => [operation.name, operation] as const))(
    '%s answers with a sentence, never with a fault',
    async (_name, operation) => {
      const actor = await everything(test)
      const paths = leaves(operation.example)
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...paths), oddities, async (path, odd) => {
          await attempt(test, actor, { operation, input: replaced(operation.example, path, odd) })
        }),
        { numRuns: 40 },
      )
    },
  )
})

/** Paths of all values of an example, the whole included. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]))]
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return by
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === first ? replaced(each, rest, by) : each))
  const object = value as Record<string, unknown>
  return { ...object, [first]: replaced(object[first], rest, by) }
}

describe('the same idempotency key', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await filledApp()
  })
  afterAll(() => test?.close())

  const commands = withExample.filter((operation) => operation.kind === 'command')
  it.each(commands.map((operation) => [operation.name, operation] as const))(
    '%s has one effect and one answer',
    async (_name, operation) => {
      const actor = await everything(test)
      const key = `lan-${operation.name}`
      const call = { operation, input: operation.example, key }
      const events = async () =>
        Number((await test.owner.query('select count(*) as n from audit_events')).rows[0].n)
      const [first, second] = await Promise.all([attempt(test, actor, call), attempt(test, actor, call)])
      expect(first.code).toBeNull()
      expect(second).toEqual(JSON.parse(JSON.stringify(first)))
      const after = await events()
      expect(await attempt(test, actor, call)).toEqual(JSON.parse(JSON.stringify(first)))
      expect(await events()).toBe(after)
      const other = {
        operation,
        input: { ...(operation.example as object), revision: 99, note: 'khác' },
        key,
      }
      expect(['idempotency_key_reused', 'invalid_input']).toContain((await attempt(test, actor, other)).code)
    },
  )
})
