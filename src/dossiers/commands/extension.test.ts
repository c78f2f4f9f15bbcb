import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { setCalendarDay } from '../../calendar/commands.ts'
import { isAppError } from '../../platform/errors.ts'
import type { Command } from '../../platform/operations.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { dossierAt, type MadeDossier, receivedDossier } from '../factory.ts'
import { watchOffice } from '../jobs/deadlines.ts'
import { usualClockRules } from '../model/clock-rules.ts'
import { getDossier } from '../queries/get-dossier.ts'
import { decideExtension, reappoint } from './decide-extension.ts'
import { proposeExtension } from './propose-extension.ts'
import { receiveSupplement } from './receive-supplement.ts'
import { requestSupplement } from './request-supplement.ts'
import { setClockRules } from './set-clock-rules.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
/** Tuesday; three working days make it due on Friday 27 March, 09:00. */
const received = '2026-03-24T09:00:00+07:00'
beforeEach(() => test.time.set(received))

const because = { reasonCode: 'coordination', reason: 'Chờ cơ quan phối hợp xác minh.' }
const slow = { procedureId: demoSlowProcedureId }

async function act<I extends z.ZodObject, O extends z.ZodType<{ revision: number }>>(
  username: string,
  command: Command<I, O>,
  dossier: MadeDossier,
  input: object = {},
): Promise<MadeDossier> {
  const named = { code: dossier.code, revision: dossier.revision, ...input } as unknown as z.input<I>
  return { ...dossier, revision: (await test.write(await test.as(username), command, named)).revision }
}
const row = async ({ id }: MadeDossier) =>
  (await test.owner.query('select * from dossiers where id = $1', [id])).rows[0]
const changes = async ({ id }: MadeDossier) =>
  (await test.owner.query('select * from dossier_due_changes where dossier_id = $1 order by sequence', [id]))
    .rows
const view = async (username: string, { code }: MadeDossier) =>
  test.read(await test.as(username), getDossier, { code })
/** The messages of a refusal, by field. */
async function refusal(
  work: Promise<unknown>,
): Promise<{ code: string; fields: Record<string, string>; detail: string }> {
  const error = await work.then(
    () => null,
    (failure: unknown) => failure,
  )
  if (!isAppError(error)) throw error ?? new Error('it was not refused')
  const facts = error.facts as { fields?: Record<string, string>; detail?: string }
  return { code: error.code, fields: facts.fields ?? {}, detail: facts.detail ?? '' }
}

describe('proposing a new date', () => {
  it('is not for clerk, leader or administrator', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    for (const username of ['vanthu', 'chutich', 'quantri', 'ketoan']) {
      expect((await refusal(act(username, proposeExtension, dossier, because))).code, username).toBe(
        'not_allowed',
      )
    }
    expect((await refusal(act('diachinh', proposeExtension, dossier, because))).code).toBe('not_allowed')
  })

  it('needs a reason of the list and one in words', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    const unknown = await refusal(
      act('tuphap', proposeExtension, dossier, { ...because, reasonCode: 'luoi' }),
    )
    expect(unknown.fields.reasonCode).toContain('không có trong danh mục')
    const silent = await refusal(act('tuphap', proposeExtension, dossier, { ...because, reason: ' ' }))
    expect(silent.fields.reason).toContain('ghi lý do')
  })

  it('refuses a date in the past, before the promise, on a day off (naming it), outside hours, and a slip of the year', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    const wrong = async (newDate: string, newTime = '09:00') =>
      (await refusal(act('tuphap', proposeExtension, dossier, { ...because, newDate, newTime }))).fields
        .newDate
    expect(await wrong('2026-03-20')).toContain('sau lúc này')
    expect(await wrong('2026-03-27')).toContain('sau ngày đã hẹn (09:00 ngày 27/03/2026)')
    expect(await wrong('2026-04-30')).toMatch(/30\/04\/2026.*Chiến thắng/)
    expect(await wrong('2026-04-04')).toContain('Thứ Bảy')
    expect(await wrong('2026-04-02', '12:15')).toContain('ngoài giờ làm việc')
    expect(await wrong('2062-04-03')).toContain('kiểm tra lại năm')
    expect(await wrong('2026-02-30')).toContain('không có trên lịch')
    expect((await row(dossier)).revision).toBe(dossier.revision)
  })

  it('on an older revision is stale, and loses nothing', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    await act('tuphap', proposeExtension, dossier, because)
    expect((await refusal(act('tiepnhan', proposeExtension, dossier, because))).code).toBe('stale')
  })

  it('changes neither state nor due time; the leader sees it among the next steps, once', async () => {
    const dossier = await act('tuphap', proposeExtension, await dossierAt(test, 'appraisal', slow), because)
    const stored = await row(dossier)
    expect(stored).toMatchObject({ status: 4, due_changes: 0 })
    expect(stored.due_at).toEqual(stored.original_due_at)
    expect((await view('chutich', dossier)).actions).toContain('decideExtension')
    expect((await view('tuphap', dossier)).actions).not.toContain('proposeExtension')
  })

  it('without a date takes the one that leaves time for the steps still to be done', async () => {
    const dossier = await act('tiepnhan', proposeExtension, await dossierAt(test, 'appraisal', slow), because)
    const [proposal] = (await view('chutich', dossier)).apology.extensions
    expect(proposal).toMatchObject({
      state: 'proposed',
      proposedByName: 'Cán bộ Mẫu Một',
      reasonCode: 'coordination',
    })
    expect(proposal?.proposedDueAt && proposal.proposedDueAt > new Date('2026-03-27T09:00:00+07:00')).toBe(
      true,
    )
  })
})

describe('deciding about a new date', () => {
  const newDate = { newDate: '2026-04-02', newTime: '10:00' }
  async function proposed(): Promise<MadeDossier> {
    return act('tuphap', proposeExtension, await dossierAt(test, 'appraisal', slow), {
      ...because,
      ...newDate,
    })
  }

  it('is the leader’s alone', async () => {
    const dossier = await proposed()
    for (const username of ['tuphap', 'tiepnhan', 'vanthu', 'quantri']) {
      expect((await refusal(act(username, decideExtension, dossier, { accept: true }))).code, username).toBe(
        'not_allowed',
      )
    }
  })

  it('issues Mẫu số 04 with its number, moves the due time and the steps, and tells the citizen', async () => {
    const dossier = await act('chutich', decideExtension, await proposed(), { accept: true })
    const stored = await row(dossier)
    const dueAfter = new Date('2026-04-02T10:00:00+07:00')
    expect(stored).toMatchObject({ status: 4, due_at: dueAfter, due_changes: 1 })
    expect(stored.original_due_at).toEqual(new Date('2026-03-27T09:00:00+07:00'))
    const paper = (
      await test.owner.query(
        `select number, facts from dossier_papers where dossier_id = $1 and form = 'extension'`,
        [dossier.id],
      )
    ).rows[0]
    expect(paper).toMatchObject({
      facts: {
        ...because,
        dueBefore: '2026-03-27T02:00:00.000Z',
        dueAfter: '2026-04-02T03:00:00.000Z',
        sequence: 1,
        signerName: 'Lãnh đạo Mẫu Chín',
        signerPost: 'Chủ tịch UBND xã',
      },
    })
    expect(paper.number).toBeGreaterThan(0)
    const [change] = await changes(dossier)
    expect(change).toMatchObject({
      cause: 'extension',
      due_before: stored.original_due_at,
      due_after: dueAfter,
    })
    const seen = await view('tuphap', dossier)
    expect(seen.events.map((event) => event.publicText)).toContain(
      'Ngày hẹn trả đổi từ 09:00 ngày 27/03/2026 sang 10:00 ngày 02/04/2026 vì cơ quan phối hợp trả lời chậm.',
    )
    expect(seen.events.map((event) => event.publicText).join()).not.toContain(because.reason)
    expect(
      seen.steps
        .filter((step) => step.ordinal >= 1)
        .every((step) => step.dueAt > new Date('2026-03-27T09:00:00+07:00')),
    ).toBe(true)
    expect(seen.steps.every((step) => step.dueAt <= dueAfter)).toBe(true)
    expect(seen.apology.extensions[0]).toMatchObject({ state: 'granted', beyondLimit: false })
  })

  it('refused needs to say why, and leaves the date; another may be proposed', async () => {
    const dossier = await proposed()
    expect(
      (await refusal(act('chutich', decideExtension, dossier, { accept: false }))).fields.note,
    ).toContain('vì sao')
    const refused = await act('chutich', decideExtension, dossier, { accept: false, note: 'Làm cho kịp.' })
    expect(await changes(refused)).toEqual([])
    expect((await view('tuphap', refused)).actions).toContain('proposeExtension')
  })

  it('does not promise a date that meanwhile is past, or a day off', async () => {
    const dossier = await proposed()
    test.time.set('2026-04-03T08:00:00+07:00')
    expect((await refusal(act('chutich', decideExtension, dossier, { accept: true }))).detail).toContain(
      'sau lúc này',
    )
    test.time.set(received)
    const day = { date: '2026-04-02', kind: 'day_off' as const, name: 'Nghỉ đột xuất' }
    await test.write(await test.as('quantri'), setCalendarDay, day)
    expect((await refusal(act('chutich', decideExtension, dossier, { accept: true }))).detail).toContain(
      'Nghỉ đột xuất',
    )
  })

  it('a second time is no longer proposed: the leader alone sets it, with a reason of its own, flagged', async () => {
    const first = await act(
      'chutich',
      decideExtension,
      await act('tuphap', proposeExtension, await dossierAt(test, 'appraisal', slow), because),
      { accept: true },
    )
    const refused = await refusal(act('tuphap', proposeExtension, first, because))
    expect(refused).toMatchObject({ code: 'wrong_state', detail: expect.stringContaining('Chỉ lãnh đạo') })
    for (const username of ['tuphap', 'tiepnhan', 'quantri']) {
      const input = { ...because, repeatReason: 'Vì thế.' }
      expect((await refusal(act(username, reappoint, first, input))).code, username).toBe('not_allowed')
    }
    expect(
      (await refusal(act('chutich', reappoint, first, { ...because, repeatReason: '' }))).fields.repeatReason,
    ).toContain('vì sao')
    const second = await act('chutich', reappoint, first, { ...because, repeatReason: 'Đã đôn đốc hai lần.' })
    expect(await changes(second)).toHaveLength(2)
    const { extensions } = (await view('chutich', second)).apology
    expect(extensions.map(({ state, beyondLimit }) => [state, beyondLimit])).toEqual([
      ['granted', false],
      ['granted', true],
    ])
    const { facts } = (
      await test.owner.query(
        `select facts from dossier_papers where dossier_id = $1 and form = 'extension' order by number desc limit 1`,
        [second.id],
      )
    ).rows[0]
    expect(facts.sequence).toBe(2)
  })

  it('how often is a setting by date; a proposal overtaken by it needs the leader’s reason', async () => {
    const dossier = await act('tuphap', proposeExtension, await dossierAt(test, 'appraisal', slow), because)
    const [usual] = usualClockRules
    if (!usual) throw new Error('the usual rules are missing')
    const input = { ...usual, validFrom: '2026-03-24', reappointMax: 0 }
    await expect(test.write(await test.as('chutich'), setClockRules, input)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(
      test.write(await test.as('quantri'), setClockRules, { ...input, validFrom: '2026-03-23' }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    await test.write(await test.as('quantri'), setClockRules, input)
    const decided = refusal(act('chutich', decideExtension, dossier, { accept: true }))
    expect((await decided).fields.repeatReason).toContain('thêm lần nữa')
    await test.owner.query('delete from clock_rules')
  })
})

describe('a due time', () => {
  it('cannot be changed in silence, nor moved earlier: the database refuses it', async () => {
    const dossier = await receivedDossier(test, slow)
    const silently = test.owner.query(
      `update dossiers set due_at = due_at + interval '3 days' where id = $1`,
      [dossier.id],
    )
    await expect(silently).rejects.toThrow('dossiers_due_explained')
    const earlier = test.owner.query(
      `update dossiers set due_at = due_at - interval '1 day', due_changes = 1 where id = $1`,
      [dossier.id],
    )
    await expect(earlier).rejects.toThrow('dossiers_due_explained')
  })

  it('changed behind the program is noticed by the next run', async () => {
    const dossier = await receivedDossier(test, slow)
    await test.owner.query(
      `update dossiers set due_at = due_at + interval '3 days', due_changes = 1 where id = $1`,
      [dossier.id],
    )
    await watchOffice(test.services, test.officeId)
    const alerts = await test.owner.query('select kind from dossier_alerts where dossier_id = $1', [
      dossier.id,
    ])
    expect(alerts.rows.map((each) => each.kind)).toContain('due_unexplained')
  })

  it('moves by a supplement with a trace of before and after, and not by a pause outside office hours', async () => {
    const asked = await act('tuphap', requestSupplement, await dossierAt(test, 'appraisal', slow), {
      items: ['Giấy chứng sinh'],
      reason: 'Thiếu.',
    })
    test.time.set('2026-03-25T09:00:00+07:00')
    const back = await act('tiepnhan', receiveSupplement, asked)
    const [change] = await changes(back)
    expect(change).toMatchObject({
      cause: 'supplement',
      due_before: new Date('2026-03-27T09:00:00+07:00'),
      due_after: new Date('2026-03-30T09:00:00+07:00'),
      changed_by_name: 'Cán bộ Mẫu Một',
      trace_before: { pausedMinutes: 0 },
      trace_after: { pausedMinutes: 480 },
    })
    test.time.set('2026-03-24T18:00:00+07:00')
    const evening = await act('tuphap', requestSupplement, await dossierAt(test, 'appraisal', slow), {
      items: ['Giấy'],
      reason: 'Thiếu.',
    })
    test.time.set('2026-03-24T20:00:00+07:00')
    expect(await changes(await act('tiepnhan', receiveSupplement, evening))).toEqual([])
  })

  it('with a granted new date moves on from that date when papers are asked for afterwards', async () => {
    const proposal = { ...because, newDate: '2026-04-03', newTime: '09:00' }
    const granted = await act(
      'chutich',
      decideExtension,
      await act('tuphap', proposeExtension, await dossierAt(test, 'appraisal', slow), proposal),
      { accept: true },
    )
    const asked = await act('tuphap', requestSupplement, granted, { items: ['Giấy'], reason: 'Thiếu.' })
    test.time.set('2026-03-25T09:00:00+07:00')
    const back = await act('tiepnhan', receiveSupplement, asked)
    expect((await row(back)).due_at).toEqual(new Date('2026-04-06T09:00:00+07:00'))
  })

  it('is not shortened when the clock is turned back during a pause', async () => {
    const asked = await act('tuphap', requestSupplement, await dossierAt(test, 'appraisal', slow), {
      items: ['Giấy'],
      reason: 'Thiếu.',
    })
    test.time.set('2026-03-20T09:00:00+07:00')
    const back = await act('tiepnhan', receiveSupplement, asked)
    expect((await row(back)).due_at).toEqual(new Date('2026-03-27T09:00:00+07:00'))
    expect(await changes(back)).toEqual([])
  })
})
