import type { LiveFeed } from './live-feed.ts'
import type { Log } from './services.ts'

/** Work of offices that is begun as soon as something waits for it. */
export interface PromptWork {
  /** What is told, with the office's id behind it, when something waits. */
  topic: string
  work(officeId: string): Promise<unknown>
  /** Says that it failed and will be tried again. */
  failure: string
}

/**
 * Works for an office whenever it is told, never twice for one office at once. What is told while it runs is looked for when
 * it ends; what this misses the job of the next minute finds. Ends with the function that it returns.
 */
export function workAtOnce(deps: { feed: LiveFeed; log: Log }, { topic, work, failure }: PromptWork) {
  const running = new Map<string, { again: boolean }>()
  async function run(officeId: string): Promise<void> {
    const other = running.get(officeId)
    if (other) {
      other.again = true
      return
    }
    const own = { again: false }
    running.set(officeId, own)
    try {
      do {
        own.again = false
        await work(officeId)
      } while (own.again)
    } catch (error) {
      deps.log.warn({ err: String(error) }, failure)
    } finally {
      running.delete(officeId)
    }
  }
  return deps.feed.watchEach(topic, (officeId) => void run(officeId))
}
