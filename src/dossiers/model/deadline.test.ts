import fc from 'fast-check'
import { expect, it } from 'vitest'
import { someCalendar, someInstant } from '../../calendar/model/factory.ts'
import { deadlineOf, mostPressing, urgencyBounds } from './deadline.ts'

const running = { status: 4, pausedSince: null, finishedAt: null }

it('asks the database for the same urgency as it says', () => {
  fc.assert(
    fc.property(
      someCalendar,
      someInstant,
      fc.integer({ min: -20_000, max: 20_000 }),
      fc.integer({ min: 60, max: 2400 }),
      (calendar, now, minutes, dueSoonMinutes) => {
        const reckoning = { calendar, now, dueSoonMinutes }
        const dueAt = new Date(now.getTime() + minutes * 60_000)
        const { late, today, soon } = urgencyBounds(reckoning)
        const asked = dueAt < late ? 'late' : dueAt < soon ? 'due_soon' : 'on_time'
        const said = deadlineOf(reckoning, { ...running, dueAt }).urgency
        // Between closing and opening no working time passes: the bound may reach no further than the next opening.
        if (asked !== said) expect({ asked, said }).toEqual({ asked: 'on_time', said: 'due_soon' })
        expect(soon >= today).toBe(true)
      },
    ),
  )
})

it('lets no time run while the clock is stopped, and judges what is finished by when it was finished', () => {
  fc.assert(
    fc.property(someCalendar, someInstant, fc.nat({ max: 100_000 }), (calendar, start, minutes) => {
      const now = new Date(start.getTime() + minutes * 60_000)
      const dueAt = new Date(start.getTime() + 60_000)
      const facts = { status: 5, dueAt, pausedSince: start, finishedAt: null }
      const later = deadlineOf({ calendar, now, dueSoonMinutes: 60 }, facts)
      expect(later).toEqual(deadlineOf({ calendar, now: start, dueSoonMinutes: 60 }, facts))
      expect(later.urgency).toBe('on_time')
      const finished = { status: 10, dueAt, pausedSince: null, finishedAt: start }
      expect(deadlineOf({ calendar, now, dueSoonMinutes: 60 }, finished).urgency).toBe('on_time')
    }),
  )
})

it('has no urgency where no time runs', () => {
  fc.assert(
    fc.property(someCalendar, someInstant, fc.constantFrom(1, 3, 8), (calendar, now, status) => {
      const stopped = { status, dueAt: new Date(0), pausedSince: null, finishedAt: null }
      expect(deadlineOf({ calendar, now, dueSoonMinutes: 60 }, stopped).urgency).toBeNull()
    }),
    { numRuns: 20 },
  )
})

it('puts the dossier before its step, and late before soon', () => {
  const deadline = (urgency: 'late' | 'due_soon' | 'on_time', words: string) => ({ urgency, words })
  expect(mostPressing(deadline('late', 'a'), deadline('late', 'b')).words).toBe('a')
  expect(mostPressing(deadline('due_soon', 'a'), deadline('late', 'b'))).toEqual(
    deadline('late', 'bước này b'),
  )
  expect(mostPressing(deadline('due_soon', 'a'), deadline('due_soon', 'b')).words).toBe('a')
  expect(mostPressing(deadline('on_time', 'a'), deadline('due_soon', 'b')).words).toBe('bước này b')
  expect(mostPressing(deadline('on_time', 'a'), deadline('on_time', 'b')).words).toBe('a')
})
