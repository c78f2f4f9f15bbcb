import { localDate } from '../../../calendar/model/local-time.ts'
import { queueForStaff } from '../../../notifications/commands/queue-messages.ts'
import type { Actor, Tx } from '../../../platform/operations.ts'
import { typeName } from '../../model/outgoing/document-types.ts'
import type { OutgoingState } from '../../model/outgoing/life.ts'
import type { OpenOutgoing } from './open-outgoing.ts'

/** Tells whoever the document now waits for, inside the program; never the one who has just acted. */
export async function tellOutgoing(
  tx: Tx,
  actor: Actor,
  { document, state }: { document: OpenOutgoing; state: OutgoingState },
): Promise<void> {
  const staffIds = (await waitingFor()).filter((id) => id !== actor.id)
  if (staffIds.length === 0) return
  const office = await tx.db
    .selectFrom('offices')
    .select('name')
    .where('office_id', '=', actor.officeId)
    .executeTakeFirstOrThrow()
  // A restricted document is named by its type alone: a notice is read over many a shoulder.
  const subject = document.row.restricted ? '' : ` “${document.content.subject.slice(0, 80)}”`
  await queueForStaff(tx, actor.officeId, {
    source: `outgoing.${document.id}.${document.revision + 1}`,
    event: state === 'draft' ? 'outgoing_returned' : 'outgoing_waiting',
    staffIds: [...new Set(staffIds)],
    link: `/van-ban-di/${document.id}`,
    subject: { type: 'outgoing_document', id: document.id },
    values: {
      don_vi: office.name,
      van_ban: `${typeName(document.content.typeCode)}${subject}`,
      han_giai_quyet: '',
    },
  })

  async function waitingFor(): Promise<string[]> {
    if (state === 'draft') return [document.drafterId]
    if (state === 'unit_review') return document.unitHeadId ? [document.unitHeadId] : []
    if (state === 'for_signing') return document.signerId ? [document.signerId] : []
    const clerks =
      state === 'form_check' || state === 'approved' || state === 'signed' ? await clerksOf() : []
    return state === 'issued' ? [document.drafterId] : clerks
  }

  async function clerksOf(): Promise<string[]> {
    const today = localDate(tx.now)
    const rows = await tx.db
      .selectFrom('duties')
      .select('staff_id')
      .where('office_id', '=', actor.officeId)
      .where('role', '=', 'clerk')
      .where('starts_on', '<=', today)
      .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', today)]))
      .execute()
    return rows.map(({ staff_id }) => staff_id)
  }
}
