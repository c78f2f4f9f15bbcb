import { readFile } from 'node:fs/promises'
import type { ArrivedBlob } from '../../platform/blobs.ts'
import { AppError } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import type { Call } from '../../platform/write.ts'
import { judgeCopy } from './judge-copy.ts'
import type { GivenToSign, Signable } from './signable.ts'

/** What every file that another program has signed is called here. */
export const signedName = 'van-ban-da-ky.pdf'

/**
 * Takes a whole file that another program has signed: judged against what was given out and who has to sign, then kept. Fails with
 * invalid_input in a sentence for the officer. The file that arrived is the caller's to throw away.
 */
export async function takeSignedFile(
  services: Services,
  call: Call,
  { signable, given, arrived }: { signable: Signable; given: GivenToSign; arrived: ArrivedBlob },
): Promise<unknown> {
  const copy = { given: given.bytes, signed: new Uint8Array(await readFile(arrived.path)) }
  const judged = await judgeCopy(services, call.actor.officeId, { copy, holder: given.holder })
  const { report, signer, fault } = judged
  if (fault !== null || !signer) throw new AppError('invalid_input', { detail: fault ?? report.summary })
  const stored = await services.blobs.keep(arrived)
  const content = { ...stored, name: signedName, mediaType: 'application/pdf' }
  const taken = { requestId: given.requestId, content, report, signer }
  return signable.take(services, call, { target: given.target, copy: taken })
}
