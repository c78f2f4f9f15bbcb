import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import type { IncomingSituation } from '../model/next-steps.ts'
import type { IncomingState } from '../model/states.ts'
import { seesAll } from '../policy.ts'

/** A document locked for one change, with what the rules ask about. */
export interface OpenIncoming extends IncomingSituation {
  id: string
  arrivalNumber: number
  arrivalYear: number
  symbol: string
  issuer: string
  issuedOn: string
  subject: string
  urgency: number
  restricted: boolean
  fieldCode: string | null
  leadId: string | null
  dueOn: string | null
  revision: number
}

/** How a document is named to people: "số đến 12 (34/UBND-VP)". */
export function namedIncoming(document: Pick<OpenIncoming, 'arrivalNumber' | 'symbol'>): string {
  return `số đến ${document.arrivalNumber} (${document.symbol})`
}

interface Ref {
  id: string
  /** Absent where the change does not rest on what somebody saw. */
  revision?: number
}

/** Locks and reads a document. Fails with not_found, not_allowed or stale. */
export async function openIncoming(tx: Tx, actor: Actor, ref: Ref): Promise<OpenIncoming> {
  const [document] = await openMany(tx, actor, [ref.id])
  if (!document) throw new AppError('not_found', { detail: 'Không có văn bản đến này.' })
  const isNamed = document.recipients.some(({ staffId }) => staffId === actor.id)
  if (actor.kind === 'staff' && !isNamed && !seesAll(actor)) throw new AppError('not_allowed')
  if (ref.revision !== undefined && ref.revision !== document.revision) throw new AppError('stale')
  return document
}

/** Locks and reads several, always in the same order, so that two bulk changes cannot wait for each other. */
export async function openMany(tx: Tx, actor: Actor, ids: readonly string[]): Promise<OpenIncoming[]> {
  const found = await sql<OpenIncoming & { state: IncomingState }>`
    select d.id, d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear", d.symbol, d.issuer,
      d.issued_on as "issuedOn", d.subject, d.urgency, d.restricted, d.field_code as "fieldCode", d.lead_id as "leadId",
      d.due_on as "dueOn", d.revision, d.state, d.for_information as "forInformation",
      (select n.lead_id from incoming_directions n where n.office_id = d.office_id and n.incoming_id = d.id
        and n.ended_at is null and n.unit_id is not null) as "headId",
      (select coalesce(jsonb_agg(jsonb_build_object('staffId', r.staff_id, 'part', r.part, 'seen', r.seen_at is not null)), '[]')
        from incoming_recipients r where r.office_id = d.office_id and r.incoming_id = d.id) as recipients,
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'state', o.state,
          'proposedBy', o.proposed_by, 'approvedBy', o.approved_by) order by o.proposed_at, o.id), '[]')
        from incoming_outcomes o where o.office_id = d.office_id and o.incoming_id = d.id) as outcomes
    from incoming_documents d
    where d.office_id = ${actor.officeId}::uuid and d.id = any(${[...ids]}::uuid[])
    order by d.id for update of d`.execute(tx.db)
  return found.rows
}

/** The moment of the document's registration: each of its recipients has it too, so that their own come in order. */
export function momentOf(actor: Actor, { id }: Pick<OpenIncoming, 'id'>): RawBuilder<Date> {
  return sql`(select registered_at from incoming_documents where office_id = ${actor.officeId}::uuid and id = ${id}::uuid)`
}
