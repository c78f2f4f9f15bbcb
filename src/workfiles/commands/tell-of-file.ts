import { formatDate } from '../../calendar/model/clock-time.ts'
import { queueForStaff } from '../../notifications/commands/queue-messages.ts'
import type { MessageEvent } from '../../notifications/model/events.ts'
import type { Tx } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'

interface Told {
  /** What this comes from: with it, one person gets one notice, however often it is told. */
  source: string
  event: MessageEvent
  staffIds: readonly string[]
  file: { id: string; symbol: string; dueOn: string | null }
}

/** Tells officers inside the program of a work file, by its symbol alone. */
export async function tellOfFile(tx: Tx, officeId: string, told: Told): Promise<void> {
  const { source, event, staffIds, file } = told
  if (staffIds.length === 0) return
  const office = await officeFacts(tx.db, officeId)
  await queueForStaff(tx, officeId, {
    source,
    event,
    staffIds: [...new Set(staffIds)],
    link: `/ho-so-cong-viec/${file.id}`,
    subject: { type: 'work_file', id: file.id },
    values: {
      don_vi: office.name,
      van_ban: `hồ sơ ${file.symbol}`,
      han_giai_quyet: file.dueOn ? formatDate(file.dueOn) : 'không có hạn',
    },
  })
}
