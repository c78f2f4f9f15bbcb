import { createHash, randomUUID } from 'node:crypto'
import { fetchOutside } from '../../platform/fetch-outside.ts'
import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { write } from '../../platform/write.ts'
import { keepAnswer } from '../commands/keep-answer.ts'
import { listUntil, type Wanted } from '../model/cms/wanted.ts'
import { rootSets } from '../model/root-sets.ts'
import type { VerifyPolicy } from '../model/verify-pdf.ts'
import { knownAnswer } from '../queries/known-answer.ts'
import { trustRoots } from '../queries/trust-roots.ts'

/** A chain wants one answer after the other: of the signer, then of each authority. */
const mostRounds = 5
/** Sources asked for one file, however many certificates are in it. */
const mostSources = 12
const limits = {
  ocsp: { largest: 64 * 1024, milliseconds: 10_000 },
  crl: { largest: 16 * 2 ** 20, milliseconds: 20_000 },
} as const
/** Minutes for which an answer serves that does not say how long it holds. */
const undatedMinutes = 10

interface Source {
  kind: 'crl' | 'ocsp'
  address: string
  request: Uint8Array | null
}

/**
 * Judges with what the authorities say of revocations: what is wanted is taken from what was fetched before, or fetched, and the
 * judgement made again until nothing new comes. Who does not answer leaves the judgement open; nothing here makes it valid, for
 * each answer is checked where the signature is judged.
 */
export async function judgeWithProofs<Judged extends { wanted: readonly Wanted[] }>(
  services: Services,
  officeId: string,
  judge: (policy: VerifyPolicy) => Promise<Judged>,
): Promise<Judged> {
  const { roots } = await read(services, systemActor(officeId), trustRoots, {})
  const crls: Uint8Array[] = []
  const answers: Uint8Array[] = []
  const asked = new Set<string>()
  const policy = {
    roots: roots.map(({ set, raw }) => ({ set: nameOfSet(set), raw })),
    others: [],
    crls,
    answers,
    now: services.clock().getTime(),
  }
  for (let round = 1; ; round += 1) {
    const judged = await judge(policy)
    if (round === mostRounds) return judged
    let isNew = false
    for (const wanted of judged.wanted) {
      const found = await firstAnswer(services, officeId, { wanted, asked })
      if (!found) continue
      isNew = true
      if (found.kind === 'crl') crls.push(found.body)
      else answers.push(found.body)
    }
    if (!isNew) return judged
  }
}

/** As the report names it. */
const nameOfSet = (set: string) => (set in rootSets ? rootSets[set as keyof typeof rootSets] : set)

/** The first answer of those that may tell of a certificate; OCSP before lists, which are large. Each is asked once. */
async function firstAnswer(
  services: Services,
  officeId: string,
  { wanted, asked }: { wanted: Wanted; asked: Set<string> },
): Promise<{ kind: 'crl' | 'ocsp'; body: Uint8Array } | null> {
  const sources: Source[] = [
    ...wanted.ocsp.map(({ address, request }) => ({ kind: 'ocsp' as const, address, request })),
    ...wanted.lists.map((address) => ({ kind: 'crl' as const, address, request: null })),
  ]
  for (const source of sources) {
    const name = nameOf(source)
    if (asked.has(name) || asked.size >= mostSources) continue
    asked.add(name)
    const body = await answerOf(services, officeId, { source, name })
    if (body) return { kind: source.kind, body }
  }
  return null
}

const nameOf = ({ address, request }: Source) =>
  createHash('sha256')
    .update(address)
    .update(request ?? '')
    .digest('hex')

async function answerOf(
  services: Services,
  officeId: string,
  { source, name }: { source: Source; name: string },
): Promise<Uint8Array | null> {
  const actor = systemActor(officeId)
  const { body: known } = await read(services, actor, knownAnswer, { source: name })
  if (known) return known
  const { kind, address, request } = source
  const body = await fetchOutside(address, {
    ...limits[kind],
    ...(request ? { body: { bytes: request, mediaType: 'application/ocsp-request' } } : {}),
    internalHosts: services.config.internalHosts,
  })
  if (!body || body.length === 0) return null
  const until = untilOf(kind, body, services.clock().getTime())
  if (until !== null) {
    const call = { actor, requestId: randomUUID() }
    await write(services, call, keepAnswer, { source: name, kind, address, body, until: new Date(until) })
  }
  return body
}

/** How long it may be kept; null for what is no list at all. */
function untilOf(kind: Source['kind'], body: Uint8Array, now: number): number | null {
  if (kind === 'ocsp') return now + undatedMinutes * 60_000
  const until = listUntil(body)
  return until !== null && until > now ? until : null
}
