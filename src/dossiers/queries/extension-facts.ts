import { type RawBuilder, sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import type { Reader } from '../../platform/operations.ts'
import { roleName } from '../../staff/model.ts'
import { clockRulesOn, usualClockRules } from '../model/clock-rules.ts'
import type { Reckoning } from '../model/deadline.ts'
import { partnerRole } from '../model/lateness.ts'
import type { ExtensionSituation } from '../model/next-steps.ts'
import { apologyBy } from '../model/watch.ts'
import { ownClockRules } from './clock-rules.ts'
import type { PartsOf } from './dossier-parts.ts'
import type { DossierView } from './dossier-view.ts'

/** How often a dossier got a new date, how often it may, and whether one is drafted or proposed. */
export interface ExtensionFacts {
  granted: number
  allowed: number
  open: 'draft' | 'proposed' | null
}

/** The facts of `dossiers d` in the same statement. The rules are those in force at the moment. */
export function extensionFacts(officeId: string, at: Date): RawBuilder<ExtensionFacts> {
  const usual = clockRulesOn(usualClockRules, localDate(at)).reappointMax
  return sql<ExtensionFacts>`(select jsonb_build_object(
      'granted', count(*) filter (where x.state = 'granted'),
      'open', max(x.state) filter (where x.state in ('draft', 'proposed')),
      'allowed', coalesce((select r.reappoint_max from clock_rules r where r.office_id = ${officeId}::uuid
        and r.valid_from <= ${localDate(at)}::date order by r.valid_from desc limit 1), ${sql.lit(usual)}))
    from dossier_extensions x where x.office_id = d.office_id and x.dossier_id = d.id)`
}

/** What the rule of next steps needs to know. */
export function extensionSituation(facts: ExtensionFacts): ExtensionSituation {
  return { state: facts.open ?? 'none', isExhausted: facts.granted >= facts.allowed }
}

type Apology = DossierView['apology']

/** Everything about a dossier's apologies and due times, for its page; travels with the statements beside it. */
export async function selectExtension({ db, now }: Reader, { officeId, dossierId }: PartsOf) {
  const [own, extensions, dueChanges, lateness] = await Promise.all([
    ownClockRules(db, officeId),
    db
      .selectFrom('dossier_extensions')
      .select(['sequence', 'reason_code as reasonCode', 'public_reason as publicReason', 'reason'])
      .select(['due_before as dueBefore', 'proposed_due_at as proposedDueAt', 'beyond_limit as beyondLimit'])
      .select(['proposed_by_name as proposedByName', 'decided_by_name as decidedByName'])
      .select(['decided_at as decidedAt', 'decision_note as decisionNote'])
      .select(sql<Apology['extensions'][number]['state']>`state`.as('state'))
      .where('office_id', '=', officeId)
      .where('dossier_id', '=', dossierId)
      .orderBy('sequence')
      .execute(),
    db
      .selectFrom('dossier_due_changes')
      .select(['sequence', 'at', 'due_before as before', 'due_after as after'])
      .select(['public_reason as publicReason', 'reason', 'changed_by_name as by'])
      .where('office_id', '=', officeId)
      .where('dossier_id', '=', dossierId)
      .orderBy('sequence')
      .execute(),
    db
      .selectFrom('dossier_lateness as l')
      .leftJoin('staff_members as s', (on) =>
        on.onRef('s.office_id', '=', 'l.office_id').onRef('s.id', '=', 'l.staff_id'),
      )
      .select([
        'l.round',
        'l.visit',
        'l.step_name as stepName',
        'l.role',
        'l.since',
        'l.minutes_late as minutes',
      ])
      .select(sql<string>`coalesce(s.full_name, '')`.as('staffName'))
      .where('l.office_id', '=', officeId)
      .where('l.dossier_id', '=', dossierId)
      .orderBy('l.round')
      .orderBy('l.visit')
      .execute(),
  ])
  const rules = clockRulesOn(own, localDate(now))
  const open = extensions.find(({ state }) => state === 'draft' || state === 'proposed')
  const facts: ExtensionFacts = {
    granted: extensions.filter(({ state }) => state === 'granted').length,
    allowed: rules.reappointMax,
    open: (open?.state as ExtensionFacts['open']) ?? null,
  }
  return { facts, rules, extensions, dueChanges, lateness }
}

interface Standing {
  dossier: { status: number; due_at: Date; paused_since: Date | null; finished_at: Date | null }
  reckoning: Pick<Reckoning, 'calendar'>
  now: Date
}

/** The same as the page shows it. */
export function apologyView(found: Awaited<ReturnType<typeof selectExtension>>, at: Standing): Apology {
  const { rules, extensions, dueChanges, lateness } = found
  return {
    sendBy: sendBy(rules.apologyLeadDays, at),
    reasons: rules.latenessReasons,
    reappointMax: rules.reappointMax,
    extensions,
    dueChanges,
    lateness: lateness.map(({ round, visit, role, ...each }) => ({
      ...each,
      id: `${round}.${visit}`,
      roleName: role === partnerRole ? 'Cơ quan phối hợp' : roleName(role),
      isPartner: role === partnerRole,
    })),
  }
}

/** Null where the clock does not run, or the calendar cannot count. */
function sendBy(leadDays: number, { dossier, reckoning }: Standing): Date | null {
  if (![2, 4, 7].includes(dossier.status) || dossier.paused_since) return null
  try {
    return apologyBy(reckoning.calendar, dossier.due_at, leadDays)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
