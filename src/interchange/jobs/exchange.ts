import { isPractice } from '../../platform/practice.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { exchangeWork } from '../queries/due-messages.ts'
import { pollAxis } from './poll-axis.ts'
import { sendDue } from './send-due.ts'
import { settleKept } from './settle-kept.ts'

export type ExchangeDeps = Pick<Services, 'database' | 'clock' | 'secrets' | 'log' | 'observe' | 'blobs'> & {
  /** Seconds one call of the axis may take; the client's own unless told. */
  limitSeconds?: number
}

/**
 * One run of an office: fetches what lies at the axis, reads what was kept, sends what is due. Every step is noted by itself;
 * whatever breaks in between, it is done again and has no second effect. Idle runs write nothing.
 */
export async function exchangeDocuments(deps: ExchangeDeps, officeId: string): Promise<void> {
  if (isPractice(officeId)) return
  const work = await read(deps, systemActor(officeId), exchangeWork, {})
  if (work.pollIsDue && work.axis) await pollAxis(deps, officeId, work.axis)
  await readArrivals(deps, officeId)
  await sendDue(deps, officeId)
}

/** Reads what was kept and not read yet, each once in a run. */
async function readArrivals(deps: ExchangeDeps, officeId: string): Promise<void> {
  const seen = new Set<string>()
  for (;;) {
    const { toRead } = await read(deps, systemActor(officeId), exchangeWork, {})
    const fresh = toRead.filter(({ id }) => !seen.has(id))
    if (fresh.length === 0) return
    for (const kept of fresh) {
      seen.add(kept.id)
      await settleKept(deps, officeId, kept)
    }
  }
}
