import { AppError, isAppError, problemOf } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { type Call, write } from '../../platform/write.ts'
import { keepPrepared } from '../commands/prepared.ts'
import type { Certificate } from '../model/cms/certificate.ts'
import { finishSignature, type RawSignature } from './finish-signature.ts'
import { prepareForToken, type ReadyToSign } from './prepare-signature.ts'
import type { Signable } from './signable.ts'
import { createStamper } from './timestamps.ts'

/** How many things one call prepares or finishes: a page sends a longer batch in several, under one PIN. */
export const mostAtOnce = 20

/** A thing to be signed, as a page names it. */
export interface ThingToSign {
  kind: string
  id: string
}

interface Batch {
  signables: readonly Signable[]
  certificate: Certificate
  /** DER of the issuers. */
  chain: readonly Uint8Array[]
  things: readonly ThingToSign[]
}

/** What a page shows of a file that is ready, and hands to whatever signs. */
interface PreparedItem {
  id: string
  kind: string
  thingId: string
  name: string
  fileHash: string
  /** DER of the signed attributes, base64. */
  attributes: string
}

/** Prepares each thing for the certificate; the ones that cannot be signed stop none of the others. */
export async function prepareBatch(
  services: Services,
  call: Call,
  batch: Batch,
): Promise<{ prepared: PreparedItem[]; faults: (ThingToSign & { detail: string })[] }> {
  const { signables, certificate } = batch
  const faults: (ThingToSign & { detail: string })[] = []
  const ready: (ReadyToSign & { kind: string })[] = []
  for (const { kind, id } of batch.things) {
    const signable = signables.find((each) => each.kind === kind)
    try {
      if (!signable) throw new AppError('not_found')
      ready.push({ kind, ...(await prepareForToken(services, call, { signable, id, certificate })) })
    } catch (error) {
      faults.push({ kind, id, detail: sentenceOf(services, call, error) })
    }
  }
  const ids = await keep(services, call, { ...batch, ready })
  const prepared = ready.map(({ kind, given, fileHash, attributes }, at) => ({
    id: ids[at] ?? '',
    kind,
    thingId: given.target.id,
    name: given.name,
    fileHash,
    attributes: Buffer.from(attributes).toString('base64'),
  }))
  return { prepared, faults }
}

async function keep(
  services: Services,
  call: Call,
  { certificate, chain, ready }: Omit<Batch, 'things' | 'signables'> & { ready: readonly ReadyToSign[] },
): Promise<string[]> {
  if (ready.length === 0) return []
  const files = ready.map(({ given, content, contents, attributes }) => ({
    requestId: given.requestId,
    content,
    contents,
    attributes,
  }))
  const input = { certificate: new Uint8Array(certificate.raw), chain: [...chain], files }
  return (await write(services, call, keepPrepared, input)).ids
}

type SignedOutcome = { id: string; state: 'signed' } | { id: string; state: 'failed'; detail: string }

/** Takes raw signatures, one after another: each is kept before the next is looked at, whatever becomes of the connection. */
export async function finishBatch(
  services: Services,
  call: Call,
  { signables, raws }: { signables: readonly Signable[]; raws: readonly RawSignature[] },
): Promise<SignedOutcome[]> {
  const outcomes: SignedOutcome[] = []
  const stamp = createStamper(services, call.actor.officeId)
  for (const raw of raws) {
    try {
      await finishSignature(services, call, { signables, stamp, raw })
      outcomes.push({ id: raw.id, state: 'signed' })
    } catch (error) {
      outcomes.push({ id: raw.id, state: 'failed', detail: sentenceOf(services, call, error) })
    }
  }
  return outcomes
}

/** What to tell the officer of one file; the others go on. What was not foreseen is for the journal. */
function sentenceOf(services: Services, call: Call, error: unknown): string {
  if (!isAppError(error)) services.log.error({ err: error, requestId: call.requestId }, 'a signature failed')
  return problemOf(error).detail
}
