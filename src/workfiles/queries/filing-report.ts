import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { typeName } from '../../records/model/outgoing/document-types.ts'
import { yearSchema } from '../model/inputs.ts'
import { overseers } from '../policy.ts'
import { outgoingCode } from './linked-documents.ts'
import { afterMoment, momentCursor } from './moment-cursor.ts'

/**
 * Documents whose work is over, as rows w (kind, id, officer_id, type, ended_at, filed, said): incoming ones with their
 * outcome, of their lead; outgoing ones ever issued, of their drafter. What was for information only asks for no file.
 */
function endedDocuments(actor: Actor): RawBuilder<unknown> {
  const office = sql`${actor.officeId}::uuid`
  const lies = (
    kind: 'incoming' | 'outgoing',
  ) => sql`exists (select 1 from work_file_documents l where l.office_id = d.office_id
    and l.kind = ${kind} and l.document_id = d.id and l.removed_at is null) as filed,
    exists (select 1 from work_file_unfiled n where n.office_id = d.office_id and n.kind = ${kind} and n.document_id = d.id) as said`
  return sql`select 'incoming' as kind, d.id, d.lead_id as officer_id, d.type_name as type, d.finished_at as ended_at,
      'Số đến ' || d.arrival_number || ': ' || d.symbol as label, d.subject, ${lies('incoming')}
    from incoming_documents d where d.office_id = ${office} and d.closed_as = 'outcome' and d.finished_at is not null
    union all
    select 'outgoing', d.id, d.drafter_id, d.type_code, d.issued_at, 'Số ' || ${outgoingCode}, d.subject,
      ${lies('outgoing')}
    from outgoing_documents d where d.office_id = ${office} and d.issued_at is not null`
}

const monthOf = sql`to_char(w.ended_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM')`

const figures = z.object({
  /** Officer's id, month `2026-03`, or kind and type `incoming:Công văn`. */
  key: z.string(),
  label: z.string(),
  ended: z.int(),
  filed: z.int(),
  /** Of which the handler said that there is no file yet. */
  said: z.int(),
})
export type FilingFigures = z.output<typeof figures>

const typeKey = sql`w.kind || ':' || w.type`

/** Tỷ lệ văn bản được đưa vào hồ sơ of a year, by officer, month and type. Every figure is that of the list below. */
export const filingReport = defineQuery({
  name: 'workfiles.filingReport',
  title: 'Xem tỷ lệ văn bản được lập hồ sơ',
  audience: overseers,
  door: { method: 'GET', path: '/filing-report' },
  input: z.strictObject({ year: yearSchema }),
  output: z.object({
    total: figures,
    officers: z.array(figures),
    months: z.array(figures),
    types: z.array(figures),
  }),
  example: { year: 2026 },
  async run({ db }, actor, { year }) {
    const grouped = async (key: RawBuilder<unknown>, label: RawBuilder<unknown>) => {
      const found = await sql<FilingFigures>`select ${key} as key, ${label} as label, count(*)::int as ended,
          count(*) filter (where w.filed)::int as filed, count(*) filter (where w.said and not w.filed)::int as said
        from (${endedDocuments(actor)}) w
        left join staff_members s on s.office_id = ${actor.officeId}::uuid and s.id = w.officer_id
        where ${monthOf} like ${`${year}-%`} group by 1, 2 order by 2`.execute(db)
      return found.rows
    }
    const [[total], officers, months, types] = await Promise.all([
      grouped(sql`'all'`, sql`'all'`),
      grouped(sql`coalesce(w.officer_id::text, 'none')`, sql`coalesce(s.full_name, 'Chưa rõ')`),
      grouped(monthOf, monthOf),
      grouped(typeKey, typeKey),
    ])
    return {
      total: total ?? { key: 'all', label: 'all', ended: 0, filed: 0, said: 0 },
      officers,
      months,
      types: types.map((each) => ({ ...each, label: typeLabel(each.key) })),
    }
  },
})

function typeLabel(key: string): string {
  const at = key.indexOf(':')
  const [kind, type] = [key.slice(0, at), key.slice(at + 1)]
  return kind === 'outgoing' ? `Văn bản đi: ${typeName(type)}` : `Văn bản đến: ${type}`
}

const pageSize = 50

/** Văn bản đã xong, by the same counting as the report: all, those in a file, or those in none. */
export const listEnded = defineQuery({
  name: 'workfiles.listEnded',
  title: 'Xem danh sách văn bản đã hoặc chưa lập hồ sơ',
  audience: overseers,
  door: { method: 'GET', path: '/filing-report/documents' },
  input: z.strictObject({
    /** Year or month: `2026`, `2026-03`. */
    period: z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/),
    officer: z.union([z.uuid(), z.literal('none')]).optional(),
    type: z.string().max(120).optional(),
    filed: z.enum(['yes', 'no', 'said']).optional(),
    after: z.string().max(80).optional(),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        kind: z.enum(['incoming', 'outgoing']),
        id: z.uuid(),
        label: z.string(),
        subject: z.string(),
        officerName: z.string(),
        endedAt: z.iso.datetime(),
        filed: z.boolean(),
        said: z.boolean(),
      }),
    ),
    next: z.string().nullable(),
  }),
  example: { period: '2026' },
  async run({ db }, actor, { period, officer, type, filed, after }) {
    const wanted = { yes: sql`w.filed`, no: sql`not w.filed`, said: sql`w.said and not w.filed` }
    const conditions = [
      sql`${monthOf} like ${`${period}%`}`,
      ...(officer === 'none'
        ? [sql`w.officer_id is null`]
        : officer
          ? [sql`w.officer_id = ${officer}::uuid`]
          : []),
      ...(type ? [sql`${typeKey} = ${type}`] : []),
      ...(filed ? [wanted[filed]] : []),
      ...(after ? [sql`(w.ended_at, w.id) < ${afterMoment(after)}`] : []),
    ]
    interface Row {
      kind: 'incoming' | 'outgoing'
      id: string
      label: string
      subject: string
      officerName: string
      endedAt: Date
      filed: boolean
      said: boolean
    }
    const found =
      await sql<Row>`select w.kind, w.id, w.label, w.subject, coalesce(s.full_name, '') as "officerName",
        w.ended_at as "endedAt", w.filed, w.said
      from (${endedDocuments(actor)}) w
      left join staff_members s on s.office_id = ${actor.officeId}::uuid and s.id = w.officer_id
      where ${sql.join(conditions, sql` and `)} order by w.ended_at desc, w.id desc limit ${pageSize + 1}`.execute(
        db,
      )
    const rows = found.rows.slice(0, pageSize)
    const last = rows.at(-1)
    return {
      rows: rows.map((row) => ({ ...row, endedAt: row.endedAt.toISOString() })),
      next: found.rows.length > pageSize && last ? momentCursor(last.endedAt, last.id) : null,
    }
  },
})
