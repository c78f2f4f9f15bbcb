import { z } from 'zod'
import { guardFiles } from '../../../files/commands.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Actor, defineCommand, type Outcome, type Tx } from '../../../platform/operations.ts'
import { demoOutgoingRef, demoScanId } from '../../model/outgoing/demo-outgoing.ts'
import { outgoingChanged, outgoingRef } from '../../model/outgoing/outgoing-inputs.ts'
import { handlers } from '../../policy.ts'
import { changeOutgoing } from './change-outgoing.ts'
import { openOutgoing } from './open-outgoing.ts'
import { tellOutgoing } from './tell-outgoing.ts'

/** What a signature leaves: the scan of the page signed on paper, or the file signed digitally. */
export interface OutgoingSignature {
  as: 'paper' | 'digital'
  fileId: string
}

/**
 * Makes an approved document a signed one; the one place for both ways. Digital signing calls it with the signed file, in
 * the transaction that keeps it. Fails with wrong_state, not_allowed, stale, or invalid_input for a file that is none.
 */
export async function signDocument(
  tx: Tx,
  actor: Actor,
  signed: { id: string; revision: number; signature: OutgoingSignature },
): Promise<Outcome<z.output<typeof outgoingChanged>>> {
  const { id, revision, signature } = signed
  const document = await openOutgoing(tx, actor, { id, revision, action: 'sign' })
  // From now on it is read through the document alone, which knows who may and notes who did.
  const [file] = await guardFiles(tx, actor, { ids: [signature.fileId], field: 'fileId' })
  if (file?.mediaType !== 'application/pdf') {
    throw new AppError('invalid_input', {
      fields: { fileId: 'Hãy tải lên bản quét PDF của văn bản đã ký.' },
    })
  }
  await tellOutgoing(tx, actor, { document, state: 'signed' })
  return changeOutgoing(tx, actor, {
    document,
    set: { state: 'signed', signed_as: signature.as, signed_at: tx.now, signed_file_id: signature.fileId },
    event: { kind: 'signed', words: signature.as === 'paper' ? 'Ký trên giấy, kèm bản quét.' : 'Ký số.' },
  })
}

/** Ghi đã ký trên giấy, with the scan of the signed page. */
export const markOutgoingSigned = defineCommand({
  name: 'records.markOutgoingSigned',
  title: 'Ghi văn bản đi đã ký trên giấy kèm bản quét',
  audience: handlers,
  door: { method: 'POST', path: '/outgoing-documents/{id}/signature' },
  input: z.strictObject({
    ...outgoingRef,
    fileId: z.uuid({ error: 'Hãy tải lên bản quét PDF của văn bản đã ký.' }),
  }),
  output: outgoingChanged,
  example: { ...demoOutgoingRef('ownSign'), fileId: demoScanId },
  run: (tx, actor, { fileId, ...ref }) =>
    signDocument(tx, actor, { ...ref, signature: { as: 'paper', fileId } }),
})
