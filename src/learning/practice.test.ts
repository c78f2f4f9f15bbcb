import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forwardDossier } from '../dossiers/commands/forward-dossier.ts'
import { receiveDossier } from '../dossiers/commands/receive-dossier.ts'
import { receptionExample } from '../dossiers/model/examples.ts'
import { board } from '../dossiers/queries/board.ts'
import { listDossiers } from '../dossiers/queries/list-dossiers.ts'
import { listRegister } from '../dossiers/queries/list-register.ts'
import { trackDossier } from '../dossiers/queries/track-dossier.ts'
import { officeIds } from '../jobs.ts'
import { AppError } from '../platform/errors.ts'
import type { Actor } from '../platform/operations.ts'
import { childrenFirst, isPractice, practiceTwin } from '../platform/practice.ts'
import { read } from '../platform/read.ts'
import { systemActor } from '../platform/system-actor.ts'
import { addStaffMember } from '../staff/commands/members.ts'
import { seatTwin } from '../staff/commands/seat-twin.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { noteRenewal } from './commands/note-switch.ts'
import { startTask } from './commands/start-task.ts'
import { renewPracticeOffice } from './jobs.ts'
import { tasks, tasksFor } from './model/tasks.ts'
import { readLearningReport } from './queries/learning-report.ts'
import { ownTasks, practiceProgress } from './queries/practice-progress.ts'
import { useOfSoftware } from './queries/use-of-software.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())

const requestId = () => randomUUID()

/** Steps into the practice office as the page does; the twin. */
async function entered(username: string): Promise<Actor> {
  const cookie = await test.cookie(username)
  await test.services.practice.enter({ actor: await test.as(username), requestId: requestId() }, cookie)
  const found = await test.services.sessions.find(cookie)
  if (!found) throw new Error('signed out')
  return found.actor
}

async function left(username: string): Promise<Actor> {
  const cookie = await test.cookie(username)
  const found = await test.services.sessions.find(cookie)
  if (!found) throw new Error('signed out')
  await test.services.practice.leave({ actor: found.actor, requestId: requestId() }, cookie)
  return (await test.services.sessions.find(cookie))?.actor as Actor
}

const count = async (statement: string, values: unknown[] = []) =>
  Number((await test.owner.query(statement, values)).rows[0].count)

describe('stepping into the practice office', () => {
  it('nobody may open it or seat anybody but the program', async () => {
    const chair = await test.as('chutich')
    const twin = {
      id: randomUUID(),
      username: 'ai.do',
      fullName: 'Ai Đó',
      postTitle: 'Công chức',
      duties: [],
    }
    await expect(test.write(chair, seatTwin, twin)).rejects.toMatchObject({ code: 'not_allowed' })
    const real = systemActor(test.officeId)
    await expect(test.write(real, seatTwin, twin)).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('who is not signed in cannot step in', async () => {
    const actor = await test.as('tiepnhan')
    const tried = test.services.practice.enter({ actor, requestId: requestId() }, undefined)
    await expect(tried).rejects.toMatchObject({ code: 'not_signed_in' })
  })

  it('gives the same person, with their own roles, an office where nothing is real', async () => {
    const before = await test.as('tuphap')
    const twin = await entered('tuphap')
    expect(isPractice(twin.officeId)).toBe(true)
    expect(twin).toMatchObject({
      name: before.name,
      post: before.post,
      id: practiceTwin(before.id),
      officeId: practiceTwin(test.officeId),
    })
    const sorted = (actor: Actor) => actor.duties.map((duty) => JSON.stringify(duty)).toSorted()
    expect(sorted(twin)).toEqual(sorted(before))
    const journal = await test.owner.query(
      `select facts from audit_events where office_id = $1 and action = 'learning.noteSwitch'`,
      [test.officeId],
    )
    expect(journal.rows.map(({ facts }) => facts)).toContainEqual({ to: 'practice' })
    expect(await count(`select count(*) from auth."user" where "officeId" = $1`, [twin.officeId])).toBe(0)
  })

  it('goes back, and an account that was closed meanwhile goes nowhere', async () => {
    expect((await left('tuphap')).officeId).toBe(test.officeId)
    const twin = await entered('bientap')
    expect(isPractice(twin.officeId)).toBe(true)
    await test.owner.query(`update staff_members set active = false where id = $1`, [
      (
        await test.owner.query(`select id from staff_members where username = 'bientap' and office_id = $1`, [
          test.officeId,
        ])
      ).rows[0].id,
    ])
    test.services.sessions.forget()
    expect(await test.services.sessions.find(await test.cookie('bientap'))).toBeNull()
    await test.owner.query(`update staff_members set active = true where username = 'bientap'`)
  })

  it('two who step in at once open one office', async () => {
    const [one, other] = await Promise.all([entered('tiepnhan2'), entered('vanthu')])
    expect(one.officeId).toBe(other.officeId)
    expect(await count('select count(*) from offices where office_id = $1', [one.officeId])).toBe(1)
    await left('tiepnhan2')
    await left('vanthu')
  })
})

describe('what happens in practice', () => {
  it('never shows in real lists, numbers and registers, and the wall refuses a form of the other office', async () => {
    const real = await test.as('chutich')
    const counter = await test.as('tiepnhan')
    const before = await test.read(real, board, {})
    const twin = await entered('tiepnhan')
    await expect(test.write(twin, receiveDossier, receptionExample)).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const { dossierCode } = await test.write(twin, startTask, { task: 'counter.forward' })
    expect(dossierCode).toMatch(/^H00\.00\.00-/)
    expect(await test.read(real, board, {})).toEqual(before)
    const listed = await test.read(real, listDossiers, { q: 'Thực Hành' })
    expect(listed.items).toEqual([])
    const period = { from: '2026-03-01', to: '2026-03-31' }
    expect(JSON.stringify(await test.read(real, listRegister, period))).not.toContain('Thực Hành')
    const foreign = test.write(counter, forwardDossier, { code: dossierCode ?? '', revision: 1, note: '' })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
    await left('tiepnhan')
  })

  it('is seen by no visitor and by no job, and its news is told to nobody', async () => {
    const { rows } = await test.owner.query(
      'select code from dossiers where office_id = $1 and code is not null',
      [practiceTwin(test.officeId)],
    )
    expect(rows.length).toBeGreaterThan(5)
    for (const { code } of rows) {
      const tracked = test.read({ ...(await test.as('tiepnhan')), kind: 'public' }, trackDossier, { code })
      await expect(tracked).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await officeIds(test.services.database)).toEqual([test.officeId])
    for (const job of test.app.jobs) await job.run()
    const told = 'select count(*) from outbox where office_id = $1 and delivered_at is not null'
    expect(await count(told, [practiceTwin(test.officeId)])).toBe(0)
  })

  it('makes no account that could be signed in with', async () => {
    const twin = await entered('quantri')
    const tried = test.write(twin, addStaffMember, {
      ...addStaffMember.example,
      username: 'moi.toanh',
    } as never)
    await expect(tried).rejects.toMatchObject({ code: 'wrong_state' })
    await left('quantri')
  })

  it('prints every paper with the stamp, and real ones without', async () => {
    const twin = await entered('tiepnhan')
    const { dossierCode } = await test.write(twin, startTask, { task: 'counter.look-up' })
    const headers = { cookie: await test.cookie('tiepnhan') }
    const url = `/api/v1/dossiers/${dossierCode}/receipt.pdf`
    const paper = await test.app.server.inject({ url, headers })
    expect(paper.statusCode).toBe(200)
    const { readPdf } = await import('../testing/read-pdf.ts')
    expect(readPdf(paper.rawPayload)).toContain('THỰC HÀNH')
    await left('tiepnhan')
    const counter = await test.as('tiepnhan')
    const received = await test.write(counter, receiveDossier, receptionExample)
    const genuine = await test.app.server.inject({
      url: `/api/v1/dossiers/${received.code}/receipt.pdf`,
      headers,
    })
    expect(readPdf(genuine.rawPayload)).not.toContain('THỰC HÀNH')
  })
})

describe('a guided task', () => {
  it('is refused in the real office, to other roles, and when unknown', async () => {
    const actor = await test.as('tiepnhan')
    await expect(test.write(actor, startTask, { task: 'counter.receive' })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    const twin = await entered('tiepnhan')
    await expect(test.write(twin, startTask, { task: 'leader.approve' })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(test.write(twin, startTask, { task: 'khong-co' })).rejects.toBeInstanceOf(AppError)
    await left('tiepnhan')
  })

  it('is done by what really happened to its dossier, not by another one', async () => {
    const twin = await entered('tiepnhan')
    const other = await test.write(twin, startTask, { task: 'counter.forward' })
    const own = await test.write(twin, startTask, { task: 'counter.forward' })
    const progress = async () => (await test.read(twin, practiceProgress, {})).current
    expect(await progress()).toMatchObject({ dossierCode: own.dossierCode, done: false })
    await test.write(twin, forwardDossier, { code: other.dossierCode ?? '', revision: 1, note: '' })
    expect((await progress())?.done).toBe(false)
    await test.write(twin, forwardDossier, { code: own.dossierCode ?? '', revision: 1, note: '' })
    expect((await progress())?.done).toBe(true)
    const { tasks: listed } = await test.read(twin, ownTasks, {})
    expect(listed).toHaveLength(5)
    expect(listed.find(({ key }) => key === 'counter.forward')?.doneAt).toEqual(test.services.clock())
    await left('tiepnhan')
  })

  it('lies in a field of the learner', async () => {
    const twin = await entered('xahoi')
    const { dossierCode } = await test.write(twin, startTask, { task: 'specialist.take-up' })
    const { rows } = await test.owner.query('select field_code from dossiers where code = $1', [dossierCode])
    expect(twin.duties.map(({ fieldCode }) => fieldCode)).toContain(rows[0].field_code)
    await left('xahoi')
  })

  it('every one can be begun by whoever holds its role', async () => {
    const holders = {
      counter: 'tiepnhan',
      specialist: 'chuyenmon',
      leader: 'chutich',
      clerk: 'vanthu',
      admin: 'quantri',
    }
    for (const [role, username] of Object.entries(holders)) {
      const twin = await entered(username)
      expect(tasksFor([role])).toHaveLength(5)
      for (const { key, stage } of tasksFor([role])) {
        const begun = await test.write(twin, startTask, { task: key })
        expect(begun.dossierCode !== null, key).toBe(stage !== undefined)
      }
      await left(username)
    }
    expect(new Set(tasks.map(({ key }) => key)).size).toBe(tasks.length)
  })
})

describe('making it afresh', () => {
  it('is for leaders and administrators, and only in practice', async () => {
    const twin = await entered('tiepnhan')
    const call = { actor: twin, requestId: requestId() }
    await expect(test.services.practice.renew(call)).rejects.toMatchObject({ code: 'not_allowed' })
    const real = await test.as('quantri')
    await expect(test.write(real, noteRenewal, {})).rejects.toMatchObject({ code: 'wrong_state' })
    await left('tiepnhan')
  })

  it('clears every table of the practice office and nothing else; what was learnt and who is there stays', async () => {
    const twin = await entered('chutich')
    await entered('tiepnhan')
    const practice = practiceTwin(test.officeId)
    await test.write(await entered('tiepnhan'), startTask, { task: 'counter.return' })
    const attempts = await count('select count(*) from practice_attempts')
    const real = await count('select count(*) from dossiers where office_id = $1', [test.officeId])
    await test.services.practice.renew({ actor: twin, requestId: requestId() })
    expect(await count('select count(*) from dossiers where office_id = $1', [practice])).toBe(7)
    expect(await count('select count(*) from dossiers where office_id = $1', [test.officeId])).toBe(real)
    expect(await count('select count(*) from practice_attempts')).toBe(attempts)
    const found = await test.services.sessions.find(await test.cookie('tiepnhan'))
    expect(found?.actor.officeId).toBe(practice)
    expect((await test.read(twin, ownTasks, {})).practice).toBe(true)
    await left('tiepnhan')
    await left('chutich')
  })

  it('the job of the night does the same, and opens none where nobody has practised', async () => {
    const practice = practiceTwin(test.officeId)
    const oldest = 'select id from dossiers where office_id = $1 order by id limit 1'
    const before = (await test.owner.query(oldest, [practice])).rows[0].id
    await renewPracticeOffice(test.services, test.officeId)
    expect((await test.owner.query(oldest, [practice])).rows[0].id).not.toBe(before)
    const nobody = '01980000-0000-7000-8000-0000000000aa'
    await renewPracticeOffice(test.services, nobody)
    expect(await count('select count(*) from offices where office_id = $1', [practiceTwin(nobody)])).toBe(0)
  })

  it('may delete what else stays for ever nowhere but in a practice office', async () => {
    const { pool } = test.services.database
    const client = await pool.connect()
    try {
      await client.query(`begin; set local app.office = '${test.officeId}'; set local role motcua_practice`)
      expect((await client.query('delete from dossier_events')).rowCount).toBe(0)
      expect((await client.query('select * from dossiers')).rowCount).toBe(0)
    } finally {
      await client.query('rollback')
      client.release()
    }
    const unclearable = await test.owner.query(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity
         and not has_table_privilege('motcua_practice', c.oid, 'delete')`,
    )
    expect(unclearable.rows.map(({ relname }) => relname).toSorted()).toEqual([
      'audit_events',
      'audit_seals',
      'practice_attempts',
    ])
  })

  it('knows an order of deletion, and says so when there is none', () => {
    const links = [
      { child: 'steps', parent: 'dossiers' },
      { child: 'dossiers', parent: 'offices' },
    ]
    expect(childrenFirst(['offices', 'dossiers', 'steps'], links)).toEqual(['steps', 'dossiers', 'offices'])
    expect(() =>
      childrenFirst(
        ['a', 'b'],
        [
          { child: 'a', parent: 'b' },
          { child: 'b', parent: 'a' },
        ],
      ),
    ).toThrow(/ring/)
  })
})

describe('the report', () => {
  it('is for leaders and administrators', async () => {
    for (const username of ['tiepnhan', 'chuyenmon', 'vanthu', 'ketoan', 'bientap']) {
      const tried = readLearningReport(test.services, await test.as(username), {})
      await expect(tried).rejects.toMatchObject({ code: 'not_allowed' })
    }
  })

  it('names who has not used the software in a field of their duty, whatever they practised', async () => {
    const leader = await test.as('chutich')
    const lines = await readLearningReport(test.services, leader, {})
    const social = lines.find(({ fullName }) => fullName === 'Công chức Mẫu Năm')
    expect(social).toMatchObject({ verdict: 'none', deeds: 0, tasksTotal: 5 })
    expect(social?.unusedFields.length).toBeGreaterThan(3)
    const counter = lines.find(({ fullName }) => fullName === 'Cán bộ Mẫu Một')
    expect(counter?.deeds).toBeGreaterThan(0)
    expect(counter?.certificates).toContainEqual(
      'Chuyển hồ sơ cho công chức chuyên môn: hoàn thành ngày 24/03/2026',
    )
    expect(lines.findIndex(({ verdict }) => verdict === 'some')).toBeGreaterThan(
      lines.findLastIndex(({ verdict }) => verdict === 'none'),
    )
    const { members } = await test.read(leader, useOfSoftware, { days: 1 })
    expect(members.every(({ roles }) => roles.length > 0)).toBe(true)
  })

  it.each(['0', '401', 'nhiều', '1.5', ''])('refuses %s days in words', async (days) => {
    const tried = readLearningReport(test.services, await test.as('chutich'), { days })
    await expect(tried).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('can be had as a spreadsheet, also with other days', async () => {
    const headers = { cookie: await test.cookie('chutich') }
    const file = await test.app.server.inject({ url: '/api/v1/learning/report.xlsx?days=7', headers })
    expect(file.statusCode).toBe(200)
    const { readSheet } = await import('read-excel-file/node')
    const rows = await readSheet(Buffer.from(file.rawPayload))
    expect(rows[1]?.[0]).toBe('7 ngày đến ngày 24/03/2026')
    expect(JSON.stringify(rows)).toContain('Chưa dùng phần mềm')
  })

  it('reads two offices through two doors: no query of the real office sees practice', async () => {
    const other = await read(test.services, await test.as('chutich'), practiceProgress, {})
    expect(other.current).toBeNull()
  })
})
