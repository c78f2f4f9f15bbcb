import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { beat, catchUp, emptyTopic, pump, sendTo, start, takeNews } from './live-topic.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }

/** An answer whose reader takes nothing. */
function stuckAnswer() {
  const written: string[] = []
  const answer = Object.assign(new EventEmitter(), {
    writableLength: 0,
    destroyed: false,
    write(text: string) {
      written.push(text)
      answer.writableLength += text.length
      return false
    },
    destroy() {
      answer.destroyed = true
    },
  })
  return { raw: answer as unknown as ServerResponse, answer, written }
}

const news = (at: number) => ({
  at,
  events: [{ id: at, name: 'call', data: { at } }],
  state: { at },
  groups: ['a'],
})

describe('a topic', () => {
  it('drops a reader who takes nothing instead of keeping everything for them', () => {
    const { raw, answer, written } = stuckAnswer()
    for (let index = 0; index < 100; index += 1) sendTo({ raw, group: null }, 'x'.repeat(2000))
    expect(answer.destroyed).toBe(true)
    expect(written.join('').length).toBeLessThan(70_000)
  })

  it('keeps a bounded number of events, however many come', () => {
    const topic = emptyTopic(async () => news(0))
    for (let at = 1; at <= 1000; at += 1) takeNews(topic, news(at))
    expect(topic.kept).toHaveLength(64)
    expect(catchUp(topic, 998).match(/event: call/g)).toHaveLength(2)
    expect(catchUp(topic, null)).not.toContain('event: call')
  })

  it('reads once for many notices and sends nothing twice', async () => {
    let reads = 0
    const topic = emptyTopic(async (after) => {
      reads += 1
      return after >= 1 ? { ...news(1), events: [] } : news(1)
    })
    const { raw, written } = stuckAnswer()
    topic.watchers.add({ raw, group: 'a' })
    await Promise.all(Array.from({ length: 50 }, () => pump(topic, log)))
    await pump(topic, log)
    expect(reads).toBeLessThanOrEqual(3)
    expect(written.join('').match(/event: call/g)).toHaveLength(1)
  })

  it('keeps an event once that is told of while the topic is opened', async () => {
    const after: number[] = []
    const topic = emptyTopic(async (at) => {
      after.push(at)
      await setImmediate()
      return at >= 1 ? { ...news(1), events: [] } : news(1)
    })
    await Promise.all([start(topic, log), pump(topic, log)])
    expect(after).toEqual([0, 1])
    expect(topic.kept.map(({ id }) => id)).toEqual([1])
  })

  it('tells that the line is alive, and finds what no notice told', async () => {
    const topic = emptyTopic(async (after) => (after >= 1 ? { ...news(1), events: [] } : news(1)))
    const { raw, written } = stuckAnswer()
    topic.watchers.add({ raw, group: 'a' })
    await beat(topic, log)
    await beat(topic, log)
    expect(written.join('').match(/event: beat/g)).toHaveLength(2)
    expect(written.join('').match(/event: call/g)).toHaveLength(1)
  })

  it('cuts off a group that may not watch any more, and survives a read that fails', async () => {
    let fails = true
    const topic = emptyTopic(async () => {
      if (fails) throw new Error('no database')
      return news(1)
    })
    const [mine, other] = [stuckAnswer(), stuckAnswer()]
    topic.watchers.add({ raw: mine.raw, group: 'a' }).add({ raw: other.raw, group: 'b' })
    await pump(topic, log)
    expect([mine.answer.destroyed, other.answer.destroyed]).toEqual([false, false])
    fails = false
    await pump(topic, log)
    expect([mine.answer.destroyed, other.answer.destroyed]).toEqual([false, true])
  })
})
