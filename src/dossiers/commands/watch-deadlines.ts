import { sql } from 'kysely'
import { z } from 'zod'
import { loadCalendar } from '../../calendar/queries.ts'
import { type Actor, defineCommand, type News, type Tx } from '../../platform/operations.ts'
import { minutesToDo, proposeNewDate } from '../model/new-date.ts'
import { openStatuses } from '../model/status.ts'
import { type Alert, type Sighting, sight, type Warnings, type WatchedCalendar } from '../model/watch.ts'
import { clockRulesAt } from '../queries/clock-rules.ts'
import { readWatched, type Watched } from '../queries/watched-dossiers.ts'
import { type Charged, lateSharesOf, storeCharges } from './charge-lateness.ts'
import {
  type Draft,
  dropDrafts,
  type RaisedAlert,
  raiseAlerts,
  storeDrafts,
  tellLateness,
} from './note-sightings.ts'

/**
 * One batch of the deadline job: looks at what is due to be looked at, longest due first, notes what is due soon or
 * late once for each due time, drafts the apology, charges the lateness, and sets when to look again. Rows that an
 * officer or another program holds wait for the next run. `looked` below the limit: nothing is left.
 */
export const watchDeadlines = defineCommand({
  name: 'dossiers.watchDeadlines',
  title: 'Theo dõi thời hạn hồ sơ',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(1000) }),
  output: z.object({ looked: z.int(), raised: z.int() }),
  async run(tx, actor, { limit }) {
    const { officeId } = actor
    const which = sql`d.watch_at <= ${tx.now}::timestamptz order by d.watch_at, d.id limit ${limit} for update of d skip locked`
    const dossiers = await readWatched(tx.db, { officeId, which, now: tx.now })
    const view = await loadView(tx, actor)
    const findings = dossiers.map((dossier) => ({ dossier, ...lookAt(dossier, view) }))
    const raised = await raiseAlerts(
      tx,
      actor,
      findings.flatMap(({ dossier, alerts }) => alerts.map((alert) => ({ dossierId: dossier.id, ...alert }))),
    )
    await tellLateness(tx, actor, raised)
    await storeDrafts(
      tx,
      actor,
      findings.flatMap(({ draft }) => draft ?? []),
    )
    await dropDrafts(
      tx,
      actor,
      findings.flatMap(({ dossier, dropsDraft }) => (dropsDraft ? [dossier.id] : [])),
    )
    await storeCharges(
      tx,
      actor,
      findings.flatMap(({ charged }) => charged ?? []),
    )
    await lookAgain(tx, actor, findings)
    const codes = new Map(dossiers.map(({ id, code }) => [id, code]))
    return {
      output: { looked: dossiers.length, raised: raised.length },
      audit: [
        {
          subjectType: 'office',
          subjectId: officeId,
          facts: {
            looked: dossiers.length,
            raised: raised.map((each) => ({ ...each, code: codes.get(each.dossierId) })),
          },
        },
      ],
      news: raised.map((each) => newsOf(each, codes.get(each.dossierId) ?? null)),
    }
  },
})

/** What everything is judged by at this moment. */
interface View {
  calendar: WatchedCalendar
  warnings: Warnings
  now: Date
}

async function loadView(tx: Tx, { officeId }: Actor): Promise<View> {
  const [calendar, rules, office] = await Promise.all([
    loadCalendar(tx.db, officeId),
    clockRulesAt(tx.db, officeId, tx.now),
    tx.db
      .selectFrom('offices')
      .select('due_soon_hours')
      .where('office_id', '=', officeId)
      .executeTakeFirstOrThrow(),
  ])
  const years = new Set(Object.keys(calendar.daysOff).map((date) => date.slice(0, 4)))
  const { stepSoonMinutes, apologyLeadDays } = rules
  const warnings = { dueSoonMinutes: office.due_soon_hours * 60, stepSoonMinutes, apologyLeadDays }
  return { calendar: { ...calendar, years }, warnings, now: tx.now }
}

interface Finding {
  alerts: Alert[]
  nextAt: Date | null
  draft: Draft | null
  dropsDraft: boolean
  charged: Charged | null
}

function lookAt(dossier: Watched, view: View): Finding {
  const { calendar, now } = view
  const unexplained: Alert[] =
    dossier.explainedDueAt.getTime() === dossier.dueAt.getTime()
      ? []
      : [{ kind: 'due_unexplained', step: -1, dueAt: dossier.dueAt }]
  const charged = countable(() => lateSharesOf(calendar, dossier, now))
  const runs = dossier.code !== null && openStatuses.includes(dossier.status)
  if (!runs) {
    const dropsDraft = dossier.openExtension !== null
    return {
      alerts: unexplained,
      nextAt: null,
      draft: null,
      dropsDraft,
      charged: dossier.finishedAt ? charged : null,
    }
  }
  // While the clock stands still nothing comes nearer; its end is a change, and looked at.
  if (dossier.pausedSince)
    return { alerts: unexplained, nextAt: null, draft: null, dropsDraft: false, charged }
  const seen = sight(calendar, dossier, { now, warnings: view.warnings })
  return {
    alerts: [...seen.alerts, ...unexplained],
    nextAt: seen.nextAt,
    draft: draftOf(dossier, seen, view),
    dropsDraft: dossier.openExtension === 'draft' && !seen.isLate && !seen.willBeLate,
    charged,
  }
}

/** An apology for every due time that is, or will surely be, missed: once, unless somebody was faster. */
function draftOf(dossier: Watched, seen: Sighting, { calendar, now }: View): Draft | null {
  if (!seen.isLate && !seen.willBeLate) return null
  if (dossier.openExtension || dossier.apologisedFor.includes(dossier.dueAt.getTime())) return null
  const toDo = minutesToDo(dossier.steps, dossier.step)
  const proposedDueAt = countable(() =>
    proposeNewDate(calendar, { now, dueAt: dossier.dueAt, minutesToDo: toDo }),
  )
  return {
    dossierId: dossier.id,
    sequence: dossier.lastExtension + 1,
    dueBefore: dossier.dueAt,
    proposedDueAt,
  }
}

/** Null where the calendar cannot count (no working hours): that one office is told, and the others go on. */
function countable<T>(count: () => T): T | null {
  try {
    return count()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

async function lookAgain(
  tx: Tx,
  actor: Actor,
  findings: readonly { dossier: Watched; nextAt: Date | null }[],
): Promise<void> {
  const rows = findings.map(({ dossier, nextAt }) => ({ id: dossier.id, nextAt }))
  await sql`update dossiers d set watch_at = n."nextAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, "nextAt" timestamptz)
    where d.office_id = ${actor.officeId}::uuid and d.id = n.id`.execute(tx.db)
}

function newsOf({ dossierId, kind, step, dueAt }: RaisedAlert, code: string | null): News {
  return { topic: `dossier.${kind}`, payload: { dossierId, code, step, dueAt } }
}
