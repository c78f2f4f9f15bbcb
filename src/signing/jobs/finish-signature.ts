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
import { type Certificate, readCertificate } from '../model/cms/certificate.ts'
import { fillSignature } from '../model/embed/prepare-signature.ts'
import type { PdfReport, SignerFacts } from '../model/report.ts'
import { preparedSignature } from '../queries/prepared.ts'
import { addProofsToFile } from './check-pdf.ts'
import { judgeCopy } from './judge-copy.ts'
import type { GivenToSign, Signable } from './signable.ts'
import type { Stamper } from './timestamps.ts'

/** What a token gave for what was prepared; of ECDSA the two numbers one after another. */
export interface RawSignature {
  id: string
  signature: Uint8Array
  scheme: SigningScheme
}

/**
 * Puts a raw signature into the file that was prepared for it and takes that file as any signed copy: judged whole, then kept
 * in the transaction that moves the thing on. Fails with invalid_input where the signature is not over what was
 * given or not by the certificate, and with wrong_state or not_found where it comes too late or twice.
 */
export async function finishSignature(
  services: Services,
  call: Call,
  { signables, raw, stamp }: { signables: readonly Signable[]; raw: RawSignature; stamp: Stamper },
): Promise<void> {
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
  const parts = partsOf(prepared, raw)
  const empty = await buffer(services.blobs.read(prepared.sha256))
  const file = { bytes: empty, contents: prepared.contents, hash: Buffer.alloc(0) }
  const fill = (timestamp?: Buffer) => fillSignature(file, buildSignature({ ...parts, timestamp }))
  const { signed, report, signer } = await judged(services, call, {
    given,
    fill,
    timestamp: await stamp(signatureValue(parts)),
  })
  const lasting = given.holder.kind === 'office' ? await withProofs(services, call, signed) : signed
  const stored = await services.blobs.put(Readable.from([lasting]), fileLimit)
  const content = { ...stored, name: 'van-ban-da-ky.pdf', mediaType: 'application/pdf' }
  await signable.take(services, call, {
    target: given.target,
    copy: { requestId: given.requestId, content, report, signer },
  })
}

/**
 * The filled file, found good; without its timestamp where that spoils it: a server that the office does not trust must not stop
 * its officers from signing.
 */
async function judged(
  services: Services,
  { actor }: Call,
  asked: { given: GivenToSign; fill: (timestamp?: Buffer) => Buffer; timestamp: Buffer | null },
): Promise<{ signed: Buffer; report: PdfReport; signer: SignerFacts }> {
  const { given, fill, timestamp } = asked
  const judge = async (signed: Buffer) => {
    const copy = { given: given.bytes, signed: new Uint8Array(signed) }
    const found = await judgeCopy(services, actor.officeId, { copy, holder: given.holder })
    return { signed, ...found }
  }
  const stamped = timestamp ? await judge(fill(timestamp)) : null
  const { signed, report, signer, fault } = stamped?.fault === null ? stamped : await judge(fill())
  if (fault !== null || !signer) throw new AppError('invalid_input', { detail: fault ?? report.summary })
  return { signed, report, signer }
}

/** With the office's signature, the last, come the proofs by which all are judged for as long as the file is kept (B-LT). */
async function withProofs(services: Services, { actor }: Call, signed: Buffer): Promise<Buffer> {
  return (await addProofsToFile(services, actor.officeId, new Uint8Array(signed))).bytes
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
  const chain = prepared.chain.flatMap((each) => readCertificate(each) ?? []).filter(fits())
  return { attributes: Buffer.from(prepared.attributes), certificate, chain, scheme, signature }
}

/** Bytes of issuers that a signature carries along: its place in the file is of fixed size, and a timestamp must fit too. */
const mostOfChain = 3000

/** Takes issuers as long as there is room. */
function fits(): (issuer: Certificate) => boolean {
  let room = mostOfChain
  return ({ raw }) => {
    room -= raw.length
    return room >= 0
  }
}
