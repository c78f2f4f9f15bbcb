import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, holds } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import { type Task, taskOf } from '../model/tasks.ts'
import { prepareDossier } from './prepare-dossier.ts'

/**
 * Begins a guided task, or begins it again: what it needs is prepared afresh, and the panel shows its steps until another
 * is begun. Only in the practice office, and only for a role that the learner holds.
 */
export const startTask = defineCommand({
  name: 'learning.startTask',
  title: 'Bắt đầu một bài thực hành',
  audience: 'staff',
  input: z.strictObject({ task: z.string().max(60) }),
  output: z.object({ attemptId: z.uuid(), dossierCode: z.string().nullable() }),
  async run(tx, actor, { task: key }) {
    const task = taskOf(key)
    if (!task) throw new AppError('not_found')
    if (!isPractice(actor.officeId)) {
      throw new AppError('wrong_state', {
        detail: 'Bài thực hành chỉ làm trong phòng thực hành. Hãy vào phòng thực hành trước.',
      })
    }
    if (!holds(actor, [task.role])) throw new AppError('not_allowed')
    const id = uuid()
    const dossier = await dossierFor(task)
    await tx.db
      .insertInto('practice_attempts')
      .values({
        office_id: actor.officeId,
        id,
        staff_id: actor.id,
        task: key,
        dossier_id: dossier?.id ?? null,
        dossier_code: dossier?.code ?? null,
        started_at: tx.now,
      })
      .execute()
    const facts = { task: key, code: dossier?.code ?? null }
    return {
      output: { attemptId: id, dossierCode: dossier?.code ?? null },
      audit: [{ subjectType: 'practice_attempt', subjectId: id, facts }],
    }

    async function dossierFor({ stage, role }: Task) {
      if (!stage) return null
      const { count } = await tx.db
        .selectFrom('practice_attempts')
        .select((each) => each.fn.countAll<number>().as('count'))
        .where('office_id', '=', actor.officeId)
        .executeTakeFirstOrThrow()
      const fieldCodes = fieldsOf(actor, role)
      return prepareDossier(tx, actor.officeId, {
        ...{ stage, fieldCodes, person: 10 + Number(count) },
        // What is still at the desk lies with whoever received it.
        ...(stage === 'reception' ? { receiver: actor } : {}),
      })
    }
  },
})

/** Fields in which the learner holds the role; null stands for all. */
function fieldsOf(actor: Actor, role: string): string[] | null {
  const duties = actor.duties.filter((duty) => duty.role === role)
  if (duties.some(({ fieldCode }) => fieldCode === null)) return null
  return duties.flatMap(({ fieldCode }) => fieldCode ?? [])
}
