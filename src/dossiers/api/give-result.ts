import { buffer } from 'node:stream/consumers'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { type Call, write } from '../../platform/write.ts'
import type { GivenToSign, Signable } from '../../signing/jobs/signable.ts'
import { giveResultToSign, takeSignedResult } from '../commands/sign-result.ts'
import { resultPurposes, resultRevision } from '../model/signed-result.ts'
import { resultToSign } from '../queries/result-to-sign.ts'

/** Gives the kept file of an issued result out, or what its approver has signed of it. */
async function giveResult(services: Services, call: Call, dossierId: string): Promise<GivenToSign> {
  const found = await read(services, call.actor, resultToSign, { dossierId })
  const { purpose, holder, memberId, signerName, title: name } = found
  const bytes = new Uint8Array(await buffer(services.blobs.read(found.given?.sha256 ?? found.sha256)))
  const target = { purpose, id: dossierId, revision: resultRevision }
  const named = { target, holder, memberId, signerName, name, fileName: `ket-qua-${dossierId}.pdf`, bytes }
  if (found.given) return { ...named, requestId: found.given.id, isFresh: false }
  const content = {
    sha256: found.sha256,
    size: bytes.length,
    name: named.fileName,
    mediaType: 'application/pdf',
  }
  const { requestId } = await write(services, call, giveResultToSign, { dossierId, purpose, content })
  return { ...named, requestId, isFresh: true }
}

/** Kết quả giải quyết: signed by who approved it, then by the office. */
export const signableResult: Signable = {
  kind: 'dossier_result',
  purposes: resultPurposes,
  give: giveResult,
  take: (services, call, { target, copy }) =>
    write(services, call, takeSignedResult, {
      dossierId: target.id,
      purpose: target.purpose as (typeof resultPurposes)[number],
      ...copy,
    }),
}
