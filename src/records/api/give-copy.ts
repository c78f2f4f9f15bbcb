import { buffer } from 'node:stream/consumers'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { type Call, write } from '../../platform/write.ts'
import { wholeFileRoutes } from '../../signing/api/whole-file-routes.ts'
import type { GivenToSign, Signable } from '../../signing/jobs/signable.ts'
import { giveCopyToSign, takeSignedCopy } from '../commands/copies.ts'
import { copyTarget, copyToSign } from '../queries/copies.ts'

/** Gives the file of a copy out: the office signs it with a block of text, no picture (NĐ 30/2020, Phụ lục I). */
async function giveCopy(services: Services, call: Call, copyId: string): Promise<GivenToSign> {
  const found = await read(services, call.actor, copyToSign, { copyId })
  const { office, inUse, ended, title: name } = found
  const bytes = new Uint8Array(await buffer(services.blobs.read(found.given?.sha256 ?? found.sha256)))
  const fileName = `sao-y-${copyId}.pdf`
  const named = {
    target: copyTarget(copyId),
    holder: { kind: 'office' as const, name: office, inUse, ended },
    memberId: null,
    signerName: office,
    block: ['SAO Y', office],
    name,
    fileName,
    bytes,
  }
  if (found.given) return { ...named, requestId: found.given.id, isFresh: false }
  const content = { sha256: found.sha256, size: bytes.length, name: fileName, mediaType: 'application/pdf' }
  const { requestId } = await write(services, call, giveCopyToSign, { copyId, content })
  return { ...named, requestId, isFresh: true }
}

/** Bản sao y điện tử: signed by the office alone. */
export const signableCopy: Signable = {
  kind: 'document_copy',
  purposes: ['copy_seal'],
  give: giveCopy,
  take: (services, call, { target, copy }) =>
    write(services, call, takeSignedCopy, { copyId: target.id, ...copy }),
}

/** A copy goes out to be signed with another program, and comes back. */
export const copySigningRoutes = wholeFileRoutes({
  signable: signableCopy,
  path: '/document-copies',
  audience: giveCopyToSign.audience,
  titles: { give: giveCopyToSign.title, take: takeSignedCopy.title },
})
