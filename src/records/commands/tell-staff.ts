import { formatDate } from '../../calendar/model/clock-time.ts'
import { queueForStaff } from '../../notifications/commands/queue-messages.ts'
import type { MessageEvent } from '../../notifications/model/events.ts'
import type { Tx } from '../../platform/operations.ts'

interface Told {
  /** What this comes from: with it, one person gets one notice, however often it is told. */
  source: string
  event: MessageEvent
  staffIds: readonly string[]
  document: { id: string; arrivalNumber: number; symbol: string; dueOn: string | null }
}

/** Tells officers inside the program of a document, by number and symbol alone: what it says is read on its page. */
export async function tellStaff(tx: Tx, officeId: string, told: Told): Promise<void> {
  const { source, event, staffIds, document } = told
  if (staffIds.length === 0) return
  const office = await tx.db
    .selectFrom('offices')
    .select('name')
    .where('office_id', '=', officeId)
    .executeTakeFirstOrThrow()
  await queueForStaff(tx, officeId, {
    source,
    event,
    staffIds: [...new Set(staffIds)],
    link: `/van-ban-den/${document.id}`,
    subject: { type: 'incoming_document', id: document.id },
    values: {
      don_vi: office.name,
      van_ban: `số đến ${document.arrivalNumber} (${document.symbol})`,
      han_giai_quyet: document.dueOn ? formatDate(document.dueOn) : 'không có hạn',
    },
  })
}
