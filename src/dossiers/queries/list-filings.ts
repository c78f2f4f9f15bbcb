import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery, holds } from '../../platform/operations.ts'
import { type OnlineSource, onlineSources } from '../model/online-filing.ts'
import { readableFields } from '../policy.ts'

const waitsFor = z.enum(['acceptance', 'supplement', 'withdrawal'])

const filing = z.object({
  id: z.uuid(),
  /** The dossier's code once it was accepted. */
  code: z.string().nullable(),
  reference: z.string(),
  source: z.enum(Object.keys(onlineSources) as [OnlineSource, ...OnlineSource[]]),
  applicantName: z.string(),
  procedureName: z.string(),
  filedAt: z.date(),
  waitsFor: waitsFor.nullable(),
  state: z.enum(['waiting', 'asked', 'accepted', 'refused', 'stopped']),
  answerBy: z.date(),
  answeredAt: z.date().nullable(),
  isLate: z.boolean(),
  /** Whether this officer receives dossiers of the field and so may answer. */
  mayAnswer: z.boolean(),
})
export type ListedFiling = z.output<typeof filing>

/** Rows shown of each list: an office with more that waits has to clear these first. */
const most = 200

/**
 * Hồ sơ trực tuyến: what waits for the office's answer, the next due first, and what was answered or asked lately. Filters by
 * the fields that the actor may read.
 */
export const listFilings = defineQuery({
  name: 'dossiers.listFilings',
  title: 'Xem hồ sơ nộp trực tuyến',
  audience: ['counter', 'specialist', 'leader', 'admin'],
  door: { method: 'GET', path: '/online-filings' },
  input: z.strictObject({}),
  output: z.object({ waiting: z.array(filing), others: z.array(filing) }),
  example: {},
  async run({ db, now }, actor) {
    const fields = readableFields(actor)
    const rows = (which: ReturnType<typeof sql>) =>
      sql<Omit<ListedFiling, 'mayAnswer'> & { fieldCode: string }>`
        select o.dossier_id as id, d.code, o.reference, o.source, d.applicant_name as "applicantName", o.procedure_name as "procedureName",
          o.filed_at as "filedAt", o.waits_for as "waitsFor", o.state, o.answer_by as "answerBy", o.answered_at as "answeredAt",
          o.waits_for is not null and o.answer_by < ${now}::timestamptz as "isLate", d.field_code as "fieldCode"
        from online_filings o join dossiers d on d.office_id = o.office_id and d.id = o.dossier_id
        where o.office_id = ${actor.officeId}::uuid and (${fields}::text[] is null or d.field_code = any(${fields}::text[])) and ${which}
        limit ${most}`.execute(db)
    const [waiting, others] = await Promise.all([
      rows(sql`o.waits_for is not null order by o.answer_by, o.dossier_id`),
      rows(sql`o.waits_for is null order by o.filed_at desc, o.dossier_id`),
    ])
    const seen = ({ fieldCode, ...row }: (typeof waiting.rows)[number]) => ({
      ...row,
      mayAnswer: holds(actor, ['counter'], fieldCode),
    })
    return { waiting: waiting.rows.map(seen), others: others.rows.map(seen) }
  },
})
