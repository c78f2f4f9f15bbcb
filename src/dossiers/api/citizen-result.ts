import { publicActor } from '../../platform/http/context.ts'
import type { Actor } from '../../platform/operations.ts'
import { readForCaller } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { noteDownload } from '../commands/note-download.ts'
import { electronicResult } from '../queries/electronic-result.ts'

/** Finds the electronic result for whoever proves to be its citizen, and notes that it was taken. Tries are counted. */
export async function resultForCitizen(
  services: Services,
  caller: { actor: Actor | null; ip: string; requestId: string },
  input: { code: string; digits: unknown },
): Promise<{ sha256: string; name: string; size: number; mediaType: string }> {
  const asking = { actor: caller.actor ?? publicActor, ip: caller.ip }
  const { officeId, dossierId, ...content } = await readForCaller(services, asking, {
    query: electronicResult,
    input,
  })
  const citizen = { ...systemActor(officeId), name: 'Công dân', post: 'Tra cứu bằng mã hồ sơ' }
  await write(services, { actor: citizen, requestId: caller.requestId }, noteDownload, { dossierId })
  return content
}
