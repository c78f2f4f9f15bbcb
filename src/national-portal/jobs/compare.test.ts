import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dossierAt, receivedDossier } from '../../dossiers/factory.ts'
import { keepWaitingResults } from '../../dossiers/jobs/results.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { getProcedure } from '../../procedures/queries.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import type { PortalStandIn } from '../../testing/portal-stand-in/server.ts'
import { askComparison } from '../commands/ask-comparison.ts'
import { settleDifference, settleDifferences } from '../commands/settle-difference.ts'
import { settleFailure } from '../commands/settle-failure.ts'
import { connect, connectedPortal, exchangeDeps, oneMinute } from '../factory.ts'
import {
  type DifferenceKind,
  differencesOf,
  type ListedHere,
  type ListedThere,
} from '../model/differences.ts'
import { reconciliation } from '../queries/reconciliation.ts'
import { compareWithPortal } from './compare.ts'
import type { ExchangeDeps } from './open-account.ts'

let app: TestApp
let portal: PortalStandIn
let deps: ExchangeDeps
let asked: string[] = []
beforeAll(async () => {
  app = await startTestApp()
  portal = await connectedPortal(app)
  deps = exchangeDeps(app)
  const procedure = await app.read(await app.as('tiepnhan'), getProcedure, {
    procedureId: demoSlowProcedureId,
  })
  asked = (procedure.cases[0]?.components ?? []).map(({ name }) => name)
})
afterAll(async () => {
  await portal?.close()
  await app?.close()
})

const compare = async () => {
  app.time.advanceMinutes(1)
  await compareWithPortal(deps, app.officeId)
  return openDifferences()
}
const openDifferences = async () => (await app.read(await app.as('tiepnhan'), reconciliation, {})).differences
const minutes = async (count: number) => {
  for (let each = 0; each < count; each += 1) await oneMinute(app, deps)
}
const file = (manner: { silent?: boolean } = {}) =>
  portal.citizens.file(
    {
      procedureCode: '1.004873',
      name: 'Nguyễn Văn Mẫu',
      personalId: '038090000009',
      papers: asked.map((name) => ({ name, files: [] })),
    },
    manner,
  )
const there = (code: string) => {
  const found = portal.book.dossiers.get(code)
  if (!found) throw new Error(`the portal has no ${code}`)
  return found
}

/** What was found, settled by the button, after which both sides agree. */
async function mended(kind: DifferenceKind, portalCode: string): Promise<void> {
  const found = (await compare()).filter((each) => each.portalCode === portalCode)
  expect(found.map((each) => each.kind)).toEqual([kind])
  await app.write(await app.as('tiepnhan'), settleDifference, { id: found[0]?.id ?? '' })
  await minutes(2)
  expect((await compare()).filter((each) => each.portalCode === portalCode)).toEqual([])
}

describe('who may not', () => {
  it('settle: only the desk and the administrator', async () => {
    for (const username of ['chuyenmon', 'vanthu', 'ketoan', 'chutich', 'bientap']) {
      const actor = await app.as(username)
      const id = '01980000-0000-7000-8000-000000000099'
      await expect(app.write(actor, settleDifference, { id })).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(app.write(actor, settleDifferences, { ids: [id] })).rejects.toMatchObject({
        code: 'not_allowed',
      })
      const failure = { what: 'arrival' as const, id: 'x', action: 'drop' as const }
      await expect(app.write(actor, settleFailure, failure)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    await expect(app.read(await app.as('ketoan'), reconciliation, {})).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  it('settle what is none, or is settled already', async () => {
    const counter = await app.as('tiepnhan')
    const id = '01980000-0000-7000-8000-000000000099'
    await expect(app.write(counter, settleDifference, { id })).rejects.toMatchObject({ code: 'not_found' })
    for (const what of ['message', 'arrival'] as const)
      await expect(app.write(counter, settleFailure, { what, id, action: 'again' })).rejects.toMatchObject({
        code: 'stale',
      })
  })
})

describe('both sides agree', () => {
  it('after whatever was done and said: nothing is listed, and the history says so', async () => {
    await dossierAt(app, 'appraisal')
    await dossierAt(app, 'returned')
    file()
    await minutes(2)
    await keepWaitingResults(app.services, app.officeId)
    expect(await compare()).toEqual([])
    const { comparisons } = await app.read(await app.as('chutich'), reconciliation, {})
    expect(comparisons[0]).toMatchObject({ compared: 3, found: 0, closed: 0, problem: '' })
  })

  it('what is still on its way is no difference, in either direction', async () => {
    const reference = file()
    const unheard = await receivedDossier(app)
    expect(await compare()).toEqual([])
    expect(there(reference).status).toBe('1')
    expect(portal.book.dossiers.has(unheard.code)).toBe(false)
    await minutes(2)
    await receivedDossier(app)
    portal.control.fault = (service) => (service === 'DongBoHoSoMC' ? 'busy' : null)
    await minutes(1)
    expect(await compare()).toEqual([])
    portal.control.fault = () => null
    app.time.advanceMinutes(10)
    await minutes(2)
  })
})

describe('a difference, and the button that settles it', () => {
  it('missing there: the portal said yes and forgot', async () => {
    portal.control.fault = (service) => (service === 'DongBoHoSoMC' ? 'forget' : null)
    const { code } = await receivedDossier(app)
    await minutes(1)
    portal.control.fault = () => null
    await minutes(2)
    // The line of progress has found out already: it is listed before any comparison.
    expect((await openDifferences()).map(({ kind, portalCode }) => [kind, portalCode])).toEqual([
      ['missing_there', code],
    ])
    await mended('missing_there', code)
    expect(there(code).status).toBe('2')
    expect(there(code).progress.map((line) => line.NoiDungXuLy)).toEqual([
      'Đã tiếp nhận hồ sơ và hẹn trả kết quả.',
    ])
  })

  it('missing here: the news of a filing was lost, with what was paid since', async () => {
    const reference = file({ silent: true })
    portal.citizens.pay(reference, 15_000, { silent: true })
    await minutes(1)
    await mended('missing_here', reference)
    const paid = await app.owner.query('select amount::int from portal_payments')
    expect(paid.rows).toEqual([{ amount: 15_000 }])
  })

  it('another state there: ours is sent again', async () => {
    const { code } = await dossierAt(app, 'appraisal')
    await minutes(2)
    there(code).status = '2'
    await mended('status', code)
    expect(there(code).status).toBe('4')
  })

  it('withdrawn there while we still work on it: the wish is taken in', async () => {
    const reference = file()
    await minutes(1)
    there(reference).status = '7'
    await mended('withdrawal', reference)
    const ours = await app.owner.query(
      'select d.status from dossiers d join portal_dossiers p on p.dossier_id = d.id where p.portal_code = $1',
      [reference],
    )
    expect(ours.rows).toEqual([{ status: 7 }])
  })

  it('another due date there', async () => {
    const { code } = await receivedDossier(app)
    await minutes(1)
    const { sent } = there(code)
    if (sent) sent.NgayHenTra = '20260401170000'
    await mended('due', code)
  })

  it('the result is not there', async () => {
    const { code } = await dossierAt(app, 'finished')
    await minutes(2)
    there(code).sent?.GiayToKetQua.splice(0)
    await mended('result', code)
    expect(there(code).sent?.GiayToKetQua).toHaveLength(1)
  })

  it('a payment the news of which was lost', async () => {
    const reference = file()
    await minutes(1)
    portal.citizens.pay(reference, 8_000, { silent: true })
    await mended('payment_here', reference)
  })

  it('a payment that the portal no longer has is for people to clear: ticked off, it stays ticked off in the history', async () => {
    const reference = file()
    await minutes(1)
    portal.citizens.pay(reference, 5_000)
    await minutes(1)
    there(reference).payments.splice(0)
    const [found] = (await compare()).filter((each) => each.portalCode === reference)
    expect(found?.kind).toBe('payment_there')
    await app.write(await app.as('quantri'), settleDifference, {
      id: found?.id ?? '',
      note: 'Đã hỏi kế toán.',
    })
    const again = app.write(await app.as('quantri'), settleDifference, { id: found?.id ?? '' })
    await expect(again).rejects.toMatchObject({ code: 'stale' })
    expect((await compare()).filter((each) => each.portalCode === reference)).toEqual([])
    const { settled } = await app.read(await app.as('chutich'), reconciliation, {})
    expect(settled.find(({ id }) => id === found?.id)).toMatchObject({
      resolution: 'Đã kiểm tra',
      note: 'Đã hỏi kế toán.',
      resolvedBy: 'Cán bộ Mẫu Mười Một',
    })
  })
})

describe('many at once', () => {
  it('all that need no thought are settled together; a withdrawal and money stay for people', async () => {
    const [first, second] = [await receivedDossier(app), await receivedDossier(app)]
    const withdrawn = file()
    await minutes(2)
    portal.book.dossiers.delete(first.code)
    there(second.code).status = '4'
    there(withdrawn).status = '7'
    const found = await compare()
    const ids = found.map(({ id }) => id)
    const counter = await app.as('tiepnhan')
    expect(await app.write(counter, settleDifferences, { ids: [...ids, ...ids.slice(0, 1)] })).toEqual({
      settled: 2,
    })
    expect(await app.write(counter, settleDifferences, { ids })).toEqual({ settled: 0 })
    await minutes(3)
    const left = (await compare()).map(({ kind, portalCode }) => [kind, portalCode])
    expect(left).toContainEqual(['withdrawal', withdrawn])
    expect(left.filter(([, code]) => code === first.code)).toEqual([])
    await app.write(counter, settleDifferences, { ids: ['01980000-0000-7000-8000-000000000099'] })
  })
})

describe('the comparison', () => {
  it('settles by itself what agrees again, and keeps one line for what does not', async () => {
    const { code } = await dossierAt(app, 'appraisal')
    await minutes(2)
    there(code).status = '2'
    const ofCode = async () => (await compare()).filter((each) => each.portalCode === code)
    const [first] = await ofCode()
    const [second] = await ofCode()
    expect(second?.id).toBe(first?.id)
    there(code).status = '4'
    expect(await ofCode()).toEqual([])
    const { settled } = await app.read(await app.as('chutich'), reconciliation, {})
    expect(settled.find(({ id }) => id === first?.id)).toMatchObject({
      resolution: 'Hai bên đã khớp',
      resolvedBy: '',
    })
  })

  it('that breaks off settles nothing, and says why', async () => {
    const { code } = await dossierAt(app, 'appraisal')
    await minutes(2)
    there(code).status = '2'
    const before = await compare()
    expect(before.map((each) => each.portalCode)).toContain(code)
    portal.control.fault = (service) => (service === 'DanhSachHoSo' ? 'fail' : null)
    expect(await compare()).toEqual(before)
    portal.control.fault = () => null
    const { comparisons } = await app.read(await app.as('chutich'), reconciliation, {})
    expect(comparisons[0]).toMatchObject({ compared: 0, problem: 'Cổng gặp lỗi (mã 500).' })
  })

  it('is done within the minute when asked for, once; asked for without a connection it says where to turn', async () => {
    const leader = await app.as('chutich')
    await app.write(leader, askComparison, {})
    expect((await app.read(leader, reconciliation, {})).compareAsked).toBe(true)
    const count = async () =>
      Number((await app.owner.query('select count(*) as n from portal_comparisons')).rows[0].n)
    const before = await count()
    await minutes(2)
    expect(await count()).toBe(before + 1)
    await connect(app, { baseUrl: portal.url, active: false })
    await expect(app.write(leader, askComparison, {})).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('the rule of differences', () => {
  const here: ListedHere = {
    dossierId: '01980000-0000-7000-8000-000000000001',
    portalCode: 'H56.22.17-20260324-9000001',
    status: 9,
    dueAt: new Date('2026-03-27T17:00:00+07:00'),
    hasResult: true,
    payments: [{ payment: 'GD-1', amount: 15_000 }],
    isOnTheWay: false,
  }
  const same: ListedThere = { ...here, portalCode: here.portalCode }
  const kinds = (changes: Partial<ListedThere>, ours: Partial<ListedHere> = {}) =>
    differencesOf({ ...same, ...changes }, { ...here, ...ours }).map(({ kind }) => kind)

  it('names each difference, several at once', () => {
    expect(kinds({})).toEqual([])
    expect(kinds({ status: 4, dueAt: null, hasResult: false, payments: [] })).toEqual([
      'status',
      'due',
      'result',
      'payment_there',
    ])
    expect(kinds({ status: 7 })).toEqual(['late_withdrawal'])
    expect(kinds({ status: 7 }, { status: 4 })).toEqual(['withdrawal'])
    expect(kinds({ payments: [...same.payments, { payment: 'GD-2', amount: 1 }] })).toEqual(['payment_here'])
    expect(kinds({ status: 4 }, { isOnTheWay: true })).toEqual([])
    expect(differencesOf(null, here).map(({ kind }) => kind)).toEqual(['missing_there'])
    expect(differencesOf(same, null).map(({ kind }) => kind)).toEqual(['missing_here'])
  })

  it('promises nothing before reception: no due date is compared', () => {
    expect(kinds({ status: 1, dueAt: null }, { status: 1, dueAt: null, hasResult: false })).toEqual([])
  })
})
