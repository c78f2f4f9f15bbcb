import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { takeNumber } from '../../platform/numbering.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { priorityKindsOn } from '../model/priority-kinds.ts'
import { seriesLetters, ticketCode } from '../model/ticket.ts'
import { queueSettings } from '../queries/queue-settings.ts'
import { ticketFields } from '../queries/ticket-fields.ts'
import { addEvent, lockQueue } from './lock-queue.ts'

interface Asked {
  id?: string | undefined
  fieldCode: string
  priority: string
  /** Comes of an appointment, whose priority is not for people to choose. */
  isAppointment?: boolean
  source: 'kiosk' | 'desk'
  token?: string | undefined
}

/** A ticket of the field with the next number of its day. Fails with invalid_input on a field that no desk serves today. */
export async function addTicket(
  tx: Tx,
  actor: Actor,
  asked: Asked,
): Promise<{ id: string; code: string; token: string }> {
  const day = localDate(tx.now)
  await requireChoice(tx, actor, { ...asked, day })
  const sequence = await lockQueue(tx, actor)
  const letters = await lettersOf(tx, actor.officeId, asked.fieldCode)
  const id = asked.id ?? uuid()
  const token = asked.token ?? randomBytes(16).toString('base64url')
  const number = await takeNumber(tx.db, actor.officeId, { name: `queue-${letters}`, period: day })
  const code = ticketCode(letters, number)
  await tx.db
    .insertInto('tickets')
    .values({
      office_id: actor.officeId,
      id,
      day,
      letters,
      number,
      code,
      field_code: asked.fieldCode,
      priority: asked.priority,
      token,
      source: asked.source,
      state: 'waiting',
      taken_at: tx.now,
      queued_at: tx.now,
    })
    .execute()
  await addEvent(tx, actor, { ticketId: id, sequence, kind: 'taken', deskId: null })
  return { id, code, token }
}

async function requireChoice(tx: Tx, actor: Actor, asked: Asked & { day: string }): Promise<void> {
  const fields = await ticketFields(tx.db, { officeId: actor.officeId, day: asked.day })
  if (!fields.some(({ code }) => code === asked.fieldCode)) {
    const fieldCode = 'Lĩnh vực này hôm nay không có quầy tiếp nhận. Hãy chọn lĩnh vực khác hoặc hỏi cán bộ.'
    throw new AppError('invalid_input', { detail: fieldCode, fields: { fieldCode } })
  }
  if (asked.priority === '' || asked.isAppointment) return
  const { elderlyAge } = await queueSettings(tx.db, actor.officeId)
  if (priorityKindsOn(asked.day, elderlyAge).some(({ code }) => code === asked.priority)) return
  throw new AppError('invalid_input', { fields: { priority: 'Không có diện ưu tiên này. Hãy chọn lại.' } })
}

/** The letters of a field, given with its first ticket; under the queue's lock, so two fields never get the same. */
async function lettersOf(tx: Tx, officeId: string, fieldCode: string): Promise<string> {
  const known = await tx.db
    .selectFrom('queue_series')
    .select('letters')
    .where('office_id', '=', officeId)
    .where('field_code', '=', fieldCode)
    .executeTakeFirst()
  if (known) return known.letters
  const counted = await sql<{ n: number }>`select count(*)::int as n from queue_series
    where office_id = ${officeId}::uuid`.execute(tx.db)
  const letters = seriesLetters(counted.rows[0]?.n ?? 0)
  await tx.db
    .insertInto('queue_series')
    .values({ office_id: officeId, field_code: fieldCode, letters })
    .execute()
  return letters
}
