import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { queueRules, usualSettings } from '../model/settings.ts'
import { queueSettings } from '../queries/queue-settings.ts'

/** Sets the rules of the queue. Fails with stale when somebody changed them meanwhile. */
export const setQueueRules = defineCommand({
  name: 'counters.setQueueRules',
  title: 'Đặt quy tắc xếp hàng',
  audience: ['admin'],
  door: { method: 'PUT', path: '/queue/rules' },
  input: z.strictObject({ revision: z.coerce.number().int().min(0), ...queueRules }),
  output: z.object({ revision: z.int() }),
  example: { revision: usualSettings.revision, elderlyAge: 60, priorityRun: 2, callsBeforeAbsent: 3 },
  async run(tx, { officeId }, { revision, elderlyAge, priorityRun, callsBeforeAbsent }) {
    const before = await queueSettings(tx.db, officeId)
    const values = {
      elderly_age: elderlyAge,
      priority_run: priorityRun,
      calls_before_absent: callsBeforeAbsent,
      revision: revision + 1,
    }
    const saved = await tx.db
      .insertInto('queue_settings')
      .values({ office_id: officeId, ...values })
      .onConflict((conflict) =>
        conflict.column('office_id').doUpdateSet(values).where('queue_settings.revision', '=', revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (!saved || before.revision !== revision) throw new AppError('stale')
    return {
      output: saved,
      audit: [
        {
          subjectType: 'queue',
          subjectId: officeId,
          facts: { before, after: { elderlyAge, priorityRun, callsBeforeAbsent } },
        },
      ],
    }
  },
})
