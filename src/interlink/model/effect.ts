import { hasEnded, type LegState } from './leg.ts'
import type { Outcome } from './outcomes.ts'
import type { LegManifest, Refusal } from './package.ts'

/** What deciding about a package needs to know of its leg. */
export interface LegFacts {
  direction: 'out' | 'in'
  state: LegState
  sentAt: Date
  dueAt: Date
  pausedSince: Date | null
  /** A member has taken it up. */
  isTaken: boolean
}

/** What a package changes on a leg that is there already. */
export interface LegEffect {
  state: LegState
  dueAt: Date
  pausedSince: Date | null
  endedAt: Date | null
  promisedAt: Date | null
}

/** Whether a package has an effect on this leg, and which: its own side may only ask, the other only answer. */
export function effectOn(
  leg: LegFacts,
  manifest: LegManifest,
  now: Date,
): { refusal: Refusal } | { effect: LegEffect } {
  const expected = manifest.kind === 'answer' ? 'out' : 'in'
  if (leg.direction !== expected) return { refusal: 'unknown_leg' }
  if (manifest.kind === 'request') return { refusal: 'wrong_order' }
  if (hasEnded(leg.state)) return { refusal: 'leg_ended' }
  const at = momentOf(manifest, leg, now)
  const { dueAt, pausedSince } = leg
  const same = { state: leg.state, dueAt, pausedSince, endedAt: null, promisedAt: null }
  if (manifest.kind === 'recall') {
    return { effect: { ...same, state: 'recalled', pausedSince: null, endedAt: at } }
  }
  if (manifest.kind === 'supplement') {
    const answerBy = new Date(manifest.content.answerBy)
    const state = leg.isTaken ? 'taken' : 'new'
    return { effect: { ...same, state, pausedSince: null, dueAt: answerBy > dueAt ? answerBy : dueAt } }
  }
  return { effect: answered(same, manifest.content, at) }
}

function answered(
  same: LegEffect,
  answer: { outcome: Outcome; promisedAt: string | null },
  at: Date,
): LegEffect {
  switch (answer.outcome) {
    case 'result':
      return { ...same, state: 'answered', pausedSince: null, endedAt: at }
    case 'refused':
      return { ...same, state: 'declined', pausedSince: null, endedAt: at }
    case 'more':
      return { ...same, state: 'more', pausedSince: same.pausedSince ?? at }
    case 'longer': {
      const state = same.pausedSince ? 'more' : 'delivered'
      return { ...same, state, promisedAt: answer.promisedAt ? new Date(answer.promisedAt) : null }
    }
  }
}

/**
 * When it was done: the moment the other side signed, for it is not answerable for the time of transport; but not before
 * the leg began nor after now, whatever its clock says.
 */
function momentOf(manifest: LegManifest, leg: LegFacts, now: Date): Date {
  const signed = new Date(manifest.createdAt).getTime()
  return new Date(Math.min(Math.max(signed, leg.sentAt.getTime()), now.getTime()))
}
