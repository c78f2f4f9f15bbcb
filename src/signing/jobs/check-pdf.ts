import type { Services } from '../../platform/services.ts'
import { type PdfReport, unreadableReport } from '../model/report.ts'
import type { Expected, Verified } from '../model/verify-pdf.ts'
import { judgeWithProofs } from './gather-proofs.ts'

/**
 * Judges a file that anybody may have made by the roots that the office trusts and what authorities say of revocations, in
 * a thread of its own with a limit of time and memory.
 */
export async function checkPdf(
  services: Services,
  officeId: string,
  { bytes, expected }: { bytes: Uint8Array; expected?: Expected },
): Promise<PdfReport> {
  const { report } = await judgeWithProofs(services, officeId, async (policy) => {
    const limits = { milliseconds: 60_000, memory: 768 }
    const request = { bytes, policy: { ...policy, expected } }
    const verified = await services.inThread<Verified>('signing/jobs/verify-pdf-worker.ts', request, limits)
    if (typeof verified !== 'string') return verified
    return { report: unreadableReport(verified === 'too_long' ? 'too_large' : 'unreadable'), wanted: [] }
  })
  return report
}
