import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { defineCommand } from '../../platform/operations.ts'
import { type DifferenceKind, differenceKinds } from '../model/differences.ts'

const difference = z.strictObject({
  /** Chosen by the caller where it matters; made otherwise. */
  id: z.uuid().optional(),
  kind: z.enum(Object.keys(differenceKinds) as [DifferenceKind, ...DifferenceKind[]]),
  portalCode: z.string().min(1).max(60),
  dossierId: z.uuid().nullable(),
  ours: z.string().max(200),
  theirs: z.string().max(200),
})

/**
 * Keeps what a comparison found: a difference seen before stays the same line, one no longer there is settled by itself.
 * A comparison that broke off (`problem`) settles nothing.
 */
export const recordComparison = defineCommand({
  name: 'nationalPortal.recordComparison',
  title: 'Ghi kết quả đối soát với Cổng',
  audience: [],
  input: z.strictObject({
    startedAt: z.iso.datetime(),
    compared: z.int().min(0),
    differences: z.array(difference).max(20_000),
    problem: z.string().max(500),
  }),
  output: z.object({ found: z.int(), closed: z.int() }),
  async run(tx, { officeId }, { startedAt, compared, differences, problem }) {
    const rows = differences.map((each) => ({ ...each, id: each.id ?? uuid() }))
    const stored = await sql<{ found: number }>`
      with seen as (
        insert into portal_differences (office_id, id, kind, portal_code, dossier_id, ours, theirs, found_at, seen_at)
        select ${officeId}::uuid, d.id, d.kind, d."portalCode", d."dossierId", d.ours, d.theirs, ${tx.now}::timestamptz, ${tx.now}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (id uuid, kind text, "portalCode" text, "dossierId" uuid, ours text, theirs text)
        where not ${clearedByPeople(officeId)}
        on conflict (office_id, kind, portal_code) where resolved_at is null
          do update set seen_at = excluded.seen_at, ours = excluded.ours, theirs = excluded.theirs
        returning (xmax = 0) as is_new)
      select count(*) filter (where is_new)::int as found from seen`.execute(tx.db)
    const found = stored.rows[0]?.found ?? 0
    const closed = problem === '' ? await settleAgreed() : 0
    await tx.db
      .insertInto('portal_comparisons')
      .values({
        office_id: officeId,
        id: uuid(),
        started_at: new Date(startedAt),
        ended_at: tx.now,
        compared,
        found,
        closed,
        problem,
      })
      .execute()
    await tx.db
      .updateTable('portal_state')
      .set({ compare_asked_at: null })
      .where('office_id', '=', officeId)
      .execute()
    const facts = { compared, found, closed, problem }
    return { output: { found, closed }, audit: [{ subjectType: 'office', subjectId: officeId, facts }] }

    async function settleAgreed(): Promise<number> {
      const settled =
        await sql`update portal_differences p set resolved_at = ${tx.now}::timestamptz, resolution = 'Hai bên đã khớp'
        where p.office_id = ${officeId}::uuid and p.resolved_at is null and not exists (
          select from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (kind text, "portalCode" text)
          where d.kind = p.kind and d."portalCode" = p.portal_code)
        returning p.id`.execute(tx.db)
      return settled.rows.length
    }
  },
})

/** What people have looked into and ticked off, because no button can mend it, is not brought up again while it is the same. */
const clearedByPeople = (officeId: string) => sql<boolean>`(d.kind = 'payment_there' and exists (
  select from portal_differences s where s.office_id = ${officeId}::uuid and s.kind = d.kind and s.portal_code = d."portalCode"
    and s.resolved_by <> '' and s.ours = d.ours and s.theirs = d.theirs))`
