import { randomUUID } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acceptFiling } from '../../dossiers/commands/accept-filing.ts'
import { answerFiling } from '../../dossiers/commands/answer-filing.ts'
import { getFiling } from '../../dossiers/queries/get-filing.ts'
import { publicActor } from '../../platform/http/context.ts'
import { isPractice } from '../../platform/practice.ts'
import { demoProcedureId, demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import {
  applicantOf,
  begunDraft,
  completeDraft,
  guest,
  type MadeDraft,
  openChannel,
  signedIn,
  storedContent,
} from '../factory.ts'
import { accountForgetter, dropDrafts } from '../jobs.ts'
import { filedDraft, filingDraft, questionBefore } from '../queries/filing-draft.ts'
import { filingChannel } from '../queries/filing-settings.ts'
import { filingStart } from '../queries/filing-start.ts'
import { assistedFilings, ownFilings } from '../queries/own-filings.ts'
import { sendSupplement, withdrawFiled } from './after-filing.ts'
import { attachPaper, removePaper } from './attach-paper.ts'
import { beginAssistedDraft, beginDraft } from './begin-draft.ts'
import { discardDraft } from './drop-drafts.ts'
import { fileDraft } from './file-draft.ts'
import { saveDraft } from './save-draft.ts'
import { setFilingSettings } from './set-filing-settings.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(async () => {
  test.time.set('2026-03-24T09:00:00+07:00')
  await openChannel(test)
})

/** Files as somebody whose address has filed nothing before. */
const file = (draft: MadeDraft, changes: object = {}) =>
  test.write(publicActor, fileDraft, {
    ...draft,
    from: randomUUID(),
    answered: null,
    leftEmpty: '',
    ...changes,
  })
const view = (draft: { id: string; accountId: string | null }) => test.read(publicActor, filingDraft, draft)
const filed = (draft: MadeDraft) => test.read(publicActor, filedDraft, draft)
const rows = async (statement: string, ...values: unknown[]) =>
  (await test.owner.query(statement, values)).rows
const officer = () => test.as('tiepnhan')

describe('who may not', () => {
  it('open the channel: nobody but the administrator', async () => {
    for (const username of ['tiepnhan', 'chutich', 'vanthu', 'bientap']) {
      const changed = test.write(
        await test.as(username),
        setFilingSettings,
        setFilingSettings.example as never,
      )
      await expect(changed).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('see or change the draft of an account: another account, or whoever only has the link', async () => {
    const { id } = await completeDraft(test)
    for (const [accountId, code] of [
      [null, 'not_signed_in'],
      [uuid(), 'not_found'],
    ] as const) {
      const own = { id, accountId }
      await expect(view(own)).rejects.toMatchObject({ code })
      await expect(test.write(publicActor, saveDraft, { ...own, step: 1 })).rejects.toMatchObject({ code })
      await expect(test.write(publicActor, discardDraft, own)).rejects.toMatchObject({ code })
      await expect(file({ id, accountId: accountId as string })).rejects.toMatchObject({ code })
      await expect(
        test.write(publicActor, withdrawFiled, { ...own, reason: 'Đổi ý.' }),
      ).rejects.toMatchObject({ code })
    }
  })

  it('fill in what an officer fills in: nobody but that officer', async () => {
    const id = randomUUID()
    await test.write(await officer(), beginAssistedDraft, { id, procedureId: demoSlowProcedureId })
    const own = { id, accountId: null }
    await expect(view(own)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(test.read(await test.as('tiepnhan2'), filingDraft, own)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    expect((await test.read(await officer(), filingDraft, own)).draft.officerName).toBe('Cán bộ Mẫu Một')
  })

  it('help at the desk: who does not receive dossiers', async () => {
    const input = { id: randomUUID(), procedureId: demoSlowProcedureId }
    for (const username of ['tuphap', 'chutich', 'quantri']) {
      await expect(test.write(await test.as(username), beginAssistedDraft, input)).rejects.toMatchObject({
        code: 'not_allowed',
      })
    }
  })

  it('take over a draft by beginning one under its id', async () => {
    const { id } = await begunDraft(test)
    const begin = { id, procedureId: demoSlowProcedureId, accountId: uuid(), filer: signedIn }
    await expect(test.write(publicActor, beginDraft, begin)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('the channel', () => {
  const begin = (filer = signedIn, procedureId = demoSlowProcedureId) =>
    test.write(publicActor, beginDraft, { id: randomUUID(), procedureId, accountId: uuid(), filer })

  it('needs a reason to be open, and days in their order', async () => {
    const wrong = openChannel(test, { reason: '', opensOn: '2026-04-02', closesOn: '2026-04-01' })
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid_input',
      facts: {
        fields: {
          reason: expect.stringMatching(/lý do/),
          closesOn: expect.stringMatching(/trước ngày bắt đầu/),
        },
      },
    })
  })

  it('takes what is offered, and says why not otherwise', async () => {
    const { obstacle } = await test.read(publicActor, filingStart, { procedureId: demoProcedureId })
    expect(obstacle).toBe('not_offered')
    await expect(begin(signedIn, demoProcedureId)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('turns guests away where the office wants a sign-in', async () => {
    await openChannel(test, { guests: false })
    await expect(begin(guest)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(begin()).resolves.toBeTruthy()
    await openChannel(test)
  })

  it('is closed before its first day and after its last; what was begun waits, and the desk still helps', async () => {
    const draft = await completeDraft(test)
    for (const days of [
      { closesOn: '2026-03-23' },
      { opensOn: '2026-03-25' },
      { isOpen: false, reason: '' as const },
    ]) {
      await openChannel(test, days)
      const asked = { procedureIds: [demoSlowProcedureId] }
      expect(await test.read(publicActor, filingChannel, asked)).toMatchObject({ isOpen: false, offered: [] })
      await expect(begin()).rejects.toMatchObject({ code: 'wrong_state' })
      await expect(file(draft)).rejects.toMatchObject({ code: 'wrong_state' })
    }
    const assisted = { id: randomUUID(), procedureId: demoSlowProcedureId }
    await expect(test.write(await officer(), beginAssistedDraft, assisted)).resolves.toBeTruthy()
    await openChannel(test)
    expect((await file(draft)).outcome).toBe('filed')
  })

  it('holds twenty open drafts of one account', async () => {
    const accountId = uuid()
    for (let index = 0; index < 20; index += 1) await begunDraft(test, signedIn, accountId)
    await expect(begunDraft(test, signedIn, accountId)).rejects.toMatchObject({ code: 'too_many_requests' })
  })
})

describe('a draft', () => {
  it('begun twice is one', async () => {
    const begin = { id: randomUUID(), procedureId: demoSlowProcedureId, accountId: uuid(), filer: signedIn }
    await test.write(publicActor, beginDraft, begin)
    await test.write(publicActor, beginDraft, begin)
    const { filings } = await test.read(publicActor, ownFilings, { accountId: begin.accountId })
    expect(filings.map(({ id }) => id)).toEqual([begin.id])
  })

  it('knows the signed-in person and offers to the declaration what was typed before', async () => {
    const draft = await begunDraft(test)
    expect((await view(draft)).draft.applicant).toMatchObject({
      name: 'Nguyễn Văn Mẫu',
      personalId: '038090001234',
    })
    await test.write(publicActor, saveDraft, { ...draft, step: 1, applicant: applicantOf(signedIn) })
    expect(JSON.stringify((await view(draft)).draft.answers)).toContain('Nguyễn Văn Mẫu')
  })

  it('keeps what is wrong, and says so at its field', async () => {
    const draft = await begunDraft(test)
    const applicant = { ...applicantOf(signedIn), name: '', birthDate: '31/02/1990', phone: '', address: '' }
    await test.write(publicActor, saveDraft, { ...draft, step: 1, applicant })
    const { problems, draft: kept } = await view(draft)
    expect(kept.applicant.birthDate).toBe('31/02/1990')
    expect(Object.keys(problems[1]).toSorted()).toEqual([
      'applicant.address',
      'applicant.birthDate',
      'applicant.name',
    ])
    expect(Object.keys(problems[2]).length).toBeGreaterThan(0)
    expect(Object.keys(problems[3]).length).toBeGreaterThan(0)
    await expect(file(draft)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('to be sent by post needs an address', async () => {
    const draft = await completeDraft(test)
    await test.write(publicActor, saveDraft, { ...draft, step: 4, returnMethod: 'post' })
    expect((await view(draft)).problems[4]).toHaveProperty('returnAddress')
  })

  it('of a guest is opened again by its link alone', async () => {
    const { id } = await begunDraft(test, guest)
    expect((await view({ id, accountId: null })).draft.identity.email).toBe(guest.email)
  })

  it('waits thirty days from the last saving, then goes with its papers', async () => {
    const { id } = await completeDraft(test)
    const files = await rows('select file_id from filing_papers where draft_id = $1', id)
    expect(files.length).toBeGreaterThan(0)
    test.time.set('2026-04-23T09:00:00+07:00')
    await dropDrafts(test.services, test.officeId)
    expect(await rows('select 1 from filing_drafts where id = $1', id)).toHaveLength(1)
    test.time.set('2026-04-24T09:00:00+07:00')
    await dropDrafts(test.services, test.officeId)
    expect(await rows('select 1 from filing_drafts where id = $1', id)).toEqual([])
    const left = files.map(({ file_id }) => file_id)
    expect(await rows('select 1 from files where id = any($1)', left)).toEqual([])
  })

  it('is thrown away at once by its owner', async () => {
    const draft = await completeDraft(test)
    await test.write(publicActor, discardDraft, draft)
    await expect(view(draft)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what does not stay', () => {
  it('an account that its citizen deleted takes along what it had not filed', async () => {
    const draft = await completeDraft(test)
    const other = await completeDraft(test, signedIn, draft.accountId)
    await file(other)
    const { handle } = accountForgetter(test.services)
    const delivery = {
      officeId: test.officeId,
      id: uuid(),
      topic: 'citizen.account_deleted',
      payload: { accountId: draft.accountId },
    }
    await handle(delivery as never)
    await handle(delivery as never)
    expect(await rows('select 1 from filing_drafts where id = $1', draft.id)).toEqual([])
    const [left] = await rows('select identity, applicant from filing_drafts where id = $1', other.id)
    expect(left).toEqual({
      identity: { level: 'vneid', name: '', personalId: '', email: '', phone: '' },
      applicant: {},
    })
  })
})

describe('in the practice office', () => {
  it('an officer helps as at the real desk, and visitors see nothing of it', async () => {
    await test.services.practice.enter(
      { actor: await officer(), requestId: uuid() },
      await test.cookie('tiepnhan'),
    )
    const found = await test.services.sessions.find(await test.cookie('tiepnhan'))
    const twin = found?.actor ?? publicActor
    expect(isPractice(twin.officeId)).toBe(true)
    const procedureId = await rows(
      `select procedure_id as id from procedure_versions where office_id = $1 and name = 'Cấp Giấy xác nhận tình trạng hôn nhân'`,
      twin.officeId,
    )
    const id = randomUUID()
    const own = { id, accountId: null }
    await test.write(twin, beginAssistedDraft, { id, procedureId: procedureId[0]?.id })
    await test.write(twin, saveDraft, { ...own, step: 1, applicant: applicantOf(guest) })
    expect((await test.read(twin, filingDraft, own)).draft.applicant.name).toBe('Trần Thị Mẫu')
    await expect(view(own)).rejects.toMatchObject({ code: 'not_found' })
    await test.services.practice.leave({ actor: twin, requestId: uuid() }, await test.cookie('tiepnhan'))
  })
})

describe('papers', () => {
  it('the same content twice at one place is one file; taken away it is gone', async () => {
    const draft = await begunDraft(test)
    const content = await storedContent(test)
    const paper = { id: draft.id, place: 'component' as const, ordinal: 1, file: content }
    const first = await test.write(publicActor, attachPaper, paper)
    expect(await test.write(publicActor, attachPaper, paper)).toEqual(first)
    await test.write(publicActor, removePaper, { ...draft, fileId: first.fileId })
    expect((await view(draft)).draft.papers).toEqual([])
    await expect(
      test.write(publicActor, removePaper, { ...draft, fileId: first.fileId }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('a line that the procedure does not have is refused, and so is one file too many', async () => {
    await openChannel(test, { filesEach: 1 })
    const { id } = await begunDraft(test)
    const paper = async (ordinal: number) =>
      test.write(publicActor, attachPaper, {
        id,
        place: 'component',
        ordinal,
        file: await storedContent(test),
      })
    await expect(paper(150)).rejects.toMatchObject({ code: 'invalid_input' })
    await paper(0)
    await expect(paper(0)).rejects.toMatchObject({ code: 'too_large' })
    await openChannel(test)
  })
})

describe('filing', () => {
  it('makes a dossier in state 1 with all that was declared, and a code to follow, not an official one', async () => {
    const draft = await completeDraft(test)
    const answer = await file(draft)
    expect(answer).toMatchObject({
      outcome: 'filed',
      reference: expect.stringMatching(/^NT-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    })
    const { dossier, draft: kept } = await filed(draft)
    expect(dossier).toMatchObject({ status: 1, code: null, applicantName: 'Nguyễn Văn Mẫu' })
    // What was declared is in the dossier now, and here no more.
    expect(kept.applicant.name).toBe('')
    expect(kept.answers).toEqual({})
    const [row] = await rows('select * from online_filings where dossier_id = $1', answer.dossierId)
    expect(row).toMatchObject({
      source: 'own',
      reference: answer.reference,
      identity_level: 'vneid',
      identity_name: 'Nguyễn Văn Mẫu',
    })
    const files = await rows('select file_id from dossier_files where dossier_id = $1', answer.dossierId)
    expect(files.map(({ file_id }) => file_id).toSorted()).toEqual(
      kept.papers.map(({ fileId }) => fileId).toSorted(),
    )
    await expect(view(draft)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(test.write(publicActor, saveDraft, { ...draft, step: 1 })).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  it('the same form sent twice, also at once, is one filing', async () => {
    const draft = await completeDraft(test)
    const [first, second] = await Promise.all([file(draft), file(draft)])
    expect(second).toEqual(first)
    expect(await file(draft)).toEqual(first)
    expect(await rows('select 1 from online_filings where reference = $1', first.reference)).toHaveLength(1)
  })

  it('of somebody else’s personal number for oneself is refused, with the way to file for them', async () => {
    const draft = await completeDraft(test)
    const applicant = { ...applicantOf(signedIn), name: 'Trần Thị Mẫu', personalId: '038190004321' }
    await test.write(publicActor, saveDraft, { ...draft, step: 1, applicant })
    await expect(file(draft)).rejects.toMatchObject({
      facts: {
        fields: {
          'applicant.personalId': expect.stringMatching(/khác số định danh của tài khoản.*Nộp thay/),
        },
      },
    })
  })

  it('for a relative needs the relation and a paper; the officer sees who signed in beside who is declared', async () => {
    const draft = await completeDraft(test)
    const applicant = { ...applicantOf(signedIn), name: 'Trần Thị Mẫu', personalId: '038190004321' }
    const submitter = { name: 'Lê Văn Mẫu', personalId: '038090009999', phone: '' }
    const save = (typed: object) => test.write(publicActor, saveDraft, { ...draft, step: 1, ...typed })
    await save({ forSelf: false, applicant, submitter })
    const { problems } = await view(draft)
    expect(Object.keys({ ...problems[1], ...problems[3] }).toSorted()).toEqual([
      'authorisation.0',
      'relation',
    ])
    await save({ relation: 'Con' })
    const paper = {
      id: draft.id,
      place: 'authorisation' as const,
      ordinal: 0,
      file: await storedContent(test),
    }
    await test.write(publicActor, attachPaper, paper)
    const { dossierId } = await file(draft)
    const filing = await test.read(await officer(), getFiling, { id: dossierId ?? '' })
    expect(JSON.stringify(filing)).toContain('038090001234')
    const [row] = await rows(
      'select d.applicant_name, d.submitter_name, f.relation, f.identity_name, f.identity_personal_id from dossiers d join online_filings f on f.dossier_id = d.id where d.id = $1',
      dossierId,
    )
    expect(row).toEqual({
      applicant_name: 'Trần Thị Mẫu',
      submitter_name: 'Lê Văn Mẫu',
      relation: 'Con',
      identity_name: 'Nguyễn Văn Mẫu',
      identity_personal_id: '038090001234',
    })
    const papers = await rows(
      `select name from dossier_components where dossier_id = $1 and kind = 'other'`,
      dossierId,
    )
    expect(papers).toEqual([{ name: 'Văn bản ủy quyền hoặc giấy tờ chứng minh quan hệ' }])
  })

  it('for somebody else is not filing for oneself under another heading', async () => {
    const draft = await completeDraft(test)
    const { name, personalId } = signedIn
    const submitter = { name, personalId, phone: '' }
    await test.write(publicActor, saveDraft, {
      ...draft,
      step: 1,
      forSelf: false,
      relation: 'Con',
      submitter,
    })
    expect((await view(draft)).problems[1]).toHaveProperty(['submitter.personalId'])
  })

  it('helped at the desk is marked so, with the officer and whoever sat there', async () => {
    const counter = await officer()
    const id = randomUUID()
    const own = { id, accountId: null }
    await test.write(counter, beginAssistedDraft, { id, procedureId: demoSlowProcedureId })
    const applicant = applicantOf(guest)
    const answers = (await import('../../dossiers/model/examples.ts')).maritalDeclaration(applicant.name)
    await test.write(counter, saveDraft, { ...own, step: 1, applicant })
    await test.write(counter, saveDraft, { ...own, step: 2, answers })
    const { procedure } = await test.read(counter, filingDraft, own)
    for (const [ordinal, { required, kind }] of procedure.components.entries()) {
      if (!required || kind === 'form') continue
      const paper = { id, place: 'component' as const, ordinal, file: await storedContent(test) }
      await test.write(counter, attachPaper, paper)
    }
    // No question and no waiting: the officer sees the person.
    const { dossierId } = await test.write(counter, fileDraft, {
      ...own,
      from: 'may-tai-quay',
      answered: null,
      leftEmpty: '',
    })
    const [row] = await rows(
      'select source, identity_level, identity_name from online_filings where dossier_id = $1',
      dossierId,
    )
    expect(row).toEqual({ source: 'assisted', identity_level: 'desk', identity_name: 'Trần Thị Mẫu' })
    const { filings } = await test.read(counter, assistedFilings, {})
    expect(filings.find((each) => each.id === id)).toMatchObject({ status: 1 })
    const [audit] = await rows(
      `select actor_name from audit_events where subject_id = $1 and action = 'filing.file'`,
      id,
    )
    expect(audit).toEqual({ actor_name: 'Cán bộ Mẫu Một' })
  })
})

describe('spam', () => {
  it('a box that people do not see, filled in, files nothing', async () => {
    await expect(file(await completeDraft(test), { leftEmpty: 'http://spam' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  it('a second filing from one address is asked a question first; a wrong answer uses it up', async () => {
    const from = randomUUID()
    expect((await file(await completeDraft(test), { from })).outcome).toBe('filed')
    const draft = await completeDraft(test)
    const asked = () => test.read(publicActor, questionBefore, { ...draft, from })
    expect(await asked()).toEqual({ isNeeded: true, round: 0 })
    expect((await file(draft, { from, answered: false })).outcome).toBe('asked')
    expect(await asked()).toEqual({ isNeeded: true, round: 1 })
    expect((await file(draft, { from, answered: true })).outcome).toBe('filed')
  })

  it('a form filled in faster than anybody reads is asked too', async () => {
    const draft = await completeDraft(test)
    await test.owner.query('update filing_drafts set created_at = $1 where id = $2', [
      new Date(test.services.clock().getTime() - 5000),
      draft.id,
    ])
    expect((await file(draft)).outcome).toBe('asked')
  })

  it('twenty filings of one account in a day are enough; the draft waits', async () => {
    const draft = await completeDraft(test)
    await test.owner.query(
      `insert into filing_drafts (office_id, id, source, state, procedure_id, procedure_version, case_code, account_id, identity,
        created_at, changed_at, expires_on, reference, dossier_id, filed_at)
       select office_id, gen_random_uuid(), 'own', 'filed', procedure_id, procedure_version, case_code, account_id, identity, created_at,
        changed_at, expires_on, 'NT-' || n, (select id from dossiers limit 1), $2::timestamptz
       from filing_drafts, generate_series(1, 20) n where id = $1`,
      [draft.id, test.services.clock()],
    )
    await expect(file(draft, { answered: true })).rejects.toMatchObject({ code: 'too_many_requests' })
    test.time.set('2026-03-25T10:00:00+07:00')
    expect((await file(draft)).outcome).toBe('filed')
  })
})

describe('after filing', () => {
  const answered = async (draft: MadeDraft, answer: object) => {
    const { dossierId } = await file(draft)
    await test.write(await officer(), answerFiling, { id: dossierId ?? '', revision: 1, ...answer } as never)
    return dossierId ?? ''
  }
  const missing = { kind: 'supplement', items: ['Giấy tờ chứng minh chỗ ở'], reason: 'Ảnh mờ.' }

  it('asked for more, the citizen sends it on the same pages; then the officer accepts', async () => {
    const draft = await completeDraft(test)
    const dossierId = await answered(draft, missing)
    expect((await filed(draft)).asked).toMatchObject({ items: missing.items, reason: 'Ảnh mờ.' })
    const send = (note = '') => test.write(publicActor, sendSupplement, { ...draft, note })
    await expect(send()).rejects.toMatchObject({
      facts: { fields: { note: expect.stringMatching(/đính kèm/) } },
    })
    const paper = { id: draft.id, place: 'supplement' as const, ordinal: 0, file: await storedContent(test) }
    const { fileId } = await test.write(publicActor, attachPaper, paper)
    expect((await filed(draft)).unsent.map(({ name }) => name)).toEqual(missing.items)
    await send('Đã chụp lại.')
    const purposes = await rows(
      'select purpose from dossier_files where dossier_id = $1 and file_id = $2',
      dossierId,
      fileId,
    )
    expect(purposes).toEqual([{ purpose: 'supplement' }])
    // What was sent is the office's: it cannot be taken away, nor sent again.
    await expect(test.write(publicActor, removePaper, { ...draft, fileId })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    expect((await filed(draft)).unsent).toEqual([])
    const [{ revision }] = await rows('select revision from dossiers where id = $1', dossierId)
    const { code } = await test.write(await officer(), acceptFiling, { id: dossierId, revision })
    expect((await filed(draft)).dossier).toMatchObject({ status: 2, code })
  })

  it('nothing is sent where nothing was asked', async () => {
    const draft = await completeDraft(test)
    await file(draft)
    await expect(
      test.write(publicActor, sendSupplement, { ...draft, note: 'Gửi thêm.' }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
    const paper = { id: draft.id, place: 'component' as const, ordinal: 0, file: await storedContent(test) }
    await expect(test.write(publicActor, attachPaper, paper)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('refused, the citizen reads why', async () => {
    const draft = await completeDraft(test)
    await answered(draft, { kind: 'refusal', items: [], reason: 'Không thuộc thẩm quyền của xã.' })
    expect((await filed(draft)).dossier).toMatchObject({
      status: 3,
      refusal: 'Không thuộc thẩm quyền của xã.',
    })
  })

  it('withdrawn with a reason, it waits for the office', async () => {
    const draft = await completeDraft(test)
    await file(draft)
    const withdraw = (reason: string) => test.write(publicActor, withdrawFiled, { ...draft, reason })
    await expect(withdraw('')).rejects.toMatchObject({ code: 'invalid_input' })
    await withdraw('Nộp nhầm.')
    expect((await filed(draft)).dossier.status).toBe(7)
  })
})
