import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { scannedFile } from '../../demo/scan.ts'
import { dossierAt, type MadeDossier, receivedDossier } from '../../dossiers/factory.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type Fault, faults, type PortalStandIn } from '../../testing/portal-stand-in/server.ts'
import { claimPortalMessages } from '../commands/claim-messages.ts'
import { pauseExchange } from '../commands/pause-exchange.ts'
import { settleFailure } from '../commands/settle-failure.ts'
import { connect, connectedPortal, exchangeDeps, messagesOf, oneMinute, standInAccount } from '../factory.ts'
import { getPortalSettings } from '../queries/get-settings.ts'
import type { ExchangeDeps } from './open-account.ts'
import { sendToPortal } from './send-messages.ts'

// Faults take time: answers that never come are waited for.
vi.setConfig({ testTimeout: 120_000 })

let app: TestApp
let portal: PortalStandIn
let deps: ExchangeDeps
const logged: string[] = []
beforeAll(async () => {
  app = await startTestApp()
  portal = await connectedPortal(app)
  const keep = (facts: object, message: string) => void logged.push(`${message} ${JSON.stringify(facts)}`)
  deps = { ...exchangeDeps(app, 0.1), log: { info: keep, warn: keep, error: keep } }
})
afterAll(async () => {
  await portal?.close()
  await app?.close()
})
afterEach(() => {
  portal.control.fault = () => null
  portal.control.refuse.clear()
})

/** Every second minute longer than any pause, until nothing is left to say. */
async function untilSaid(dossiers: readonly MadeDossier[]): Promise<void> {
  for (let rounds = 0; rounds < 80; rounds += 1) {
    await oneMinute(app, deps)
    const states = (await Promise.all(dossiers.map(({ id }) => messagesOf(app, id)))).flat()
    if (states.every(({ state }) => state === 'done')) return
    app.time.advanceMinutes(130)
  }
  throw new Error(
    `still waiting: ${JSON.stringify(await Promise.all(dossiers.map(({ id }) => messagesOf(app, id))))}`,
  )
}

/** What happened to a dossier, as its timeline says it. */
async function timelineOf(id: string): Promise<string[]> {
  const found = await app.owner.query<{ public_text: string }>(
    `select public_text from dossier_events where dossier_id = $1 and kind in ('received', 'forwarded', 'finished', 'returned') order by at, id`,
    [id],
  )
  return found.rows.map((row) => row.public_text)
}

const statesOf = {
  received: ['2'],
  appraisal: ['2', '4'],
  finished: ['2', '4', '9'],
  returned: ['2', '4', '9', '10'],
}

describe('whatever goes wrong at whatever step', () => {
  const withEffectOnce = faults.filter((fault) => fault !== 'forget')

  it('each thing has its effect once on both sides, in order (property)', async () => {
    const stage = fc.constantFrom(...(Object.keys(statesOf) as (keyof typeof statesOf)[]))
    const sequence = fc.array(fc.option(fc.constantFrom<Fault>(...withEffectOnce), { freq: 3 }), {
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(stage, stage, sequence, async (first, second, goingWrong) => {
        const fileIds = [await scannedFile(app.services)]
        const components = [{ ordinal: 0, provided: true, originals: 1, fileIds }]
        const made = [await dossierAt(app, first, { components }), await dossierAt(app, second)]
        const queue = [...goingWrong]
        portal.control.fault = () => queue.shift() ?? null
        await oneMinute(app, deps)
        portal.releaseLate()
        await untilSaid(made)
        portal.releaseLate()
        for (const [index, { id, code }] of made.entries()) {
          const there = portal.book.dossiers.get(code)
          expect(there?.statuses.map(({ status }) => status)).toEqual(statesOf[index === 0 ? first : second])
          expect(there?.progress.map((line) => line.NoiDungXuLy)).toEqual(await timelineOf(id))
        }
        const files = [...portal.book.files.values()].map(({ name, sha256 }) => `${name} ${sha256}`)
        expect(new Set(files).size).toBe(files.length)
        expect(portal.book.dossiers.get(made[0]?.code ?? '')?.sent?.TaiLieuNop[0]?.TepDinhKem).toHaveLength(1)
      }),
      { numRuns: 5 },
    )
  })

  it.each(withEffectOnce)(
    '%s at each step of one dossier changes nothing but the time it takes',
    async (fault) => {
      const dossier = await dossierAt(app, 'finished')
      const seen = new Set<string>()
      portal.control.fault = (service) => {
        if (seen.has(service) || service === 'LayThayDoi') return null
        seen.add(service)
        return fault
      }
      await untilSaid([dossier])
      portal.releaseLate()
      const there = portal.book.dossiers.get(dossier.code)
      expect(there?.statuses.map(({ status }) => status)).toEqual(['2', '4', '9'])
      expect(there?.progress.map((line) => line.NoiDungXuLy)).toEqual(await timelineOf(dossier.id))
    },
  )
})

describe('a message that the portal never takes', () => {
  it('keeps nobody else waiting, and stands in the list with the portal’s words', async () => {
    const [bad, good] = [await receivedDossier(app), await receivedDossier(app)]
    portal.control.fault = (service) => {
      portal.control.refuse.clear()
      const isBad = service === 'CapNhatTienDoHoSoMC' && !portal.book.dossiers.has('bad')
      if (isBad) portal.control.refuse.set(service, 'nội dung không hợp lệ')
      return null
    }
    await oneMinute(app, deps)
    await oneMinute(app, deps)
    expect(await messagesOf(app, bad.id)).toMatchObject([
      { kind: 'dossier', state: 'done' },
      { kind: 'progress', state: 'failed', reason: 'Cổng từ chối: nội dung không hợp lệ' },
    ])
    portal.control.fault = () => null
    portal.control.refuse.clear()
    const { rows } = await app.owner.query<{ id: string }>(
      `select id from portal_messages where state = 'failed'`,
    )
    for (const { id } of rows)
      await app.write(await app.as('tiepnhan'), settleFailure, { what: 'message', id, action: 'again' })
    await untilSaid([bad, good])
    expect(portal.book.dossiers.get(bad.code)?.progress).toHaveLength(1)
  })

  it('is given up only when the portal answers others; while it is away for all, everything waits', async () => {
    const dossier = await receivedDossier(app)
    portal.control.fault = () => 'fail'
    for (let hours = 0; hours < 72; hours += 1) {
      app.time.advanceMinutes(60)
      await sendToPortal(deps, app.officeId)
    }
    await oneMinute(app, deps)
    const waiting = await messagesOf(app, dossier.id)
    expect(waiting.every(({ state }) => state === 'waiting')).toBe(true)
    // Back for all but this one.
    portal.control.fault = (service) => (service === 'DongBoHoSoMC' ? 'fail' : null)
    for (let rounds = 0; rounds < 16; rounds += 1) {
      app.time.advanceMinutes(130)
      await oneMinute(app, deps)
    }
    expect((await messagesOf(app, dossier.id))[0]).toMatchObject({
      state: 'failed',
      reason: 'Cổng gặp lỗi (mã 500).',
    })
    const { rows } = await app.owner.query<{ id: string }>(
      `select id from portal_messages where state = 'failed'`,
    )
    portal.control.fault = () => null
    for (const { id } of rows)
      await app.write(await app.as('quantri'), settleFailure, { what: 'message', id, action: 'again' })
    await untilSaid([dossier])
  })
})

describe('the breaker', () => {
  it('leaves a portal alone that fails in a row, then tries with one message, and goes on when it is back', async () => {
    const dossiers: MadeDossier[] = []
    for (let count = 0; count < 12; count += 1) dossiers.push(await receivedDossier(app))
    portal.control.fault = (service) => (service === 'LayThayDoi' ? null : 'reset')
    await oneMinute(app, deps)
    await oneMinute(app, deps)
    const calls = portal.control.calls
    await sendToPortal(deps, app.officeId)
    expect(portal.control.calls).toBe(calls)
    const shown = await app.read(await app.as('quantri'), getPortalSettings, {})
    expect(shown).toMatchObject({ lastError: 'Không kết nối được với Cổng.', waiting: 24 })
    expect(shown.restsUntil).toBeInstanceOf(Date)
    app.time.advanceMinutes(15)
    portal.control.fault = () => null
    await untilSaid(dossiers)
    expect((await app.read(await app.as('quantri'), getPortalSettings, {})).restsUntil).toBeNull()
  })

  it('that was opened by a clock since turned back holds up nothing, nor do messages', async () => {
    app.time.set('2027-01-11T09:00:00+07:00')
    const dossier = await receivedDossier(app)
    portal.control.fault = (service) => (service === 'LayThayDoi' ? null : 'reset')
    for (let rounds = 0; rounds < 4; rounds += 1) await oneMinute(app, deps)
    portal.control.fault = () => null
    app.time.set('2026-04-21T09:00:00+07:00')
    portal.expireSessions()
    await oneMinute(app, deps)
    await oneMinute(app, deps)
    expect((await messagesOf(app, dossier.id)).map(({ state }) => state)).toEqual(['done', 'done'])
  })
})

describe('ten thousand waiting messages', () => {
  it('go out in order, and the next is found quickly', async () => {
    const dossier = await receivedDossier(app)
    await untilSaid([dossier])
    await app.owner.query(
      `insert into portal_messages (office_id, id, source, dossier_id, sequence, kind, status, body, state, queued_at, next_at)
       select $1, gen_random_uuid(), 'nhieu', d.id, 100 + n, 'progress', 2,
         jsonb_build_object('at', to_char($2::timestamptz + n * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SSTZH:00'), 'actorName', 'Cán bộ Mẫu', 'actorPost', '', 'words', 'Dòng ' || n, 'dueAt', null),
         'waiting', $2, $2
       from (select id, row_number() over (order by id) as r from dossiers where code is not null and office_id = $1) d, generate_series(1, 10000) n
       where d.id = $3`,
      [app.officeId, app.services.clock(), dossier.id],
    )
    const started = performance.now()
    for (let n = 1; n <= 3; n += 1) {
      const { messages } = await app.write(systemActor(app.officeId), claimPortalMessages, { limit: 40 })
      expect(messages.filter((each) => each.dossierId === dossier.id).map(({ body }) => body.words)).toEqual([
        `Dòng ${n}`,
      ])
      await app.owner.query(`update portal_messages set state = 'done' where id = any($1)`, [
        messages.map(({ id }) => id),
      ])
    }
    // Passing every row once takes some ten milliseconds; comparing each with each took ten seconds.
    expect(performance.now() - started).toBeLessThan(3000)
    await app.owner.query(
      `update portal_messages set state = 'dropped' where source = 'nhieu' and state <> 'done'`,
    )
  })
})

describe('the session and the secret', () => {
  it('an ended session is renewed within the call', async () => {
    const dossier = await receivedDossier(app)
    await oneMinute(app, deps)
    portal.expireSessions()
    await untilSaid([dossier])
    expect((await messagesOf(app, dossier.id)).every(({ state }) => state === 'done')).toBe(true)
  })

  it('a wrong password blames no message: all wait, and the page says why', async () => {
    await connect(app, { baseUrl: portal.url, secretSealed: app.services.secrets.seal('sai-mat-khau') })
    const dossier = await receivedDossier(app)
    for (let rounds = 0; rounds < 20; rounds += 1) {
      app.time.advanceMinutes(130)
      await oneMinute(app, deps)
    }
    expect((await messagesOf(app, dossier.id)).map(({ state }) => state)).toEqual(['waiting', 'waiting'])
    const { lastError } = await app.read(await app.as('quantri'), getPortalSettings, {})
    expect(lastError).toBe(
      'Cổng không nhận tên đăng nhập hoặc mật khẩu của đơn vị: sai tên đăng nhập hoặc mật khẩu',
    )
    await connect(app, { baseUrl: portal.url })
    await untilSaid([dossier])
  })

  it('paused, nothing is said; what happened meanwhile goes out afterwards', async () => {
    const admin = await app.as('quantri')
    await app.write(admin, pauseExchange, { paused: true })
    const dossier = await dossierAt(app, 'appraisal')
    const calls = portal.control.calls
    await oneMinute(app, deps)
    expect(portal.control.calls).toBe(calls)
    await app.write(admin, pauseExchange, { paused: false })
    await untilSaid([dossier])
  })

  it('no secret and no session stands in the log, the journal or the queue', async () => {
    const sealed = await app.owner.query<{ text: string }>(
      `select string_agg(t, ' ') as text from (
        select facts::text as t from audit_events union all select body::text || reason from portal_messages
        union all select last_error from portal_state union all select response::text from idempotency_keys) as every`,
    )
    const everything = `${logged.join('\n')} ${sealed.rows[0]?.text}`
    expect(everything).not.toContain(standInAccount.password)
    expect(everything).not.toContain('sai-mat-khau')
    expect(logged.length).toBeGreaterThan(0)
    expect(logged.join('\n')).not.toMatch(/Nguyễn|Công Dân|\b09\d{8}\b/)
  })
})
