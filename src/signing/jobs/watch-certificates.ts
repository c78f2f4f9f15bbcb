import { randomUUID } from 'node:crypto'
import type { WriteDeps } from '../../platform/deps.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { watchCertificates } from '../commands/watch-certificates.ts'
import { anyCertificateToTell } from '../queries/certificates-to-tell.ts'

/** Tells of certificates that run out and of leaders who have none; a day with nothing to tell leaves no trace. */
export async function watchCertificatesOf(deps: WriteDeps, officeId: string): Promise<number> {
  const actor = systemActor(officeId)
  if (!(await read(deps, actor, anyCertificateToTell, {})).any) return 0
  return (await write(deps, { actor, requestId: randomUUID() }, watchCertificates, {})).told
}
