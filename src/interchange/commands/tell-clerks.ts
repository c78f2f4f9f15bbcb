import { localDate } from '../../calendar/model/local-time.ts'
import { queueForStaff } from '../../notifications/commands/queue-messages.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { officersOnDuty } from '../../staff/queries.ts'
import type { KeptMessage } from '../model/read-message.ts'

/** Tells the clerks on duty that something has come over the interchange and waits for them, once for each message. */
export async function tellClerks(
  tx: Tx,
  { officeId }: Actor,
  { id, message }: { id: string; message: KeptMessage | null },
): Promise<void> {
  const clerks = { officeId, role: 'clerk', fieldCode: '', today: localDate(tx.now) }
  const [office, onDuty] = await Promise.all([officeFacts(tx.db, officeId), officersOnDuty(tx.db, clerks)])
  await queueForStaff(tx, officeId, {
    source: `interchange.arrived.${id}`,
    event: 'interchange_arrived',
    staffIds: onDuty.map((each) => each.id),
    link: `/lien-thong-van-ban/${id}`,
    subject: { type: 'arrival', id },
    values: { don_vi: office.name, van_ban: nameOf(message), han_giai_quyet: '' },
  })
}

function nameOf(message: KeptMessage | null): string {
  if (message === null) return 'không đọc được'
  const code = message.kind === 'document' ? `${message.codeNumber}/${message.codeNotation}` : 'trạng thái'
  return `${code} của ${message.from.organName}`
}
