import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, holds } from '../../platform/operations.ts'
import { demoFilingId } from '../examples.ts'
import {
  type IdentityLevel,
  identityLevels,
  type OnlineSource,
  onlineSources,
} from '../model/online-filing.ts'
import { requireReader } from '../policy.ts'

const filingView = z.object({
  id: z.uuid(),
  source: z.enum(Object.keys(onlineSources) as [OnlineSource, ...OnlineSource[]]),
  reference: z.string(),
  relation: z.string(),
  identity: z.object({
    level: z.enum(Object.keys(identityLevels) as [IdentityLevel, ...IdentityLevel[]]),
    name: z.string(),
    personalId: z.string(),
  }),
  filedAt: z.date(),
  state: z.enum(['waiting', 'asked', 'accepted', 'refused', 'stopped']),
  waitsFor: z.enum(['acceptance', 'supplement', 'withdrawal']).nullable(),
  answerBy: z.date(),
  answeredAt: z.date().nullable(),
  isLate: z.boolean(),
  hasDeclaration: z.boolean(),
  /** The catalogue has no time limit: the officer agrees one when accepting. */
  needsAgreedLimit: z.boolean(),
  /** Whether this officer may accept, ask for more or refuse now. */
  mayAnswer: z.boolean(),
})
export type FilingView = z.output<typeof filingView>

type Row = Omit<FilingView, 'mayAnswer'> & { fieldCode: string; status: number; code: string | null }

/** How a dossier was filed online and what the office owes it. Fails with not_found for one that was filed at the desk. */
export const getFiling = defineQuery({
  name: 'dossiers.getFiling',
  title: 'Xem hồ sơ nộp trực tuyến',
  audience: ['counter', 'specialist', 'leader', 'admin'],
  door: { method: 'GET', path: '/online-filings/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: filingView,
  example: { id: demoFilingId },
  async run({ db, now }, actor, { id }) {
    const found = await sql<Row>`
      select o.dossier_id as id, o.source, o.reference, o.relation, jsonb_build_object('level', o.identity_level, 'name', o.identity_name,
          'personalId', o.identity_personal_id) as identity, o.filed_at as "filedAt", o.state, o.waits_for as "waitsFor",
        o.answer_by as "answerBy", o.answered_at as "answeredAt", o.waits_for is not null and o.answer_by < ${now}::timestamptz as "isLate",
        d.declaration is not null as "hasDeclaration", d.time_limit_amount = 0 and d.time_limit_unit <> 'same_day' as "needsAgreedLimit",
        d.field_code as "fieldCode", d.status, d.code
      from online_filings o join dossiers d on d.office_id = o.office_id and d.id = o.dossier_id
      where o.office_id = ${actor.officeId}::uuid and o.dossier_id = ${id}::uuid`.execute(db)
    const row = found.rows[0]
    if (!row) throw new AppError('not_found', { detail: 'Không có hồ sơ nộp trực tuyến này.' })
    const { fieldCode, status, code, ...view } = row
    requireReader(actor, fieldCode)
    const isOpen = code === null && (status === 1 || status === 5)
    return { ...view, mayAnswer: isOpen && holds(actor, ['counter'], fieldCode) }
  },
})
