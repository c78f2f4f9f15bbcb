import { addProofs } from '../model/embed/add-proofs.ts'
import { type PdfReport, unreadableReport } from '../model/report.ts'
import type { Expected, Verified } from '../model/verify-pdf.ts'
import type { ProofServices } from './gather-proofs.ts'
import { judgeWithProofs } from './judge-with-proofs.ts'

export interface FileToCheck {
  bytes: Uint8Array
  expected?: Expected | undefined
}

/**
 * Judges a file that anybody may have made by the roots that the office trusts and what authorities say of revocations, in
 * a thread of its own with a limit of time and memory.
 */
export async function checkPdf(
  services: ProofServices,
  officeId: string,
  file: FileToCheck,
): Promise<PdfReport> {
  const { judged, gathered } = await judgeFile(services, officeId, file)
  return { ...judged.report, proofs: gathered.ids }
}

/**
 * The file with everything its signatures are judged by put into it (PAdES B-LT), as a further revision that leaves the signatures
 * as they are. `isComplete`: nothing was missing, so that they can be judged from the file alone from now on; where something was,
 * nothing is added and the bytes come back as they were.
 */
export async function addProofsToFile(
  services: ProofServices,
  officeId: string,
  bytes: Uint8Array,
): Promise<{ bytes: Buffer; isComplete: boolean }> {
  const { judged, gathered } = await judgeFile(services, officeId, { bytes })
  const isComplete = judged.report.verdict === 'valid'
  if (!isComplete) return { bytes: Buffer.from(bytes), isComplete }
  const { crls, answers } = gathered
  return { bytes: addProofs(bytes, { certificates: judged.certificates, crls, answers }), isComplete }
}

function judgeFile(services: ProofServices, officeId: string, { bytes, expected }: FileToCheck) {
  return judgeWithProofs(services, officeId, async (policy) => {
    const limits = { milliseconds: 60_000, memory: 768 }
    const request = { bytes, policy: { ...policy, expected } }
    const verified = await services.inThread<Verified>('signing/jobs/verify-pdf-worker.ts', request, limits)
    if (typeof verified !== 'string') return verified
    const report = unreadableReport(verified === 'too_long' ? 'too_large' : 'unreadable')
    return { report, wanted: [], certificates: [] }
  })
}
