import { sql } from 'kysely'
import { z } from 'zod'
import { dueState, dueStates, stillDue } from '../model/due.ts'
import { paymentReference } from '../model/payment-reference.ts'

/** SQL: sums of the payments of a due `d` in đồng, as `s.applied` and `s.over`; for a lateral join. */
export const sumsOfDue = sql`lateral (
  select coalesce(sum(case p.kind when 'payment' then p.applied else -p.applied end), 0)::float8 as applied,
    coalesce(sum(case p.kind when 'payment' then p.amount - p.applied else p.applied - p.amount end), 0)::float8 as over
  from payments p where p.office_id = d.office_id and p.due_id = d.id) s`

/** SQL: the columns of a due `d` with its sums `s` that `dueFacts` reads. */
export const dueColumns = sql`d.id, d.dossier_id as "dossierId", d.dossier_code as "dossierCode", d.year, d.number,
  d.payer_name as "payerName", d.amount::float8 as "amountVnd", d.exemption, d.created_at as "createdAt",
  d.ended_at is not null as "isEnded", s.applied, s.over`

export interface DueRow {
  id: string
  dossierId: string
  dossierCode: string
  year: number
  number: number
  payerName: string
  amountVnd: number
  exemption: string
  createdAt: Date
  isEnded: boolean
  applied: number
  over: number
}

export const dueFactsSchema = z.object({
  id: z.uuid(),
  dossierId: z.uuid(),
  dossierCode: z.string(),
  reference: z.string(),
  payerName: z.string(),
  amountVnd: z.number(),
  paidVnd: z.number(),
  stillDueVnd: z.number(),
  overVnd: z.number(),
  exemption: z.string(),
  state: z.enum(Object.keys(dueStates) as [keyof typeof dueStates]),
  createdAt: z.date(),
})
export type DueFacts = z.output<typeof dueFactsSchema>

/** A due as pages and API show it; amounts in đồng. */
export function dueFacts({ year, number, isEnded, applied, over, ...row }: DueRow): DueFacts {
  const sums = { amount: row.amountVnd, applied, over, isEnded }
  return {
    ...row,
    reference: paymentReference({ year, number }),
    paidVnd: applied,
    overVnd: over,
    stillDueVnd: stillDue(sums),
    state: dueState(sums),
  }
}
