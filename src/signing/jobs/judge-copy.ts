import type { Services } from '../../platform/services.ts'
import { unreadableReport } from '../model/report.ts'
import type { Holder, SignedCopy } from '../model/signed-copy.ts'
import type { VerifyPolicy } from '../model/verify-pdf.ts'
import { judgeWithProofs } from './judge-with-proofs.ts'

export interface CopyToJudge {
  copy: { given: Uint8Array; signed: Uint8Array }
  holder: Holder
  policy: VerifyPolicy
}

/** Judges what came back signed, in a thread of its own with a limit of time and memory. */
export async function judgeCopy(
  services: Services,
  officeId: string,
  asked: Omit<CopyToJudge, 'policy'>,
): Promise<SignedCopy> {
  const { judged, gathered } = await judgeWithProofs(services, officeId, async (policy) => {
    const limits = { milliseconds: 60_000, memory: 768 }
    const judged = await services.inThread<SignedCopy>(
      'signing/jobs/judge-copy-worker.ts',
      { ...asked, policy },
      limits,
    )
    if (typeof judged !== 'string') return judged
    const report = unreadableReport(judged === 'too_long' ? 'too_large' : 'unreadable')
    return { report, signer: null, fault: report.summary, wanted: [] }
  })
  return { ...judged, report: { ...judged.report, proofs: gathered.ids } }
}
