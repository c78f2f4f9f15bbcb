import pg from 'pg'
import type { Log } from './services.ts'

/** Name of the channel on which transactions tell, with `pg_notify`, what they changed. */
const channel = 'motcua_live'
const waitAfterLoss = 1000

/** Tells this process what any process has committed, by topic. */
export interface LiveFeed {
  /** Calls back after a change of the topic, and when changes may have been missed; returns what ends the watch. */
  watch(topic: string, onChange: () => void): () => void
  /**
   * Calls back with the rest of every topic that begins so. What was missed while the line was lost is not told: whoever
   * watches so looks by the clock too.
   */
  watchEach(beginning: string, onChange: (rest: string) => void): () => void
  close(): Promise<void>
}

/**
 * Listens to the database on one connection, opened when somebody first watches. A lost connection is opened anew, and
 * everybody looks again then: notices sent meanwhile are gone, the rows they were about are not.
 */
export function createLiveFeed(url: string, log: Log): LiveFeed {
  const watchers = new Map<string, Set<() => void>>()
  const byBeginning = new Set<{ beginning: string; onChange: (rest: string) => void }>()
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | undefined
  let closed = false

  const tell = (topic: string) => {
    for (const onChange of watchers.get(topic) ?? []) onChange()
    for (const { beginning, onChange } of byBeginning) {
      if (topic.startsWith(beginning)) onChange(topic.slice(beginning.length))
    }
  }
  function lost(from: pg.Client, error?: Error): void {
    if (client !== from) return
    client = null
    from.end().catch(() => {})
    if (closed) return
    log.warn({ err: error?.message }, 'Mất kết nối nghe thay đổi; sẽ nối lại.')
    retry = setTimeout(connect, waitAfterLoss)
  }
  async function connect(): Promise<void> {
    if (closed || client) return
    const fresh = new pg.Client({ connectionString: url, keepAlive: true })
    client = fresh
    fresh.on('error', (error) => lost(fresh, error))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ payload }) => tell(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      for (const topic of watchers.keys()) tell(topic)
    } catch (error) {
      lost(fresh, error instanceof Error ? error : undefined)
    }
  }
  return {
    watch(topic, onChange) {
      const others = watchers.get(topic) ?? new Set()
      watchers.set(topic, others.add(onChange))
      connect()
      return () => {
        others.delete(onChange)
        if (others.size === 0) watchers.delete(topic)
      }
    },
    watchEach(beginning, onChange) {
      const watcher = { beginning, onChange }
      byBeginning.add(watcher)
      connect()
      return () => void byBeginning.delete(watcher)
    },
    async close() {
      closed = true
      clearTimeout(retry)
      const open = client
      client = null
      await open?.end()
    },
  }
}
