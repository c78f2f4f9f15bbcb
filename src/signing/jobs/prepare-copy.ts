import type { Services } from '../../platform/services.ts'
import type { PictureKind } from '../model/picture-ink.ts'

/** How a signature is shown: by a picture (PNG), or by a block of text, which comes as a small PDF of one page. */
export type SignatureLook = { kind: PictureKind; picture: Uint8Array } | { kind: 'block'; page: Uint8Array }

export interface CopyToPrepare {
  given: Uint8Array
  look: SignatureLook
  /** Whose name stands below the signature in the document. */
  signerName: string
  /** DER, and the name in it, which PDF readers show. */
  certificate: Uint8Array
  certificateName: string
  /** Milliseconds. */
  at: number
}

/** A file with an empty signature where the decree wants it, and what the token signs; or why there is none, as a sentence. */
export type PreparedCopy =
  | {
      bytes: Uint8Array
      contents: { start: number; end: number }
      /** SHA-256 of what is signed: what the officer sees in the window of the token. */
      hash: Uint8Array
      attributes: Uint8Array
    }
  | { fault: string }

/** Prepares a file for a token elsewhere, in a thread of its own with a limit of time and memory. */
export async function prepareCopy(
  services: Pick<Services, 'inThread'>,
  asked: CopyToPrepare,
): Promise<PreparedCopy> {
  const limits = { milliseconds: 60_000, memory: 768 }
  const made = await services.inThread<PreparedCopy>('signing/jobs/prepare-copy-worker.ts', asked, limits)
  if (typeof made !== 'string') return made
  return {
    fault: 'Tệp này quá lớn hoặc bị hỏng, không chuẩn bị để ký được. Hãy ký bằng phần mềm khác rồi tải lên.',
  }
}
