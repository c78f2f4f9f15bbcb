import type { ServerResponse } from 'node:http'
import type { Log } from '../services.ts'

/** One thing that happened; ids rise in the order of commit. */
export interface StreamEvent {
  id: number
  name: string
  data: unknown
}

/** What is new on a topic after an event, and how things stand now. */
export interface StreamNews {
  at: number
  events: readonly StreamEvent[]
  state: unknown
  /** Groups of watchers that may go on watching; those of other groups are cut off. */
  groups: readonly string[]
}

export type ReadNews = (after: number) => Promise<StreamNews>

/** One open answer. */
export interface Watcher {
  raw: ServerResponse
  /** To which it belongs (a device); null may always watch. */
  group: string | null
}

/** What one process keeps of a topic, however many watch it. */
export interface LiveTopic {
  watchers: Set<Watcher>
  read: ReadNews
  /** Latest events, for those who were cut off for a while. */
  kept: readonly StreamEvent[]
  at: number
  /** Frame that tells how things stand. */
  state: string
  groups: readonly string[]
  pumping: boolean
  again: boolean
}

const keptEvents = 64
/** Bytes that may wait for a slow watcher; then it is cut off and comes back by itself. */
const backlogLimit = 64 * 1024

export function emptyTopic(read: ReadNews): LiveTopic {
  return {
    watchers: new Set(),
    read,
    kept: [],
    at: 0,
    state: '',
    groups: [],
    pumping: false,
    again: false,
  }
}

/**
 * The first reading; fails as the reading does. Notices that come meanwhile wait for it: a second reading beside it would
 * bring the same events again.
 */
export async function start(topic: LiveTopic, log: Log): Promise<void> {
  topic.pumping = true
  try {
    takeNews(topic, await topic.read(0))
  } finally {
    topic.pumping = false
  }
  if (topic.again) await pump(topic, log)
}

/** Reads what is new and sends it to everybody; what happens meanwhile is read in one more go. */
export async function pump(topic: LiveTopic, log: Log): Promise<void> {
  topic.again = true
  if (topic.pumping) return
  topic.pumping = true
  try {
    while (topic.again) {
      topic.again = false
      const before = topic.state
      const { events } = takeNews(topic, await topic.read(topic.at))
      spread(topic, `${events.map(frameOf).join('')}${topic.state === before ? '' : topic.state}`)
    }
  } catch (error) {
    log.warn({ err: String(error) }, 'Chưa đọc được thay đổi để gửi đi; sẽ đọc lại.')
  } finally {
    topic.pumping = false
  }
}

export function takeNews(topic: LiveTopic, news: StreamNews): StreamNews {
  topic.kept = [...topic.kept, ...news.events].slice(-keptEvents)
  topic.at = Math.max(topic.at, news.at)
  topic.groups = news.groups
  topic.state = frameOf({ id: topic.at, name: 'state', data: news.state })
  return news
}

/**
 * Lets watchers know that the line is alive, and looks once more: a notice may be lost with the connection that brought
 * it.
 */
export async function beat(topic: LiveTopic, log: Log): Promise<void> {
  for (const watcher of topic.watchers) sendTo(watcher, 'event: beat\ndata: {}\n\n')
  await pump(topic, log)
}

/** The same text to all, and an end to those who may not watch any more. */
function spread(topic: LiveTopic, text: string): void {
  for (const watcher of topic.watchers) {
    if (watcher.group !== null && !topic.groups.includes(watcher.group)) watcher.raw.destroy()
    else if (text !== '') sendTo(watcher, text)
  }
}

export function sendTo({ raw }: Watcher, text: string): void {
  if (raw.writableLength > backlogLimit) raw.destroy()
  else raw.write(text)
}

/** What somebody who saw `lastSeen` missed, as far as it is kept, and how things stand; null for one who comes new. */
export function catchUp(topic: LiveTopic, lastSeen: number | null): string {
  const missed = lastSeen === null ? [] : topic.kept.filter(({ id }) => id > lastSeen)
  return `${missed.map(frameOf).join('')}${topic.state}`
}

function frameOf({ id, name, data }: StreamEvent): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
