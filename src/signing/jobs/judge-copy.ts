import { runLimitedThread } from '../../platform/limited-thread.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { unreadableReport } from '../model/report.ts'
import type { Holder, SignedCopy } from '../model/signed-copy.ts'
import type { VerifyPolicy } from '../model/verify-pdf.ts'
import { trustRoots } from '../queries/trust-roots.ts'

export interface CopyToJudge {
  copy: { given: Uint8Array; signed: Uint8Array }
  holder: Holder
  policy: VerifyPolicy
}

/** By what an office judges signatures now: its own trust roots alone. */
export async function officePolicy(services: Services, officeId: string): Promise<VerifyPolicy> {
  const { roots } = await read(services, systemActor(officeId), trustRoots, {})
  return {
    roots: roots.map(({ set, raw }) => ({ set, raw })),
    others: [],
    crls: [],
    now: services.clock().getTime(),
  }
}

/** Judges what came back signed, in a thread of its own with a limit of time and memory. */
export async function judgeCopy(
  services: Services,
  officeId: string,
  asked: Omit<CopyToJudge, 'policy'>,
): Promise<SignedCopy> {
  const worker = new URL('./judge-copy-worker.ts', import.meta.url)
  const limits = { milliseconds: 60_000, memory: 768 }
  const policy = await officePolicy(services, officeId)
  const judged = await runLimitedThread<SignedCopy>(worker, { ...asked, policy }, limits)
  if (typeof judged !== 'string') return judged
  const report = unreadableReport(judged === 'too_long' ? 'too_large' : 'unreadable')
  return { report, signer: null, fault: report.summary }
}
