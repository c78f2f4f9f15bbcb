import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { AppError } from './errors.ts'
import { publicActor } from './http/context.ts'
import { takeNumber } from './numbering.ts'
import { type Actor, defineCommand, defineQuery } from './operations.ts'
import { type Delivery, deliverNews, sweep } from './outbox.ts'
import { writeForCaller } from './write.ts'

let test: TestApp
let counter: Actor
beforeAll(async () => {
  test = await startTestApp()
  counter = await test.as('tiepnhan')
})
afterAll(() => test?.close())

const takeOne = defineCommand({
  name: 'test.takeOne',
  title: 'Lấy một số',
  audience: ['counter'],
  input: z.strictObject({ fail: z.boolean().default(false) }),
  output: z.object({ number: z.number() }),
  async run(tx, actor, input) {
    const number = await takeNumber(tx.db, actor.officeId, { name: 'test', period: '2026' })
    if (input.fail) throw new Error('broken on purpose')
    return {
      output: { number },
      audit: [{ subjectType: 'test', subjectId: String(number), facts: { number } }],
      news: [{ topic: 'test.taken', payload: { number } }],
    }
  },
})

const count = async (table: string) =>
  Number((await test.owner.query(`select count(*) as n from ${table}`)).rows[0].n)

describe('write()', () => {
  it('refuses whoever is not in the audience before anything is opened', async () => {
    await expect(test.write(await test.as('ketoan'), takeOne, {})).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  it('writes change, audit row, news and answer together', async () => {
    const before = [await count('audit_events'), await count('outbox')]
    const { number } = await test.write(counter, takeOne, {}, randomUUID())
    expect([await count('audit_events'), await count('outbox')]).toEqual(before.map((each) => each + 1))
    const audit = await test.owner.query(
      `select * from audit_events where subject_type = 'test' order by id desc limit 1`,
    )
    expect(audit.rows[0]).toMatchObject({
      action: 'test.takeOne',
      actor_id: counter.id,
      actor_name: counter.name,
      facts: { number },
    })
  })

  it('leaves nothing behind when the command fails, not even a number', async () => {
    const { number } = await test.write(counter, takeOne, {})
    const before = [await count('audit_events'), await count('outbox'), await count('idempotency_keys')]
    await expect(test.write(counter, takeOne, { fail: true }, randomUUID())).rejects.toThrow(
      'broken on purpose',
    )
    expect([await count('audit_events'), await count('outbox'), await count('idempotency_keys')]).toEqual(
      before,
    )
    expect((await test.write(counter, takeOne, {})).number).toBe(number + 1)
  })

  it('gives thirty-two clerks at once numbers without gap or double', async () => {
    const { number } = await test.write(counter, takeOne, {})
    const taken = await Promise.all(Array.from({ length: 32 }, () => test.write(counter, takeOne, {})))
    const numbers = taken.map((each) => each.number).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 32 }, (_, index) => number + 1 + index))
  })

  it.each(['kurz', 'có dấu tiếng Việt', 'x'.repeat(129)])('refuses the key %s', async (key) => {
    await expect(test.write(counter, takeOne, {}, key)).rejects.toMatchObject({ code: 'malformed_request' })
  })
})

describe('a transaction that failed', () => {
  it('lets nothing that still ran in it reach the connection afterwards', async () => {
    let late: Promise<unknown> = Promise.resolve()
    let goOn = () => {}
    const failing = defineCommand({
      name: 'test.late',
      title: 'Việc còn chạy sau khi hỏng',
      audience: ['counter'],
      input: z.strictObject({}),
      output: z.object({}),
      async run(tx, actor) {
        const waiting = new Promise<void>((resolve) => {
          goOn = resolve
        })
        late = waiting.then(() => takeNumber(tx.db, actor.officeId, { name: 'late', period: '2026' }))
        throw new Error('broken on purpose')
      },
    })
    await expect(test.write(counter, failing, {})).rejects.toThrow('broken on purpose')
    goOn()
    await expect(late).rejects.toThrow('after its transaction had ended')
    expect((await test.owner.query(`select * from number_series where series = 'late'`)).rows).toEqual([])
  })
})

describe('the wall in the database', () => {
  const asRuntime = async (statements: string[]) => {
    const client = new pg.Client({
      connectionString: test.app.services.database.pool.options.connectionString,
    })
    await client.connect()
    try {
      const results = []
      for (const statement of statements) results.push(await client.query(statement))
      return results.at(-1)
    } finally {
      await client.end()
    }
  }

  it('is there for every table with an office, also for its owner', async () => {
    const open = await test.owner.query(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'schema_migrations'
         and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`,
    )
    expect(open.rows).toEqual([])
  })

  it('every table leads its primary key with office_id and says what it is for', async () => {
    const odd = await test.owner.query(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'schema_migrations' and (obj_description(c.oid) is null or not exists (
         select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
         where i.indrelid = c.oid and i.indisprimary and a.attname = 'office_id'))`,
    )
    expect(odd.rows).toEqual([])
  })

  it('the login at work owns nothing, bypasses nothing and may not become anybody who does', async () => {
    const role = await asRuntime([
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         exists (select from pg_class where relowner = r.oid) as owns,
         (select string_agg(m.rolname, ' ' order by m.rolname) from pg_auth_members g join pg_roles m on m.oid = g.roleid where g.member = r.oid) as members
       from pg_roles r where rolname = current_user and current_user = session_user`,
    ])
    expect(role?.rows[0]).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owns: false,
      members: 'motcua_practice motcua_public',
    })
    // What it may become sees the public columns, or practice offices alone, and owns as little.
    const others = await asRuntime([
      `select bool_or(rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin) as strong,
         exists (select from pg_class c join pg_roles o on o.oid = c.relowner where o.rolname like 'motcua%') as owns
       from pg_roles where rolname in ('motcua_practice', 'motcua_public')`,
    ])
    expect(others?.rows[0]).toEqual({ strong: false, owns: false })
  })

  it('shows no row without an office, none of another office, and takes no row for another', async () => {
    expect((await asRuntime(['select * from staff_members']))?.rows).toEqual([])
    const other = randomUUID()
    const seen = await asRuntime([`begin; set local app.office = '${other}'`, 'select * from staff_members'])
    expect(seen?.rows).toEqual([])
    const foreign = [
      `begin; set local app.office = '${other}'`,
      `insert into units values ('${test.officeId}', '${randomUUID()}', 'Lạ', 'la', 0)`,
    ]
    await expect(asRuntime(foreign)).rejects.toThrow(/row-level security/)
  })

  it('keeps the journal and the timeline from being changed', async () => {
    for (const table of ['audit_events', 'audit_seals', 'dossier_events']) {
      await expect(asRuntime([`update ${table} set office_id = office_id`])).rejects.toThrow(
        /permission denied/,
      )
      await expect(asRuntime([`delete from ${table}`])).rejects.toThrow(/permission denied/)
    }
  })

  it('sorts names the Vietnamese way', async () => {
    const names = defineQuery({
      name: 'test.names',
      title: 'Xếp tên',
      audience: 'staff',
      input: z.strictObject({}),
      output: z.array(z.string()),
      async run({ db }, actor) {
        await Promise.resolve()
        const rows = await db
          .selectFrom('staff_members')
          .select('full_name')
          .where('office_id', '=', actor.officeId)
          .where('full_name', 'like', '%X')
          .orderBy('full_name')
          .execute()
        return rows.map((row) => row.full_name)
      },
    })
    for (const name of ['Ông X', 'Đặng X', 'Dương X', 'Ấn X', 'An X', 'Ánh X']) {
      await test.owner.query(
        `insert into staff_members (office_id, id, full_name, post_title, username, created_at) values ($1, $2, $3, '', $4, now())`,
        [test.officeId, randomUUID(), name, randomUUID()],
      )
    }
    expect(await test.read(counter, names, {})).toEqual([
      'An X',
      'Ánh X',
      'Ấn X',
      'Dương X',
      'Đặng X',
      'Ông X',
    ])
  })
})

describe('the outbox', () => {
  it('delivers in order, at least once, and keeps what failed with its error', async () => {
    await deliverNews(test.services, test.officeId, [])
    await test.write(counter, takeOne, {})
    await test.write(counter, takeOne, {})
    const seen: Delivery[] = []
    let broken = true
    const subscriber = {
      topic: 'test.taken',
      async handle(delivery: Delivery) {
        if (broken && seen.length === 0) {
          broken = false
          throw new Error('đường truyền hỏng')
        }
        seen.push(delivery)
      },
    }
    expect(await deliverNews(test.services, test.officeId, [subscriber])).toBe(1)
    const waiting = await test.owner.query(
      'select attempts, last_error from outbox where delivered_at is null',
    )
    expect(waiting.rows).toEqual([{ attempts: 1, last_error: 'đường truyền hỏng' }])
    expect(await deliverNews(test.services, test.officeId, [subscriber])).toBe(1)
    expect(await deliverNews(test.services, test.officeId, [subscriber])).toBe(0)
    expect(new Set(seen.map((delivery) => delivery.id)).size).toBe(2)
  })

  it('reaches every listener, whoever before it fails', async () => {
    const { number } = await test.write(counter, takeOne, {})
    const heard: unknown[] = []
    const listeners = [
      { topic: 'test.taken', handle: () => Promise.reject(new Error('hỏng')) },
      { topic: 'test.taken', handle: async ({ payload }: Delivery) => void heard.push(payload.number) },
    ]
    expect(await deliverNews(test.services, test.officeId, listeners)).toBe(0)
    expect(heard).toEqual([number])
    await deliverNews(test.services, test.officeId, listeners.slice(1))
  })

  it('two programs delivering at once do not both deliver a row', async () => {
    for (let index = 0; index < 20; index += 1) await test.write(counter, takeOne, {})
    const seen: string[] = []
    const subscriber = {
      topic: 'test.taken',
      handle: async (delivery: Delivery) => void seen.push(delivery.id),
    }
    const counts = await Promise.all(
      [1, 2, 3].map(() => deliverNews(test.services, test.officeId, [subscriber])),
    )
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(20)
    expect(new Set(seen).size).toBe(20)
  })

  it('is swept when old, with the remembered answers', async () => {
    test.time.advanceMinutes(60 * 24 * 40)
    await sweep(test.services, test.officeId, 30)
    expect(await count('idempotency_keys')).toBe(0)
    expect(
      Number(
        (await test.owner.query('select count(*) as n from outbox where delivered_at is not null')).rows[0].n,
      ),
    ).toBe(0)
  })
})

describe('a command of the public', () => {
  const leave = defineCommand({
    name: 'test.leave',
    title: 'Để lại lời nhắn',
    audience: 'public',
    input: z.strictObject({ office: z.string() }),
    output: z.object({ officeId: z.string(), kind: z.string(), duties: z.number() }),
    limit: { kind: 'filing', subject: ({ office }) => office },
    async locate({ db }, { office }) {
      const found = await db
        .selectFrom('offices')
        .select('office_id')
        .where('name', '=', office)
        .executeTakeFirst()
      if (!found) throw new AppError('not_found')
      return found.office_id
    },
    async run(_tx, { officeId, kind, duties }) {
      return {
        output: { officeId, kind, duties: duties.length },
        audit: [{ subjectType: 'test', subjectId: officeId, facts: {} }],
      }
    },
  })
  const caller = (actor: Actor) => ({ call: { actor, requestId: randomUUID() }, ip: '10.9.9.9' })

  it('works in the office that it finds, as a visitor, whatever duties the caller has elsewhere', async () => {
    const expected = { officeId: test.officeId, kind: 'public', duties: 0 }
    for (const actor of [publicActor, counter]) {
      const request = { command: leave, input: { office: 'UBND xã Cẩm Long' } }
      expect(await writeForCaller(test.services, caller(actor), request)).toEqual(expected)
    }
  })

  it('changes nothing where there is no such office, and is counted', async () => {
    const request = { command: leave, input: { office: 'UBND xã Không Có' } }
    await expect(writeForCaller(test.services, caller(publicActor), request)).rejects.toMatchObject({
      code: 'not_found',
    })
    const many = Array.from({ length: 40 }, () => writeForCaller(test.services, caller(publicActor), request))
    const codes = await Promise.all(many.map((each) => each.catch((error) => error.code)))
    expect(codes.filter((code) => code === 'too_many_requests').length).toBeGreaterThanOrEqual(10)
  })
})
