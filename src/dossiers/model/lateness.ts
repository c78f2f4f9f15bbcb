import { type Pause, pausedMinutes } from '../../calendar/model/pauses.ts'
import type { WorkingCalendar } from '../../calendar/model/working-calendar.ts'
import { addWorkingMinutes, workingMinutesBetween } from '../../calendar/model/working-time.ts'

/** One stay of the dossier at a step: `to` null while it lies there. `staffId` null: nobody had taken it up. */
export interface Visit {
  step: number
  from: Date
  to: Date | null
  staffId: string | null
}

export interface ChargedStep {
  ordinal: number
  role: string
  name: string
  /** Working minutes the process gives it. */
  minutes: number
  dueAt: Date
}

export interface LatenessFacts {
  dueAt: Date
  /** When it was finished, or now. */
  until: Date
  /** From when on stays count: reception, or the decision about the last new date. */
  since: Date
  steps: readonly ChargedStep[]
  visits: readonly Visit[]
  pauses: readonly Pause[]
  /** When partner agencies kept it beyond the day they were asked for (một cửa liên thông): theirs, not a step's. */
  partnerDelays?: readonly PartnerDelay[]
}

export interface PartnerDelay {
  name: string
  from: Date
  to: Date
}

/** The role under which a partner's share stands, and where its shares are counted from: no dossier has so many stays. */
export const partnerRole = 'partner'
const firstPartnerVisit = 1000

/** A share of the lateness. `visit`: the stay, or beyond all stays the partner. `overrun`: what that stay took too long; `minutes`: its share of what the dossier is late. */
export interface Charge {
  visit: number
  step: number
  name: string
  role: string
  staffId: string | null
  since: Date
  overrun: number
  minutes: number
}

/**
 * To which steps the lateness of a dossier is charged, and how much to each. A stay overruns by the working time it
 * held the dossier both beyond its step's due time and beyond the minutes the process gives it: who handed over in time
 * is not charged for what came after, and who got it late has their own minutes first. While the clock was stopped
 * nothing is charged, and while a partner agency kept it beyond the day it was asked for, that agency is. The shares go by the overruns and add up to the working minutes the dossier is late; where no
 * step overran, all goes to the one that held it when it became late. Empty when it is not late.
 */
export function chargesOf(calendar: WorkingCalendar, facts: LatenessFacts): Charge[] {
  const late = runningTime(calendar, facts.pauses)(facts.dueAt, facts.until)
  if (late <= 0) return []
  const stays = staysOf(facts)
  const partners = partnerStays(calendar, facts)
  const overruns = stepOverruns(calendar, facts, stays)
  const atDue = stays.findIndex((stay) => stay.to > facts.dueAt)
  const all = [...overruns, ...partners.map(({ overrun }) => overrun)]
  const weights = all.some((each) => each > 0) ? all : all.map((_, index) => Number(index === atDue))
  const shares = shareOut(late, weights)
  const ofSteps = stays.flatMap((stay, index) => {
    const minutes = shares[index] ?? 0
    if (minutes === 0) return []
    const { ordinal, name, role } = stay.step
    const overrun = overruns[index] ?? 0
    const held = workingMinutesBetween(calendar, stay.from, stay.to)
    const since = addWorkingMinutes(calendar, stay.from, Math.max(0, held - Math.max(overrun, 1)))
    return [
      {
        visit: stay.visit,
        step: ordinal,
        name,
        role,
        staffId: stay.staffId,
        since: overrun > 0 ? since : laterOf(stay.from, facts.dueAt),
        overrun,
        minutes,
      },
    ]
  })
  const ofPartners = partners.map((partner, index) => ({
    ...partner,
    visit: firstPartnerVisit + index,
    minutes: shares[stays.length + index] ?? 0,
  }))
  return [...ofSteps, ...ofPartners.filter(({ minutes }) => minutes > 0)]
}

/** Working minutes that each stay held the dossier too long, leaving out when a partner that was late had it. */
function stepOverruns(calendar: WorkingCalendar, facts: LatenessFacts, stays: readonly Stay[]): number[] {
  const running = runningTime(calendar, [...facts.pauses, ...(facts.partnerDelays ?? [])])
  const used = new Map<number, number>()
  return stays.map((stay) => {
    const held = running(stay.from, stay.to)
    const already = used.get(stay.step.ordinal) ?? 0
    used.set(stay.step.ordinal, already + held)
    const allowed = Math.max(0, stay.step.minutes - already)
    const beyondDue = running(laterOf(stay.from, stay.step.dueAt), stay.to)
    return Math.max(0, Math.min(beyondDue, held - allowed))
  })
}

/** What each partner was late within the counted time, at the step from which it was asked. */
function partnerStays(calendar: WorkingCalendar, facts: LatenessFacts) {
  const running = runningTime(calendar, facts.pauses)
  return (facts.partnerDelays ?? []).map(({ name, from, to }) => {
    const since = laterOf(from, facts.since)
    const overrun = running(since, earlierOf(to, facts.until))
    const step = facts.visits.findLast((visit) => visit.from <= since)?.step ?? 0
    return { step, name, role: partnerRole, staffId: null, since, overrun }
  })
}

interface Stay {
  visit: number
  step: ChargedStep
  staffId: string | null
  from: Date
  to: Date
}

/** Stays within the counted time, each with its step; those before it and empty ones are left out. */
function staysOf({ visits, steps, since, until }: LatenessFacts): Stay[] {
  return visits.flatMap((visit, index) => {
    const step = steps.find((each) => each.ordinal === visit.step)
    const from = laterOf(visit.from, since)
    const to = visit.to && visit.to < until ? visit.to : until
    return step && to > from ? [{ visit: index, step, staffId: visit.staffId, from, to }] : []
  })
}

/** Working minutes between two instants in which the clock ran; 0 when the second is not later. */
function runningTime(calendar: WorkingCalendar, pauses: readonly Pause[]) {
  return (from: Date, to: Date): number => {
    if (to <= from) return 0
    const within = pauses
      .map((pause) => ({ from: laterOf(pause.from, from), to: pause.to < to ? pause.to : to }))
      .filter((pause) => pause.from < pause.to)
    return workingMinutesBetween(calendar, from, to) - pausedMinutes(calendar, within)
  }
}

/** Whole minutes in proportion to the weights, adding up to `total`; what is left over goes to the largest remainders. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, each) => all + each, 0)
  if (sum <= 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const shares = exact.map(Math.floor)
  let left = total - shares.reduce((all, each) => all + each, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder) {
    if (left <= 0) break
    shares[index] = (shares[index] ?? 0) + 1
    left -= 1
  }
  return shares
}

/** The stays of a dossier from its hand-overs, in order. */
export function visitsOf(facts: {
  receivedAt: Date
  receivedBy: string
  holderId: string | null
  handovers: readonly {
    toStep: number
    handedAt: Date
    fromStaffId: string
    toStaffId: string | null
    receivedBy: string | null
  }[]
}): Visit[] {
  const { handovers } = facts
  const arrivals = [
    { step: 0, from: facts.receivedAt, staffId: facts.receivedBy as string | null },
    ...handovers.map((each) => ({
      step: each.toStep,
      from: each.handedAt,
      staffId: each.receivedBy ?? each.toStaffId,
    })),
  ]
  return arrivals.map((arrival, index) => {
    const next = handovers[index]
    // Who handed it on had it, whoever it was meant for.
    const staffId = next ? next.fromStaffId : (facts.holderId ?? arrival.staffId)
    return { step: arrival.step, from: arrival.from, to: next?.handedAt ?? null, staffId }
  })
}

function earlierOf(one: Date, other: Date): Date {
  return new Date(Math.min(one.getTime(), other.getTime()))
}

function laterOf(one: Date, other: Date): Date {
  return new Date(Math.max(one.getTime(), other.getTime()))
}
