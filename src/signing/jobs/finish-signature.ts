import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { AppError } from '../../platform/errors.ts'
import { fileLimit } from '../../platform/http/server.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import type { Call } from '../../platform/write.ts'
import { isSignedBy } from '../model/cms/algorithms.ts'
import {
  buildSignature,
  type SignatureParts,
  type SigningScheme,
  signatureValue,
} from '../model/cms/build-signature.ts'
import { readCertificate } from '../model/cms/certificate.ts'
import { fillSignature } from '../model/embed/prepare-signature.ts'
import { preparedSignature } from '../queries/prepared.ts'
import { judgeCopy } from './judge-copy.ts'
import type { Signable } from './signable.ts'

/** What a token gave for what was prepared; of ECDSA the two numbers one after another. */
export interface RawSignature {
  id: string
  signature: Uint8Array
  scheme: SigningScheme
}

/**
 * Puts a raw signature into the file that was prepared for it and takes that file as any signed copy: judged whole, then kept
 * in the transaction that moves the thing on. Returns its id. Fails with invalid_input where the signature is not over what was
 * given or not by the certificate, and with wrong_state or not_found where it comes too late or twice.
 */
export async function finishSignature(
  services: Services,
  call: Call,
  { signables, raw }: { signables: readonly Signable[]; raw: RawSignature },
): Promise<{ kind: string; id: string }> {
  const prepared = await read(services, call.actor, preparedSignature, { id: raw.id })
  const signable = signables.find(({ purposes }) => purposes.some((each) => each === prepared.purpose))
  if (!signable) throw new AppError('not_found')
  const given = await signable.give(services, call, prepared.targetId)
  if (given.requestId !== prepared.requestId) {
    throw new AppError('wrong_state', {
      detail:
        'Nội dung vừa thay đổi sau khi bấm ký, nên chữ ký này không dùng được. Hãy tải lại trang rồi ký lại.',
    })
  }
  const bytes = await buffer(services.blobs.read(prepared.sha256))
  const signature = buildSignature(partsOf(prepared, raw))
  const empty = { bytes, contents: prepared.contents, hash: Buffer.alloc(0) }
  const signed = new Uint8Array(fillSignature(empty, signature))
  const copy = { given: given.bytes, signed }
  const judged = await judgeCopy(services, call.actor.officeId, { copy, holder: given.holder })
  if (judged.fault !== null || !judged.signer)
    throw new AppError('invalid_input', { detail: judged.fault ?? judged.report.summary })
  const stored = await services.blobs.put(Readable.from([Buffer.from(signed)]), fileLimit)
  const content = { ...stored, name: 'van-ban-da-ky.pdf', mediaType: 'application/pdf' }
  const taken = { requestId: given.requestId, content, report: judged.report, signer: judged.signer }
  await signable.take(services, call, { target: given.target, copy: taken })
  return { kind: signable.kind, id: prepared.targetId }
}

interface PreparedParts {
  attributes: Uint8Array
  certificate: Uint8Array
  chain: readonly Uint8Array[]
}

function partsOf(prepared: PreparedParts, { signature, scheme }: RawSignature): SignatureParts {
  const certificate = readCertificate(prepared.certificate)
  const algorithm = { hash: 'sha256' as const, isPss: scheme === 'pss', saltLength: 32 }
  const isTheirs =
    certificate !== undefined &&
    isSignedBy(certificate.key, algorithm, {
      data: prepared.attributes,
      signature: signatureValue({ scheme, signature }),
    })
  if (!certificate || !isTheirs) {
    throw new AppError('invalid_input', {
      detail:
        'Chữ ký nhận được không khớp với tệp hoặc chứng thư, nên không dùng được. Hãy rút, cắm lại thiết bị rồi ký lại.',
    })
  }
  const chain = prepared.chain.flatMap((each) => readCertificate(each) ?? [])
  return { attributes: Buffer.from(prepared.attributes), certificate, chain, scheme, signature }
}
