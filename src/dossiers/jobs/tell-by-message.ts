import { markName } from '../../notifications/model/message-source.ts'
import type { Subscriber } from '../../platform/outbox.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { tellNews } from '../commands/tell-by-message.ts'
import { toldTopics } from '../model/told-news.ts'

type Deps = Pick<Services, 'database' | 'clock' | 'config' | 'secrets'>

/**
 * Hears the news of dossiers and has it told. The delivery's id makes the key of the write and is the source of the messages, so
 * that news delivered again makes no second message.
 */
export function tellByMessage(deps: Deps): readonly Subscriber[] {
  return toldTopics.map((topic) => ({
    topic,
    async handle({ officeId, id, payload }) {
      const call = { actor: systemActor(officeId), requestId: id, idempotencyKey: `${id}.messages` }
      const marks = {
        email: deps.secrets.mark(markName(id, 'email')),
        sms: deps.secrets.mark(markName(id, 'sms')),
      }
      const { publicUrl } = deps.config
      await write(deps, call, tellNews, {
        source: id,
        topic,
        dossierId: String(payload.dossierId),
        publicUrl,
        marks,
      })
    },
  }))
}
