import { AppError, type ErrorCode } from '../../platform/errors.ts'
import type { Actor } from '../../platform/operations.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import type { Call } from '../../platform/write.ts'
import { digest } from '../model/cms/algorithms.ts'
import { readCertificate } from '../model/cms/certificate.ts'
import type { RemoteCredential } from '../model/csc/protocol.ts'
import { plainNumbers, remoteAlgorithm } from '../model/csc/signature-form.ts'
import { factsOf } from '../model/verify-signature.ts'
import type { SigningOwner } from '../policy.ts'
import { remoteAccount, remoteService } from '../queries/means.ts'
import { preparedSignature } from '../queries/prepared.ts'
import { type Csc, type CscFault, type CscTold, openCsc } from './csc-client.ts'
import type { RawSignature } from './finish-signature.ts'
import { finishBatch } from './sign-batch.ts'
import type { Signable } from './signable.ts'

type RemoteServices = Pick<Services, 'secrets' | 'observe'>

const lostSecret =
  'Không mở được khóa kết nối đã lưu (khóa của phần mềm đã đổi). Quản trị hãy nhập lại ở trang “Cách ký số”.'

interface SealedService {
  baseUrl: string
  tokenUrl: string
  clientId: string
  secretSealed: string
}

function openSealed({ secrets, observe }: RemoteServices, service: SealedService): Csc {
  const { secretSealed, ...named } = service
  const secret = secrets.open(secretSealed)
  if (secret === null) throw new AppError('unavailable', { detail: lostSecret })
  return openCsc({ ...named, secret }, { observe })
}

/** What a fault is to the officer: something to mend in what was typed, to do again, or to wait for. */
const codes: Readonly<Record<CscFault, ErrorCode>> = {
  down: 'unavailable',
  identity: 'unavailable',
  code: 'invalid_input',
  locked: 'wrong_state',
  expired: 'wrong_state',
  refused: 'wrong_state',
}

function given<T>(told: CscTold<T>): T {
  if (told.ok) return told.value
  throw new AppError(codes[told.fault], { detail: told.reason })
}

/** Whether the service that is set answers and takes the office's identity; where not, why. */
export async function tryRemoteService(
  services: Services,
  actor: Actor,
): Promise<{ name: string } | { problem: string }> {
  const service = await read(services, actor, remoteService, {})
  if (service.secretSealed === '') return { problem: 'Hãy nhập và lưu kết nối trước khi thử.' }
  if (services.secrets.open(service.secretSealed) === null) return { problem: lostSecret }
  const told = await openSealed(services, service).info()
  return told.ok ? { name: told.value.name } : { problem: told.reason }
}

/** A key at the service as the page shows it. */
export interface ShownCredential {
  id: string
  /** Who the certificate is of, who issued it, until when it holds (ISO). */
  holder: string
  issuer: string
  validTo: string
  codes: RemoteCredential['codes']
  atOnce: number
}

/** The keys of the actor's own account, or (văn thư) of the office's. */
export async function remoteCredentials(
  services: Services,
  actor: Actor,
  owner: SigningOwner,
): Promise<ShownCredential[]> {
  const { all } = await openAccount(services, actor, owner)
  const shown = all.flatMap(({ id, certificates, codes, atOnce }) => {
    const certificate = readCertificate(certificates[0] ?? new Uint8Array())
    if (!certificate) return []
    const { name, issuer, validTo } = factsOf(certificate)
    return [{ id, holder: name, issuer, validTo, codes, atOnce }]
  })
  if (shown.length === 0)
    throw new AppError('not_found', {
      detail: 'Tài khoản này chưa có khóa ký dùng được ở dịch vụ ký số từ xa. Hãy xem lại tên tài khoản.',
    })
  return shown
}

async function openAccount(services: Services, actor: Actor, owner: SigningOwner) {
  const { account, ...service } = await read(services, actor, remoteAccount, { owner })
  const csc = openSealed(services, service)
  return { csc, all: given(await csc.credentials(account)) }
}

/** Which key is to sign: only one of the account itself counts, whatever a page asks for. */
export interface ChosenKey {
  owner: SigningOwner
  credentialId: string
}

/** The key with its certificate, read. Fails with not_found for one of another account. */
export async function chosenKey(services: Services, actor: Actor, { owner, credentialId }: ChosenKey) {
  const { csc, all } = await openAccount(services, actor, owner)
  const credential = all.find(({ id }) => id === credentialId)
  const certificate = credential && readCertificate(credential.certificates[0] ?? new Uint8Array())
  const algorithm = credential && remoteAlgorithm(credential)
  if (!credential || !certificate)
    throw new AppError('not_found', { detail: 'Tài khoản không có khóa ký này. Hãy tải lại trang.' })
  if (!algorithm)
    throw new AppError('wrong_state', { detail: 'Khóa ký này dùng thuật toán mà phần mềm không nhận.' })
  return { csc, credential, certificate, algorithm }
}

type Key = Awaited<ReturnType<typeof chosenKey>>

/** What was prepared for this key. Fails where something was prepared for another: no code is asked for, no try is spent. */
async function preparedFor(
  services: Services,
  actor: Actor,
  { key, ids }: { key: Key; ids: readonly string[] },
) {
  if (ids.length > key.credential.atOnce)
    throw new AppError('invalid_input', {
      detail: `Mỗi lần xác nhận, dịch vụ chỉ ký ${key.credential.atOnce} tệp. Hãy chọn ít tệp hơn.`,
    })
  const all = await Promise.all(ids.map((id) => read(services, actor, preparedSignature, { id })))
  if (all.some(({ certificate }) => Buffer.compare(certificate, key.certificate.raw) !== 0))
    throw new AppError('wrong_state', { detail: 'Tệp đã chuẩn bị cho chứng thư khác. Hãy bấm ký lại.' })
  return all
}

/** Has the service send the officer a code for what was prepared. */
export async function sendRemoteCode(
  services: Services,
  actor: Actor,
  { chosen, ids }: { chosen: ChosenKey; ids: readonly string[] },
): Promise<void> {
  const key = await chosenKey(services, actor, chosen)
  await preparedFor(services, actor, { key, ids })
  given(await key.csc.challenge(chosen.credentialId))
}

interface RemoteBatch {
  signables: readonly Signable[]
  chosen: ChosenKey
  ids: readonly string[]
  /** By the id of the code; passed on to the service, kept nowhere. */
  codes: Readonly<Record<string, string>>
}

/**
 * Has the service sign what was prepared, with one approval, and takes each signature as one of a token: checked against what
 * was to be signed and the certificate, then the file judged whole. Fails with invalid_input where a code is wrong, with nothing
 * used up here; `unavailable` where the service does not answer.
 */
export async function signRemotely(services: Services, call: Call, batch: RemoteBatch) {
  const { signables, chosen, ids } = batch
  const key = await chosenKey(services, call.actor, chosen)
  const prepared = await preparedFor(services, call.actor, { key, ids })
  const hashes = prepared.map(({ attributes }) => digest('sha256', attributes))
  const approval = { credentialId: chosen.credentialId, hashes, codes: batch.codes }
  const signatures = given(await key.csc.sign(approval, key.algorithm.oid))
  const { scheme } = key.algorithm
  const raws = signatures.flatMap((signature, at): RawSignature[] => {
    const id = ids[at]
    return id === undefined ? [] : [{ id, scheme, signature: formed(signature, key) }]
  })
  return finishBatch(services, call, { signables, raws })
}

/** Bytes of a number of the curve: P-256, P-384, P-521. */
const sizes: Readonly<Record<string, number>> = { prime256v1: 32, secp384r1: 48, secp521r1: 66 }

function formed(signature: Uint8Array, { algorithm, certificate }: Key): Uint8Array {
  const size = sizes[certificate.key.asymmetricKeyDetails?.namedCurve ?? '']
  return algorithm.scheme === 'ecdsa' && size ? plainNumbers(signature, size) : signature
}
