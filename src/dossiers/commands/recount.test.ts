import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { removeCalendarDay, setCalendarDay, setWorkingHours } from '../../calendar/commands.ts'
import { DEFAULT_HOURS } from '../../calendar/model/working-calendar.ts'
import { previewCorrection } from '../../calendar/queries/preview-correction.ts'
import { scheduledJobs, subscribersOf } from '../../jobs.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { dossierAt, receivedDossier } from '../factory.ts'
import { recountOffice, watchOffice } from '../jobs/deadlines.ts'
import { decideExtension } from './decide-extension.ts'
import { proposeExtension } from './propose-extension.ts'
import { recountDueTimes } from './recount-due-times.ts'

let test: TestApp
beforeEach(async () => {
  test = await startTestApp()
})
afterEach(() => test?.close())

const slow = { procedureId: demoSlowProcedureId }
/** Received on Tuesday 24 March at 09:00, due on Friday 27 March at 09:00. */
const due = new Date('2026-03-27T09:00:00+07:00')
const off = { date: '2026-03-26', kind: 'day_off' as const, name: 'Nghỉ hoán đổi' }

const row = async ({ id }: { id: string }) =>
  (await test.owner.query('select * from dossiers where id = $1', [id])).rows[0]
const changes = async ({ id }: { id: string }) =>
  (await test.owner.query('select * from dossier_due_changes where dossier_id = $1 order by sequence', [id]))
    .rows
const steps = async ({ id }: { id: string }): Promise<Date[]> =>
  (
    await test.owner.query('select due_at from dossier_steps where dossier_id = $1 order by ordinal', [id])
  ).rows.map((each) => each.due_at)
const deliver = () =>
  scheduledJobs(test.services)
    .find((job) => job.name === 'deliver-news')
    ?.run()
const admin = () => test.as('quantri')
const preview = async (change: z.input<typeof previewCorrection.input>['change']) =>
  test.read(await admin(), previewCorrection, { change })

describe('a corrected calendar', () => {
  it('is counted again by nobody but the program', async () => {
    const input = { from: '2026-03-26', to: null, after: null, limit: 10 }
    for (const username of ['quantri', 'chutich', 'tiepnhan']) {
      await expect(test.write(await test.as(username), recountDueTimes, input)).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('moves what crosses the day, with its steps, a trace of before and after, and a line for the citizen', async () => {
    const crossing = await receivedDossier(test, slow)
    const before = await steps(crossing)
    test.time.set('2026-03-27T08:00:00+07:00')
    const later = await receivedDossier(test, slow)
    await test.write(await admin(), setCalendarDay, off)
    await deliver()
    const moved = new Date('2026-03-30T09:00:00+07:00')
    expect(await row(crossing)).toMatchObject({ due_at: moved, original_due_at: due, revision: 2 })
    expect(await changes(crossing)).toMatchObject([
      {
        cause: 'calendar_corrected',
        due_before: due,
        due_after: moved,
        changed_by: null,
        changed_by_name: 'Hệ thống',
        trace_before: { dueAt: due.toISOString() },
        trace_after: {
          dueAt: moved.toISOString(),
          daysSkipped: expect.arrayContaining([{ date: '2026-03-26', reason: 'Nghỉ hoán đổi' }]),
        },
      },
    ])
    const after = await steps(crossing)
    expect(after.every((step, index) => step >= (before[index] ?? step) && step <= moved)).toBe(true)
    expect(after.at(-2)?.getTime()).toBeGreaterThan(before.at(-2)?.getTime() ?? Number.NaN)
    expect(await changes(later)).toEqual([])
    const lines = await test.owner.query(
      `select public_text from dossier_events where dossier_id = $1 and kind = 'due_moved'`,
      [crossing.id],
    )
    expect(lines.rows[0].public_text).toBe(
      'Ngày hẹn trả đổi từ 09:00 ngày 27/03/2026 sang 09:00 ngày 30/03/2026 vì lịch làm việc của cơ quan được điều chỉnh (ngày 26/03/2026).',
    )
  })

  it('does so once: delivered again, cut in the middle and delivered again, or in batches of one', async () => {
    const dossiers = await Promise.all(Array.from({ length: 5 }, () => receivedDossier(test, slow)))
    await test.write(await admin(), setCalendarDay, off)
    const news = (
      await test.owner.query(`select id, topic, payload from outbox where topic = 'calendar.changed'`)
    ).rows[0]
    const delivery = { ...news, officeId: test.officeId }
    let writes = 0
    const cut = {
      ...test.services,
      database: {
        ...test.services.database,
        use: ((work) => {
          writes += 1
          if (writes > 3) throw new Error('mất kết nối')
          return test.services.database.use(work)
        }) as typeof test.services.database.use,
      },
    }
    await expect(recountOffice(cut, delivery, 1)).rejects.toThrow('mất kết nối')
    expect((await test.owner.query('select count(*)::int as n from dossier_due_changes')).rows[0].n).toBe(3)
    expect(await recountOffice(test.services, delivery, 1)).toBe(5)
    await deliver()
    for (const dossier of dossiers) expect(await changes(dossier)).toHaveLength(1)
  })

  it('keeps the date on the citizen’s paper where the right one would be earlier, and tells the officers', async () => {
    await test.write(await admin(), setCalendarDay, off)
    const dossier = await receivedDossier(test, slow)
    const promised = (await row(dossier)).due_at
    expect(promised).toEqual(new Date('2026-03-30T09:00:00+07:00'))
    await test.write(await admin(), removeCalendarDay, { date: off.date })
    await deliver()
    expect((await row(dossier)).due_at).toEqual(promised)
    expect(await changes(dossier)).toEqual([])
    const [note] = (
      await test.owner.query(
        `select public_text, note, facts from dossier_events where dossier_id = $1 and kind = 'due_kept'`,
        [dossier.id],
      )
    ).rows
    expect(note).toMatchObject({ public_text: '', facts: { trace: { dueAt: due.toISOString() } } })
    expect(note.note).toContain('Giữ ngày đã hẹn')
    // Nobody is late by a date that was never promised.
    test.time.set('2026-03-27T10:00:00+07:00')
    await watchOffice(test.services, test.officeId)
    const late = await test.owner.query(
      `select 1 from dossier_alerts where dossier_id = $1 and kind = 'late'`,
      [dossier.id],
    )
    expect(late.rowCount).toBe(0)
  })

  it('takes back a lateness that came from the wrong calendar, with its draft and its charge', async () => {
    const dossier = await dossierAt(test, 'issue', slow)
    test.time.set('2026-03-27T16:00:00+07:00')
    await watchOffice(test.services, test.officeId)
    const charged = async () =>
      (await test.owner.query('select 1 from dossier_lateness where dossier_id = $1', [dossier.id])).rowCount
    expect(await charged()).toBe(1)
    await test.write(await admin(), setCalendarDay, off)
    await deliver()
    await watchOffice(test.services, test.officeId)
    expect(await charged()).toBe(0)
    const drafts = await test.owner.query('select state from dossier_extensions where dossier_id = $1', [
      dossier.id,
    ])
    expect(drafts.rows).toEqual([{ state: 'dropped' }])
  })

  it('moves a granted new date only when that day itself is off now', async () => {
    const { id, code, revision } = await dossierAt(test, 'appraisal', slow)
    const because = { reasonCode: 'workload', reason: 'Nhiều.', newDate: '2026-04-02', newTime: '09:00' }
    const proposed = await test.write(await test.as('tuphap'), proposeExtension, {
      code,
      revision,
      ...because,
    })
    await test.write(await test.as('chutich'), decideExtension, {
      code,
      revision: proposed.revision,
      accept: true,
    })
    await test.write(await admin(), setCalendarDay, off)
    await deliver()
    expect((await row({ id })).due_at).toEqual(new Date('2026-04-02T09:00:00+07:00'))
    await test.write(await admin(), setCalendarDay, { ...off, date: '2026-04-02' })
    await deliver()
    expect((await row({ id })).due_at).toEqual(new Date('2026-04-03T07:00:00+07:00'))
    expect((await changes({ id })).map((each) => each.cause)).toEqual(['extension', 'calendar_corrected'])
  })

  it('counts hours again from the day they hold, and confirming a day counts nothing again', async () => {
    const dossier = await receivedDossier(test, slow)
    const week = DEFAULT_HOURS.week.map((day, index) => (index === 3 ? [] : day))
    await test.write(await admin(), setWorkingHours, { validFrom: '2026-03-25', week })
    await deliver()
    // Thursdays are off now.
    expect((await row(dossier)).due_at).toEqual(new Date('2026-03-30T09:00:00+07:00'))
    await test.write(await admin(), setCalendarDay, { ...off, date: '2026-04-30', name: 'Ngày Chiến thắng' })
    const waiting = await test.owner.query(
      `select 1 from outbox where topic = 'calendar.changed' and delivered_at is null`,
    )
    expect(waiting.rowCount).toBe(0)
  })

  it('is heard by one subscriber', () => {
    const topics = subscribersOf(test.services).map(({ topic }) => topic)
    expect(topics.filter((topic) => topic === 'calendar.changed')).toHaveLength(1)
  })
})

describe('the preview of a correction', () => {
  it('is the administrator’s', async () => {
    const input = { change: { kind: 'set_day' as const, date: off.date, day: 'day_off' as const } }
    await expect(test.read(await test.as('chutich'), previewCorrection, input)).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  it('says how many dossiers change, how many keep their date, and shows a few', async () => {
    const [one] = await Promise.all([receivedDossier(test, slow), receivedDossier(test, slow)])
    expect(await preview({ kind: 'set_day', date: off.date, day: 'day_off' })).toMatchObject({
      crossing: 2,
      later: 2,
      kept: 0,
      isComplete: true,
      examples: expect.arrayContaining([
        { code: one.code, before: due, after: new Date('2026-03-30T09:00:00+07:00') },
      ]),
    })
    expect(await preview({ kind: 'set_day', date: '2026-04-06', day: 'day_off' })).toMatchObject({
      crossing: 0,
      later: 0,
    })
    const week = DEFAULT_HOURS.week.map((day, index) => (index === 3 ? [] : day))
    expect(await preview({ kind: 'set_hours', validFrom: '2026-03-25', week })).toMatchObject({ later: 2 })
    await test.write(await admin(), setCalendarDay, off)
    await deliver()
    expect(await preview({ kind: 'remove_day', date: off.date })).toMatchObject({
      crossing: 2,
      later: 0,
      kept: 2,
    })
  })
})
