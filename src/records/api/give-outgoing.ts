import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { AppError } from '../../platform/errors.ts'
import { fileLimit } from '../../platform/http/server.ts'
import type { Actor } from '../../platform/operations.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { type Call, write } from '../../platform/write.ts'
import type { GivenToSign, Signable } from '../../signing/jobs/signable.ts'
import { giveOutgoingToSign, takeSignedOutgoing } from '../commands/outgoing/sign-digitally.ts'
import { printOutgoing } from '../queries/outgoing/print-outgoing.ts'
import { outgoingToSign } from '../queries/outgoing/to-sign.ts'
import { renderOutgoing } from './render-outgoing.ts'

/** What is signed: the printed document, or, for the office's signature, the file that its signer has signed. */
async function bytesToSign(services: Services, actor: Actor, asked: { id: string; isSeal: boolean }) {
  const found = await read(services, actor, printOutgoing, { id: asked.id })
  if (!asked.isSeal) return { bytes: await renderOutgoing(services, found), name: found.fileName }
  if (!found.signed) throw new AppError('not_found', { detail: 'Văn bản này chưa có bản đã ký.' })
  return { bytes: await buffer(services.blobs.read(found.signed.sha256)), name: found.fileName }
}

/** Gives an outgoing document out to be signed: the bytes that were given out before, as long as it has not changed since. */
async function giveOutgoing(services: Services, call: Call, id: string): Promise<GivenToSign> {
  const { actor } = call
  const found = await read(services, actor, outgoingToSign, { id })
  const { revision, purpose, holder, memberId, signerName, title } = found
  const isSeal = purpose === 'outgoing_seal'
  const target = { purpose, id, revision }
  const kept = async (sha256: string) => new Uint8Array(await buffer(services.blobs.read(sha256)))
  const named = { target, holder, memberId, signerName, name: title }
  const fileName = (name: string) => `${name}-${isSeal ? 'dong-dau' : 'de-ky'}.pdf`
  if (found.given) {
    const { fileName: name } = await read(services, actor, printOutgoing, { id })
    const { id: requestId, sha256 } = found.given
    return { ...named, requestId, bytes: await kept(sha256), fileName: fileName(name), isFresh: false }
  }
  const { bytes, name } = await bytesToSign(services, actor, { id, isSeal })
  const stored = await services.blobs.put(Readable.from([bytes]), fileLimit)
  const content = { ...stored, name: fileName(name), mediaType: 'application/pdf' }
  const input = { id, revision, purpose, content }
  const { requestId, sha256 } = await write(services, call, giveOutgoingToSign, input)
  return { ...named, requestId, bytes: await kept(sha256), fileName: fileName(name), isFresh: true }
}

/** Văn bản đi: signed by its signer, then by the office. */
export const signableOutgoing: Signable = {
  kind: 'outgoing_document',
  purposes: ['outgoing_signature', 'outgoing_seal'],
  give: giveOutgoing,
  take: (services, call, { target, copy }) => {
    const { id, revision, purpose } = target
    return write(services, call, takeSignedOutgoing, { id, revision, purpose, ...copy })
  },
}
