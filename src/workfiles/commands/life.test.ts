import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { registerIncoming } from '../../records/commands/register-incoming.ts'
import { type Cast, cast, givenDocument, someDocument, storedFile } from '../../records/factory.ts'
import { demoOutgoingId } from '../../records/model/outgoing/demo-outgoing.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { closedFile, openFile } from '../factory.ts'
import { archiveSource } from '../queries/archive-source.ts'
import { getAttachedFile } from '../queries/attached-file.ts'
import { filingChoices } from '../queries/filing-choices.ts'
import { filingReport, listEnded } from '../queries/filing-report.ts'
import { getWorkFile } from '../queries/get-work-file.ts'
import { listWorkFiles } from '../queries/list-work-files.ts'
import { printContents } from '../queries/print-contents.ts'
import { changeWorkFile, freezeWorkFile, reopenWorkFile } from './change-work-file.ts'
import { closeWorkFile } from './close-work-file.ts'
import { attachToWorkFile, describeFiled, fileDocuments, unfileDocument } from './file-documents.ts'
import {
  chooseFiling,
  decideOutcomeFiled,
  finishIncomingFiled,
  finishManyFiled,
  proposeOutcomeFiled,
} from './filing.ts'
import { openWorkFile } from './open-work-file.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
  await loadDemoOutgoing(test.services)
})
afterAll(() => test?.close())

const issued = { kind: 'outgoing' as const, documentId: demoOutgoingId('send') }
const recalled = { kind: 'outgoing' as const, documentId: demoOutgoingId('recalled') }
const linkOf = async (id: string, at = 0) =>
  (await test.read(people.clerk, getWorkFile, { id })).documents[at]?.linkId ?? ''

/** As if a reply to it had been issued: it may be finished. */
const answer = (incomingId: string) =>
  test.owner.query(
    `insert into incoming_outcomes (office_id, incoming_id, id, kind, target_id, label, issued_on, state, proposed_by, proposed_at)
     select office_id, id, gen_random_uuid(), 'reply', gen_random_uuid(), '9/UBND-VP', '2026-03-24', 'accepted', lead_id, now()
     from incoming_documents where id = $1`,
    [incomingId],
  )
async function currentRef(id: string): Promise<{ id: string; revision: number }> {
  const found = await test.owner.query('select revision from incoming_documents where id = $1', [id])
  return { id, revision: found.rows[0].revision }
}

describe('who may', () => {
  it('see a file: its keeper, clerks, leaders and the head of the unit; nobody else finds it', async () => {
    const { id } = await openFile(test, people.lead)
    await expect(test.read(people.other, getWorkFile, { id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(test.read(people.other, printContents, { id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      test.write(people.other, fileDocuments, { workFileId: id, documents: [issued] }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      test.write(people.other, closeWorkFile, { id, revision: 1, endedOn: '2026-03-20' }),
    ).rejects.toMatchObject({ code: 'not_found' })
    for (const who of [people.lead, people.clerk, people.leader]) {
      expect((await test.read(who, getWorkFile, { id })).id).toBe(id)
    }
    const ids = async (who: Cast['lead']) =>
      (await test.read(who, listWorkFiles, {})).rows.map((row) => row.id)
    expect(await ids(people.other)).not.toContain(id)
    expect(await ids(people.lead)).toContain(id)
    // The head of the unit that the keeper belongs to.
    const unit = await test.owner.query('select unit_id from work_files where id = $1', [id])
    await test.owner.query('update outgoing_units set head_id = $1 where unit_id = $2', [
      people.other.id,
      unit.rows[0]?.unit_id,
    ])
    expect((await test.read(people.other, getWorkFile, { id })).actions).toContain('unfile')
    await test.owner.query('update outgoing_units set head_id = null where unit_id = $1', [
      unit.rows[0]?.unit_id,
    ])
  })

  it('read a document in it: seeing the file opens none that is restricted to others', async () => {
    const { id: secretId } = await test.write(
      people.clerk,
      registerIncoming,
      someDocument({ restricted: true }),
    )
    const { id } = await openFile(test, people.lead)
    const secret = { kind: 'incoming' as const, documentId: secretId }
    // The keeper may not file what they may not see; the clerk may.
    await expect(
      test.write(people.lead, fileDocuments, { workFileId: id, documents: [secret] }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    await test.write(people.clerk, fileDocuments, { workFileId: id, documents: [secret, issued] })
    const [hidden, open] = (await test.read(people.lead, getWorkFile, { id })).documents
    expect(hidden).toMatchObject({ visible: false, documentId: null, subject: '', symbol: '', author: '' })
    expect(open).toMatchObject({ visible: true })
    const { paper } = await test.read(people.lead, printContents, { id })
    expect(JSON.stringify(paper)).not.toContain('báo cáo kết quả cải cách')
    expect(JSON.stringify(paper)).toContain('Văn bản hạn chế người xem')
    const source = await test.services.database.use(async ({ client, db }) => {
      await client.query(`begin; set local app.office = '${test.officeId}'`)
      return archiveSource({ db, now: test.services.clock() }, people.lead, id).finally(() =>
        client.query('commit'),
      )
    })
    expect(source.hidden).toBe(1)
    expect(source.documents.map(({ kind }) => kind)).toEqual(['outgoing'])
    expect(source.documents[0]).toMatchObject({ codeNotation: 'TB-UBND', restricted: false })
    expect(source.documents[0]?.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(source.documents[0]?.history.length).toBeGreaterThan(3)
    expect((await test.read(people.clerk, getWorkFile, { id })).documents[0]).toMatchObject({ visible: true })
  })

  it('take something out: not who merely sees it closed, and only with a reason', async () => {
    const { id } = await openFile(test, people.lead)
    await test.write(people.lead, fileDocuments, { workFileId: id, documents: [issued] })
    const linkId = await linkOf(id)
    await expect(
      test.write(people.lead, unfileDocument, { workFileId: id, linkId, reason: 'nhầm' }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    await test.write(people.lead, unfileDocument, {
      workFileId: id,
      linkId,
      reason: 'Thuộc hồ sơ khác của phòng.',
    })
    const kept = await test.owner.query('select removed_reason from work_file_documents where id = $1', [
      linkId,
    ])
    expect(kept.rows[0]?.removed_reason).toBe('Thuộc hồ sơ khác của phòng.')
    await expect(
      test.write(people.lead, unfileDocument, {
        workFileId: id,
        linkId,
        reason: 'Thuộc hồ sơ khác của phòng.',
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what lies in a file', () => {
  it('is linked, once per file and without a copy in several, and numbered by itself', async () => {
    const [one, other] = [await openFile(test, people.lead), await openFile(test, people.lead)]
    const added = await test.write(people.lead, fileDocuments, {
      workFileId: one.id,
      documents: [issued, issued, recalled],
    })
    expect(added.added).toBe(2)
    expect(
      (await test.write(people.lead, fileDocuments, { workFileId: one.id, documents: [issued] })).added,
    ).toBe(0)
    await test.write(people.lead, fileDocuments, { workFileId: other.id, documents: [issued] })
    const { documents } = await test.read(people.lead, getWorkFile, { id: one.id })
    expect(documents.map(({ ordinal }) => ordinal)).toEqual([1, 2])
    // Recalled afterwards, it stays, marked.
    expect(documents.map((each) => each.recalled)).toEqual([false, true])
    const { lies } = await test.read(people.lead, filingChoices, {
      kind: 'outgoing',
      documentId: issued.documentId,
    })
    expect(lies.map(({ id }) => id)).toEqual(expect.arrayContaining([one.id, other.id]))
  })

  it('stays when another office recalls it, marked, also in the table of contents', async () => {
    const { id: incomingId } = await test.write(people.clerk, registerIncoming, someDocument())
    const { id } = await openFile(test, people.lead)
    await test.write(people.clerk, fileDocuments, {
      workFileId: id,
      documents: [{ kind: 'incoming', documentId: incomingId }],
    })
    // Noted by interchange, whose column it is.
    await test.owner.query('alter table incoming_documents add column if not exists recalled_at timestamptz')
    await test.owner.query('update incoming_documents set recalled_at = now() where id = $1', [incomingId])
    const [document] = (await test.read(people.clerk, getWorkFile, { id })).documents
    expect(document).toMatchObject({ recalled: true, visible: true })
    const { paper } = await test.read(people.clerk, printContents, { id })
    expect(paper.rows[0]?.[6]).toBe('Đã thu hồi')
  })

  it('holds photographs and other files, which are then read through it alone', async () => {
    const { id } = await openFile(test, people.lead)
    const fileId = await storedFile(test, people.lead, {
      bytes: Buffer.from('%PDF-1.7 ảnh'),
      name: 'anh.pdf',
    })
    const photo = { workFileId: id, fileIds: [fileId], title: 'Ảnh hiện trường', datedOn: '2026-03-02' }
    await expect(test.write(people.other, attachToWorkFile, photo)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      test.write(people.lead, attachToWorkFile, { ...photo, datedOn: '2027-01-01' }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    await test.write(people.lead, attachToWorkFile, photo)
    expect((await test.read(people.clerk, getAttachedFile, { id, fileId })).name).toBe('anh.pdf')
    await expect(test.read(people.other, getAttachedFile, { id, fileId })).rejects.toMatchObject({
      code: 'not_found',
    })
    // Kept already: it cannot be put into another file as well.
    const { id: second } = await openFile(test, people.lead)
    await expect(
      test.write(people.lead, attachToWorkFile, { ...photo, workFileId: second }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    expect((await test.read(people.lead, getWorkFile, { id })).lacks.map(({ words }) => words)).toEqual([
      'Tài liệu “Ảnh hiện trường” ngày 02/03/2026 còn thiếu: tác giả.',
    ])
  })
})

describe('the life of a file', () => {
  it('is opened once per symbol and year, with a retention of the table', async () => {
    const { symbol } = await openFile(test, people.lead)
    const again = { symbol, title: 'Hồ sơ khác cùng số', startedOn: '2026-02-01' }
    await expect(test.write(people.other, openWorkFile, again)).rejects.toMatchObject({ code: 'conflict' })
    await expect(
      test.write(people.lead, openWorkFile, { ...again, symbol: '1.XX', retentionCode: '7' }),
    ).rejects.toMatchObject({ facts: { fields: { retentionCode: expect.stringContaining('bảng') } } })
    await expect(test.write(people.lead, openWorkFile, { ...again, symbol: 'sai' })).rejects.toMatchObject({
      facts: { fields: { symbol: expect.any(String) } },
    })
    await expect(
      test.write(people.lead, openWorkFile, { ...again, symbol: '2.XX', startedOn: '2026-12-31' }),
    ).rejects.toMatchObject({ facts: { fields: { startedOn: expect.any(String) } } })
  })

  it('is closed when nothing is missing, in the order of dates, opened again with a reason', async () => {
    const { id } = await openFile(test, people.lead, { retentionCode: null })
    await expect(
      test.write(people.lead, closeWorkFile, { id, revision: 1, endedOn: '2026-03-20' }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
      facts: { detail: expect.stringContaining('Hồ sơ chưa có văn bản nào') },
    })
    const { id: incomingId } = await test.write(people.clerk, registerIncoming, someDocument())
    await test.write(people.clerk, fileDocuments, {
      workFileId: id,
      documents: [issued, { kind: 'incoming', documentId: incomingId }],
    })
    const named = await test.read(people.lead, getWorkFile, { id })
    expect(named.lacks.map(({ code }) => code)).toEqual(['retention', 'unfinished', 'metadata'])
    // The keeper may not see it: it is named by its place alone.
    expect(named.lacks[1]?.words).toContain('Văn bản thứ 2')
    await test.write(people.lead, unfileDocument, {
      workFileId: id,
      linkId: await linkOf(id, 1),
      reason: 'Chưa xử lý xong văn bản này.',
    })
    const { revision } = await test.read(people.lead, getWorkFile, { id })
    const changed = await test.write(people.lead, changeWorkFile, {
      id,
      revision,
      symbol: named.symbol,
      title: named.title,
      retentionCode: 'permanent',
      medium: 'paper',
      startedOn: '2026-01-05',
    })
    await expect(
      test.write(people.lead, closeWorkFile, { id, revision: changed.revision, endedOn: '2026-03-20' }),
    ).rejects.toMatchObject({ facts: { detail: expect.stringContaining('đánh số tờ') } })
    const noted = await test.write(people.lead, describeFiled, {
      workFileId: id,
      linkId: await linkOf(id),
      sheets: '01-02',
    })
    const whole = {
      endedOn: '2026-03-20',
      sheets: 2,
      closingWords: 'Hồ sơ có 02 tờ, đủ, người kiểm tra: văn thư.',
    }
    await expect(
      test.write(people.lead, closeWorkFile, { id, revision: changed.revision, ...whole }),
    ).rejects.toMatchObject({ code: 'stale' })
    const closed = await test.write(people.lead, closeWorkFile, { id, revision: noted.revision, ...whole })
    expect(closed.state).toBe('closed')
    await expect(
      test.write(people.lead, fileDocuments, { workFileId: id, documents: [recalled] }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(
      test.write(people.lead, reopenWorkFile, { id, revision: closed.revision, reason: 'vì' }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    const reopened = await test.write(people.lead, reopenWorkFile, {
      id,
      revision: closed.revision,
      reason: 'Có thêm văn bản trả lời.',
    })
    expect(reopened.state).toBe('open')
  })

  it('is frozen by the clerk or a leader alone, and then nothing moves', async () => {
    const { id, revision } = await closedFile(test, people.lead, { endedOn: '2026-03-20' })
    const freeze = { id, revision, freeze: true, reason: 'Phục vụ đoàn thanh tra.' }
    await expect(test.write(people.lead, freezeWorkFile, freeze)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const frozen = await test.write(people.clerk, freezeWorkFile, freeze)
    await expect(
      test.write(people.lead, reopenWorkFile, {
        id,
        revision: frozen.revision,
        reason: 'Cần bổ sung văn bản.',
      }),
    ).rejects.toMatchObject({ code: 'wrong_state', facts: { detail: expect.stringContaining('đang khóa') } })
    await expect(
      test.write(people.clerk, freezeWorkFile, { ...freeze, revision: frozen.revision }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await test.write(people.clerk, freezeWorkFile, { ...freeze, revision: frozen.revision, freeze: false })
    expect((await test.read(people.lead, getWorkFile, { id })).actions).toContain('reopen')
  })
})

describe('finishing a document asks for its work file', () => {
  const explained = { kind: 'explanation', words: 'Đã thực hiện theo kế hoạch, không cần văn bản trả lời.' }

  it('in the same transaction: without an answer, or with a wrong one, the document stays as it was', async () => {
    const document = await givenDocument(test, people)
    const step = { ...explained, revision: document.revision }
    const filing = { choice: 'file' as const, workFileId: demoStaffId('chutich') }
    for (const wrong of [{}, { choice: 'later' }, filing, { choice: 'kept' }]) {
      await expect(
        test.write(people.lead, proposeOutcomeFiled, {
          id: document.id,
          step,
          filing: wrong as typeof filing,
        }),
      ).rejects.toMatchObject({ code: expect.stringMatching(/invalid_input|not_found/) })
    }
    const row = await test.owner.query('select state, revision from incoming_documents where id = $1', [
      document.id,
    ])
    expect(row.rows[0]).toMatchObject({ state: 'in_progress', revision: document.revision })
    // Somebody else's file is none of theirs.
    const foreign = await openFile(test, people.other)
    await expect(
      test.write(people.lead, proposeOutcomeFiled, {
        id: document.id,
        step,
        filing: { choice: 'file', workFileId: foreign.id },
      }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('into one opened now; the leader who accepts finds it filed; the next of that issuer is suggested there', async () => {
    const document = await givenDocument(test, people, { issuer: 'Sở Nông nghiệp tỉnh Mẫu' })
    const opened = { symbol: '300.VP', title: 'Hồ sơ về phòng, chống thiên tai', retentionCode: '10' }
    const proposed = await test.write(people.lead, proposeOutcomeFiled, {
      id: document.id,
      step: { ...explained, revision: document.revision },
      filing: { choice: 'open', file: opened },
    })
    expect(proposed.state).toBe('proposed')
    const done = await test.write(people.leader, decideOutcomeFiled, {
      id: document.id,
      step: { revision: proposed.revision, accept: true },
      filing: { choice: 'kept' },
    })
    expect(done.state).toBe('finished')
    const next = await givenDocument(test, people, { issuer: 'Sở Nông nghiệp tỉnh Mẫu' })
    const { suggested, files } = await test.read(people.lead, filingChoices, {
      kind: 'incoming',
      documentId: next.id,
    })
    expect(files[0]).toMatchObject({ symbol: '300.VP' })
    expect(suggested?.why).toContain('cùng nơi gửi')
  })

  it('refuses through the records’ own rules, and lists in the report what was said not to be filed', async () => {
    const document = await givenDocument(test, people)
    const finish = {
      id: document.id,
      step: { revision: document.revision },
      filing: { choice: 'none' as const },
    }
    // No outcome yet: the rule of outcomes speaks, and nothing is filed.
    await expect(test.write(people.lead, finishIncomingFiled, finish)).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await expect(test.write(people.other, finishIncomingFiled, finish)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const none = {
      kind: 'outgoing' as const,
      documentId: demoOutgoingId('recall'),
      filing: { choice: 'none' as const },
    }
    await test.write(people.lead, chooseFiling, none)
    await expect(test.read(people.lead, filingReport, { year: 2026 })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    const report = await test.read(people.leader, filingReport, { year: 2026 })
    expect(report.total.said).toBe(1)
    for (const { key, ended, filed } of report.officers) {
      for (const [wanted, count] of [
        [undefined, ended],
        ['yes', filed],
        ['no', ended - filed],
      ] as const) {
        const list = await test.read(people.leader, listEnded, {
          period: '2026',
          officer: key,
          filed: wanted,
        })
        expect(list.rows).toHaveLength(count)
      }
    }
    // Filed after all: no longer said.
    const { id } = await openFile(test, people.lead)
    await test.write(people.lead, chooseFiling, { ...none, filing: { choice: 'file', workFileId: id } })
    expect((await test.read(people.leader, filingReport, { year: 2026 })).total.said).toBe(0)
  })

  it('of several at once: those that could be finished go into one file, the others stay as they were', async () => {
    const answered = await Promise.all([givenDocument(test, people), givenDocument(test, people)])
    const unanswered = await givenDocument(test, people)
    for (const { id } of answered) await answer(id)
    const documents = await Promise.all([...answered, unanswered].map(({ id }) => currentRef(id)))
    const opened = { symbol: '301.VP', title: 'Hồ sơ về việc kết thúc nhiều văn bản', retentionCode: '10' }
    await expect(
      test.write(people.lead, finishManyFiled, { documents, filing: {} as { choice: 'none' } }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    const { results } = await test.write(people.lead, finishManyFiled, {
      documents,
      filing: { choice: 'open', file: opened },
    })
    expect(results.map(({ finished }) => finished)).toEqual([true, true, false])
    const filed = await test.owner.query(
      `select l.document_id from work_file_documents l join work_files f on f.office_id = l.office_id and f.id = l.work_file_id
       where f.symbol = '301.VP' order by l.ordinal`,
    )
    expect(filed.rows.map((row) => row.document_id)).toEqual(answered.map(({ id }) => id))

    const [third, filedBefore] = [await givenDocument(test, people), answered[0]?.id ?? '']
    await answer(third.id)
    const more = await test.write(people.lead, finishManyFiled, {
      documents: [await currentRef(third.id), await currentRef(filedBefore)],
      filing: { choice: 'none' },
    })
    expect(more.results.map(({ finished }) => finished)).toEqual([true, false])
    const said = await test.owner.query(
      'select document_id from work_file_unfiled where document_id = any($1)',
      [[third.id, filedBefore]],
    )
    expect(said.rows.map((row) => row.document_id)).toEqual([third.id])
  })
})
