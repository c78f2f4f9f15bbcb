import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { messageId } from '../model/message-source.ts'
import { type MessageState, states } from '../model/sending.ts'

/**
 * Sends a message that failed, or went and did not arrive, once more in the same words, as a message of its own. Who wants
 * none is not written to; one that still waits needs no second. Pressed twice, it goes once.
 */
export const sendAgain = defineCommand({
  name: 'notifications.sendAgain',
  title: 'Gửi lại một tin thông báo',
  audience: ['admin'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
  async run(tx, { officeId }, input) {
    const old = await tx.db
      .selectFrom('messages')
      .selectAll()
      .where('office_id', '=', officeId)
      .where('id', '=', input.id)
      .where('channel', '<>', 'app')
      .forUpdate()
      .executeTakeFirst()
    if (!old) throw new AppError('not_found')
    if (!['failed', 'sent'].includes(old.state)) {
      throw new AppError('wrong_state', {
        detail: `Tin này “${states[old.state as MessageState]}” nên không gửi lại được.`,
      })
    }
    const source = `${old.id} again`
    const id = messageId(source, old.channel, old.address)
    const added = await tx.db
      .insertInto('messages')
      .values({
        ...old,
        attachments: JSON.stringify(old.attachments),
        id,
        source,
        state: 'waiting',
        reason: '',
        attempts: 0,
        created_at: tx.now,
        next_at: tx.now,
        sent_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) {
      throw new AppError('wrong_state', {
        detail: 'Tin này đã được gửi lại; hãy xem tin mới hơn trong nhật ký.',
      })
    }
    return { output: { id }, audit: [{ subjectType: 'message', subjectId: id, facts: { again: old.id } }] }
  },
})
