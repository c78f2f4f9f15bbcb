import { randomUUID } from 'node:crypto'
import { alone } from '../../platform/alone.ts'
import { isAppError } from '../../platform/errors.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { settleLine } from '../commands/settle-line.ts'
import { linesToJudge } from '../queries/bank-work.ts'

/**
 * Judges the movements of an office that wait, each in a transaction of its own: what was taken stays taken whatever comes after, and the
 * desk waits for none of it. One that cannot be judged now is tried again by the next run. Returns how many were judged.
 */
export async function settleLines(services: Services, officeId: string): Promise<number> {
  const actor = systemActor(officeId)
  const left: string[] = []
  let judged = 0
  await alone(services.database, `bank lines ${officeId}`, async () => {
    for (;;) {
      const { ids } = await read(services, actor, linesToJudge, { except: left })
      if (ids.length === 0) return
      for (const id of ids) {
        if (await settleOne(services, officeId, id)) judged += 1
        else left.push(id)
      }
    }
  })
  return judged
}

/** Judges one movement; false where that could not be done now. */
export async function settleOne(services: Services, officeId: string, id: string): Promise<boolean> {
  try {
    await write(services, { actor: systemActor(officeId), requestId: randomUUID() }, settleLine, { id })
    return true
  } catch (error) {
    if (!isAppError(error))
      services.log.error({ officeId, err: String(error) }, 'Chưa đối chiếu được một dòng sao kê; sẽ thử lại.')
    return false
  }
}
