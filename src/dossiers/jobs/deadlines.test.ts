import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoOffice } from '../../demo/office.ts'
import { scheduledJobs } from '../../jobs.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { createOffice } from '../../staff/commands/create-office.ts'
import { updateOffice } from '../../staff/commands/update-office.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { decideExtension } from '../commands/decide-extension.ts'
import { forwardDossier } from '../commands/forward-dossier.ts'
import { issueResult, returnResult } from '../commands/hand-out-result.ts'
import { approveResult, draftResult } from '../commands/prepare-result.ts'
import { proposeExtension } from '../commands/propose-extension.ts'
import { requestSupplement } from '../commands/request-supplement.ts'
import { watchDeadlines } from '../commands/watch-deadlines.ts'
import { dossierAt, receivedDossier } from '../factory.ts'
import { watchOffice } from './deadlines.ts'

let test: TestApp
beforeEach(async () => {
  test = await startTestApp()
})
afterEach(() => test?.close())

const slow = { procedureId: demoSlowProcedureId }
/** A dossier received on Tuesday 24 March at 09:00 is due on Friday 27 March at 09:00. */
const afterDue = '2026-03-27T09:01:00+07:00'
const run = () => watchOffice(test.services, test.officeId)

const alertsOf = async ({ id }: { id: string }) =>
  (
    await test.owner.query(
      'select kind, step from dossier_alerts where dossier_id = $1 order by kind, step, due_at',
      [id],
    )
  ).rows.map((row) => (row.step < 0 ? row.kind : `${row.kind} ${row.step}`))
const chargesOf = async ({ id }: { id: string }) =>
  (
    await test.owner.query(
      'select round, step, role, staff_id, minutes_late from dossier_lateness where dossier_id = $1 order by round, visit',
      [id],
    )
  ).rows
const draftsOf = async ({ id }: { id: string }) =>
  (await test.owner.query('select * from dossier_extensions where dossier_id = $1 order by sequence', [id]))
    .rows
const lateLines = async ({ id }: { id: string }) =>
  Number(
    (
      await test.owner.query(
        `select count(*) as n from dossier_events where dossier_id = $1 and kind = 'late'`,
        [id],
      )
    ).rows[0].n,
  )
const waiting = async () =>
  Number(
    (
      await test.owner.query('select count(*) as n from dossiers where watch_at <= $1', [
        test.services.clock(),
      ])
    ).rows[0].n,
  )

describe('the deadline job', () => {
  it('is nobody’s to run but the program’s', async () => {
    for (const username of ['chutich', 'quantri', 'tiepnhan']) {
      await expect(test.write(await test.as(username), watchDeadlines, { limit: 10 })).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('notes each thing when its time has come: step soon, step late, due soon, apology due, late', async () => {
    const dossier = await receivedDossier(test, slow)
    await run()
    expect(await alertsOf(dossier)).toEqual(['step_soon 0'])
    test.time.set('2026-03-25T09:02:00+07:00')
    await run()
    expect(await alertsOf(dossier)).toEqual(['due_soon', 'step_late 0', 'step_soon 0'])
    test.time.set('2026-03-26T09:00:00+07:00')
    await run()
    expect(await alertsOf(dossier)).toEqual(['apology_due', 'due_soon', 'step_late 0', 'step_soon 0'])
    test.time.set('2026-03-27T09:00:00+07:00')
    await run()
    expect(await alertsOf(dossier)).not.toContain('late')
    test.time.set(afterDue)
    await run()
    expect(await alertsOf(dossier)).toEqual(['apology_due', 'due_soon', 'late', 'step_late 0', 'step_soon 0'])
  })

  it('catches up after hours without a program, drafts the apology and leaves nothing to look at', async () => {
    const dossiers = await Promise.all(Array.from({ length: 5 }, () => receivedDossier(test, slow)))
    test.time.set('2026-03-30T14:00:00+07:00')
    expect(await watchOffice(test.services, test.officeId, 2)).toBe(5)
    for (const dossier of dossiers) {
      expect(await alertsOf(dossier)).toEqual(['late', 'step_late 0'])
      const [draft] = await draftsOf(dossier)
      expect(draft).toMatchObject({
        state: 'draft',
        due_before: new Date('2026-03-27T09:00:00+07:00'),
        reason: '',
      })
      expect(draft.proposed_due_at > new Date('2026-03-30T14:00:00+07:00')).toBe(true)
    }
    expect(await waiting()).toBe(0)
    const news = await test.owner.query(`select payload from outbox where topic = 'dossier.late'`)
    expect(news.rows.map((row) => row.payload.code).toSorted()).toEqual(
      dossiers.map(({ code }) => code).toSorted(),
    )
  })

  it('writes nothing, not even to the journal, in a minute in which nothing comes due', async () => {
    await receivedDossier(test, slow)
    await run()
    const events = async () => (await test.owner.query('select count(*) as n from audit_events')).rows[0].n
    const before = await events()
    test.time.advanceMinutes(1)
    expect(await run()).toBe(0)
    expect(await events()).toBe(before)
  })

  it('never doubles: run again, run by two programs at once, or run by a clock that was turned back and forward', async () => {
    const dossiers = await Promise.all(Array.from({ length: 12 }, () => receivedDossier(test, slow)))
    test.time.set(afterDue)
    await Promise.all([
      watchOffice(test.services, test.officeId, 3),
      watchOffice(test.services, test.officeId, 3),
      watchOffice(test.services, test.officeId, 5),
    ])
    await run()
    test.time.set('2026-03-20T08:00:00+07:00')
    await run()
    // An officer acts while the clock is wrong.
    const [first] = dossiers
    if (!first) throw new Error('no dossier')
    await test.write(await test.as('tiepnhan'), forwardDossier, {
      code: first.code,
      revision: first.revision,
    })
    await run()
    test.time.set('2026-03-27T10:00:00+07:00')
    await run()
    for (const dossier of dossiers) {
      expect((await alertsOf(dossier)).filter((kind) => kind === 'late')).toHaveLength(1)
      expect(await draftsOf(dossier)).toHaveLength(1)
      expect(await lateLines(dossier)).toBe(1)
    }
  })

  it('cut off in the middle of a batch, does it whole the next time', async () => {
    const dossiers = await Promise.all(Array.from({ length: 6 }, () => receivedDossier(test, slow)))
    test.time.set(afterDue)
    const blocker = new pg.Client({ connectionString: test.ownerUrl })
    await blocker.connect()
    await blocker.query('begin; lock table dossier_extensions in exclusive mode')
    const killed = watchOffice(test.services, test.officeId, 4).catch((error: unknown) => error)
    // It has noted the alerts and waits for the table: then its connection is cut.
    let cut = 0
    while (cut === 0) {
      const found = await test.owner.query(
        `select count(pg_terminate_backend(pid)) as n from pg_locks where not granted and relation = 'dossier_extensions'::regclass`,
      )
      cut = Number(found.rows[0].n)
    }
    expect(await killed).toBeInstanceOf(Error)
    await blocker.query('rollback')
    await blocker.end()
    expect((await test.owner.query('select count(*) as n from dossier_alerts')).rows[0].n).toBe('0')
    expect(await watchOffice(test.services, test.officeId, 4)).toBe(6)
    for (const dossier of dossiers) {
      expect((await alertsOf(dossier)).filter((kind) => kind === 'late')).toHaveLength(1)
      expect(await lateLines(dossier)).toBe(1)
    }
  })

  it('leaves a dossier that an officer holds to the next run, without waiting', async () => {
    const held = await receivedDossier(test, slow)
    const free = await receivedDossier(test, slow)
    test.time.set(afterDue)
    await test.owner.query('begin')
    await test.owner.query('select 1 from dossiers where id = $1 for update', [held.id])
    await run()
    expect([await alertsOf(held), await alertsOf(free)]).toEqual([[], ['late', 'step_late 0']])
    await test.owner.query('rollback')
    await run()
    expect(await alertsOf(held)).toContain('late')
  })

  it('does not make an officer’s page stale', async () => {
    const dossier = await receivedDossier(test, slow)
    test.time.set(afterDue)
    await run()
    const moved = await test.write(await test.as('tiepnhan'), forwardDossier, {
      code: dossier.code,
      revision: 1,
    })
    expect(moved.revision).toBe(2)
  })

  it('drafts the apology before the date when the steps still to come cannot be done in time', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    // Leader and clerk still need more than the hour that is left.
    test.time.set('2026-03-27T08:59:00+07:00')
    await run()
    expect(await alertsOf(dossier)).not.toContain('late')
    expect(await draftsOf(dossier)).toMatchObject([{ state: 'draft' }])
  })

  it('stands still while the citizen’s papers are awaited', async () => {
    const { code, revision, id } = await dossierAt(test, 'appraisal', slow)
    await test.write(await test.as('tuphap'), requestSupplement, {
      code,
      revision,
      items: ['Giấy'],
      reason: 'Thiếu.',
    })
    test.time.set('2026-05-20T09:00:00+07:00')
    await run()
    expect(await alertsOf({ id })).toEqual([])
  })

  it('looks again when the office changes its warning time', async () => {
    const dossier = await receivedDossier(test, slow)
    await run()
    expect(await alertsOf(dossier)).toEqual(['step_soon 0'])
    const { example } = updateOffice
    if (!example) throw new Error('no example')
    await test.write(await test.as('quantri'), updateOffice, { ...example, dueSoonHours: 24 })
    const deliver = scheduledJobs(test.services).find((job) => job.name === 'deliver-news')
    await deliver?.run()
    await run()
    expect(await alertsOf(dossier)).toContain('due_soon')
  })
})

describe('an office that cannot count', () => {
  it('without next year’s holidays is told so, and lateness is noted all the same', async () => {
    test.time.set('2030-12-30T09:00:00+07:00')
    const dossier = await receivedDossier(test, slow)
    await run()
    expect(await alertsOf(dossier)).toContain('calendar_missing')
    test.time.set('2031-01-10T09:00:00+07:00')
    await run()
    expect(await alertsOf(dossier)).toContain('late')
  })

  it('without working hours is told so, gets an apology without a date, and stops no other office', async () => {
    const dossier = await receivedDossier(test, slow)
    const otherId = uuid()
    const { units: _, ...office } = demoOffice
    const duties = [{ role: 'admin' as const, fieldCode: null }]
    const admin = { id: uuid(), username: 'quan.tri.khac', fullName: 'Quản Trị Khác', postTitle: 'Quản trị' }
    const call = { actor: systemActor(otherId), requestId: randomUUID() }
    await write(test.services, call, createOffice, {
      ...office,
      name: 'UBND xã Mẫu Khác',
      agencyCode: 'H56.99.99',
      members: [{ ...admin, passwordHash: 'x'.repeat(40), duties }],
      dutiesFrom: '2025-07-01',
    })
    await test.owner.query('delete from working_hours where office_id = $1', [test.officeId])
    test.time.set(afterDue)
    const job = scheduledJobs(test.services).find(({ name }) => name === 'watch-deadlines')
    await job?.run()
    expect(await alertsOf(dossier)).toEqual(['calendar_missing', 'late', 'step_late 0'])
    expect(await draftsOf(dossier)).toMatchObject([{ state: 'draft', proposed_due_at: null }])
    expect(await waiting()).toBe(0)
  })

  it('whose run fails altogether leaves the others theirs, and the run counts as failed', async () => {
    const dossier = await receivedDossier(test, slow)
    // An office before all others by its id, with a dossier that no step and no member belongs to.
    const brokenId = '00000000-0000-7000-8000-000000000099'
    await test.owner.query(`set session_replication_role = replica`)
    await test.owner.query(
      `insert into offices (office_id, name, parent_name, place_name, reception_name, agency_code, address, phone, email, created_at)
       values ($1, 'Đơn vị hỏng', '', '', '', 'H56.98', '', '', '', now())`,
      [brokenId],
    )
    await test.owner.query(
      `insert into dossiers select (jsonb_populate_record(d, jsonb_build_object('office_id', $1::text, 'code', 'HONG', 'received_by', $2::text, 'holder_id', $2::text))).*
       from dossiers d where id = $3`,
      [brokenId, uuid(), dossier.id],
    )
    await test.owner.query(
      `insert into dossier_steps select (jsonb_populate_record(s, jsonb_build_object('office_id', $1::text))).* from dossier_steps s where dossier_id = $2`,
      [brokenId, dossier.id],
    )
    await test.owner.query(
      `insert into working_hours select (jsonb_populate_record(h, jsonb_build_object('office_id', $1::text))).* from working_hours h where office_id = $2`,
      [brokenId, test.officeId],
    )
    await test.owner.query(`set session_replication_role = origin`)
    test.time.set(afterDue)
    const job = scheduledJobs({ ...test.services, log: { ...test.services.log, error: () => {} } }).find(
      ({ name }) => name === 'watch-deadlines',
    )
    await expect(job?.run()).rejects.toThrow()
    const late = await test.owner.query(`select office_id from dossier_alerts where kind = 'late'`)
    expect(late.rows).toEqual([{ office_id: test.officeId }])
  })
})

describe('lateness', () => {
  it('is charged to the post and officer who kept it too long, grows while it lies, and ends with the result', async () => {
    const dossier = await receivedDossier(test, slow)
    test.time.set('2026-03-24T09:10:00+07:00')
    let { revision } = await test.write(await test.as('tiepnhan'), forwardDossier, {
      code: dossier.code,
      revision: 1,
      toStaffId: demoStaffId('tuphap'),
    })
    test.time.set('2026-03-27T10:00:00+07:00')
    await run()
    const ofSpecialist = { round: 0, step: 1, role: 'specialist', staff_id: demoStaffId('tuphap') }
    expect(await chargesOf(dossier)).toEqual([{ ...ofSpecialist, minutes_late: 60 }])
    test.time.set('2026-03-30T08:00:00+07:00')
    await run()
    const [grown] = await chargesOf(dossier)
    expect(grown.minutes_late).toBeGreaterThan(60)
    const letter = { subject: 'trả lời', addressees: ['Ông Mẫu'], body: ['Nội dung.'], recipients: [] }
    ;({ revision } = await test.write(await test.as('tuphap'), draftResult, {
      code: dossier.code,
      revision,
      title: 'Trả lời',
      letter,
    }))
    ;({ revision } = await test.write(await test.as('tuphap'), forwardDossier, {
      code: dossier.code,
      revision,
    }))
    ;({ revision } = await test.write(await test.as('chutich'), approveResult, {
      code: dossier.code,
      revision,
    }))
    await test.write(await test.as('vanthu'), issueResult, { code: dossier.code, revision })
    await run()
    const final = await chargesOf(dossier)
    // Leader and clerk did it the same minute: all of it is the specialist's.
    expect(final).toMatchObject([ofSpecialist])
    test.time.set('2026-04-20T08:00:00+07:00')
    await run()
    expect(await chargesOf(dossier)).toEqual(final)
    expect(await draftsOf(dossier)).toMatchObject([{ state: 'dropped' }])
  })

  it('is not that of a dossier finished in time and fetched late (QĐ 766: the finish is state 9)', async () => {
    const { code, revision, id } = await dossierAt(test, 'finished', slow)
    test.time.set('2026-04-20T08:00:00+07:00')
    await run()
    await test.write(await test.as('tiepnhan'), returnResult, {
      code,
      revision,
      collectorName: 'Nguyễn Văn Mẫu',
    })
    await run()
    expect([await alertsOf({ id }), await chargesOf({ id }), await draftsOf({ id })]).toEqual([[], [], []])
  })

  it('before a new date stays charged, and what comes after it is counted anew', async () => {
    const { id, ...dossier } = await dossierAt(test, 'appraisal', slow)
    test.time.set('2026-03-27T10:00:00+07:00')
    await run()
    const because = {
      reasonCode: 'workload',
      reason: 'Nhiều hồ sơ.',
      newDate: '2026-03-31',
      newTime: '10:00',
    }
    const proposed = await test.write(await test.as('tuphap'), proposeExtension, { ...dossier, ...because })
    await test.write(await test.as('chutich'), decideExtension, {
      code: dossier.code,
      revision: proposed.revision,
      accept: true,
    })
    await run()
    const settled = await chargesOf({ id })
    expect(settled.reduce((sum, each) => sum + each.minutes_late, 0)).toBe(60)
    test.time.set('2026-03-31T10:30:00+07:00')
    await run()
    const all = await chargesOf({ id })
    expect(all.filter((each) => each.round === 0)).toEqual(settled)
    expect(all.filter((each) => each.round === 1).reduce((sum, each) => sum + each.minutes_late, 0)).toBe(30)
    // Late for the second time: noted, told and drafted for the new date too.
    expect((await alertsOf({ id })).filter((kind) => kind === 'late')).toHaveLength(2)
    expect((await draftsOf({ id })).map((each) => each.state)).toEqual(['granted', 'draft'])
  })
})
