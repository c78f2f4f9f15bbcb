import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { type Cast, cast, givenDocument, someDocument } from '../factory.ts'
import { directionChoices } from '../queries/direction-choices.ts'
import { getIncoming } from '../queries/get-incoming.ts'
import { incomingInbox } from '../queries/incoming-inbox.ts'
import { decideOutcome } from './decide-outcome.ts'
import { directIncoming } from './direct-incoming.ts'
import { finishIncoming, finishManyIncoming } from './finish-incoming.ts'
import { noteIncomingProgress, noteIncomingSeen, takeUpIncoming } from './handle-incoming.ts'
import { noteReplyIssued } from './note-outcome.ts'
import { openRestricted } from './open-restricted.ts'
import { proposeOutcome } from './propose-outcome.ts'
import { registerIncoming } from './register-incoming.ts'
import { returnDirection } from './return-direction.ts'
import { reopenIncoming, unlinkOutcome } from './undo-incoming.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
})
afterAll(() => test?.close())

const stateOf = async (id: string) =>
  (await test.owner.query('select state, revision, closed_as from incoming_documents where id = $1', [id]))
    .rows[0]
const noticed = async (event: string, id: string) =>
  (
    await test.owner.query<{ staff_id: string }>(
      'select staff_id from messages where event = $1 and subject_id = $2 order by 1',
      [event, id],
    )
  ).rows.map(({ staff_id }) => staff_id)

/** A reply to the document goes out. */
async function issueReply(incomingId: string, outgoingId = uuid()): Promise<string> {
  const issue = defineCommand({
    name: 'demo.issue',
    title: 'Phát hành',
    audience: ['clerk'],
    input: z.strictObject({}),
    output: z.object({}),
    async run(tx, actor) {
      await noteReplyIssued(tx, actor, {
        incomingId,
        outgoingId,
        symbol: '9/UBND-VP',
        issuedOn: '2026-03-24',
      })
      return { output: {}, audit: [{ subjectType: 'test', subjectId: incomingId, facts: {} }] }
    },
  })
  await test.write(people.clerk, issue, {})
  return outgoingId
}
const revisionOf = async (id: string) => ({ id, revision: Number((await stateOf(id)).revision) })

const explanation = {
  kind: 'explanation' as const,
  words: 'Đã thực hiện trong tháng, nơi gửi không yêu cầu trả lời.',
}

describe('the direction of a leader', () => {
  it('is for leaders alone', async () => {
    const { id } = await test.write(people.clerk, registerIncoming, someDocument())
    for (const who of [people.clerk, people.lead]) {
      await expect(
        test.write(who, directIncoming, { id, revision: 1, kind: 'action', leadId: people.lead.id }),
      ).rejects.toMatchObject({ code: 'not_allowed' })
    }
  })

  it('names exactly one lead who can do it today, and a day that is not past', async () => {
    const { id } = await test.write(people.clerk, registerIncoming, someDocument())
    const ask = { id, revision: 1, kind: 'action' as const }
    const give = (more: object) => test.write(people.leader, directIncoming, { ...ask, ...more })
    await expect(give({})).rejects.toMatchObject({ facts: { fields: { leadId: expect.any(String) } } })
    await expect(give({ leadId: people.lead.id, dueOn: '2026-03-23' })).rejects.toMatchObject({
      facts: { fields: { dueOn: expect.any(String) } },
    })
    await expect(give({ leadId: uuid() })).rejects.toMatchObject({
      facts: { fields: { leadId: expect.stringContaining('Hãy chọn người khác') } },
    })
    await expect(give({ kind: 'information', leadId: people.lead.id, informIds: [] })).rejects.toMatchObject({
      facts: { fields: { kind: expect.any(String) } },
    })
    expect((await stateOf(id)).state).toBe('registered')
  })

  it('refuses somebody who has left, is on leave, or holds no duty any more', async () => {
    const { id } = await test.write(people.clerk, registerIncoming, someDocument())
    const left = demoStaffId('diachinh')
    const give = () =>
      test.write(people.leader, directIncoming, {
        id,
        revision: 1,
        kind: 'action',
        leadId: people.lead.id,
        coordinateIds: [left],
      })
    const refused = { facts: { fields: { coordinateIds: expect.stringContaining('nghỉ') } } }
    await test.owner.query('update staff_members set active = false where id = $1', [left])
    await expect(give()).rejects.toMatchObject(refused)
    await test.owner.query('update staff_members set active = true where id = $1', [left])
    await test.owner.query(`update duties set ends_on = '2026-03-23' where staff_id = $1`, [left])
    await expect(give()).rejects.toMatchObject(refused)
    await test.owner.query('update duties set ends_on = null where staff_id = $1', [left])
    await expect(give()).resolves.toMatchObject({ state: 'directed' })
    expect(await noticed('document_directed', id)).toEqual([left, people.lead.id].toSorted())
  })

  it('suggests who had documents of the same sender, with the reason, and chooses nobody', async () => {
    const issuer = 'Sở Gợi Ý tỉnh Mẫu'
    for (let index = 0; index < 3; index += 1) await givenDocument(test, people, { issuer, upTo: 'directed' })
    const { id } = await test.write(
      people.clerk,
      registerIncoming,
      someDocument({ issuer: 'sở gợi ý tỉnh mẫu' }),
    )
    const { suggestions } = await test.read(people.leader, directionChoices, { id })
    expect(suggestions).toEqual([
      {
        staffId: people.lead.id,
        fullName: people.lead.name,
        words: `3/3 văn bản gần đây của sở gợi ý tỉnh mẫu giao cho ${people.lead.name}`,
      },
    ])
    const { document } = await test.read(people.leader, getIncoming, { id })
    expect(document?.recipients).toEqual([])
  })

  it('may be returned by the lead with a reason, and goes back before the leaders', async () => {
    const given = await givenDocument(test, people, { upTo: 'directed' })
    const reason = 'Việc này thuộc lĩnh vực xã hội.'
    await expect(
      test.write(people.other, returnDirection, { id: given.id, revision: given.revision, reason }),
    ).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(
      test.write(people.lead, returnDirection, { id: given.id, revision: given.revision, reason: 'không' }),
    ).rejects.toMatchObject({ facts: { fields: { reason: expect.any(String) } } })
    await test.write(people.lead, returnDirection, { id: given.id, revision: given.revision, reason })
    expect(await noticed('document_sent_back', given.id)).toEqual([people.leader.id])
    const { items } = await test.read(people.leader, incomingInbox, {})
    expect(items.find(({ id }) => id === given.id)?.task).toBe('direct')
    const { document } = await test.read(people.leader, getIncoming, { id: given.id })
    expect(document?.returnedWords).toContain(reason)
  })

  it('replaced by another takes it from the first, with the reason', async () => {
    const given = await givenDocument(test, people)
    const give = (words: string) =>
      test.write(people.leader, directIncoming, {
        id: given.id,
        revision: given.revision,
        kind: 'action',
        leadId: people.other.id,
        words,
      })
    await expect(give('')).rejects.toMatchObject({ facts: { fields: { words: expect.any(String) } } })
    const { revision } = await give('Chuyển cho đúng người phụ trách.')
    await expect(test.write(people.lead, takeUpIncoming, { id: given.id, revision })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await test.write(people.other, takeUpIncoming, { id: given.id, revision })
  })

  it('goes back before the leaders when who leads has no duty any more', async () => {
    const { id } = await test.write(people.clerk, registerIncoming, someDocument())
    const give = { id, revision: 1, kind: 'action' as const, leadId: people.other.id }
    await test.write(people.leader, directIncoming, give)
    const task = async () =>
      (await test.read(people.deputy, incomingInbox, {})).items.find((item) => item.id === id)?.task
    expect(await task()).toBeUndefined()
    await test.owner.query(`update duties set ends_on = '2026-03-23' where staff_id = $1`, [people.other.id])
    expect(await task()).toBe('redirect')
    await test.owner.query('update duties set ends_on = null where staff_id = $1', [people.other.id])
  })

  it('decides alone what is for information, which ends it', async () => {
    const { id } = await test.write(people.clerk, registerIncoming, someDocument())
    const inform = { kind: 'information' as const, informIds: [people.other.id] }
    await test.write(people.deputy, directIncoming, { id, revision: 1, ...inform })
    expect(await stateOf(id)).toMatchObject({ state: 'finished', closed_as: 'information' })
    const mine = async () =>
      (await test.read(people.other, incomingInbox, {})).items.find((item) => item.id === id)
    expect((await mine())?.task).toBe('read')
    await test.write(people.other, noteIncomingSeen, { id, revision: 1 })
    expect(await mine()).toBeUndefined()
  })
})

describe('the end of a document', () => {
  it('is refused without an outcome, with the sentence that says what is missing, one or many', async () => {
    const given = await givenDocument(test, people)
    const ref = { id: given.id, revision: given.revision }
    await expect(test.write(people.other, finishIncoming, ref)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(test.write(people.clerk, finishIncoming, ref)).rejects.toMatchObject({ code: 'not_allowed' })
    const missing = expect.stringContaining('chưa có kết quả')
    for (const who of [people.lead, people.leader]) {
      await expect(test.write(who, finishIncoming, ref)).rejects.toMatchObject({
        code: 'wrong_state',
        facts: { detail: missing },
      })
    }
    const answered = await givenDocument(test, people)
    await issueReply(answered.id)
    const fresh = await test.write(people.clerk, registerIncoming, someDocument())
    const { results } = await test.write(people.lead, finishManyIncoming, {
      documents: [
        ref,
        await revisionOf(answered.id),
        await revisionOf(answered.id),
        { id: fresh.id, revision: 1 },
        { id: uuid(), revision: 1 },
      ],
    })
    expect(results.map(({ finished }) => finished)).toEqual([false, true, false, false, false])
    expect(results[0]?.words).toContain('văn bản trả lời đã phát hành')
    expect(results[2]?.words).toContain('đã kết thúc')
    // Of what is not theirs they learn nothing, not even the number.
    expect(results.slice(3).map(({ name }) => name)).toEqual(['', ''])
    expect((await stateOf(given.id)).state).toBe('in_progress')
    expect(await stateOf(answered.id)).toMatchObject({ state: 'finished', closed_as: 'outcome' })
  })

  it('follows the yes of a leader who did not write the explanation', async () => {
    const given = await givenDocument(test, people)
    const propose =
      (who = people.lead) =>
      async (revision: number) =>
        test.write(who, proposeOutcome, { id: given.id, revision, ...explanation })
    await expect(propose(people.other)(given.revision)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(
      test.write(people.lead, proposeOutcome, {
        id: given.id,
        revision: given.revision,
        kind: 'task',
        words: 'xong',
      }),
    ).rejects.toMatchObject({ facts: { fields: { words: expect.any(String) } } })
    const proposed = await propose()(given.revision)
    expect(await noticed('document_proposed', given.id)).toEqual([people.leader.id])
    const decide = (who: typeof people.lead, more: object) => async (revision: number) =>
      test.write(who, decideOutcome, { id: given.id, revision, accept: true, ...more })
    await expect(decide(people.lead, {})(proposed.revision)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(
      test.write(people.lead, finishIncoming, { id: given.id, revision: proposed.revision }),
    ).rejects.toMatchObject({ facts: { detail: expect.stringContaining('chờ lãnh đạo duyệt') } })
    await expect(decide(people.leader, { accept: false })(proposed.revision)).rejects.toMatchObject({
      facts: { fields: { words: expect.any(String) } },
    })
    const returned = await decide(people.leader, { accept: false, words: 'Cần số liệu của hai thôn.' })(
      proposed.revision,
    )
    expect(returned.state).toBe('in_progress')
    const again = await propose()(returned.revision)
    expect((await decide(people.deputy, {})(again.revision)).state).toBe('finished')
    expect(await noticed('document_decided', given.id)).toEqual([people.lead.id, people.lead.id])
  })

  it('is not given to themselves by a leader who leads the document', async () => {
    const { id } = await test.write(people.clerk, registerIncoming, someDocument())
    const give = { id, revision: 1, kind: 'action' as const, leadId: people.deputy.id }
    await test.write(people.leader, directIncoming, give)
    await test.write(people.deputy, takeUpIncoming, { id, revision: 2 })
    await test.write(people.deputy, proposeOutcome, { id, revision: 3, ...explanation })
    await expect(
      test.write(people.deputy, decideOutcome, { id, revision: 4, accept: true }),
    ).rejects.toMatchObject({
      code: 'not_allowed',
      facts: { detail: expect.stringContaining('lãnh đạo khác') },
    })
    await test.write(people.leader, decideOutcome, { id, revision: 4, accept: true })
  })

  it('takes a dossier that was received, and no other', async () => {
    const given = await givenDocument(test, people)
    const link = (dossierCode: string) =>
      test.write(people.lead, proposeOutcome, {
        id: given.id,
        revision: given.revision,
        kind: 'dossier',
        dossierCode,
      })
    for (const code of ['', 'H56.22.17-20260324-9999999', "' or 1=1"]) {
      await expect(link(code)).rejects.toMatchObject({
        facts: { fields: { dossierCode: expect.any(String) } },
      })
    }
  })

  it('is undone when its only reply was linked to the wrong document, with a reason', async () => {
    const given = await givenDocument(test, people)
    await issueReply(given.id)
    await test.write(people.lead, finishIncoming, await revisionOf(given.id))
    const { document } = await test.read(people.leader, getIncoming, { id: given.id })
    const outcomeId = document?.outcomes[0]?.id ?? ''
    const ref = await revisionOf(given.id)
    const unlink = (who: typeof people.lead, reason: string) =>
      test.write(who, unlinkOutcome, { ...ref, outcomeId, reason })
    await expect(unlink(people.other, 'Gắn nhầm văn bản khác.')).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(unlink(people.lead, '')).rejects.toMatchObject({
      facts: { fields: { reason: expect.any(String) } },
    })
    const undone = await unlink(people.clerk, 'Văn bản trả lời này là của số đến khác.')
    expect(undone.state).toBe('in_progress')
    await expect(
      test.write(people.lead, finishIncoming, { id: given.id, revision: undone.revision }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })

  it('counts a reply once, however often it is told, and none for a number that was given up', async () => {
    const given = await givenDocument(test, people)
    const outgoingId = await issueReply(given.id)
    await issueReply(given.id, outgoingId)
    const { document } = await test.read(people.leader, getIncoming, { id: given.id })
    expect(document?.outcomes).toHaveLength(1)
    expect(document?.outcomes[0]).toMatchObject({ kind: 'reply', label: '9/UBND-VP', targetId: outgoingId })
    expect(await noticed('document_answered', given.id)).toEqual([people.lead.id])
  })

  it('can be opened again with a reason; what was for information goes back before the leader', async () => {
    const given = await givenDocument(test, people)
    await issueReply(given.id)
    await test.write(people.lead, finishIncoming, await revisionOf(given.id))
    const reason = 'Cấp trên yêu cầu bổ sung báo cáo.'
    const ref = await revisionOf(given.id)
    await expect(test.write(people.clerk, reopenIncoming, { ...ref, reason })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    expect((await test.write(people.leader, reopenIncoming, { ...ref, reason })).state).toBe('in_progress')
    const { id } = await test.write(people.clerk, registerIncoming, someDocument())
    await test.write(people.leader, directIncoming, { id, revision: 1, kind: 'information' })
    const opened = await test.write(people.leader, reopenIncoming, { id, revision: 2, reason })
    expect(opened.state).toBe('registered')
  })

  it('is written in one file alone', () => {
    const folder = fileURLToPath(new URL('..', import.meta.url))
    const closing = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
      .filter((name) =>
        /closed_as: (?!null)|state: 'finished',\n\s+for_information/.test(
          readFileSync(`${folder}/${name}`, 'utf8'),
        ),
      )
    expect(closing).toEqual(['commands/close-incoming.ts'])
  })
})

describe('progress', () => {
  it('is noted by the lead and who coordinates, on what they saw', async () => {
    const given = await givenDocument(test, people)
    const note = (who: typeof people.lead, revision = given.revision) =>
      test.write(who, noteIncomingProgress, { id: given.id, revision, words: 'Đang lấy số liệu.' })
    await expect(note(people.other)).rejects.toMatchObject({ code: 'not_allowed' })
    await note(await test.as('tuphap'))
    await expect(note(people.lead)).rejects.toMatchObject({ code: 'stale' })
  })
})

describe('a restricted document', () => {
  it('is opened by those named alone, and every look is recorded', async () => {
    const given = await givenDocument(test, people, { restricted: true, upTo: 'directed' })
    const { document } = await test.read(people.lead, getIncoming, { id: given.id })
    expect(document).toBeNull()
    for (const who of [people.other, await test.as('ketoan')]) {
      await expect(test.write(who, openRestricted, { id: given.id })).rejects.toMatchObject({
        code: 'not_found',
      })
      await expect(test.read(who, getIncoming, { id: given.id })).rejects.toMatchObject({ code: 'not_found' })
    }
    await test.write(people.lead, openRestricted, { id: given.id })
    const opened = await test.write(people.leader, openRestricted, { id: given.id })
    expect(
      opened.document.events.filter(({ words }) => words.startsWith('Mở xem')).map((each) => each.actorName),
    ).toEqual([people.lead.name, people.leader.name])
    const looks = await test.owner.query(
      `select actor_id from audit_events where action = 'records.openIncoming' and subject_id = $1 order by at`,
      [given.id],
    )
    expect(looks.rows.map((row) => row.actor_id)).toEqual([people.lead.id, people.leader.id])
  })

  it('not restricted, is seen by the unit of its lead, and by nobody else', async () => {
    const given = await givenDocument(test, people)
    // ketoan is of the same unit as chuyenmon; xahoi is not.
    await test.read(await test.as('ketoan'), getIncoming, { id: given.id })
    await expect(test.read(people.other, getIncoming, { id: given.id })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
