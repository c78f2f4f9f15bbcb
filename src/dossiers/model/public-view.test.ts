import { expect, test } from 'vitest'
import { masked, progressOf, statusSentence, timingOf } from './public-view.ts'
import { statuses } from './status.ts'

const steps = ['counter', 'specialist', 'leader', 'clerk', 'counter'].map((role) => ({ name: role, role }))
const states = (status: number, step: number) => progressOf({ status, step }, steps).map(({ state }) => state)

test('progress says what is done, what goes on and what is to come', () => {
  expect(states(4, 1)).toEqual(['done', 'current', 'waiting', 'waiting', 'waiting'])
  expect(states(5, 1)).toEqual(['done', 'paused', 'waiting', 'waiting', 'waiting'])
  expect(states(8, 2)).toEqual(['done', 'done', 'stopped', 'dropped', 'dropped'])
  expect(states(9, 4)).toEqual(['done', 'done', 'done', 'done', 'current'])
  expect(states(10, 4)).toEqual(['done', 'done', 'done', 'done', 'done'])
  expect(progressOf({ status: 4, step: 0 }, [])).toEqual([])
})

test('posts, never people, also for a role that is not known', () => {
  expect(progressOf({ status: 4, step: 1 }, steps)[1]?.desk).toBe('Công chức chuyên môn')
  expect(progressOf({ status: 9, step: 4 }, steps)[4]?.stateWords).toBe('Chờ bạn đến nhận')
})

const due = new Date('2026-03-24T17:00:00+07:00')
const minute = 60_000
const timing = (status: number, facts: { now: Date; pausedSince?: Date; finishedAt?: Date }) =>
  timingOf(
    {
      status,
      dueAt: due,
      pausedSince: facts.pausedSince ?? null,
      finishedAt: facts.finishedAt ?? null,
    },
    facts.now,
  )

test('on the minute is on time, the next one is late', () => {
  expect(timing(4, { now: due })).toEqual({ isLate: false, words: 'Hẹn trả trong hôm nay.' })
  expect(timing(4, { now: new Date(due.getTime() + minute) })).toEqual({
    isLate: true,
    words: 'Đã quá hẹn từ 17:00 ngày 24/03/2026. Hãy liên hệ nơi tiếp nhận để được trả lời.',
  })
  expect(timing(2, { now: new Date(due.getTime() - 24 * 60 * minute) })?.words).toBe('Chưa đến hẹn.')
})

test('while the citizen is awaited nothing becomes late', () => {
  const now = new Date(due.getTime() + 9 * 24 * 60 * minute)
  expect(timing(5, { now, pausedSince: new Date(due.getTime() - minute) })?.isLate).toBe(false)
  const late = timing(6, { now, pausedSince: new Date(due.getTime() + minute) })
  expect(late).toMatchObject({ isLate: true, words: expect.stringContaining('Trước đó đã quá hẹn') })
})

test('what is finished is judged by when it was finished; what is stopped is not judged', () => {
  const now = new Date(due.getTime() + 9 * 24 * 60 * minute)
  expect(timing(9, { now, finishedAt: due })?.words).toBe('Có kết quả ngày 24/03/2026, đúng hẹn.')
  expect(timing(10, { now, finishedAt: now })?.isLate).toBe(true)
  expect([timing(8, { now }), timing(3, { now })]).toEqual([null, null])
})

test('every state that has a code has words for the citizen', () => {
  for (const status of Object.keys(statuses).map(Number)) {
    expect(statusSentence(status, false) !== '', String(status)).toBe(status !== 1 && status !== 3)
  }
})

test('numbers are masked, also very short ones', () => {
  expect(['038190000123', '0123', '12', ''].map(masked)).toEqual(['•••••••••123', '•123', '••', ''])
})
