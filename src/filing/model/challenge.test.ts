import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askQuestion, isAnswered, needsQuestion } from './challenge.ts'

const hash = (text: string) => createHmac('sha256', 'bi-mat-cua-phep-thu').update(text).digest()
const now = new Date('2026-03-24T09:00:00+07:00')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const asking = { draftId: '7f2b1c86-3d54-4e0a-9b16-5a0c2d9e4f01', round: 0 }
const at = { now, hash }

/** The one option that is taken for the answer. */
const answersOf = (question: ReturnType<typeof askQuestion>, of = asking) =>
  question.options.filter((answer) => isAnswered({ token: question.token, answer }, of, at))

describe('the question', () => {
  it('has six words of which one fits, whatever draft, round and moment', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(20), fc.integer({ min: 0, max: 10 ** 12 }), (draftId, round, ms) => {
        const moment = new Date(now.getTime() + ms)
        const question = askQuestion({ draftId, round }, moment, hash)
        expect(new Set(question.options).size).toBe(6)
        const right = question.options.filter((answer) =>
          isAnswered({ token: question.token, answer }, { draftId, round }, { now: moment, hash }),
        )
        expect(right).toHaveLength(1)
      }),
      { numRuns: 100 },
    )
  })

  it('counts for its draft and its round alone, under the secret of its installation', () => {
    const question = askQuestion(asking, now, hash)
    const [answer = ''] = answersOf(question)
    const given = { token: question.token, answer }
    expect(isAnswered(given, asking, at)).toBe(true)
    expect(isAnswered(given, { ...asking, round: 1 }, at)).toBe(false)
    expect(isAnswered(given, { ...asking, draftId: '7f2b1c86-3d54-4e0a-9b16-5a0c2d9e4f02' }, at)).toBe(false)
    const elsewhere = (text: string) => createHmac('sha256', 'noi-khac').update(text).digest()
    expect(isAnswered(given, asking, { now, hash: elsewhere })).toBe(false)
  })

  it('has half an hour, and none before it was asked', () => {
    const question = askQuestion(asking, now, hash)
    const [answer = ''] = answersOf(question)
    const given = { token: question.token, answer }
    expect(isAnswered(given, asking, { now: later(29), hash })).toBe(true)
    expect(isAnswered(given, asking, { now: later(30), hash })).toBe(false)
    expect(isAnswered(given, asking, { now: later(-1), hash })).toBe(false)
  })

  it('is not answered by what nobody asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (token, answer) => {
        expect(isAnswered({ token, answer }, asking, at)).toBe(false)
      }),
      { numRuns: 100 },
    )
  })
})

describe('whether it is asked', () => {
  const once = { source: 'own', fromAddress: 0, lately: 0, secondsSinceBegun: 300 } as const

  it('not of who comes once and takes their time, nor at the desk', () => {
    expect(needsQuestion(once)).toBe(false)
    expect(needsQuestion({ ...once, source: 'assisted', fromAddress: 50, secondsSinceBegun: 1 })).toBe(false)
  })

  it('of a second filing from an address, of an unusual rate, of who is faster than a reader', () => {
    expect(needsQuestion({ ...once, fromAddress: 1 })).toBe(true)
    expect(needsQuestion({ ...once, lately: 40 })).toBe(true)
    expect(needsQuestion({ ...once, secondsSinceBegun: 19 })).toBe(true)
  })
})
