import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callingOrder, priorityRunOf, type Waiting } from './order.ts'

const ticket = fc.record({
  isPriority: fc.boolean(),
  queuedAt: fc.integer({ min: 0, max: 50 }).map((minute) => new Date(minute * 60_000)),
  number: fc.integer({ min: 1, max: 9999 }),
})
const tickets = fc.uniqueArray(ticket, { selector: ({ number }) => number, maxLength: 60 })
const run = fc.integer({ min: 1, max: 5 })

describe('the order of calls', () => {
  it('calls everybody exactly once, each class by time', () => {
    fc.assert(
      fc.property(tickets, run, fc.nat(6), (waiting, priorityRun, soFar) => {
        const order = callingOrder(waiting, { priorityRun }, soFar)
        expect(order.toSorted((a, b) => a.number - b.number)).toEqual(
          waiting.toSorted((a, b) => a.number - b.number),
        )
        for (const isPriority of [true, false]) {
          const times = order.filter((each) => each.isPriority === isPriority).map(at)
          expect(times).toEqual(times.toSorted((a, b) => a - b))
        }
      }),
    )
  })

  it('never calls more priority tickets in a row than the rule says while an ordinary one waits', () => {
    fc.assert(
      fc.property(tickets, run, fc.nat(6), (waiting, priorityRun, soFar) => {
        const order = callingOrder(waiting, { priorityRun }, soFar)
        let inRow = soFar
        for (const [index, each] of order.entries()) {
          const ordinaryWaits = order.slice(index).some(({ isPriority }) => !isPriority)
          if (each.isPriority && ordinaryWaits) expect(inRow).toBeLessThan(priorityRun)
          inRow = each.isPriority ? inRow + 1 : 0
        }
      }),
    )
  })

  it('lets nobody wait for ever, however many with priority come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), run, (ordinary, priorityRun) => {
        let waiting: Waiting[] = Array.from({ length: ordinary }, (_, index) => plain(index + 1))
        const calls: boolean[] = []
        for (let call = 0; call < ordinary * (priorityRun + 1); call += 1) {
          // Somebody with priority comes before each call.
          waiting = [...waiting, { ...plain(1000 + call), isPriority: true }]
          const [next] = callingOrder(waiting, { priorityRun }, priorityRunOf(calls.slice(0, priorityRun)))
          waiting = waiting.filter((each) => each !== next)
          calls.unshift(next?.isPriority ?? false)
        }
        expect(waiting.filter(({ isPriority }) => !isPriority)).toEqual([])
      }),
    )
  })

  it('serves priority first and goes by number within one instant', () => {
    const [first, second] = [plain(1), plain(2)]
    const elder = { ...plain(3), isPriority: true }
    expect(callingOrder([second, first, elder], { priorityRun: 2 }, 0)).toEqual([elder, first, second])
    expect(callingOrder([second, first, elder], { priorityRun: 2 }, 2)).toEqual([first, elder, second])
  })
})

const at = ({ queuedAt }: Waiting) => queuedAt.getTime()
const plain = (number: number): Waiting => ({ isPriority: false, queuedAt: new Date(0), number })
