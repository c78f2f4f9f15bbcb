import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { demoDeskId } from '../../staff/examples.ts'
import { callingOrder, priorityRunOf } from '../model/order.ts'
import { calledFields } from '../policy.ts'
import { queueSettings } from '../queries/queue-settings.ts'
import { latestCalls, waitingFor } from '../queries/waiting-for.ts'
import { changeTicket, lockQueue } from './lock-queue.ts'

/**
 * Gọi số tiếp theo to this desk: of the fields that the desk serves and the officer has duty in, by the rule of order.
 * Fails with wrong_state while the desk still has a ticket, or when nobody waits.
 */
export const callNext = defineCommand({
  name: 'counters.callNext',
  title: 'Gọi số thứ tự tiếp theo',
  audience: ['counter'],
  door: { method: 'POST', path: '/queue/call-next' },
  input: z.strictObject({ deskId: z.uuid() }),
  output: z.object({ ticketId: z.uuid(), code: z.string(), fieldCode: z.string() }),
  example: { deskId: demoDeskId(0) },
  async run(tx, actor, { deskId }) {
    const sequence = await lockQueue(tx, actor)
    const fields = await fieldsAt(tx, actor, deskId)
    await requireFree(tx, actor, deskId)
    const at = { deskId, day: localDate(tx.now), fields }
    const settings = await queueSettings(tx.db, actor.officeId)
    const waiting = await waitingFor(tx.db, actor.officeId, at)
    const calls = await latestCalls(tx.db, actor.officeId, { ...at, count: settings.priorityRun })
    const [next] = callingOrder(waiting, settings, priorityRunOf(calls))
    if (!next) throw new AppError('wrong_state', { detail: 'Hiện không có ai chờ quầy này.' })
    await changeTicket(tx, actor, {
      ticketId: next.id,
      sequence,
      kind: 'called',
      deskId,
      change: {
        state: 'calling',
        desk_id: deskId,
        staff_id: actor.id,
        called_at: tx.now,
        calls: 1,
        call_sequence: sequence,
      },
    })
    return {
      output: { ticketId: next.id, code: next.code, fieldCode: next.fieldCode },
      audit: [{ subjectType: 'ticket', subjectId: next.id, facts: { code: next.code, deskId } }],
    }
  },
})

/** Fields that the desk serves and the officer has duty in. */
async function fieldsAt(tx: Tx, actor: Actor, deskId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('desks as k')
    .leftJoin('desk_fields as f', (join) =>
      join.onRef('f.office_id', '=', 'k.office_id').onRef('f.desk_id', '=', 'k.id'),
    )
    .select('f.field_code as fieldCode')
    .where('k.office_id', '=', actor.officeId)
    .where('k.id', '=', deskId)
    .where('k.active', '=', true)
    .execute()
  if (rows.length === 0)
    throw new AppError('not_found', { detail: 'Quầy này không còn dùng. Hãy chọn quầy khác.' })
  const duty = calledFields(actor)
  const fields = rows.flatMap(({ fieldCode }) => fieldCode ?? [])
  const called = duty === null ? fields : fields.filter((field) => duty.includes(field))
  if (called.length > 0) return called
  throw new AppError('not_allowed', {
    detail: 'Quầy này không phục vụ lĩnh vực nào mà bạn được phân công. Hãy chọn đúng quầy của bạn.',
  })
}

async function requireFree(tx: Tx, actor: Actor, deskId: string): Promise<void> {
  const current = await tx.db
    .selectFrom('tickets')
    .select('code')
    .where('office_id', '=', actor.officeId)
    .where('desk_id', '=', deskId)
    .where('state', 'in', ['calling', 'serving'])
    .executeTakeFirst()
  if (!current) return
  throw new AppError('wrong_state', {
    detail: `Số ${current.code} ở quầy này chưa xong. Hãy bấm Hoàn thành, Vắng mặt hoặc Chuyển quầy rồi gọi số tiếp theo.`,
  })
}
