import fc from 'fast-check'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../../demo/outgoing.ts'
import type { Actor } from '../../../platform/operations.ts'
import { demoStaffId } from '../../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { storedFile } from '../../factory.ts'
import { watchVotesOf } from '../../jobs/watch-votes.ts'
import { calendarFile } from '../../model/internal/calendar-file.ts'
import { countBallots, sealOf } from '../../model/internal/vote-result.ts'
import { demoInternalId } from '../../model/outgoing/demo-outgoing.ts'
import { internalInbox } from '../../queries/internal/internal-inbox.ts'
import { listMeetings, listSubmissions } from '../../queries/internal/internal-lists.ts'
import { listVotes } from '../../queries/internal/list-votes.ts'
import { addRoom, answerMeeting, callMeeting, cancelMeeting, changeMeeting } from './meetings.ts'
import { answerSubmission, submitInternally } from './submissions.ts'
import { castBallot, closeVote, openVote } from './votes.ts'
import { watchVotes } from './watch-votes.ts'

let test: TestApp
let clerk: Actor
let chair: Actor
let officer: Actor
beforeAll(async () => {
  test = await startTestApp()
  await loadDemoOutgoing(test.services)
  ;[clerk, chair, officer] = [await test.as('vanthu'), await test.as('chutich'), await test.as('tuphap')]
})
afterAll(() => test.close())

const code = (wanted: string) => expect.objectContaining({ code: wanted })
/** Who was told what of a matter, by name of the event. */
async function toldOf(id: string, event: string) {
  const found = await test.owner.query(
    `select s.username, m.body from messages m join staff_members s on s.id = m.staff_id
      where m.subject_id = $1 and m.event = $2 order by s.username`,
    [id, event],
  )
  return found.rows as { username: string; body: string }[]
}
const names = (rows: { username: string }[]) => rows.map(({ username }) => username)

const room = demoInternalId('room')
const at = (time: string) => `2026-04-0${time}:00+07:00`
const meeting = (startsAt: string, endsAt: string, more = {}) => ({
  subject: 'Họp thử',
  agenda: '',
  roomId: room,
  startsAt: at(startsAt),
  endsAt: at(endsAt),
  chairId: demoStaffId('chutich'),
  people: [demoStaffId('tuphap')],
  guests: '',
  ...more,
})

describe('who may not', () => {
  it('answer, change, close or see what is another’s', async () => {
    const submission = { id: demoInternalId('submission'), revision: 1, state: 'agreed' as const, answer: '' }
    await expect(test.write(officer, answerSubmission, submission)).rejects.toEqual(code('not_allowed'))
    const cancelled = { id: demoInternalId('meeting'), sequence: 0, reason: 'Không họp nữa.' }
    await expect(test.write(officer, cancelMeeting, cancelled)).rejects.toEqual(code('not_allowed'))
    await expect(test.write(officer, addRoom, { name: 'Phòng lạ', seats: 3 })).rejects.toEqual(
      code('not_allowed'),
    )
    await expect(test.write(officer, openVote, openVote.example as never)).rejects.toEqual(
      code('not_allowed'),
    )
    const ballot = { id: demoInternalId('vote'), choice: 0, words: '' }
    await expect(test.write(officer, castBallot, ballot)).rejects.toEqual(code('not_allowed'))
    await expect(test.write(await test.as('quantri'), watchVotes, { limit: 5 })).rejects.toEqual(
      code('not_allowed'),
    )
    await expect(
      test.write(officer, answerMeeting, { id: demoInternalId('meeting'), answer: 'comes', words: '' }),
    ).rejects.toEqual(code('not_found'))
    expect((await test.read(officer, listSubmissions, {})).rows).toEqual([])
    expect((await test.read(officer, listVotes, {})).rows).toEqual([])
  })
})

describe('submissions', () => {
  it('are answered once, by whom they were given to, with words unless agreed', async () => {
    const { id } = await test.write(officer, submitInternally, {
      subject: 'Sửa mái hiên',
      words: '',
      proposal: 'Đồng ý sửa.',
      submittedTo: chair.id,
      fileIds: [],
    })
    const answer = { id, revision: 1, answer: '' }
    await expect(test.write(chair, answerSubmission, { ...answer, state: 'refused' })).rejects.toEqual(
      code('invalid_input'),
    )
    await test.write(chair, answerSubmission, { ...answer, state: 'agreed' })
    await expect(test.write(chair, answerSubmission, { ...answer, state: 'agreed' })).rejects.toEqual(
      code('wrong_state'),
    )
    expect((await test.read(officer, listSubmissions, {})).rows).toMatchObject([
      { state: 'agreed', mine: false },
    ])
    const own = { subject: 'Tự trình', words: '', proposal: 'Đồng ý.', submittedTo: officer.id, fileIds: [] }
    await expect(test.write(officer, submitInternally, own)).rejects.toEqual(code('invalid_input'))
    await expect(test.write(officer, submitInternally, { ...own, submittedTo: uuid() })).rejects.toEqual(
      code('invalid_input'),
    )
  })
})

describe('submissions in the day of the two they concern', () => {
  it('are told to who decides, stand in their inbox, and are told back; their files are open to nobody else', async () => {
    const fileId = await storedFile(test, officer, { bytes: Buffer.from('%PDF-1.4 tờ trình') })
    const { id } = await test.write(officer, submitInternally, {
      subject: 'Thay mực máy in',
      words: '',
      proposal: 'Đồng ý thay.',
      submittedTo: chair.id,
      fileIds: [fileId],
    })
    expect(names(await toldOf(id, 'submission_waiting'))).toEqual(['chutich'])
    const waits = async () => (await test.read(chair, internalInbox, {})).items.some((each) => each.id === id)
    expect(await waits()).toBe(true)
    const file = async (username: string, path = `internal-submissions/${id}/files/${fileId}`) =>
      (
        await test.app.server.inject({
          url: `/api/v1/${path}`,
          headers: { cookie: await test.cookie(username) },
        })
      ).statusCode
    expect([await file('tuphap'), await file('chutich')]).toEqual([200, 200])
    expect([await file('phochutich'), await file('vanthu')]).toEqual([404, 404])
    expect([await file('tuphap', `files/${fileId}`), await file('vanthu', `files/${fileId}`)]).toEqual([
      403, 403,
    ])
    // A file that is kept already, or was uploaded by somebody else, is not taken twice.
    const again = {
      subject: 'Xem trộm',
      words: '',
      proposal: 'Xem.',
      submittedTo: chair.id,
      fileIds: [fileId],
    }
    await expect(test.write(clerk, submitInternally, again)).rejects.toEqual(code('invalid_input'))
    await test.write(chair, answerSubmission, { id, revision: 1, state: 'agreed', answer: '' })
    expect(await toldOf(id, 'submission_answered')).toMatchObject([
      { username: 'tuphap', body: expect.stringContaining('Đồng ý') },
    ])
    expect(await waits()).toBe(false)
  })
})

describe('meetings', () => {
  it('never share a room at one time, also when eight are called at once; one may begin when another ends', async () => {
    const called = await Promise.allSettled(
      Array.from({ length: 8 }, () => test.write(clerk, callMeeting, meeting('1T08:00', '1T09:30'))),
    )
    expect(called.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await test.write(clerk, callMeeting, meeting('1T09:30', '1T10:00'))
    await expect(test.write(clerk, callMeeting, meeting('1T07:00', '1T08:01'))).rejects.toEqual(
      code('conflict'),
    )
  })

  it('move with their room, and leave it when cancelled', async () => {
    const { id } = await test.write(clerk, callMeeting, meeting('2T08:00', '2T09:00'))
    await test.write(clerk, changeMeeting, {
      id,
      sequence: 0,
      ...meeting('2T08:30', '2T09:30', { people: [demoStaffId('xahoi')] }),
    })
    await expect(
      test.write(clerk, changeMeeting, { id, sequence: 0, ...meeting('2T08:30', '2T09:30') }),
    ).rejects.toEqual(code('stale'))
    await test.write(chair, cancelMeeting, { id, sequence: 1, reason: 'Chủ tịch đi công tác.' })
    await test.write(clerk, callMeeting, meeting('2T08:30', '2T09:00'))
    expect(names(await toldOf(id, 'meeting_called'))).toEqual(['chutich', 'tuphap', 'xahoi'])
    expect(names(await toldOf(id, 'meeting_left'))).toEqual(['tuphap'])
    expect(names(await toldOf(id, 'meeting_changed'))).toEqual(['chutich'])
    expect(names(await toldOf(id, 'meeting_cancelled'))).toEqual(['xahoi'])
    const row = (await test.read(clerk, listMeetings, {})).rows.find((each) => each.id === id)
    expect(row).toMatchObject({ state: 'cancelled', sequence: 2, people: [{ name: 'Công chức Mẫu Năm' }] })
  })

  it('ask again who said they come, when the time changes and only then; what is answered leaves the inbox', async () => {
    const { id } = await test.write(clerk, callMeeting, meeting('4T08:00', '4T09:00'))
    const waits = async () =>
      (await test.read(officer, internalInbox, {})).items.some((each) => each.id === id)
    expect(await waits()).toBe(true)
    await test.write(officer, answerMeeting, { id, answer: 'comes', words: '' })
    expect(await waits()).toBe(false)
    const later = meeting('4T08:00', '4T09:00', { agenda: 'Thêm một việc.' })
    await test.write(clerk, changeMeeting, { id, sequence: 0, ...later })
    expect(await toldOf(id, 'meeting_changed')).toEqual([])
    expect(await waits()).toBe(false)
    await test.write(clerk, changeMeeting, { id, sequence: 1, ...meeting('4T09:00', '4T10:00') })
    expect(names(await toldOf(id, 'meeting_changed'))).toEqual(['chutich', 'tuphap'])
    expect(await waits()).toBe(true)
  })

  it.each([
    ['an end before the beginning', meeting('3T09:00', '3T08:00'), 'endsAt'],
    [
      'a time gone by',
      {
        ...meeting('3T09:00', '3T10:00'),
        startsAt: '2026-03-01T08:00:00+07:00',
        endsAt: '2026-03-01T09:00:00+07:00',
      },
      'startsAt',
    ],
    ['a room that is none', meeting('3T09:00', '3T10:00', { roomId: uuid() }), 'roomId'],
    ['people who are not here', meeting('3T09:00', '3T10:00', { people: [uuid()] }), 'people'],
    ['an absence without a reason', null, 'words'],
  ])('refuse %s', async (_what, input, field) => {
    const attempt = input
      ? test.write(clerk, callMeeting, input)
      : test.write(chair, answerMeeting, { id: demoInternalId('meeting'), answer: 'absent', words: '' })
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { [field]: expect.any(String) } },
    })
  })
})

/** An own reading of RFC 5545: unfolded lines as name and value, texts with their escapes undone. */
function readCalendar(file: string): Map<string, string> {
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const lines = file.replaceAll('\r\n ', '').trimEnd().split('\r\n')
  const undone = (text: string) =>
    text.replaceAll(/\\(.)/g, (_, each: string) => (each === 'n' ? '\n' : each))
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')), undone(line.slice(line.indexOf(':') + 1))]),
  )
}

describe('the calendar file', () => {
  it('gives back whatever was put in, folded and escaped as RFC 5545 asks', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 150 })
      .map((each) => each.replaceAll(/\p{Cc}/gu, ''))
    fc.assert(
      fc.property(
        text,
        text,
        fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (subject, agenda, start) => {
          const startsAt = new Date(Math.floor(start.getTime() / 1000) * 1000)
          const facts = {
            id: 'a',
            sequence: 3,
            cancelled: false,
            subject,
            description: `${agenda}\nhai;ba,bốn\\năm`,
            location: 'Phòng họp tầng 2',
            organiser: 'Lãnh đạo Mẫu Chín',
          }
          const read = readCalendar(
            calendarFile({ ...facts, startsAt, endsAt: startsAt, changedAt: startsAt }, 'xa.invalid'),
          )
          expect(read.get('SUMMARY')).toBe(subject)
          expect(read.get('DESCRIPTION')).toBe(facts.description)
          expect(read.get('UID')).toBe('a@xa.invalid')
          expect(read.get('DTSTART')).toBe(startsAt.toISOString().replaceAll(/[-:]|\.000/g, ''))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is served for a meeting, and tells calendars of its end when it is cancelled', async () => {
    const get = async () => {
      const url = `/api/v1/meetings/${demoInternalId('meeting')}/calendar.ics`
      const answer = await test.app.server.inject({
        url,
        headers: { cookie: await test.cookie('chuyenmon') },
      })
      expect(answer.headers['content-type']).toContain('text/calendar')
      return readCalendar(answer.body)
    }
    expect((await get()).get('STATUS')).toBe('CONFIRMED')
    await test.write(clerk, cancelMeeting, {
      id: demoInternalId('meeting'),
      sequence: 0,
      reason: 'Trùng lịch của tỉnh.',
    })
    const after = await get()
    expect([after.get('METHOD'), after.get('STATUS'), after.get('SEQUENCE')]).toEqual([
      'CANCEL',
      'CANCELLED',
      '1',
    ])
  })
})

describe('votes in writing', () => {
  const vote = {
    question: 'Chọn phương án trực lễ',
    words: '',
    options: ['Có', 'Không'],
    deadline: at('5T17:00'),
    voters: [demoStaffId('chutich'), demoStaffId('tuphap')],
  }

  it('show who has answered but not how, until the last one closes and seals them', async () => {
    const { id } = await test.write(clerk, openVote, vote)
    await test.write(officer, castBallot, { id, choice: 1, words: 'Trực luân phiên.' })
    await expect(test.write(officer, castBallot, { id, choice: 0, words: '' })).rejects.toEqual(
      code('not_allowed'),
    )
    for (const reader of [clerk, chair, officer]) {
      const row = (await test.read(reader, listVotes, {})).rows.find((each) => each.id === id)
      expect(row?.counts).toBeNull()
      expect(row?.voters.map(({ cast, choice, words }) => [cast, choice, words]).toSorted()).toEqual([
        [false, null, ''],
        [true, null, ''],
      ])
    }
    const told = await test.owner.query('select facts::text from audit_events where subject_id = $1', [id])
    expect(JSON.stringify(told.rows)).not.toContain('luân phiên')
    await expect(test.write(clerk, closeVote, { id })).rejects.toEqual(code('wrong_state'))
    expect(await test.write(chair, castBallot, { id, choice: 0, words: '' })).toEqual({ id, closed: true })
    const closed = (await test.read(clerk, listVotes, {})).rows.find((each) => each.id === id)
    expect(closed?.counts).toEqual([1, 1])
    const ballots = [
      { voterId: demoStaffId('chutich'), choice: 0, words: '' },
      { voterId: demoStaffId('tuphap'), choice: 1, words: 'Trực luân phiên.' },
    ]
    expect(closed?.seal).toBe(sealOf({ id, ...vote }, ballots))
    expect(closed?.seal).not.toBe(
      sealOf({ id, ...vote }, [
        { ...(ballots[0] as (typeof ballots)[0]), choice: 1 },
        ballots[1] as (typeof ballots)[0],
      ]),
    )
  })

  it('take no answer after the deadline, and are then closed by who opened them', async () => {
    const { id } = await test.write(clerk, openVote, vote)
    test.time.set('2026-04-05T17:00:01+07:00')
    await expect(test.write(officer, castBallot, { id, choice: 1, words: '' })).rejects.toEqual(
      code('wrong_state'),
    )
    await test.write(clerk, closeVote, { id })
    test.time.set('2026-03-24T09:00:00+07:00')
    expect((await test.read(clerk, listVotes, {})).rows.find((each) => each.id === id)).toMatchObject({
      closed: true,
      counts: [0, 0],
    })
  })

  it('are told when opened, a day before the end, and when closed by the job, each once and with the ballots cast', async () => {
    const { id } = await test.write(clerk, openVote, { ...vote, deadline: '2026-03-27T17:00:00+07:00' })
    expect(names(await toldOf(id, 'vote_opened'))).toEqual(['chutich', 'tuphap'])
    expect((await test.read(officer, internalInbox, {})).items).toContainEqual(
      expect.objectContaining({ id, task: 'vote', dueAt: '2026-03-27T10:00:00.000Z' }),
    )
    await test.write(officer, castBallot, { id, choice: 1, words: '' })
    const watch = () => watchVotesOf(test.services, test.officeId)
    await watch()
    expect(await toldOf(id, 'vote_due_soon')).toEqual([])
    test.time.set('2026-03-26T17:00:00+07:00')
    await Promise.all([watch(), watch()])
    expect(names(await toldOf(id, 'vote_due_soon'))).toEqual(['chutich'])
    expect(await watch()).toBe(0)
    test.time.set('2026-03-27T17:00:01+07:00')
    await Promise.all([watch(), watch()])
    const closings = await test.owner.query(
      `select count(*)::int as n from audit_events where subject_id = $1 and action = 'records.closeVote'`,
      [id],
    )
    expect(closings.rows[0].n).toBe(1)
    expect(await toldOf(id, 'vote_closed')).toMatchObject([
      { username: 'chutich', body: expect.stringContaining('Có 0, Không 1; 1/2 người trả lời') },
      { username: 'tuphap' },
      { username: 'vanthu' },
    ])
    await expect(test.write(chair, castBallot, { id, choice: 0, words: '' })).rejects.toEqual(
      code('wrong_state'),
    )
    const row = (await test.read(clerk, listVotes, {})).rows.find((each) => each.id === id)
    expect(row).toMatchObject({ closed: true, counts: [0, 1], mayVote: false, mayClose: false })
    const events = await test.owner.query('select count(*)::int as n from audit_events')
    expect(await watch()).toBe(0)
    expect((await test.owner.query('select count(*)::int as n from audit_events')).rows).toEqual(events.rows)
    test.time.set('2026-03-24T09:00:00+07:00')
  })

  it.each([
    ['one option', { options: ['Có'] }],
    ['two options alike', { options: ['Có', 'Có'] }],
    ['a deadline gone by', { deadline: '2026-03-01T08:00:00+07:00' }],
    ['a voter who is not here', { voters: [uuid()] }],
  ])('refuse %s', async (_what, change) => {
    await expect(test.write(clerk, openVote, { ...vote, ...change })).rejects.toEqual(code('invalid_input'))
  })

  it('count every ballot once', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 3 }))), (choices) => {
        const result = countBallots(
          ['a', 'b', 'c', 'd'],
          choices.map((choice, index) => ({ voterId: String(index), choice, words: '' })),
        )
        expect(result.counts.reduce((sum, each) => sum + each, 0)).toBe(result.cast)
        expect(result.asked).toBe(choices.length)
      }),
      { numRuns: 40 },
    )
  })
})
