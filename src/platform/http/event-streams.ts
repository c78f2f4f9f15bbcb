import type { FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'
import type { LiveFeed } from '../live-feed.ts'
import type { Log } from '../services.ts'
import {
  beat,
  catchUp,
  emptyTopic,
  type LiveTopic,
  pump,
  type ReadNews,
  sendTo,
  start,
} from './live-topic.ts'

export interface Watch {
  topic: string
  /** To which the watcher belongs (a device); null may always watch. */
  group: string | null
  /** Last event that the watcher has seen; null for one who comes new. */
  lastSeen: number | null
  read: ReadNews
}

export interface EventStreams {
  /** Sends the topic's events to this request until it ends. Fails with unavailable when too many watch already. */
  join(reply: FastifyReply, watch: Watch): Promise<void>
  /** How many watch now. */
  watching(): number
  close(): void
}

interface Opened {
  topic: LiveTopic
  unwatch(): void
}

const heartbeatMilliseconds = 15_000
const watcherLimit = 10_000
const reconnectMilliseconds = 2000

/**
 * Server-sent events from committed rows. Each change is read once per topic and process and the same text goes to
 * all its watchers; nothing is kept per watcher. Whoever comes back with Last-Event-ID is told what it missed, as far as
 * the latest 64 events go, and always how things stand.
 */
export function createEventStreams({ feed, log }: { feed: LiveFeed; log: Log }): EventStreams {
  const topics = new Map<string, Promise<Opened>>()
  let count = 0
  const heartbeat = setInterval(
    () => forEachTopic(topics, (topic) => beat(topic, log)),
    heartbeatMilliseconds,
  )
  heartbeat.unref()

  function open(name: string, read: ReadNews): Promise<Opened> {
    const known = topics.get(name)
    if (known) return known
    const opening = openTopic(name, { read, feed, log })
    topics.set(name, opening)
    opening.catch(() => topics.delete(name))
    return opening
  }

  function forget(name: string, { topic, unwatch }: Opened): void {
    if (topic.watchers.size > 0) return
    unwatch()
    topics.delete(name)
  }

  return {
    async join(reply, { topic: name, group, lastSeen, read }) {
      if (count >= watcherLimit) throw new AppError('unavailable')
      const opened = await open(name, read)
      const { raw } = reply
      reply.hijack()
      // Gone while we read: nobody would tell us again.
      if (raw.destroyed) return forget(name, opened)
      const watcher = { raw, group }
      opened.topic.watchers.add(watcher)
      count += 1
      raw.on('close', () => {
        count -= 1
        opened.topic.watchers.delete(watcher)
        forget(name, opened)
      })
      raw.writeHead(200, {
        ...plainHeaders(reply),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      sendTo(watcher, `retry: ${reconnectMilliseconds}\n\n${catchUp(opened.topic, lastSeen)}`)
    },
    watching: () => count,
    close() {
      clearInterval(heartbeat)
      forEachTopic(topics, ({ watchers }) => {
        for (const { raw } of watchers) raw.destroy()
      })
    },
  }
}

async function openTopic(name: string, parts: { read: ReadNews; feed: LiveFeed; log: Log }): Promise<Opened> {
  const topic = emptyTopic(parts.read)
  // First listen, then read: what is committed in between is read again and not lost.
  const unwatch = parts.feed.watch(name, () => pump(topic, parts.log))
  try {
    await start(topic, parts.log)
    return { topic, unwatch }
  } catch (error) {
    unwatch()
    throw error
  }
}

function forEachTopic(topics: ReadonlyMap<string, Promise<Opened>>, work: (topic: LiveTopic) => void): void {
  for (const opening of topics.values())
    opening.then(
      ({ topic }) => work(topic),
      () => {},
    )
}

/** Headers set until now, as the raw answer takes them. */
function plainHeaders(reply: FastifyReply): Record<string, string | number | string[]> {
  const set = Object.entries(reply.getHeaders())
  return Object.fromEntries(set.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
