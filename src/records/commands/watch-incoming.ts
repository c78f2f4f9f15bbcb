import { sql } from 'kysely'
import { z } from 'zod'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { type TellBounds, tellBounds, waitingToTell } from '../queries/incoming-to-tell.ts'
import { leadersToday } from '../queries/staff-today.ts'
import { tellStaff } from './tell-staff.ts'

interface Raised {
  id: string
  kind: 'undirected' | 'urgent_late' | 'due_soon' | 'late'
  dueOn: string
  arrivalNumber: number
  symbol: string
  leadId: string | null
  registeredBy: string
  directedBy: string | null
}

/**
 * One look of the job at what is open: reminds the lead once before the deadline, tells the lead and who directed once
 * when it has passed, the leaders once of what came on an earlier working day and has no direction (Điều 23: same day,
 * latest the next working day), and leaders and clerk once of what is urgent and got none within the office's own time.
 */
export const watchIncoming = defineCommand({
  name: 'records.watchIncoming',
  title: 'Theo dõi thời hạn văn bản đến',
  audience: [],
  input: z.strictObject({ limit: z.int().min(1).max(1000) }),
  output: z.object({ raised: z.int() }),
  async run(tx, actor, { limit }) {
    const { officeId } = actor
    const bounds = await tellBounds(tx.db, officeId, tx.now)
    const raised = await raise(tx, officeId, { ...bounds, limit })
    const ofLeaders = raised.some(({ kind }) => isOfLeaders(kind))
      ? await leadersToday(tx.db, officeId, bounds.today)
      : []
    for (const each of raised) await tell(tx, officeId, { raised: each, leaders: ofLeaders })
    return {
      output: { raised: raised.length },
      audit: [
        {
          subjectType: 'office',
          subjectId: officeId,
          facts: { raised: raised.map(({ id, kind, dueOn }) => ({ id, kind, dueOn })) },
        },
      ],
    }
  },
})

const isOfLeaders = (kind: Raised['kind']) => kind === 'undirected' || kind === 'urgent_late'

/** Notes what was not noted yet for that due date, and returns only that: two programs at once tell it once. */
async function raise(tx: Tx, officeId: string, bounds: TellBounds & { limit: number }): Promise<Raised[]> {
  const found = await sql<Raised>`with noted as (
      insert into incoming_alerts (office_id, incoming_id, kind, due_on, raised_at)
      select ${officeId}::uuid, w.id, w.kind, w.due_on, ${tx.now}::timestamptz from (${waitingToTell(officeId, bounds)}) w
      on conflict (office_id, incoming_id, kind, due_on) do nothing
      returning incoming_id, kind, due_on)
    select d.id, noted.kind, noted.due_on as "dueOn", d.arrival_number as "arrivalNumber", d.symbol, d.lead_id as "leadId",
      d.registered_by as "registeredBy",
      n.directed_by as "directedBy"
    from noted join incoming_documents d on d.office_id = ${officeId}::uuid and d.id = noted.incoming_id
    left join incoming_directions n on n.office_id = d.office_id and n.incoming_id = d.id and n.ended_at is null
    order by d.due_on, d.id`.execute(tx.db)
  return found.rows
}

async function tell(
  tx: Tx,
  officeId: string,
  { raised, leaders }: { raised: Raised; leaders: readonly string[] },
): Promise<void> {
  const { id, kind, dueOn, leadId, directedBy, registeredBy } = raised
  const clerk = kind === 'urgent_late' ? [registeredBy] : []
  const named = [leadId, ...(kind === 'late' ? [directedBy] : [])].flatMap((each) => each ?? [])
  await tellStaff(tx, officeId, {
    source: `incoming.${kind}.${id}.${dueOn}`,
    event: `document_${kind}`,
    staffIds: isOfLeaders(kind) ? [...leaders, ...clerk] : named,
    document: { ...raised, dueOn: isOfLeaders(kind) ? null : dueOn },
  })
}
