import { z } from 'zod'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { hasEnded } from '../model/leg.ts'
import {
  type Acknowledgement,
  acknowledgementSchema,
  passingRefusals,
  type Refusal,
  readManifest,
  refusals,
} from '../model/package.ts'
import { askAgainAt, retryAt, troubleAfter } from '../model/sending.ts'
import { keyIdOf } from '../model/signing.ts'
import { changeLeg, lockLeg } from './open-leg.ts'
import { tellCitizen } from './tell-citizen.ts'

/** What came of one try: the other side's word, its signature checked, or why there is none. */
export const recordDelivery = defineCommand({
  name: 'interlink.recordDelivery',
  title: 'Ghi kết quả gửi gói tin liên thông',
  audience: [],
  input: z.strictObject({
    id: z.uuid(),
    attempt: z.int().min(1),
    acknowledgement: acknowledgementSchema.nullable(),
    failure: z.string().max(500),
  }),
  output: z.object({ state: z.string() }),
  async run(tx, actor, input) {
    const found = await lockPackage(tx, actor, input)
    const verdict = found ? verdictOn(input, tx.now) : null
    if (found && verdict) {
      await storeVerdict(tx, actor, { ...input, verdict })
      await holdSuccessors(tx, actor, { found, verdict })
      await tellLeg(tx, actor, { found, verdict })
      if (verdict.state === 'done' && found.kind === 'key') await useNewKey(tx, actor, found)
    }
    const facts = {
      attempt: input.attempt,
      code: input.acknowledgement?.code ?? null,
      failure: input.failure,
      state: verdict?.state ?? 'overtaken',
    }
    return {
      output: { state: facts.state },
      audit: [{ subjectType: 'package', subjectId: input.id, facts }],
    }
  },
})

interface Found {
  partnerId: string
  legId: string | null
  kind: string
  manifest: string
}

/** Null where another program has tried meanwhile, or the package is done: its word counts. */
async function lockPackage(
  tx: Tx,
  { officeId }: Actor,
  { id, attempt }: { id: string; attempt: number },
): Promise<Found | null> {
  const row = await tx.db
    .selectFrom('interlink_packages')
    .select(['partner_id as partnerId', 'leg_id as legId', 'kind', 'manifest'])
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .where('attempts', '=', attempt)
    .where('state', '=', 'sending')
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

interface Verdict {
  state: 'done' | 'kept' | 'refused' | 'failed' | 'waiting'
  nextAt: Date
  reason: string
  /** Whether the officer should know by now. */
  isTrouble: boolean
}

interface Tried {
  attempt: number
  acknowledgement: Acknowledgement | null
  failure: string
}

function verdictOn({ attempt, acknowledgement, failure }: Tried, now: Date): Verdict {
  if (acknowledgement?.code === 'accepted' || acknowledgement?.code === 'processed') {
    return { state: 'done', nextAt: now, reason: '', isTrouble: false }
  }
  if (acknowledgement?.code === 'received') {
    return { state: 'kept', nextAt: askAgainAt(attempt, now), reason: '', isTrouble: false }
  }
  const reason = acknowledgement ? wordsOf(acknowledgement) : failure
  if (acknowledgement && !passingRefusals.includes(acknowledgement.reason)) {
    return { state: 'refused', nextAt: now, reason, isTrouble: true }
  }
  const next = retryAt(attempt, now)
  if (!next) return { state: 'failed', nextAt: now, reason, isTrouble: true }
  return { state: 'waiting', nextAt: next, reason, isTrouble: attempt >= troubleAfter }
}

function wordsOf({ reason, detail }: Acknowledgement): string {
  const words = reason === '' ? 'Cơ quan nhận từ chối, không nêu lý do.' : refusals[reason as Refusal]
  return detail ? `${words} ${detail}`.slice(0, 500) : words
}

async function storeVerdict(
  tx: Tx,
  { officeId }: Actor,
  { id, acknowledgement, verdict }: Tried & { id: string; verdict: Verdict },
): Promise<void> {
  const isEnd = ['done', 'refused', 'failed'].includes(verdict.state)
  await tx.db
    .updateTable('interlink_packages')
    .set({
      state: verdict.state,
      next_at: verdict.nextAt,
      reason: verdict.reason,
      acknowledgement: acknowledgement ? JSON.stringify(acknowledgement) : null,
      ended_at: isEnd ? tx.now : null,
    })
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .execute()
}

/** What was to follow a package that will not arrive does not set out: `failed` until it is sent again, or `dropped`. */
async function holdSuccessors(
  tx: Tx,
  { officeId }: Actor,
  { found, verdict }: { found: Found; verdict: Verdict },
): Promise<void> {
  const isLost = verdict.state === 'failed' || (verdict.state === 'refused' && found.kind === 'request')
  if (!found.legId || !isLost) return
  await tx.db
    .updateTable('interlink_packages')
    .set({
      state: verdict.state === 'failed' ? 'failed' : 'dropped',
      ended_at: tx.now,
      reason: verdict.reason,
    })
    .where('office_id', '=', officeId)
    .where('leg_id', '=', found.legId)
    .where('state', 'in', ['waiting', 'sending', 'kept'])
    .execute()
}

/** The leg follows its packages: a request that has arrived is with the partner, one that has not is said so. */
async function tellLeg(
  tx: Tx,
  actor: Actor,
  { found, verdict }: { found: Found; verdict: Verdict },
): Promise<void> {
  if (!found.legId) return
  const leg = await lockLeg(tx, actor, found.legId)
  if (!leg) return
  if (verdict.state === 'done') {
    const arrived = found.kind === 'request' && (leg.state === 'sending' || leg.state === 'undelivered')
    await changeLeg(tx, actor, leg, {
      trouble: '',
      ...(arrived ? { state: 'delivered' as const, delivered_at: tx.now } : {}),
    })
    if (!arrived) return
    return tellCitizen(tx, actor, {
      dossierId: leg.dossierId,
      kind: 'partner_reached',
      by: leg.partner.name,
      publicText: `${leg.partner.name} đã nhận đề nghị phối hợp.`,
    })
  }
  if (!verdict.isTrouble) return
  // A recall that comes too late troubles nobody.
  if (found.kind === 'recall' && hasEnded(leg.state)) return
  const isOver = verdict.state === 'refused' || verdict.state === 'failed'
  const undelivered = isOver && found.kind === 'request' && leg.state === 'sending'
  await changeLeg(tx, actor, leg, {
    trouble: verdict.reason,
    ...(undelivered ? { state: 'undelivered' as const } : {}),
  })
}

/** The partner knows our newer key: from now on what goes to it is signed with that. */
async function useNewKey(tx: Tx, { officeId }: Actor, { partnerId, manifest }: Found): Promise<void> {
  const announced = readManifest(manifest)
  if (announced?.kind !== 'key') return
  await tx.db
    .updateTable('interlink_partners')
    .set({ signs_with: keyIdOf(announced.content.publicKey) })
    .where('office_id', '=', officeId)
    .where('id', '=', partnerId)
    .execute()
}
