import type { Subscriber } from '../../platform/outbox.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { followWithdrawal } from '../commands/follow-withdrawal.ts'
import { tellSender } from '../commands/tell-sender.ts'
import { newsForSender } from '../model/status-order.ts'
import { cameByInterchange } from '../queries/came-by-interchange.ts'

type Deps = Pick<Services, 'database' | 'clock'>

/** Hears what records say: of incoming documents for their senders, of withdrawn ones for those who got them. */
export function interchangeNews(deps: Deps): readonly Subscriber[] {
  const ofIncoming = newsForSender.map(
    (topic): Subscriber => ({
      topic,
      async handle({ officeId, id, payload }) {
        const actor = systemActor(officeId)
        const incomingId = String(payload.incomingId)
        if (!(await read(deps, actor, cameByInterchange, { incomingId })).came) return
        const call = { actor, requestId: id, idempotencyKey: `${id}.interchange` }
        await write(deps, call, tellSender, { incomingId, topic, state: String(payload.state) })
      },
    }),
  )
  const ofOutgoing = (['recalled', 'replaced', 'corrected'] as const).map(
    (done): Subscriber => ({
      topic: `outgoing.${done}`,
      async handle({ officeId, id, payload }) {
        const call = {
          actor: systemActor(officeId),
          requestId: id,
          idempotencyKey: `${id}.interchange`,
        }
        await write(deps, call, followWithdrawal, {
          outgoingId: String(payload.outgoingId),
          done,
          byId: typeof payload.byId === 'string' ? payload.byId : null,
          reason: String(payload.reason),
          decidedBy: String(payload.decidedBy),
        })
      },
    }),
  )
  return [...ofIncoming, ...ofOutgoing]
}
