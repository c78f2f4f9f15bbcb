import type { Subscriber } from '../../platform/outbox.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { queueForPortal } from '../commands/queue-messages.ts'
import { toldToPortal } from '../model/told-to-portal.ts'
import { portalConnected } from '../queries/load-settings.ts'

type Deps = Pick<Services, 'database' | 'clock'>

/** Hears the news of dossiers for the portal. The delivery's id keeps news that is delivered again from being said again. */
export function tellPortal(deps: Deps): readonly Subscriber[] {
  return Object.keys(toldToPortal).map((topic) => ({
    topic,
    async handle({ officeId, id, payload }) {
      const actor = systemActor(officeId)
      const { connected } = await read(deps, actor, portalConnected, {})
      if (!connected) return
      const call = { actor, requestId: id, idempotencyKey: `${id}.portal` }
      const status = typeof payload.status === 'number' ? payload.status : null
      await write(deps, call, queueForPortal, {
        source: id,
        topic,
        dossierId: String(payload.dossierId),
        status,
      })
    },
  }))
}
