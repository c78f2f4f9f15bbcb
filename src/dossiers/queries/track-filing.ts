import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { demoFilingReference } from '../examples.ts'
import { trackingCode, unknownCode } from './track-dossier.ts'

const trackedFiling = z.object({
  reference: z.string(),
  procedureName: z.string(),
  office: z.object({ name: z.string(), receptionName: z.string(), phone: z.string() }),
  filedAt: z.date(),
  state: z.enum(['waiting', 'asked', 'accepted', 'refused', 'stopped']),
  waitsFor: z.enum(['acceptance', 'supplement', 'withdrawal']).nullable(),
  answerBy: z.date(),
  answeredAt: z.date().nullable(),
  /** Code of the dossier once it was accepted: it is followed by that. */
  code: z.string().nullable(),
})
export type TrackedFiling = z.output<typeof trackedFiling>

/**
 * Tra cứu hồ sơ nộp trực tuyến by the code that the citizen was given when filing, before it has a code of its own. Runs as the
 * anonymous role, whose columns hold nothing personal.
 */
export const trackFiling = defineQuery({
  name: 'dossiers.trackFiling',
  title: 'Tra cứu hồ sơ trực tuyến theo mã nộp',
  audience: 'public',
  scope: 'public',
  limit: { kind: 'lookup', subject: (input) => input.code },
  door: { method: 'GET', path: '/filing-tracking/{code}' },
  input: z.strictObject({ code: trackingCode }),
  output: trackedFiling,
  example: { code: demoFilingReference },
  async run({ db }, _actor, { code }) {
    const found = await sql<TrackedFiling>`
      select o.reference, o.procedure_name as "procedureName", o.filed_at as "filedAt", o.state, o.waits_for as "waitsFor",
        o.answer_by as "answerBy", o.answered_at as "answeredAt", o.code,
        jsonb_build_object('name', f.name, 'receptionName', f.reception_name, 'phone', f.phone) as office
      from online_filings o join offices f on f.office_id = o.office_id
      where o.reference = ${code} order by o.office_id limit 1`.execute(db)
    const row = found.rows[0]
    if (!row) throw unknownCode()
    return row
  },
})
