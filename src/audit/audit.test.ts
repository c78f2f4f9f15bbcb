import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { sealAudit } from './jobs.ts'
import { type ChainHead, verifyAudit } from './queries.ts'

let test: TestApp
beforeEach(async () => {
  test = await startTestApp()
})
afterEach(() => test.close())

const seal = (batch?: number) => sealAudit(test.services, test.officeId, batch)
const verify = (known?: ChainHead) =>
  test.services.database.use(async ({ client, db }) => {
    await client.query(`begin read only; set local app.office = '${test.officeId}'`)
    const report = await verifyAudit(db, test.officeId, known)
    await client.query('rollback')
    return report
  })

/** Adds events as the program does, `count` of them; the demonstration office brings its own. */
async function addEvents(count: number, action = 'test.done'): Promise<void> {
  await test.owner.query(
    `insert into audit_events (office_id, id, at, actor_id, actor_name, action, subject_type, subject_id, facts, request_id)
     select $1, (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n), 3, '0')
       || '8' || substr(md5(random()::text), 1, 15))::uuid,
       now(), null, 'Người Mẫu', $3, 'thing', n::text, jsonb_build_object('n', n, 'a', 'đ'), 'r' from generate_series(1, $2::int) n`,
    [test.officeId, count, action],
  )
}

describe('the program itself', () => {
  it('cannot change or remove events and seals', async () => {
    await seal()
    for (const statement of [
      `update audit_events set actor_name = 'x'`,
      'delete from audit_events',
      `update audit_seals set hash = 'x'`,
      'delete from audit_seals',
      'truncate audit_events cascade',
    ]) {
      const tried = test.services.database.use(async ({ client }) => {
        await client.query(`begin; set local app.office = '${test.officeId}'`)
        await client.query(statement).finally(() => client.query('rollback'))
      })
      await expect(tried).rejects.toMatchObject({ code: '42501' })
    }
  })
})

describe('sealing', () => {
  it('chains everything once, in batches, and what comes later on top', async () => {
    const own = (await verify()).waiting
    await addEvents(25)
    expect(own).toBeGreaterThan(0)
    expect((await verify()).waiting).toBe(own + 25)
    expect(await seal(10)).toBe(own + 25)
    expect(await seal(10)).toBe(0)
    await addEvents(3)
    expect(await verify()).toMatchObject({ sealed: own + 25, waiting: 3, problem: null })
    expect(await seal()).toBe(3)
    const all = own + 28
    const seals = await test.owner.query('select sequence from audit_seals order by sequence')
    expect(seals.rows.map((row) => Number(row.sequence))).toEqual(
      Array.from({ length: all }, (_, index) => index + 1),
    )
    expect(await verify()).toMatchObject({ sealed: all, waiting: 0, problem: null, head: { sequence: all } })
  })

  it('gives no event two seals when several programs do it at once', async () => {
    const own = (await verify()).waiting
    await addEvents(60)
    const counts = await Promise.all([seal(7), seal(11), seal(13), seal()])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(own + 60)
    expect(await verify()).toMatchObject({ sealed: own + 60, waiting: 0, problem: null })
  })

  it('still takes an event that was committed a little late', async () => {
    await addEvents(2)
    await seal()
    const late = await test.owner.query<{ id: string }>(`select min(id::text) as id from audit_events`)
    const before = String(late.rows[0]?.id).replace(/.{4}$/, '0000')
    await test.owner.query(
      `insert into audit_events select office_id, $1::uuid, at, actor_id, actor_name, action, subject_type, subject_id, facts,
       request_id from audit_events limit 1`,
      [before],
    )
    expect(await seal()).toBe(1)
    expect(await verify()).toMatchObject({ problem: null, waiting: 0 })
  })
})

describe('tampering by the owner of the database', () => {
  beforeEach(async () => {
    await addEvents(10)
    await seal()
    // Whoever owns the database can also take its own guard away.
    await test.owner.query('alter table audit_seals drop constraint audit_seals_office_id_event_id_fkey')
  })
  const eventAt = `(select event_id from audit_seals where sequence = 5)`

  it.each([
    ['facts', `update audit_events set facts = facts || '{"n": 99}' where id = ${eventAt}`],
    ['the person', `update audit_events set actor_name = 'Người khác' where id = ${eventAt}`],
    [
      'the time, by a microsecond',
      `update audit_events set at = at + interval '1 microsecond' where id = ${eventAt}`,
    ],
    ['the seal', `update audit_seals set hash = repeat('a', 64) where sequence = 5`],
    [
      'the order of two events',
      `update audit_seals s set event_id = o.event_id from audit_seals o
       where s.office_id = o.office_id and (s.sequence, o.sequence) in ((5, 6), (6, 5))`,
    ],
  ])('is noticed when it changes %s', async (_, statement) => {
    await test.owner.query('alter table audit_seals drop constraint audit_seals_office_id_event_id_key')
    await test.owner.query(statement)
    expect(await verify()).toMatchObject({ sealed: 4, problem: { kind: 'changed', sequence: 5 } })
  })

  it('is noticed when an event is gone, also with its seal and with the numbers closed up', async () => {
    await test.owner.query(`delete from audit_events where id = ${eventAt}`)
    expect(await verify()).toMatchObject({ problem: { kind: 'missing', sequence: 5 } })
    await test.owner.query('delete from audit_seals where sequence = 5')
    expect(await verify()).toMatchObject({ problem: { kind: 'missing', sequence: 5, eventId: null } })
    await test.owner.query('update audit_seals set sequence = -sequence where sequence > 5')
    await test.owner.query('update audit_seals set sequence = -sequence - 1 where sequence < 0')
    expect(await verify()).toMatchObject({ problem: { kind: 'changed', sequence: 5 } })
  })

  it('is noticed when an old event is slipped in', async () => {
    await test.owner.query(
      `insert into audit_events select office_id, '01900000-0000-7000-8000-000000000000', at, actor_id, actor_name, action,
       subject_type, subject_id, facts, request_id from audit_events limit 1`,
    )
    expect(await seal()).toBe(0)
    const eventId = '01900000-0000-7000-8000-000000000000'
    expect(await verify()).toMatchObject({ problem: { kind: 'inserted', eventId } })
  })

  it('is noticed when the end is cut off, by the head noted before', async () => {
    const { head } = await verify()
    await test.owner.query(
      'delete from audit_events where id in (select event_id from audit_seals where sequence > 9)',
    )
    await test.owner.query('delete from audit_seals where sequence > 9')
    expect((await verify()).problem).toBeNull()
    expect(await verify(head ?? undefined)).toMatchObject({
      problem: { kind: 'cut_off', sequence: head?.sequence },
    })
  })
})
