import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { dossierRoles } from '../../staff/model.ts'
import { decodeMomentCursor, encodeCursor } from './page-cursor.ts'
import { visibleSlips } from './slip-access.ts'

const pageSize = 30

const listedSlip = z.object({
  id: z.uuid(),
  code: z.string(),
  toName: z.string(),
  createdAt: z.date(),
  createdBy: z.string(),
  dossiers: z.int(),
  received: z.int(),
  missing: z.int(),
})

/** Slips (phiếu bàn giao) the actor may see, newest first; `open`: those that somebody still has to confirm. */
export const listSlips = defineQuery({
  name: 'dossiers.listSlips',
  title: 'Xem danh sách phiếu bàn giao hồ sơ',
  audience: [...dossierRoles, 'admin'],
  door: { method: 'GET', path: '/handover-slips' },
  input: z.strictObject({ open: z.stringbool().optional(), cursor: z.string().max(200).optional() }),
  output: z.object({ items: z.array(listedSlip), next: z.string().nullable() }),
  example: { open: 'true' },
  async run({ db }, actor, { open, cursor }) {
    const after = cursor ? decodeMomentCursor(cursor) : null
    const found = await sql<z.output<typeof listedSlip> & { sortKey: string }>`
      select s.id, s.code, s.to_name as "toName", s.created_at as "createdAt", m.full_name as "createdBy",
        c.dossiers, c.received, c.missing,
        to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortKey"
      from handover_slips s
      join staff_members m on m.office_id = s.office_id and m.id = s.created_by
      cross join lateral (select count(*)::int as dossiers, count(*) filter (where i.state = 'received')::int as received,
        count(*) filter (where i.state = 'missing')::int as missing
        from handover_slip_items i where i.office_id = s.office_id and i.slip_id = s.id) c
      where ${visibleSlips(actor)} ${open ? sql`and s.closed_at is null` : sql``}
        ${after ? sql`and s.created_at <= ${after.key}::timestamptz and (s.created_at < ${after.key}::timestamptz or s.id > ${after.id}::uuid)` : sql``}
      order by s.created_at desc, s.id limit ${pageSize + 1}`.execute(db)
    const rows = found.rows.slice(0, pageSize)
    const last = rows.at(-1)
    return {
      items: rows.map(({ sortKey: _, ...row }) => row),
      next: found.rows.length > pageSize && last ? encodeCursor(last.sortKey, last.id) : null,
    }
  },
})
