import type { Tx } from '../../platform/operations.ts'
import type { OutsideChannel } from '../model/events.ts'

/** From now on an address gets no messages, or gets them again. What still waits for it is looked at when it is sent. */
export async function setStop(
  tx: Tx,
  officeId: string,
  stop: { channel: OutsideChannel; address: string; stopped: boolean; by: string | null },
): Promise<void> {
  const { channel, address } = stop
  if (!stop.stopped) {
    await tx.db
      .deleteFrom('message_stops')
      .where('office_id', '=', officeId)
      .where('channel', '=', channel)
      .where('address', '=', address)
      .execute()
    return
  }
  await tx.db
    .insertInto('message_stops')
    .values({ office_id: officeId, channel, address, stopped_at: tx.now, stopped_by: stop.by })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
