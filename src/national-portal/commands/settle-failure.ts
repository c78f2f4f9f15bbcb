import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { demoFailedArrival } from '../examples.ts'

/** What was not sent or taken in, after somebody has mended the cause: tried again, or left. */
export const settleFailure = defineCommand({
  name: 'nationalPortal.settleFailure',
  title: 'Làm lại hoặc bỏ qua việc gửi, nhận bị lỗi với Cổng',
  audience: ['counter', 'admin'],
  door: { method: 'POST', path: '/portal-failures/{id}/settlement' },
  input: z.strictObject({
    /** A message of ours, or a piece of news by its name on the portal. */
    what: z.enum(['message', 'arrival']),
    id: z.string().trim().min(1).max(100),
    action: z.enum(['again', 'drop']),
  }),
  output: z.object({ state: z.string() }),
  example: { what: 'arrival', id: demoFailedArrival, action: 'again' },
  async run(tx, { officeId }, { what, id, action }) {
    const state = action === 'again' ? 'waiting' : 'dropped'
    const changed =
      what === 'message'
        ? await setMessage(tx, officeId, { id, state })
        : await setArrival(tx, officeId, { id, state })
    if (!changed) throw new AppError('stale', { detail: 'Việc này đã được xử lý. Hãy tải lại trang.' })
    return { output: { state }, audit: [{ subjectType: `portal_${what}`, subjectId: id, facts: { action } }] }
  },
})

interface Change {
  id: string
  state: 'waiting' | 'dropped'
}

async function setMessage(tx: Tx, officeId: string, { id, state }: Change): Promise<boolean> {
  if (!z.uuid().safeParse(id).success) throw new AppError('not_found')
  const changed = await tx.db
    .updateTable('portal_messages')
    .set({ state, attempts: 0, first_failed_at: null, next_at: tx.now })
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

async function setArrival(tx: Tx, officeId: string, { id, state }: Change): Promise<boolean> {
  const emptied = state === 'dropped' ? { body: '{}' } : {}
  const changed = await tx.db
    .updateTable('portal_arrivals')
    .set({ state, attempts: 0, next_at: tx.now, ...emptied })
    .where('office_id', '=', officeId)
    .where('item', '=', id)
    .where('state', '=', 'failed')
    .returning('item')
    .executeTakeFirst()
  return changed !== undefined
}
