import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../../calendar/model/local-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../../platform/operations.ts'
import { demoStaffId, demoUnitId } from '../../../staff/examples.ts'
import { lineSchema } from '../../../staff/model.ts'
import { demoInternalId } from '../../model/outgoing/demo-outgoing.ts'
import { documentTypes } from '../../model/outgoing/document-types.ts'
import { outgoingReason } from '../../model/outgoing/outgoing-inputs.ts'
import { authorityKinds } from '../../model/outgoing/signing-block.ts'
import { seriesRuleSchema } from '../../model/outgoing/symbols.ts'

const symbol = z
  .string()
  .trim()
  .normalize('NFC')
  .regex(/^[A-ZĐ][A-ZĐ0-9.]{0,14}$/u, { error: 'Ký hiệu gồm chữ in hoa và số, ví dụ UBND, VP, KTHT.' })
const day = z.iso.date({ error: 'Hãy chọn ngày, ví dụ 01/01/2027.' })
const typeCodes = z
  .array(
    z.string().refine((code) => documentTypes.some((type) => type.code === code), {
      error: 'Loại văn bản không có.',
    }),
  )
  .max(40)

/**
 * Đặt cách đánh số: the decision of the head, from a day on. Numbers run through the year (Điều 15), so that a change of the
 * series in a year in which numbers were given begins with the next one.
 */
export const setOutgoingSettings = defineCommand({
  name: 'records.setOutgoingSettings',
  title: 'Đặt cách đánh số và ký hiệu văn bản đi',
  audience: ['admin'],
  door: { method: 'PUT', path: '/outgoing-settings' },
  input: z.strictObject({
    validFrom: day,
    agencySymbol: symbol,
    collectiveName: lineSchema,
    headPost: lineSchema,
    seriesRule: seriesRuleSchema,
    decision: lineSchema,
  }),
  output: z.object({ validFrom: z.string() }),
  example: {
    validFrom: '2027-01-01',
    agencySymbol: 'UBND',
    collectiveName: 'Ủy ban nhân dân',
    headPost: 'Chủ tịch',
    seriesRule: { kind: 'per-type' },
    decision: 'Quyết định của Chủ tịch UBND xã về công tác văn thư',
  },
  async run(tx, actor, input) {
    const known = new Set(documentTypes.map(({ code }) => code))
    if (input.seriesRule.kind === 'groups') {
      const all = input.seriesRule.groups.flatMap(({ types }) => types)
      if (all.some((code) => !known.has(code)) || new Set(all).size !== all.length) {
        throw new AppError('invalid_input', {
          fields: { seriesRule: 'Mỗi loại văn bản chỉ thuộc một sổ. Hãy kiểm tra lại các sổ.' },
        })
      }
    }
    const used = await tx.db
      .selectFrom('outgoing_numbers')
      .select('dated_on')
      .where('office_id', '=', actor.officeId)
      .where('year', '=', Number(input.validFrom.slice(0, 4)))
      .where('dated_on', '>=', `${input.validFrom.slice(0, 4)}-01-01`)
      .limit(1)
      .executeTakeFirst()
    if (used || input.validFrom < localDate(tx.now)) {
      const year = Number(localDate(tx.now).slice(0, 4)) + 1
      throw new AppError('invalid_input', {
        fields: {
          validFrom: `Số chạy suốt năm và năm này đã có văn bản lấy số. Hãy đặt từ ngày 01/01/${year}.`,
        },
      })
    }
    const { seriesRule, ...row } = input
    const columns = {
      agency_symbol: row.agencySymbol,
      collective_name: row.collectiveName,
      head_post: row.headPost,
      series_rule: JSON.stringify(seriesRule),
      decision: row.decision,
      set_at: tx.now,
      set_by: actor.id,
    }
    await tx.db
      .insertInto('outgoing_settings')
      .values({ office_id: actor.officeId, valid_from: row.validFrom, ...columns })
      .onConflict((on) => on.columns(['office_id', 'valid_from']).doUpdateSet(columns))
      .execute()
    return {
      output: { validFrom: input.validFrom },
      audit: [{ subjectType: 'outgoing_settings', subjectId: input.validFrom, facts: { ...input } }],
    }
  },
})

/** Ký hiệu và người đứng đầu của phòng, ban. */
export const setOutgoingUnit = defineCommand({
  name: 'records.setOutgoingUnit',
  title: 'Đặt ký hiệu và người đứng đầu của phòng, ban',
  audience: ['admin'],
  door: { method: 'PUT', path: '/outgoing-units/{unitId}' },
  input: z.strictObject({ unitId: z.uuid(), symbol, headId: z.uuid().nullable() }),
  output: z.object({ unitId: z.string() }),
  example: { unitId: demoUnitId(1), symbol: 'KT', headId: demoStaffId('diachinh') },
  async run(tx, actor, { unitId, symbol, headId }) {
    const unit = await tx.db
      .selectFrom('units')
      .select('id')
      .where('office_id', '=', actor.officeId)
      .where('id', '=', unitId)
      .forUpdate()
      .executeTakeFirst()
    if (!unit) throw new AppError('not_found')
    if (headId !== null) await requireMember(tx, actor, { staffId: headId, field: 'headId' })
    const columns = { symbol, head_id: headId }
    await tx.db
      .insertInto('outgoing_units')
      .values({ office_id: actor.officeId, unit_id: unitId, ...columns })
      .onConflict((on) => on.columns(['office_id', 'unit_id']).doUpdateSet(columns))
      .execute()
    return {
      output: { unitId },
      audit: [{ subjectType: 'unit', subjectId: unitId, facts: { symbol, headId } }],
    }
  },
})

/**
 * Giao thẩm quyền ký (Điều 13). By delegation (TUQ.) and by order (TL.) it needs a paper of the head or their deputy, by
 * delegation also an end and a scope; who signs by either cannot pass it on.
 */
export const grantAuthority = defineCommand({
  name: 'records.grantAuthority',
  title: 'Giao thẩm quyền ký văn bản',
  audience: ['admin', 'leader'],
  door: { method: 'POST', path: '/signing-authorities', status: 201 },
  input: z.strictObject({
    id: z.uuid().optional(),
    staffId: z.uuid({ error: 'Hãy chọn người ký.' }),
    kind: z.enum(
      Object.keys(authorityKinds) as [keyof typeof authorityKinds, ...(keyof typeof authorityKinds)[]],
    ),
    post: lineSchema,
    typeCodes,
    scope: z.string().trim().max(500),
    paper: z.string().trim().max(300),
    grantedBy: z.uuid().nullable(),
    startsOn: day,
    endsOn: day.nullable(),
  }),
  output: z.object({ id: z.string() }),
  example: {
    staffId: demoStaffId('tuphap'),
    kind: 'delegated',
    post: 'Công chức Tư pháp - Hộ tịch',
    typeCodes: ['giay-moi', 'giay-gioi-thieu'],
    scope: 'Giấy mời, giấy giới thiệu trong thời gian Chủ tịch đi công tác',
    paper: 'Giấy ủy quyền của Chủ tịch UBND xã',
    grantedBy: demoStaffId('chutich'),
    startsOn: '2026-12-01',
    endsOn: '2026-12-31',
  },
  async run(tx, actor, { id = uuid(), ...input }) {
    await requireMember(tx, actor, { staffId: input.staffId, field: 'staffId' })
    const fields = missingParts(input)
    if (input.endsOn !== null && input.endsOn < input.startsOn)
      fields.endsOn = 'Ngày hết hiệu lực phải sau ngày bắt đầu.'
    if (Object.keys(fields).length > 0) throw new AppError('invalid_input', { fields })
    if (input.grantedBy !== null) await requireGranter(tx, actor, { ...input, grantedBy: input.grantedBy })
    await tx.db
      .insertInto('outgoing_authorities')
      .values({
        office_id: actor.officeId,
        id,
        staff_id: input.staffId,
        kind: input.kind,
        post: input.post,
        type_codes: input.typeCodes,
        scope: input.scope,
        paper: input.paper,
        granted_by: input.grantedBy,
        starts_on: input.startsOn,
        ends_on: input.endsOn,
        added_at: tx.now,
        added_by: actor.id,
      })
      .execute()
    return {
      output: { id },
      audit: [{ subjectType: 'signing_authority', subjectId: id, facts: { ...input } }],
    }
  },
})

interface Grant {
  staffId: string
  kind: string
  paper: string
  scope: string
  grantedBy: string | null
  startsOn: string
  endsOn: string | null
}

function missingParts({ staffId, kind, paper, scope, grantedBy, endsOn }: Grant): Record<string, string> {
  const fields: Record<string, string> = {}
  const isPassedOn = kind === 'delegated' || kind === 'order'
  if (grantedBy === staffId) fields.grantedBy = 'Người giao và người được giao phải là hai người.'
  if (isPassedOn && grantedBy === null) fields.grantedBy = 'Hãy chọn người ủy quyền hoặc ra lệnh.'
  if (isPassedOn && paper === '')
    fields.paper =
      'Hãy ghi văn bản ủy quyền hoặc quy chế làm việc: ký thừa ủy quyền, thừa lệnh phải có văn bản.'
  if (kind === 'delegated' && scope === '')
    fields.scope = 'Hãy ghi nội dung được ủy quyền: ủy quyền phải giới hạn nội dung.'
  if (kind === 'delegated' && endsOn === null)
    fields.endsOn = 'Hãy chọn ngày hết ủy quyền: ủy quyền phải có thời hạn.'
  return fields
}

/** Only who signs in their own right can delegate: the head, who acts for them, or their deputy (no re-delegation). */
async function requireGranter(tx: Tx, actor: Actor, grant: Grant & { grantedBy: string }): Promise<void> {
  const own = await tx.db
    .selectFrom('outgoing_authorities')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .where('staff_id', '=', grant.grantedBy)
    .where('kind', 'in', grant.kind === 'delegated' ? ['head', 'acting'] : ['head', 'acting', 'deputy'])
    .where('starts_on', '<=', grant.startsOn)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', grant.startsOn)]))
    .where((where) => where.or([where('revoked_on', 'is', null), where('revoked_on', '>', grant.startsOn)]))
    .executeTakeFirst()
  if (own) return
  throw new AppError('invalid_input', {
    fields: {
      grantedBy:
        'Người này không tự mình có quyền ký vào ngày bắt đầu nên không ủy quyền được; người được ủy quyền không được ủy quyền lại.',
    },
  })
}

async function requireMember(
  tx: Tx,
  actor: Actor,
  { staffId, field }: { staffId: string; field: string },
): Promise<void> {
  const member = await tx.db
    .selectFrom('staff_members')
    .select('active')
    .where('office_id', '=', actor.officeId)
    .where('id', '=', staffId)
    .executeTakeFirst()
  if (member?.active) return
  throw new AppError('invalid_input', {
    fields: { [field]: 'Người này đã nghỉ hoặc không có trong đơn vị.' },
  })
}

/** Thôi giao thẩm quyền ký, from a day on; what was signed before stands. */
export const revokeAuthority = defineCommand({
  name: 'records.revokeAuthority',
  title: 'Thôi giao thẩm quyền ký văn bản',
  audience: ['admin', 'leader'],
  door: { method: 'POST', path: '/signing-authorities/{id}/revocation' },
  input: z.strictObject({ id: z.uuid(), reason: outgoingReason }),
  output: z.object({ id: z.string() }),
  example: { id: demoInternalId('authority', 2), reason: 'Lãnh đạo đã trở lại làm việc.' },
  async run(tx, actor, { id, reason }) {
    const changed = await tx.db
      .updateTable('outgoing_authorities')
      .set({ revoked_on: localDate(tx.now), revoked_reason: reason })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .where('revoked_on', 'is', null)
      .returning('staff_id')
      .executeTakeFirst()
    if (!changed) throw new AppError('not_found', { detail: 'Không có thẩm quyền ký này hoặc đã thôi giao.' })
    return {
      output: { id },
      audit: [
        { subjectType: 'signing_authority', subjectId: id, facts: { reason, staffId: changed.staff_id } },
      ],
    }
  },
})
