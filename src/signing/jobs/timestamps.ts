import { randomBytes } from 'node:crypto'
import { fetchGuarded } from '../../platform/guarded-fetch.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { timestampRequest, timestampToken } from '../model/cms/build-signature.ts'
import { signingSettings } from '../queries/signing-settings.ts'
import type { ProofServices } from './gather-proofs.ts'

/** Gives the token of a timestamp over the value, or null where the office takes none or its server does not give one in time. */
export type Stamper = (value: Uint8Array) => Promise<Buffer | null>

/** A token with its certificates has some kilobytes; the place of a signature in its file holds no more. */
const longest = 8_000

/**
 * Asks the office's server of timestamps (RFC 3161) for one batch. A server that did not answer once is not waited for again:
 * a batch of twenty waits once, not twenty times.
 */
export function createStamper(services: ProofServices, officeId: string): Stamper {
  let isQuiet = false
  return async (value) => {
    if (isQuiet) return null
    const { timestampAddress, timestampSeconds } = await read(
      services,
      systemActor(officeId),
      signingSettings,
      {},
    )
    if (timestampAddress === '') return null
    const nonce = randomBytes(8)
    const started = performance.now()
    const answer = await fetchGuarded({
      url: timestampAddress,
      sent: { type: 'application/timestamp-query', body: timestampRequest(value, nonce) },
      longest,
      limitSeconds: timestampSeconds,
      internalHosts: services.config.internalHosts,
    })
    const token = 'body' in answer ? (timestampToken(answer.body, nonce) ?? null) : null
    isQuiet = token === null
    services.observe('signing.timestamp', (performance.now() - started) / 1000, token ? 'ok' : 'error')
    return token
  }
}
