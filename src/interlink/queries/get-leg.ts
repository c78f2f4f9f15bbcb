import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, holds } from '../../platform/operations.ts'
import { dossierRoles } from '../../staff/model.ts'
import { demoIncomingRef } from '../examples.ts'
import { requestContent } from '../model/package.ts'
import { answeringRoles } from '../policy.ts'
import { legEvent, legView, readLegEvents, readLegs } from './leg-view.ts'

/** One thing that a partner asks, whole: the dossier it is about, what came with it, and what happened since. */
export const getLeg = defineQuery({
  name: 'interlink.get',
  title: 'Xem một đề nghị phối hợp',
  audience: dossierRoles,
  door: { method: 'GET', path: '/legs/{legId}' },
  input: z.strictObject({ legId: z.uuid() }),
  output: legView.extend({ content: requestContent, events: z.array(legEvent) }),
  example: { legId: demoIncomingRef.legId },
  async run({ db, now }, actor, { legId }) {
    const { officeId } = actor
    const which = sql`l.id = ${legId}::uuid and l.direction = 'in'`
    const [[leg], events, stored] = await Promise.all([
      readLegs(db, { officeId, which, now }),
      readLegEvents(db, { officeId, legIds: [legId] }),
      db
        .selectFrom('interlink_legs')
        .select('content')
        .where('office_id', '=', officeId)
        .where('id', '=', legId)
        .executeTakeFirst(),
    ])
    if (!leg || !stored) {
      throw new AppError('not_found', {
        detail: 'Không có đề nghị phối hợp này. Hãy mở lại từ hộp liên thông.',
      })
    }
    const content = stored.content as z.output<typeof requestContent>
    return { ...leg, actions: holds(actor, answeringRoles) ? leg.actions : [], content, events }
  },
})
