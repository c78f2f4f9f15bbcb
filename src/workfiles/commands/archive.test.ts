import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { removeForgotten } from '../../files/jobs.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { type Cast, cast, storedFile } from '../../records/factory.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { closedFile, openFile } from '../factory.ts'
import { watchFilesOf } from '../jobs/watch-files.ts'
import { shippedRules } from '../model/rules.ts'
import { getAttachedFile } from '../queries/attached-file.ts'
import { getDestruction, printDestructionMinutes } from '../queries/destructions.ts'
import { getWorkFile } from '../queries/get-work-file.ts'
import { getHandOver, listHandOvers, printHandOverMinutes } from '../queries/hand-overs.ts'
import { listWorkFiles } from '../queries/list-work-files.ts'
import { getWorkFileRules } from '../queries/rules-on.ts'
import { getYearlyList } from '../queries/yearly-list.ts'
import { noteBuild } from './build-steps.ts'
import { freezeWorkFile } from './change-work-file.ts'
import { closeWorkFile } from './close-work-file.ts'
import { carryOutDestruction, decideDestruction, proposeDestruction } from './destruction.ts'
import { attachToWorkFile, unfileDocument } from './file-documents.ts'
import { offerHandOver, receiveHandOver, returnHandOver, transferFiles } from './hand-over.ts'
import { askToHold, decideHold } from './hold-back.ts'
import { addEntry, addHeading, changeEntry, removeFromList } from './list-lines.ts'
import { openWorkFile } from './open-work-file.ts'
import { saveWorkFileRules } from './save-rules.ts'
import { approveList, startList } from './yearly-list.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
  await loadDemoOutgoing(test.services)
})
afterAll(() => test?.close())

describe('Danh mục hồ sơ', () => {
  it('is made by the clerk, issued by a leader, then only added to with a reason, and copied for the next year', async () => {
    const { clerk, leader, lead } = people
    await expect(test.write(lead, startList, { year: 2026 })).rejects.toMatchObject({ code: 'not_allowed' })
    await test.write(clerk, startList, { year: 2026 })
    await expect(test.write(clerk, startList, { year: 2026 })).rejects.toMatchObject({ code: 'conflict' })
    const office = { year: 2026, title: 'Văn phòng', abbreviation: 'VP' }
    await expect(test.write(clerk, addHeading, { ...office, abbreviation: 'vp 1' })).rejects.toMatchObject({
      facts: { fields: { abbreviation: expect.any(String) } },
    })
    await test.write(clerk, addHeading, office)
    await expect(test.write(clerk, addHeading, office)).rejects.toMatchObject({ code: 'conflict' })
    const readList = async (year = 2026) => (await test.read(lead, getYearlyList, { year })).list
    const bigId = (await readList())?.headings[0]?.id ?? ''
    await test.write(clerk, addHeading, { year: 2026, parentId: bigId, title: 'Lưu trữ' })
    const small = (await readList())?.headings.find(({ parentId }) => parentId === bigId)
    const entry = { year: 2026, title: 'Hồ sơ về kiểm tra văn thư', retentionCode: '10', keeperId: lead.id }
    const first = await test.write(clerk, addEntry, { ...entry, headingId: bigId })
    const second = await test.write(clerk, addEntry, { ...entry, headingId: small?.id ?? '' })
    // Numbered through under the big heading.
    expect([first.symbol, second.symbol]).toEqual(['01.VP', '02.VP'])
    const [one, two] = (await readList())?.entries ?? []
    await expect(test.write(lead, openWorkFile, { entryId: one?.id ?? '' })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await test.write(clerk, changeEntry, { ...entry, id: two?.id ?? '', retentionCode: '5' })
    await expect(
      test.write(clerk, removeFromList, { year: 2026, id: bigId, what: 'heading' }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
    const revision = (await readList())?.revision ?? 0
    const issue = { year: 2026, revision, validFrom: '2026-01-01' }
    await expect(test.write(clerk, approveList, issue)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(test.write(leader, approveList, { ...issue, revision: 1 })).rejects.toMatchObject({
      code: 'stale',
    })
    await test.write(leader, approveList, issue)
    await expect(
      test.write(clerk, removeFromList, { year: 2026, id: one?.id ?? '', what: 'entry' }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(test.write(clerk, addEntry, { ...entry, headingId: bigId })).rejects.toMatchObject({
      facts: { fields: { reason: expect.stringContaining('lý do') } },
    })
    await test.write(clerk, addEntry, { ...entry, headingId: bigId, reason: 'Nhiệm vụ phát sinh trong năm.' })
    const opened = await test.write(lead, openWorkFile, { entryId: one?.id ?? '' })
    const file = await test.read(lead, getWorkFile, { id: opened.id })
    expect(file).toMatchObject({ symbol: '01.VP', title: entry.title, retention: '10 năm', fromList: true })
    await test.write(clerk, startList, { year: 2027, copyFrom: 2026 })
    expect((await readList(2027))?.entries.map(({ symbol }) => symbol)).toEqual(['01.VP', '02.VP', '03.VP'])
  })
})

describe('the figures of keeping', () => {
  it('are as shipped until a leader sets others from a day on, never backwards', async () => {
    const { leader, lead } = people
    const rules = { ...shippedRules.rules, noticeDays: 60 }
    const input = { validFrom: '2026-06-01', decision: 'Quyết định về thời hạn bảo quản', rules }
    await expect(test.write(lead, saveWorkFileRules, input)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(
      test.write(leader, saveWorkFileRules, { ...input, validFrom: '2026-01-01' }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    await test.write(leader, saveWorkFileRules, input)
    expect((await test.read(lead, getWorkFileRules, {})).validFrom).toBeNull()
    test.time.set('2026-06-02T09:00:00+07:00')
    expect((await test.read(lead, getWorkFileRules, {})).rules.noticeDays).toBe(60)
    test.time.set('2026-03-24T09:00:00+07:00')
  })
})

describe('the time of hand-over', () => {
  it('is told to the keeper once, thirty days before, and once when it has passed', async () => {
    const { lead } = people
    const { id } = await closedFile(test, lead, {
      endedOn: '2025-04-20',
      startedOn: '2025-01-02',
      year: 2025,
    })
    // 20/04/2026 is 27 days away; what is kept two years is due never.
    await closedFile(test, lead, {
      endedOn: '2025-04-20',
      startedOn: '2025-01-02',
      year: 2025,
      retentionCode: '2',
    })
    expect(await watchFilesOf(test.services, test.officeId)).toBe(1)
    expect(await watchFilesOf(test.services, test.officeId)).toBe(0)
    const told = async () =>
      (
        await test.owner.query<{ staff_id: string; body: string }>(
          'select staff_id, body from messages where link = $1 order by created_at',
          [`/ho-so-cong-viec/${id}`],
        )
      ).rows
    expect(await told()).toMatchObject([{ staff_id: lead.id, body: expect.stringContaining('20/04/2026') }])
    test.time.set('2026-04-21T09:00:00+07:00')
    expect(await watchFilesOf(test.services, test.officeId)).toBe(1)
    expect(await watchFilesOf(test.services, test.officeId)).toBe(0)
    expect(await told()).toHaveLength(2)
    expect((await test.read(lead, listWorkFiles, { show: 'late' })).rows.map((row) => row.id)).toEqual([id])
    test.time.set('2026-03-24T09:00:00+07:00')
  })

  it('is put off by the head alone, in writing, within two years', async () => {
    const { lead, leader, other } = people
    const { id, revision } = await closedFile(test, lead, { endedOn: '2026-03-10' })
    const ask = { id, revision, until: '2028-01-31', reason: 'Còn theo dõi thực hiện.' }
    await expect(test.write(other, askToHold, ask)).rejects.toMatchObject({ code: 'not_found' })
    for (const until of ['2027-03-10', '2029-03-11']) {
      await expect(test.write(lead, askToHold, { ...ask, until })).rejects.toMatchObject({
        facts: { fields: { until: expect.stringContaining('10/03/2029') } },
      })
    }
    const asked = await test.write(lead, askToHold, ask)
    const decision = { id, revision: asked.revision, agree: false, words: '' }
    await expect(test.write(lead, decideHold, decision)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(test.write(leader, decideHold, decision)).rejects.toMatchObject({ code: 'invalid_input' })
    await test.write(leader, decideHold, { ...decision, agree: true })
    expect(await test.read(lead, getWorkFile, { id })).toMatchObject({ dueOn: '2028-01-31', hold: null })
  })
})

describe('hand-over', () => {
  it('goes on one list from the keeper to the archive, which receives or returns it whole', async () => {
    const { lead, clerk, leader, other } = people
    const files = [
      await closedFile(test, lead, { endedOn: '2025-12-20', startedOn: '2025-01-02', year: 2025 }),
      await closedFile(test, lead, { endedOn: '2025-11-20', startedOn: '2025-01-02', year: 2025 }),
    ]
    const ids = files.map(({ id }) => id)
    const offer = { title: 'Hồ sơ công việc năm 2025', workFileIds: ids }
    await expect(test.write(other, offerHandOver, offer)).rejects.toMatchObject({ code: 'invalid_input' })
    const open = await openFile(test, lead)
    await expect(
      test.write(lead, offerHandOver, { ...offer, workFileIds: [...ids, open.id] }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
    const first = await test.write(lead, offerHandOver, offer)
    await expect(test.write(lead, offerHandOver, offer)).rejects.toMatchObject({ code: 'wrong_state' })
    const receipt = { id: first.id, condition: 'Đủ, nguyên vẹn.' }
    for (const who of [lead, leader]) {
      await expect(test.write(who, receiveHandOver, receipt)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    await test.write(clerk, returnHandOver, { id: first.id, reason: 'Thiếu mục lục văn bản.' })
    await expect(test.write(clerk, receiveHandOver, receipt)).rejects.toMatchObject({ code: 'wrong_state' })
    const second = await test.write(lead, offerHandOver, offer)
    await test.write(clerk, receiveHandOver, { ...receipt, id: second.id })
    const { head, files: listed } = await test.read(lead, getHandOver, { id: second.id })
    expect(head).toMatchObject({ state: 'received', number: 2, year: 2026, condition: 'Đủ, nguyên vẹn.' })
    expect(listed.map(({ cells }) => cells[0])).toEqual(['1', '2'])
    const { paper } = await test.read(clerk, printHandOverMinutes, { id: second.id })
    const text = JSON.stringify(paper)
    expect(text).toContain('tổng số hồ sơ 2')
    expect(text).toContain('từ 02/01/2025 đến 20/12/2025')
    await expect(test.read(other, getHandOver, { id: second.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await test.read(other, listHandOvers, {})).rows).toEqual([])
    const handedOver = await test.read(lead, getWorkFile, { id: ids[0] ?? '' })
    expect([handedOver.state, handedOver.actions]).toEqual(['handed_over', []])
  })

  it('of somebody who leaves: their files get another keeper, not those that are fixed', async () => {
    const { lead, other, clerk } = people
    const mine = await openFile(test, lead)
    const move = { workFileIds: [mine.id], toId: other.id, reason: 'Chuyển công tác từ tháng sau.' }
    await expect(test.write(lead, transferFiles, move)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(
      test.write(clerk, transferFiles, { ...move, toId: demoStaffId('chutich').replace(/.$/, 'f') }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
    await test.write(clerk, transferFiles, move)
    await expect(test.read(lead, getWorkFile, { id: mine.id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await test.read(other, getWorkFile, { id: mine.id })).keeperId).toBe(other.id)
  })
})

describe('destruction', () => {
  const old = { startedOn: '2020-01-02', endedOn: '2020-12-20', year: 2020, retentionCode: '2' }
  const why = 'Hết thời hạn, không còn giá trị.'

  it('takes what is expired, decided by the head, and keeps what was in it', async () => {
    const { lead, clerk, leader } = people
    const { id } = await closedFile(test, lead, old)
    const kept = await closedFile(test, lead, { ...old, retentionCode: '20' })
    const propose = { workFileIds: [id], reason: why }
    await expect(test.write(lead, proposeDestruction, propose)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(
      test.write(clerk, proposeDestruction, { ...propose, workFileIds: [id, kept.id] }),
    ).rejects.toMatchObject({ code: 'wrong_state', facts: { detail: expect.stringContaining(kept.symbol) } })
    const list = await test.write(clerk, proposeDestruction, propose)
    await expect(test.write(clerk, proposeDestruction, propose)).rejects.toMatchObject({ code: 'conflict' })
    const decide = { id: list.id, approve: true, decision: 'Quyết định số 01 ngày 24/3/2026' }
    const carryOut = { id: list.id, method: 'Xóa dữ liệu', witnesses: 'Công chức Tài chính' }
    await expect(test.write(clerk, decideDestruction, decide)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(test.write(clerk, carryOutDestruction, carryOut)).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await test.write(leader, decideDestruction, decide)
    // Frozen in between: nothing is destroyed.
    const { revision } = await test.read(clerk, getWorkFile, { id })
    const freeze = { id, revision, freeze: true, reason: 'Tòa án đề nghị giữ.' }
    await test.write(leader, freezeWorkFile, freeze)
    await expect(test.write(clerk, carryOutDestruction, carryOut)).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await test.write(leader, freezeWorkFile, { ...freeze, revision: revision + 1, freeze: false })
    await test.write(clerk, carryOutDestruction, carryOut)
    expect(await test.read(clerk, getWorkFile, { id })).toMatchObject({
      state: 'destroyed',
      documents: [],
      actions: [],
    })
    const { files } = await test.read(clerk, getDestruction, { id: list.id })
    expect(files[0]?.contents?.[0]?.[3]).toContain('Họp giao ban tuần')
    // The meeting itself is the records' and stays.
    const meeting = await test.owner.query('select count(*)::int as n from internal_meetings')
    expect(meeting.rows[0]?.n).toBe(1)
  })

  it('takes the uploads with it, their bytes and PDF/A too, but not a content that is kept elsewhere', async () => {
    const { lead, clerk, leader } = people
    const { blobs } = test.services
    const upload = async (workFileId: string, name: string, text: string) => {
      const bytes = Buffer.from(text)
      const fileId = await storedFile(test, lead, { bytes, name, mediaType: 'image/png' })
      const about = { title: name, author: 'Nguyễn Văn Mẫu', datedOn: '2020-02-03' }
      const { revision } = await test.write(lead, attachToWorkFile, {
        workFileId,
        fileIds: [fileId],
        ...about,
      })
      return { fileId, revision, sha256: createHash('sha256').update(bytes).digest('hex') }
    }
    const opened = await openFile(test, lead, { startedOn: '2020-01-02', year: 2020, retentionCode: '2' })
    const other = await openFile(test, lead)
    const taken = await upload(opened.id, 'Ảnh gỡ ra.png', 'gỡ ra trước khi kết thúc')
    const links = await test.read(lead, getWorkFile, { id: opened.id })
    const linkId = links.documents[0]?.linkId ?? ''
    const reason = 'Ảnh không thuộc hồ sơ này.'
    await test.write(lead, unfileDocument, { workFileId: opened.id, linkId, reason })
    const alone = await upload(opened.id, 'Ảnh riêng.png', 'chỉ có ở đây')
    const shared = await upload(opened.id, 'Ảnh chung.png', 'có ở hai nơi')
    await upload(other.id, 'Ảnh chung.png', 'có ở hai nơi')
    const pdf = await blobs.put(Readable.from([Buffer.from('%PDF-1.7 bản của ảnh riêng')]), 100)
    const system = systemActor(test.officeId)
    const build = await test.owner.query(
      `insert into work_file_package_builds (office_id, id, work_file_id, state, asked_at, asked_by)
       values ($1, gen_random_uuid(), $2, 'building', now(), $3) returning id`,
      [test.officeId, opened.id, lead.id],
    )
    const progress = { rendered: 1, toRender: 1, renditions: [{ of: alone.sha256, ...pdf }] }
    await test.write(system, noteBuild, { id: build.rows[0].id, ...progress })
    await test.write(lead, closeWorkFile, { id: opened.id, revision: shared.revision, endedOn: '2020-12-20' })

    const list = await test.write(clerk, proposeDestruction, { workFileIds: [opened.id], reason: why })
    await test.write(leader, decideDestruction, { id: list.id, approve: true, decision: 'Quyết định số 02' })
    await test.write(clerk, carryOutDestruction, {
      ...{ id: list.id, method: 'Xóa dữ liệu', witnesses: 'Công chức Tài chính' },
    })
    const { files } = await test.read(clerk, getDestruction, { id: list.id })
    expect(files[0]?.removed.map(({ name, keptElsewhere }) => [name, keptElsewhere]).toSorted()).toEqual([
      ['Ảnh chung.png', true],
      ['Ảnh gỡ ra.png', false],
      ['Ảnh riêng.png', false],
    ])
    const minutes = await test.read(clerk, printDestructionMinutes, { id: list.id })
    expect(JSON.stringify(minutes.paper)).toContain('Đã xóa 3 tệp tải lên')
    await expect(
      test.read(clerk, getAttachedFile, { id: opened.id, fileId: alone.fileId }),
    ).rejects.toMatchObject({ code: 'not_found' })

    const now = test.time.clock().toISOString()
    await removeForgotten(test.services, test.officeId, [test.officeId])
    expect(await blobs.has(alone.sha256)).toBe(true)
    // The store knows the machine's own time.
    test.time.set('2100-01-01T00:00:00Z')
    await removeForgotten(test.services, test.officeId, [test.officeId])
    test.time.set(now)
    const left = await Promise.all([alone, taken, shared, pdf].map(({ sha256 }) => blobs.has(sha256)))
    expect(left).toEqual([false, false, true, false])
    const audit = await test.owner.query(
      `select facts from audit_events where action = 'workfiles.carryOutDestruction' and subject_id = $1`,
      [list.id],
    )
    expect(JSON.stringify(audit.rows)).toContain(alone.sha256)
  })

  it('does not happen where the head refuses, with the reason', async () => {
    const { lead, clerk, leader } = people
    const { id } = await closedFile(test, lead, old)
    const list = await test.write(clerk, proposeDestruction, { workFileIds: [id], reason: why })
    const refuse = { id: list.id, approve: false, decision: '' }
    await expect(test.write(leader, decideDestruction, refuse)).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await test.write(leader, decideDestruction, { ...refuse, decision: 'Còn giá trị tra cứu.' })
    expect((await test.read(clerk, getWorkFile, { id })).state).toBe('closed')
    // It may be proposed again later.
    await test.write(clerk, proposeDestruction, { workFileIds: [id], reason: why })
  })
})
