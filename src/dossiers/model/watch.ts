import { latestStart } from '../../calendar/model/latest-start.ts'
import {
  addDays,
  dayOf,
  instantAt,
  instantOfMinute,
  localDate,
  localMinute,
} from '../../calendar/model/local-time.ts'
import type { WorkingCalendar } from '../../calendar/model/working-calendar.ts'
import { workingDayAfter, workingMinutesBetween } from '../../calendar/model/working-time.ts'

export type AlertKind =
  | 'due_soon'
  | 'apology_due'
  | 'late'
  | 'step_soon'
  | 'step_late'
  | 'calendar_missing'
  | 'due_unexplained'

/** `step` -1: the dossier as a whole. */
export interface Alert {
  kind: AlertKind
  step: number
  dueAt: Date
}

/** Days off are announced for a whole year; an office that has none of them cannot count into it. */
export type WatchedCalendar = WorkingCalendar & { years: ReadonlySet<string> }

export interface Warnings {
  /** Working minutes before the due time from which a dossier, and a step, is due soon. */
  dueSoonMinutes: number
  stepSoonMinutes: number
  /** Working days before the due time by which an apology must have been sent. */
  apologyLeadDays: number
}

export interface WatchedDossier {
  step: number
  dueAt: Date
  steps: readonly { ordinal: number; dueAt: Date; minutes: number }[]
}

export interface Sighting {
  alerts: Alert[]
  isLate: boolean
  /** What is still to be done by the process takes longer than the time left. */
  willBeLate: boolean
  /** When to look again. */
  nextAt: Date
}

/** Working days in minutes; an apology due "one day before" is due eight working hours before. */
export const minutesPerDay = 8 * 60

/** When an apology has to be on its way: this many working days before the due time (NĐ 61/2018, Điều 19). */
export function apologyBy(calendar: WorkingCalendar, dueAt: Date, leadDays: number): Date {
  return latestStart(calendar, dueAt, leadDays * minutesPerDay)
}

/**
 * How an open dossier stands whose clock runs: what is to be noticed by now, and when the next thing will be. All of
 * it follows from the moment alone, so a run missed, doubled or made with a wrong clock leaves no trace in the next.
 * A calendar that cannot count leaves the lateness, which needs none, and says that it is missing.
 */
export function sight(
  calendar: WatchedCalendar,
  dossier: WatchedDossier,
  { now, warnings }: { now: Date; warnings: Warnings },
): Sighting {
  const plain = latenessMoments(dossier)
  const isLate = reached(now, afterMinute(dossier.dueAt))
  try {
    const moments = [...plain, ...warningMoments(calendar, dossier, warnings)]
    const missing = missesYear(calendar, dossier, now)
    const nextDay = openingAfter(calendar, now)
    const willBeLate = !isLate && isHopeless(calendar, dossier, now)
    return { isLate, willBeLate, ...settle(moments, { dossier, now, isLate, missing, nextDay }) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const nextDay = instantAt(addDays(localDate(now), 1), 0)
    return { isLate, willBeLate: false, ...settle(plain, { dossier, now, isLate, missing: true, nextDay }) }
  }
}

interface Moment {
  alert: Alert
  from: Date
}

function latenessMoments(dossier: WatchedDossier): Moment[] {
  const { dueAt } = dossier
  const step = workingStep(dossier)
  const moments = [{ alert: whole('late', dueAt), from: afterMinute(dueAt) }]
  if (step) moments.push({ alert: ofStep('step_late', step), from: afterMinute(step.dueAt) })
  return moments
}

function warningMoments(calendar: WorkingCalendar, dossier: WatchedDossier, warnings: Warnings): Moment[] {
  const { dueAt } = dossier
  const step = workingStep(dossier)
  const moments = [
    { alert: whole('due_soon', dueAt), from: soonFrom(calendar, dueAt, warnings.dueSoonMinutes) },
    { alert: whole('apology_due', dueAt), from: apologyBy(calendar, dueAt, warnings.apologyLeadDays) },
  ]
  if (step) {
    const from = soonFrom(calendar, step.dueAt, warnings.stepSoonMinutes)
    moments.push({ alert: ofStep('step_soon', step), from })
  }
  return moments
}

/** The current step, unless it is the last one: returning the result waits for the citizen. */
function workingStep({ steps, step }: WatchedDossier) {
  return steps.find((each) => each.ordinal === step && step < steps.length - 1)
}

interface Settling {
  dossier: WatchedDossier
  now: Date
  isLate: boolean
  missing: boolean
  nextDay: Date
}

function settle(moments: readonly Moment[], at: Settling): Pick<Sighting, 'alerts' | 'nextAt'> {
  const due = moments.filter(({ from }) => reached(at.now, from)).map(({ alert }) => alert)
  const alerts = due.filter((each) => !isOvertaken(each, due))
  if (at.missing) alerts.push(whole('calendar_missing', at.dossier.dueAt))
  const ahead = moments.map(({ from }) => from).filter((from) => !reached(at.now, from))
  // What is late, or may become hopeless, is looked at again every working day.
  if (at.isLate || alerts.length > 0) ahead.push(at.nextDay)
  return { alerts, nextAt: new Date(Math.min(...ahead.map((each) => each.getTime()))) }
}

/** What is late need not be told that it soon will be. */
function isOvertaken({ kind, step }: Alert, due: readonly Alert[]): boolean {
  const has = (other: AlertKind) => due.some((each) => each.kind === other && each.step === step)
  if (kind === 'due_soon' || kind === 'apology_due') return has('late')
  return kind === 'step_soon' && has('step_late')
}

/** Even when the current step ended this minute, the steps after it (but for the return) would take too long. */
function isHopeless(calendar: WorkingCalendar, dossier: WatchedDossier, now: Date): boolean {
  const toCome = dossier.steps
    .filter((each) => each.ordinal > dossier.step && each.ordinal < dossier.steps.length - 1)
    .reduce((sum, each) => sum + each.minutes, 0)
  return toCome > workingMinutesBetween(calendar, now, dossier.dueAt)
}

/** No day off is known of a year into which the dossier runs: nobody has entered its holidays yet. */
function missesYear(calendar: WatchedCalendar, { dueAt }: WatchedDossier, now: Date): boolean {
  return [now, dueAt].some((each) => !calendar.years.has(localDate(each).slice(0, 4)))
}

function soonFrom(calendar: WorkingCalendar, dueAt: Date, minutes: number): Date {
  const dayStart = instantAt(localDate(dueAt), 0)
  const early = latestStart(calendar, dueAt, minutes)
  return new Date(Math.min(early.getTime(), dayStart.getTime()))
}

function openingAfter(calendar: WorkingCalendar, now: Date): Date {
  const day = workingDayAfter(calendar, dayOf(now), 1)
  return instantOfMinute(day * 24 * 60)
}

const whole = (kind: AlertKind, dueAt: Date): Alert => ({ kind, step: -1, dueAt })
const ofStep = (kind: AlertKind, step: { ordinal: number; dueAt: Date }): Alert => ({
  kind,
  step: step.ordinal,
  dueAt: step.dueAt,
})
/** Late begins with the minute after the due time. */
const afterMinute = (due: Date) => instantOfMinute(localMinute(due) + 1)
const reached = (now: Date, moment: Date) => localMinute(now) >= localMinute(moment)
