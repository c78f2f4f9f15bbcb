import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Actor } from '../../platform/operations.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { type Call, write } from '../../platform/write.ts'
import { checkPdf } from '../../signing/jobs/check-pdf.ts'
import { keepSignatureReport } from '../commands/keep-signature-report.ts'
import { waitingSignatures } from '../queries/signatures-to-check.ts'

const batch = 20

/**
 * Checks the signatures of every PDF of incoming documents that waits for it, one after the other. Returns how many. A file that
 * cannot be read just now keeps those after it waiting no longer than itself.
 */
export async function checkSignatures(services: Services, officeId: string): Promise<number> {
  const actor = systemActor(officeId)
  let total = 0
  for (;;) {
    const { files } = await read(services, actor, waitingSignatures, { limit: batch })
    let done = 0
    for (const file of files) {
      try {
        await checkOne(services, { actor, requestId: randomUUID() }, file)
        done += 1
      } catch (error) {
        const facts = { fileId: file.fileId, err: String(error) }
        services.log.warn(facts, 'Chưa kiểm tra được chữ ký của một tệp văn bản đến; sẽ thử lại.')
      }
    }
    total += done
    if (files.length < batch || done === 0) return total
  }
}

interface FileToCheck {
  incomingId: string
  fileId: string
  sha256: string
  issuer: string
}

/** Checks one file against the agency that issued the document, and keeps what was found. */
export async function checkOne(
  services: Services,
  call: Call & { actor: Actor },
  { incomingId, fileId, sha256, issuer }: FileToCheck,
): Promise<{ verdict: string | null }> {
  const bytes = new Uint8Array(await readFile(services.blobs.path(sha256)))
  const expected = { agency: issuer }
  const report = await checkPdf(services, call.actor.officeId, { bytes, expected })
  return write(services, call, keepSignatureReport, { id: incomingId, fileId, agency: issuer, report })
}
