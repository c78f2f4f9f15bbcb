import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { reasonSchema } from '../../records/model/document-fields.ts'
import { demoHopelessId, demoUnsentId } from '../examples.ts'
import { clerks } from '../policy.ts'

const settled = z.object({ id: z.uuid(), state: z.string() })

/** Gửi lại: tries what did not go out again, from the beginning of the pauses. */
export const retryMessage = defineCommand({
  name: 'interchange.retryMessage',
  title: 'Gửi lại thông điệp liên thông văn bản',
  audience: [...clerks, 'admin'],
  door: { method: 'POST', path: '/interchange/messages/{id}/retry' },
  input: z.strictObject({ id: z.uuid() }),
  output: settled,
  example: { id: demoUnsentId },
  async run(tx, actor, { id }) {
    const before = await lockFailed(tx, actor, id)
    await tx.db
      .updateTable('interchange_messages')
      .set({ state: 'waiting', attempts: 0, next_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    return { output: { id, state: 'waiting' }, audit: [audited(id, before)] }
  },
})

/** Không gửi nữa: gives a message up with a reason; what waits behind it goes on. */
export const dropMessage = defineCommand({
  name: 'interchange.dropMessage',
  title: 'Thôi gửi một thông điệp liên thông văn bản',
  audience: clerks,
  door: { method: 'POST', path: '/interchange/messages/{id}/drop' },
  input: z.strictObject({ id: z.uuid(), reason: reasonSchema }),
  output: settled,
  example: { id: demoHopelessId, reason: 'Đã gửi bản giấy qua bưu điện.' },
  async run(tx, actor, { id, reason }) {
    const before = await lockFailed(tx, actor, id)
    await tx.db
      .updateTable('interchange_messages')
      .set({ state: 'dropped', trouble: `${actor.name}: ${reason}`.slice(0, 500), ended_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .execute()
    return { output: { id, state: 'dropped' }, audit: [audited(id, { ...before, reason })] }
  },
})

async function lockFailed(tx: Tx, { officeId }: Actor, id: string) {
  const message = await tx.db
    .selectFrom('interchange_messages')
    .select(['state', 'trouble', 'document_id as documentId'])
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!message) throw new AppError('not_found')
  if (message.state === 'failed') return message
  throw new AppError('wrong_state', {
    detail: 'Thông điệp này không ở trạng thái chưa gửi được. Hãy tải lại trang.',
  })
}

const audited = (id: string, facts: Record<string, unknown>) => ({
  subjectType: 'interchange_message',
  subjectId: id,
  facts,
})
