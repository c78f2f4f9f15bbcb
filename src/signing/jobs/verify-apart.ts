import { runLimitedThread } from '../../platform/limited-thread.ts'
import { type PdfReport, unreadableReport } from '../model/report.ts'
import type { Verified, VerifyPolicy } from '../model/verify-pdf.ts'

/** Judges a file that anybody may have made in a thread of its own, with a limit of time and memory. */
export async function verifyApart(bytes: Uint8Array, policy: VerifyPolicy): Promise<PdfReport> {
  const worker = new URL('./verify-pdf-worker.ts', import.meta.url)
  const limits = { milliseconds: 60_000, memory: 768 }
  const verified = await runLimitedThread<Verified>(worker, { bytes, policy }, limits)
  if (typeof verified === 'string')
    return unreadableReport(verified === 'too_long' ? 'too_large' : 'unreadable')
  return verified.report
}
