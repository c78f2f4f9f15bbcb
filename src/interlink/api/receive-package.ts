import type { StoredContent } from '../../files/model/stored-file.ts'
import { AppError, isAppError } from '../../platform/errors.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { readPublic } from '../../platform/visitor.ts'
import { write } from '../../platform/write.ts'
import { takePackage } from '../commands/take-package.ts'
import { type Manifest, readManifest, writeAcknowledgement } from '../model/package.ts'
import { digestOf, isSignedBy, signText } from '../model/signing.ts'
import { findPartner, keysOfOffice, type PublicKey } from '../queries/exchange-work.ts'
import { signingKey } from './own-key.ts'

export type ExchangeDeps = Pick<Services, 'database' | 'clock' | 'secrets' | 'blobs' | 'observe'>

/** A text and who signed it, as it travels. */
export interface Signed {
  text: string
  keyId: string
  signature: string
}

/** Files of a package once they lie in the store, or why one of them cannot be taken. */
export interface ArrivedFiles {
  files: StoredContent[]
  wrongFile: string
}

interface Arriving {
  package: Signed
  /** Brings the files; asked for only when the signature is right and they are not here already. */
  files(manifest: Manifest): Promise<ArrivedFiles>
}

/**
 * Takes in one package for an office, whichever way it came: signature first, then its files, then its effect in one
 * transaction of that office. Returns the acknowledgement, signed. Fails with malformed_request (no package), or
 * not_allowed for a sender that is not known by the key that signed.
 */
export async function receivePackage(
  deps: ExchangeDeps,
  officeId: string,
  arriving: Arriving,
): Promise<Signed> {
  const manifest = readManifest(arriving.package.text)
  if (!manifest) {
    throw new AppError('malformed_request', { detail: 'Gói tin liên thông không đúng quy cách.' })
  }
  const partner = await senderOf(deps, officeId, { manifest, signed: arriving.package })
  const arrived = partner.settled ? { files: [], wrongFile: '' } : await arriving.files(manifest)
  const call = { actor: systemActor(officeId), requestId: `package.${manifest.id}` }
  const taken = await write(deps, call, takePackage, {
    partnerId: partner.id,
    manifest: arriving.package.text,
    keyId: arriving.package.keyId,
    ...arrived,
  })
  const text = writeAcknowledgement({
    packageId: manifest.id,
    digest: digestOf(arriving.package.text),
    code: taken.code,
    reason: taken.reason as '',
    detail: taken.detail,
    at: deps.clock().toISOString(),
  })
  const key = await signingKey(deps, officeId, partner.signsWith)
  return { text, keyId: key.keyId, signature: signText('acknowledgement', text, key.privateKey) }
}

/** The partner that signed it. Says the same of an unknown sender, an unknown key and a wrong signature. */
async function senderOf(
  deps: ExchangeDeps,
  officeId: string,
  { manifest, signed }: { manifest: Manifest; signed: Signed },
) {
  const asked = { code: manifest.sender.code, packageId: manifest.id }
  const partner = await read(deps, systemActor(officeId), findPartner, asked).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  })
  const key = partner ? await keyOf(deps, partner, signed.keyId) : undefined
  const isRight = key && isSignedBy(key.publicKey, { purpose: 'package', ...signed })
  if (!partner || !isRight) {
    throw new AppError('not_allowed', {
      detail: 'Chữ ký không phải của cơ quan đã khai báo, hoặc cơ quan gửi chưa được khai báo ở đơn vị nhận.',
    })
  }
  return partner
}

/** A key that counts as the partner's: pinned, or of an office of this installation. */
export async function keyOf(
  deps: ExchangeDeps,
  partner: { officeId: string | null; keys: readonly PublicKey[] },
  keyId: string,
): Promise<PublicKey | undefined> {
  const { officeId } = partner
  const keys = officeId ? await readPublic(deps, (reader) => keysOfOffice(reader, officeId)) : partner.keys
  return keys.find((key) => key.keyId === keyId)
}
