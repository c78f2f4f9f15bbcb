import { localDate } from '../../../calendar/model/local-time.ts'
import { takeNumber } from '../../../platform/numbering.ts'
import type { Actor, Tx } from '../../../platform/operations.ts'
import { type SeriesRule, seriesOf } from '../../model/outgoing/symbols.ts'
import type { OpenOutgoing } from './open-outgoing.ts'

/**
 * Takes the next number of the right series for today, in the transaction of the approval, so that the page that is signed
 * carries it. The year is that of the day in Viet Nam: a draft of December approved in January begins the new year's series.
 */
export async function takeOutgoingNumber(
  tx: Tx,
  actor: Actor,
  taken: { document: OpenOutgoing; rule: SeriesRule; symbol: string },
) {
  const { document, rule, symbol } = taken
  const datedOn = localDate(tx.now)
  const year = Number(datedOn.slice(0, 4))
  const series = seriesOf(rule, document.content.typeCode)
  const number = await takeNumber(tx.db, actor.officeId, { name: series, period: String(year) })
  await tx.db
    .insertInto('outgoing_numbers')
    .values({
      office_id: actor.officeId,
      series,
      year,
      number,
      symbol,
      document_id: document.id,
      dated_on: datedOn,
      taken_at: tx.now,
      taken_by: actor.id,
    })
    .execute()
  return { series, year, number, symbol, dated_on: datedOn }
}

/** Gives a number up: it stays in the book with its reason and is never given again (Điều 15). Returns the columns cleared. */
export async function giveUpNumber(
  tx: Tx,
  actor: Actor,
  { document, reason }: { document: OpenOutgoing; reason: string },
) {
  await tx.db
    .updateTable('outgoing_numbers')
    .set({ cancelled_at: tx.now, cancelled_by: actor.id, cancel_reason: reason })
    .where('office_id', '=', actor.officeId)
    .where('document_id', '=', document.id)
    .where('cancelled_at', 'is', null)
    .execute()
  return {
    series: null,
    year: null,
    number: null,
    symbol: null,
    dated_on: null,
    printed_with: null,
    authority_id: null,
    signed_as: null,
    signed_at: null,
    signed_file_id: null,
  }
}
