import { isAppError } from '../../platform/errors.ts'
import { isPractice } from '../../platform/practice.ts'
import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { signingKey } from '../api/own-key.ts'
import { type ExchangeDeps, keyOf, type Signed } from '../api/receive-package.ts'
import { type ClaimedPackage, claimPackages } from '../commands/claim-packages.ts'
import { noteLateLegs } from '../commands/note-late-legs.ts'
import { recordDelivery } from '../commands/record-delivery.ts'
import { readManifest } from '../model/package.ts'
import { signText } from '../model/signing.ts'
import { exchangeWork, findPartner } from '../queries/exchange-work.ts'
import { deliverHere } from './deliver-here.ts'
import { deliverOverHttps } from './deliver-over-https.ts'
import { type DeliveryOutcome, failed, judged } from './outcome.ts'

/** `limitSeconds`: after so long a try over HTTPS has failed; by its size unless told. */
export type JobDeps = ExchangeDeps & { limitSeconds?: number }

/** Packages taken at once: each may take minutes when the line is slow, and the lease covers them all. */
const batch = 4
/** Seconds after which a run takes no further batch; the next run goes on. */
const runSeconds = 100

/**
 * Sends what is due of one office, and notes which partners are late. A package is taken, sent and noted in three steps of
 * its own; whatever breaks in between, it goes again and the other side knows it by its id. Returns how many were done.
 */
export async function exchangePackages(deps: JobDeps, officeId: string): Promise<number> {
  if (isPractice(officeId)) return 0
  const call = { actor: systemActor(officeId), requestId: 'exchange-packages' }
  const started = performance.now()
  let done = 0
  let work = await read(deps, call.actor, exchangeWork, {})
  if (work.late) await write(deps, call, noteLateLegs, { limit: 200 })
  while (work.packages && performance.now() - started < runSeconds * 1000) {
    const { packages } = await write(deps, call, claimPackages, { limit: batch })
    if (packages.length === 0) break
    const states = await Promise.all(packages.map((each) => sendOne(deps, officeId, each)))
    done += states.filter((state) => state === 'done').length
    work = await read(deps, call.actor, exchangeWork, {})
  }
  return done
}

async function sendOne(deps: JobDeps, officeId: string, claimed: ClaimedPackage): Promise<string> {
  const outcome = await deliver(deps, officeId, claimed).catch((error: unknown) => {
    if (isAppError(error)) return failed(error.facts.detail ?? error.message)
    throw error
  })
  const call = { actor: systemActor(officeId), requestId: `package.${claimed.id}` }
  const { state } = await write(deps, call, recordDelivery, {
    id: claimed.id,
    attempt: claimed.attempt,
    ...outcome,
  })
  return state
}

async function deliver(deps: JobDeps, officeId: string, claimed: ClaimedPackage): Promise<DeliveryOutcome> {
  const { partner, manifest: text } = claimed
  const manifest = readManifest(text)
  if (!manifest) return failed('Gói tin đã lưu không đọc được.')
  // Every other try is signed with the newest key: the partner may have been told of it by telephone, and know no other.
  const known = claimed.attempt % 2 === 1 ? partner.signsWith : null
  const key = await signingKey(deps, officeId, known)
  const signed = { text, keyId: key.keyId, signature: signText('package', text, key.privateKey) }
  const answer = await handOver(deps, claimed, { signed, manifest })
  if ('problem' in answer) return failed(answer.problem)
  const pinned = await read(deps, systemActor(officeId), findPartner, { id: partner.id })
  const theirs = await keyOf(deps, pinned, answer.keyId)
  return judged(answer, { manifest: text, packageId: claimed.id, key: theirs })
}

async function handOver(
  deps: JobDeps,
  { partner }: ClaimedPackage,
  sent: { signed: Signed; manifest: NonNullable<ReturnType<typeof readManifest>> },
): Promise<Signed | { problem: string }> {
  if (partner.via === 'here' && partner.officeId) return deliverHere(deps, partner.officeId, sent.signed)
  if (partner.via === 'https') return deliverOverHttps(deps, partner.url, sent)
  return { problem: 'Cơ quan này nay chỉ nhận bản giấy.' }
}
