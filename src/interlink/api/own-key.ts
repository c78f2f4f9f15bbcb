import { AppError, isAppError } from '../../platform/errors.ts'
import { read } from '../../platform/read.ts'
import type { SecretBox } from '../../platform/secret-box.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { addOwnKey } from '../commands/own-keys.ts'
import { makeKeyPair } from '../model/signing.ts'
import { ownKeys } from '../queries/exchange-work.ts'
import type { ExchangeDeps } from './receive-package.ts'

/** A new pair as it is kept: the private half sealed with the secret of the installation. */
export function sealedKeyPair(secrets: SecretBox): { publicKey: string; privateKeySealed: string } {
  const { publicKey, privateKey } = makeKeyPair()
  return { publicKey, privateKeySealed: secrets.seal(privateKey) }
}

/** The key with which the office signs for a partner: the one it knows, or the newest; made where there is none yet. */
export async function signingKey(
  deps: Pick<ExchangeDeps, 'database' | 'clock' | 'secrets' | 'observe'>,
  officeId: string,
  keyId: string | null,
): Promise<{ keyId: string; privateKey: string }> {
  const actor = systemActor(officeId)
  let { keys } = await read(deps, actor, ownKeys, {})
  if (keys.length === 0) {
    await makeFirst(deps, officeId)
    keys = (await read(deps, actor, ownKeys, {})).keys
  }
  const key = keys.find((each) => each.keyId === keyId) ?? keys[0]
  const privateKey = key ? deps.secrets.open(key.privateKeySealed) : null
  if (!key || privateKey === null) {
    throw new AppError('unavailable', {
      detail: 'Không mở được khóa ký của đơn vị (khóa của phần mềm đã đổi). Hãy tạo khóa ký mới.',
    })
  }
  return { keyId: key.keyId, privateKey }
}

/** Two programs may want it at once: the first one's key is the office's. */
async function makeFirst(
  deps: Pick<ExchangeDeps, 'database' | 'clock' | 'secrets' | 'observe'>,
  officeId: string,
): Promise<void> {
  const call = { actor: systemActor(officeId), requestId: 'interlink-key' }
  try {
    await write(deps, call, addOwnKey, { ...sealedKeyPair(deps.secrets), first: true })
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error
  }
}
