import { read } from '../../platform/read.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { type Wanted, wishOf } from '../model/cms/wanted.ts'
import { rootSets } from '../model/root-sets.ts'
import type { VerifyPolicy } from '../model/verify-pdf.ts'
import { trustRoots } from '../queries/trust-roots.ts'
import { type Gathered, gatherProofs, type ProofServices } from './gather-proofs.ts'

/** A chain of issuers is fetched step by step, then what they say of revocation. */
const mostRounds = 6
/** Servers asked for one file; its signatures together name a handful. */
const mostAsked = 24

/**
 * Judges by the office's own trust roots and by what authorities say: what is wanted is fetched, or taken from what was fetched
 * before, and the judgement made again until nothing new comes. Who does not answer leaves the judgement open.
 */
export async function judgeWithProofs<Judged extends { wanted: readonly Wanted[] }>(
  services: ProofServices,
  officeId: string,
  judge: (policy: VerifyPolicy) => Promise<Judged>,
): Promise<{ judged: Judged; gathered: Gathered }> {
  const { roots } = await read(services, systemActor(officeId), trustRoots, {})
  const gathered: Gathered = { certificates: [], crls: [], answers: [], ids: [] }
  const asked = new Set<string>()
  const now = services.clock().getTime()
  const policy = (): VerifyPolicy => ({
    roots: roots.map(({ set, raw }) => ({ set: nameOfSet(set), raw })),
    others: gathered.certificates,
    crls: gathered.crls,
    answers: gathered.answers,
    now,
  })
  let judged = await judge(policy())
  for (let round = 1; round < mostRounds; round += 1) {
    const next = freshOf(judged.wanted, asked)
    if (next.length === 0) break
    const more = await gatherProofs(services, officeId, next)
    for (const key of ['certificates', 'crls', 'answers'] as const) gathered[key].push(...more[key])
    gathered.ids.push(...more.ids)
    const isNothing = more.certificates.length + more.crls.length + more.answers.length === 0
    if (!isNothing) judged = await judge(policy())
  }
  return { judged, gathered }
}

/** As the report names it. */
const nameOfSet = (set: string) => (set in rootSets ? rootSets[set as keyof typeof rootSets] : set)

/** What was not asked for yet; notes that it now is. */
function freshOf(wanted: readonly Wanted[], asked: Set<string>): Wanted[] {
  const fresh = wanted.filter((each) => !asked.has(wishOf(each))).slice(0, mostAsked - asked.size)
  for (const each of fresh) asked.add(wishOf(each))
  return fresh
}
