import { Readable } from 'node:stream'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { keepArrival } from '../commands/keep-arrival.ts'
import { notePoll } from '../commands/save-settings.ts'
import type { AxisMessageType } from '../model/axis-mapping.ts'
import { edxmlLimits } from '../model/edxml/message.ts'
import type { Axis } from './axis-client.ts'
import { axisOf, lostSecret, type SealedAccount } from './deliver-over-axis.ts'
import type { ExchangeDeps } from './exchange.ts'
import { settleKept } from './settle-kept.ts'

const pageSize = 50
/** Pages taken in one run; the next run goes on. */
const mostPages = 10

/** Times that a message which cannot be read is fetched again before it is taken for what its sender wrote. */
const triesForWhole = 5

/** Fetches what waits at the axis. Each message is confirmed there only after it is stored here. */
export async function pollAxis(deps: ExchangeDeps, officeId: string, account: SealedAccount): Promise<void> {
  const axis = axisOf(deps, account)
  const polled = axis ? await takeAll(deps, officeId, axis) : { taken: 0, problem: lostSecret }
  await write(deps, { actor: systemActor(officeId), requestId: 'poll-axis' }, notePoll, polled)
}

interface Polled {
  taken: number
  problem: string
}

async function takeAll(deps: ExchangeDeps, officeId: string, axis: Axis): Promise<Polled> {
  const polled: Polled = { taken: 0, problem: '' }
  // Documents first: a status may speak of one, never the other way round.
  for (const type of ['edoc', 'status'] as const) await takeType(deps, { officeId, axis, type, polled })
  return polled
}

async function takeType(
  deps: ExchangeDeps,
  run: { officeId: string; axis: Axis; type: AxisMessageType; polled: Polled },
): Promise<void> {
  const { axis, polled } = run
  const seen = new Set<string>()
  for (let page = 0; page < mostPages; page += 1) {
    const listed = await axis.received(run.type, pageSize)
    if (!listed.ok) {
      polled.problem = listed.reason
      return
    }
    const fresh = listed.value.filter(({ docId }) => !seen.has(docId))
    for (const entry of fresh) {
      seen.add(entry.docId)
      const problem = await takeOne(deps, run, entry)
      if (problem === null) polled.taken += 1
      else polled.problem = problem
    }
    if (fresh.length === 0 || listed.value.length < pageSize) return
  }
}

/** Why a message could not be taken; null when it was. */
async function takeOne(
  deps: ExchangeDeps,
  { officeId, axis }: { officeId: string; axis: Axis },
  { docId, from }: { docId: string; from: string },
): Promise<string | null> {
  const got = await axis.download(docId)
  if (!got.ok) return got.reason
  if (got.value.byteLength === 0) return 'Trục liên thông đưa một thông điệp rỗng.'
  const { sha256, size } = await deps.blobs.put(Readable.from([got.value]), edxmlLimits.message)
  const call = { actor: systemActor(officeId), requestId: `axis.${docId}`.slice(0, 100) }
  const kept = await write(deps, call, keepArrival, {
    via: 'axis',
    transportId: docId,
    axisSender: from,
    sha256,
    size,
  })
  const { isReadable } = await settleKept(deps, officeId, { id: kept.id, sha256 })
  // Cut off on the way it may come whole the next time, so it stays at the axis; the same bytes each time are what was sent.
  if (!isReadable && kept.repeats < triesForWhole) return null
  const confirmed = await axis.confirm(docId, 'done')
  return confirmed.ok ? null : confirmed.reason
}
