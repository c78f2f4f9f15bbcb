import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Command } from '../../platform/operations.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { dossierAt, type MadeDossier, receivedDossier } from '../factory.ts'
import { forwardDossier } from './forward-dossier.ts'
import { issueResult, returnResult } from './hand-out-result.ts'
import { approveResult, draftResult } from './prepare-result.ts'
import { receiveSupplement } from './receive-supplement.ts'
import { requestSupplement } from './request-supplement.ts'
import { sendBackDossier } from './send-back-dossier.ts'
import { stopDossier } from './stop-dossier.ts'
import { takeUpDossier } from './take-up-dossier.ts'
import { answerWithdrawal, askWithdrawal } from './withdraw-dossier.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

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

const row = async (dossier: MadeDossier) =>
  (await test.owner.query('select * from dossiers where id = $1', [dossier.id])).rows[0]
const papers = async (dossier: MadeDossier) =>
  (
    await test.owner.query(
      'select form, number, edition from dossier_papers where dossier_id = $1 order by id',
      [dossier.id],
    )
  ).rows
const events = async (dossier: MadeDossier) =>
  (
    await test.owner.query('select kind from dossier_events where dossier_id = $1 order by id', [dossier.id])
  ).rows.map((each) => each.kind)

const letter = { subject: 'trả lời', addressees: ['Ông Mẫu'], body: ['Nội dung.'], recipients: [] }

describe('from reception to return', () => {
  it('every step by its post, every hand-over on the control sheet, one code throughout', async () => {
    let dossier = await receivedDossier(test, slow)
    const { code } = dossier
    dossier = await act('tiepnhan', forwardDossier, dossier)
    dossier = await act('tuphap', takeUpDossier, dossier)
    dossier = await act('tuphap', draftResult, dossier, { title: 'Giấy xác nhận', letter })
    dossier = await act('tuphap', forwardDossier, dossier)
    dossier = await act('chutich', approveResult, dossier)
    dossier = await act('vanthu', issueResult, dossier)
    expect(await row(dossier)).toMatchObject({ status: 9, code, finished_at: expect.any(Date) })
    dossier = await act('tiepnhan2', returnResult, dossier, { collectorName: 'Nguyễn Văn Mẫu' })
    expect(await row(dossier)).toMatchObject({
      status: 10,
      code,
      collector_name: 'Nguyễn Văn Mẫu',
      holder_id: null,
    })
    expect(await events(dossier)).toEqual([
      'received',
      'forwarded',
      'taken_up',
      'result_drafted',
      'forwarded',
      'result_approved',
      'finished',
      'returned',
    ])
    const handovers = await test.owner.query(
      'select from_step, to_step, outcome from dossier_handovers where dossier_id = $1 order by sequence',
      [dossier.id],
    )
    expect(handovers.rows).toEqual([
      { from_step: 0, to_step: 1, outcome: expect.any(String) },
      { from_step: 1, to_step: 2, outcome: expect.any(String) },
      { from_step: 2, to_step: 3, outcome: expect.any(String) },
      { from_step: 3, to_step: 4, outcome: expect.any(String) },
    ])
    const result = await test.owner.query(
      'select state, number, symbol, issued_on from dossier_results where dossier_id = $1',
      [dossier.id],
    )
    expect(result.rows[0]).toMatchObject({ state: 'issued', number: 1, symbol: 'UBND' })
  })

  it('the second officer on the same dossier is told that it changed', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    await act('tuphap', takeUpDossier, dossier)
    await expect(act('chuyenmon', takeUpDossier, dossier)).rejects.toMatchObject({ code: 'stale' })
  })

  it('a specialist of another field, an accountant and another post are refused', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    for (const username of ['diachinh', 'ketoan', 'bientap']) {
      await expect(act(username, takeUpDossier, dossier)).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
    await expect(act('vanthu', takeUpDossier, dossier)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  it('goes only to an officer who has the duty', async () => {
    const dossier = await receivedDossier(test, slow)
    const accountant = (await test.as('ketoan')).id
    await expect(act('tiepnhan', forwardDossier, dossier, { toStaffId: accountant })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { toStaffId: expect.any(String) } },
    })
    const handed = await act('tiepnhan', forwardDossier, dossier, {
      toStaffId: (await test.as('tuphap')).id,
    })
    await expect(act('chuyenmon', draftResult, handed, { title: 'Kết quả', letter })).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  it('goes to the leader only with a draft, to the clerk only when approved', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    await expect(act('tuphap', forwardDossier, dossier)).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await expect(act('chutich', approveResult, dossier)).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await expect(act('vanthu', issueResult, dossier)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('a draft is a file or a letter, not both and not neither', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    await expect(act('tuphap', draftResult, dossier, { title: 'Kết quả' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})

describe('sending back', () => {
  it('returns the dossier to the officer who handed it on; what was approved has to be approved again', async () => {
    let dossier = await dossierAt(test, 'issue', slow)
    dossier = await act('vanthu', sendBackDossier, dossier, { reason: 'Sai tên người nhận.' })
    const leader = await test.as('chutich')
    expect(await row(dossier)).toMatchObject({ step: 2, holder_id: leader.id, status: 4 })
    const result = await test.owner.query(
      'select state, approved_by from dossier_results where dossier_id = $1',
      [dossier.id],
    )
    expect(result.rows[0]).toEqual({ state: 'draft', approved_by: null })
  })

  it('needs a reason', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    await expect(act('tuphap', sendBackDossier, dossier, { reason: '' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})

describe('asking for papers', () => {
  const asked = { items: ['Bản chính'], reason: 'Thiếu.' }

  it('stops the clock, once, with Mẫu số 02; the due time moves by the working time that passed', async () => {
    let dossier = await dossierAt(test, 'appraisal', slow)
    const before = await row(dossier)
    dossier = await act('tuphap', requestSupplement, dossier, asked)
    expect(await row(dossier)).toMatchObject({
      status: 5,
      supplement_count: 1,
      paused_since: expect.any(Date),
    })
    expect(await papers(dossier)).toContainEqual({
      form: 'supplement-request',
      number: expect.any(Number),
      edition: '2025',
    })
    // Two working days later, over a night.
    test.time.set('2026-03-26T09:00:00+07:00')
    dossier = await act('tiepnhan', receiveSupplement, dossier, {
      papers: [{ name: 'Bản chính', originals: 1 }],
    })
    const after = await row(dossier)
    expect(after).toMatchObject({ status: 4, paused_since: null })
    expect(after.original_due_at).toEqual(before.original_due_at)
    // Friday 27/3 + two working days → Tuesday 31/3.
    expect(after.due_at.toISOString()).toBe(new Date('2026-03-31T09:00:00+07:00').toISOString())
    await expect(act('tuphap', requestSupplement, dossier, asked)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  it('never brings the due time forward, whatever the clock of the machine did', async () => {
    let dossier = await dossierAt(test, 'appraisal', slow)
    const before = await row(dossier)
    dossier = await act('tuphap', requestSupplement, dossier, asked)
    test.time.set('2026-03-20T09:00:00+07:00')
    dossier = await act('tiepnhan', receiveSupplement, dossier)
    expect((await row(dossier)).due_at.getTime()).toBeGreaterThanOrEqual(before.due_at.getTime())
  })
})

describe('ending early', () => {
  it('a withdrawal is asked at the counter and answered; yes stops the dossier with a notice', async () => {
    let dossier = await dossierAt(test, 'appraisal', slow)
    dossier = await act('tiepnhan', askWithdrawal, dossier, { reason: 'Không còn nhu cầu.' })
    expect(await row(dossier)).toMatchObject({ status: 7 })
    const goesOn = await act('tuphap', answerWithdrawal, dossier, { accept: false })
    expect(await row(goesOn)).toMatchObject({ status: 4, status_before_withdrawal: null })
    dossier = await act('tiepnhan', askWithdrawal, goesOn, { reason: 'Không còn nhu cầu.' })
    dossier = await act('chutich', answerWithdrawal, dossier, { accept: true })
    expect(await row(dossier)).toMatchObject({ status: 8, finished_at: expect.any(Date) })
    expect((await papers(dossier)).map((paper) => paper.form)).toContain('stop-notice')
  })

  it('only a leader stops a dossier, with a reason', async () => {
    const dossier = await dossierAt(test, 'appraisal', slow)
    const stop = { ground: 'not_eligible', reason: 'Không đủ điều kiện.' }
    await expect(act('tuphap', stopDossier, dossier, stop)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(act('chutich', stopDossier, dossier, { ...stop, reason: ' ' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const stopped = await act('chutich', stopDossier, dossier, stop)
    expect(await row(stopped)).toMatchObject({ status: 8 })
    await expect(act('chutich', stopDossier, stopped, stop)).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  it('a finished dossier can be neither withdrawn nor stopped', async () => {
    const dossier = await dossierAt(test, 'finished', slow)
    await expect(act('tiepnhan', askWithdrawal, dossier, { reason: 'Muộn.' })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await expect(
      act('chutich', stopDossier, dossier, { ground: 'other', reason: 'Muộn.' }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('the papers', () => {
  it('are numbered without gap per form and year', async () => {
    const numbers = await test.owner.query(
      `select number from dossier_papers where form = 'stop-notice' order by number`,
    )
    expect(numbers.rows.map((each) => each.number)).toEqual(numbers.rows.map((_, index) => index + 1))
  })

  it('come as PDF with the facts of the dossier', async () => {
    const dossier = await dossierAt(test, 'issue', slow)
    const cookie = await test.cookie('tiepnhan')
    for (const name of ['receipt', 'control-sheet', 'result']) {
      const answer = await test.app.server.inject({
        url: `/api/v1/dossiers/${dossier.code}/${name}.pdf`,
        headers: { cookie },
      })
      expect(answer.statusCode, answer.body.slice(0, 200)).toBe(200)
      expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    }
    const issued = await test.owner.query(
      `select id from dossier_papers where form in ('stop-notice', 'supplement-request')`,
    )
    for (const { id } of issued.rows) {
      const answer = await test.app.server.inject({ url: `/api/v1/papers/${id}.pdf`, headers: { cookie } })
      expect(answer.statusCode).toBe(200)
    }
    const stranger = await test.app.server.inject({
      url: `/api/v1/dossiers/${dossier.code}/receipt.pdf`,
      headers: { cookie: await test.cookie('diachinh') },
    })
    expect(stranger.statusCode).toBe(403)
    const foreign = await test.app.server.inject({
      url: `/api/v1/dossiers/H56.22.17-20200101-0000001/receipt.pdf`,
      headers: { cookie },
    })
    expect(foreign.statusCode).toBe(404)
  })
})
