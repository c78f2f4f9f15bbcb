import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery, holds, type Reader } from '../../platform/operations.ts'
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
  output: legView.extend({
    content: requestContent,
    events: z.array(legEvent),
    /** The same procedure of this office, for who may receive it as a dossier of its own; null for others. */
    receivableAs: z.uuid().nullable(),
  }),
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
    const actions = holds(actor, answeringRoles) ? leg.actions : []
    const receivableAs = await ownProcedure({ db, now }, actor, content.dossier.procedureCode)
    return { ...leg, actions, content, events, receivableAs }
  },
})

/** The procedure of this office with a national code, where the actor receives its field. */
async function ownProcedure({ db, now }: Reader, actor: Actor, code: string | null): Promise<string | null> {
  if (!code || !holds(actor, ['counter'])) return null
  const today = localDate(now)
  const procedure = await db
    .selectFrom('procedures')
    .select(['id', 'field_code as fieldCode'])
    .where('office_id', '=', actor.officeId)
    .where('code', '=', code)
    .where((each) => each.or([each('closed_on', 'is', null), each('closed_on', '>', today)]))
    .executeTakeFirst()
  return procedure && holds(actor, ['counter'], procedure.fieldCode) ? procedure.id : null
}
