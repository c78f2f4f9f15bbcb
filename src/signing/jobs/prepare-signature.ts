import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { StoredContent } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { fileLimit } from '../../platform/http/server.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import type { Call } from '../../platform/write.ts'
import { type Certificate, keyUsage } from '../model/cms/certificate.ts'
import { signingTimeText } from '../model/embed/appearance.ts'
import { strangerThan } from '../model/signed-copy.ts'
import { factsOf } from '../model/verify-signature.ts'
import { pictureToShow } from '../queries/pictures.ts'
import { prepareCopy, type SignatureLook } from './prepare-copy.ts'
import { type GivenToSign, requireOwnHand, type Signable } from './signable.ts'

/** A file ready for the token, lying in the store but not yet noted. */
export interface ReadyToSign {
  given: GivenToSign
  content: StoredContent
  contents: { start: number; end: number }
  /** SHA-256 of what is signed, lower-case hex. */
  fileHash: string
  attributes: Uint8Array
}

/**
 * Gives a file out and prepares it for the certificate of a token: with an empty signature whose picture stands where the
 * decree wants it. Fails with not_allowed or invalid_input, in a sentence for the officer.
 */
export async function prepareForToken(
  services: Services,
  call: Call,
  asked: { signable: Signable; id: string; certificate: Certificate },
): Promise<ReadyToSign> {
  const { certificate } = asked
  const given = await asked.signable.give(services, call, asked.id)
  requireOwnHand(given, call.actor)
  const now = services.clock().getTime()
  const facts = factsOf(certificate)
  const fault = unusable(certificate, now) ?? strangerThan(given.holder, facts)
  if (fault) throw new AppError('invalid_input', { detail: fault })
  const made = await prepareCopy(services, {
    given: given.bytes,
    look: await lookOf(services, call, { given, now }),
    signerName: given.signerName,
    certificate: certificate.raw,
    certificateName: facts.name,
    at: now,
  })
  if ('fault' in made) throw new AppError('invalid_input', { detail: made.fault })
  const stored = await services.blobs.put(Readable.from([Buffer.from(made.bytes)]), fileLimit)
  return {
    given,
    content: { ...stored, name: 'cho-ky.pdf', mediaType: 'application/pdf' },
    contents: made.contents,
    fileHash: Buffer.from(made.hash).toString('hex'),
    attributes: made.attributes,
  }
}

/** What is shown of the signature: a block of text, or the picture of whoever signs. */
async function lookOf(
  services: Services,
  { actor }: Call,
  { given, now }: { given: GivenToSign; now: number },
): Promise<SignatureLook> {
  if (given.block) {
    const lines = [...given.block, `Thời gian ký: ${signingTimeText(now)}`]
    return { kind: 'block', page: await services.pdf.render('signature-block', { lines }) }
  }
  const picture = await read(services, actor, pictureToShow, { memberId: given.memberId })
  return {
    kind: given.holder.kind === 'office' ? 'seal' : 'signature',
    picture: new Uint8Array(await buffer(services.blobs.read(picture.sha256))),
  }
}

function unusable(certificate: Certificate, now: number): string | null {
  const usage = keyUsage(certificate)
  if (usage && !usage.sign && !usage.commit)
    return 'Chứng thư này không được cấp để ký. Hãy chọn chứng thư khác.'
  if (certificate.notAfter < now) return 'Chứng thư này đã hết hạn. Hãy ký bằng chứng thư còn hạn.'
  if (certificate.notBefore > now) return 'Chứng thư này chưa đến ngày có hiệu lực.'
  return null
}
