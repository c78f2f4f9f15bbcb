import { z } from 'zod'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'

/** So long past that any clock, also one turned back, has it behind it: look at the next run. */
export const lookAtOnce = new Date(0)

/** Days ahead within which a warning can lie: 400 working hours and the longest lead of an apology. */
const warningDays = 150

/**
 * Has the deadline job look again at every open dossier that a warning may concern, because what counts as soon has
 * changed. What is due later is looked at then, by the rules of that day.
 */
export async function watchOpenDossiers(tx: Tx, actor: Actor): Promise<void> {
  const horizon = new Date(tx.now.getTime() + warningDays * 86_400_000)
  await tx.db
    .updateTable('dossiers')
    .set({ watch_at: lookAtOnce })
    .where('office_id', '=', actor.officeId)
    .where('status', 'in', [2, 4, 5, 6, 7])
    .where('due_at', '<', horizon)
    .where('watch_at', '>', lookAtOnce)
    .execute()
}

/** The same after the office's own warning time was changed; by the program, on the news of it. */
export const watchAgain = defineCommand({
  name: 'dossiers.watchAgain',
  title: 'Xem lại thời hạn hồ sơ sau khi đổi giờ cảnh báo',
  audience: [],
  input: z.strictObject({}),
  output: z.object({}),
  async run(tx, actor) {
    await watchOpenDossiers(tx, actor)
    return { output: {}, audit: [{ subjectType: 'office', subjectId: actor.officeId, facts: {} }] }
  },
})

/** The same for one dossier, after something outside its row has changed whose lateness it is. */
export async function watchDossierAgain(tx: Tx, actor: Actor, dossierId: string): Promise<void> {
  await tx.db
    .updateTable('dossiers')
    .set({ watch_at: lookAtOnce })
    .where('office_id', '=', actor.officeId)
    .where('id', '=', dossierId)
    .where('watch_at', '>', lookAtOnce)
    .execute()
}
