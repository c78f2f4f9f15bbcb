import { AppError } from '../../platform/errors.ts'
import type { Actor } from '../../platform/operations.ts'
import type { Services } from '../../platform/services.ts'
import type { Call } from '../../platform/write.ts'
import type { TakenCopy } from '../commands/requests.ts'
import type { Holder } from '../model/signed-copy.ts'
import type { SigningPurpose, SigningTarget } from '../queries/open-request.ts'

/** A file that was given out and waits for a signature. */
export interface GivenToSign {
  target: SigningTarget
  requestId: string
  bytes: Uint8Array
  holder: Holder
  /** Who alone may sign it from the page; null: whoever keeps the office's seal. */
  memberId: string | null
  /** Whose name stands below the signature in the document. */
  signerName: string
  /**
   * Shown in the place of a picture, top right on the first page, with the time of signing below (NĐ 30/2020, Phụ lục I):
   * electronic copies. Absent where a picture is shown.
   */
  block?: readonly string[]
  /** What the officer knows it by, shown in the window of the token. */
  name: string
  fileName: string
  /** Given out just now: nobody can have signed it yet. */
  isFresh: boolean
}

/**
 * A kind of things that are signed. Each lies in a slice to the right of this one, which knows its states and files; the ways
 * of signing (token, whole file) are here and the same for all.
 */
export interface Signable {
  kind: string
  purposes: readonly SigningPurpose[]
  /** Gives out what this actor may sign of it now. Fails with not_found or not_allowed. */
  give(services: Services, call: Call, id: string): Promise<GivenToSign>
  /** Takes the copy that was judged and moves the thing on in the same transaction. */
  take(services: Services, call: Call, taken: { target: SigningTarget; copy: TakenCopy }): Promise<unknown>
}

/** Only the signer signs at this PC; the office's own signature is of whoever keeps the seal. Fails with not_allowed. */
export function requireOwnHand({ memberId, signerName }: GivenToSign, actor: Actor): void {
  if (memberId === null || memberId === actor.id) return
  throw new AppError('not_allowed', {
    detail: `Chỉ ${signerName} ký được tệp này bằng thiết bị của mình. Nếu đã ký bằng phần mềm khác, hãy tải lên tệp đã ký.`,
  })
}
