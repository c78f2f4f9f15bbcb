import { sql } from 'kysely'
import { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate, localDateSchema } from '../../calendar/model/local-time.ts'
import { AppError, isAppError } from '../../platform/errors.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../../platform/operations.ts'
import type { DatedFees } from '../model/rates.ts'
import { vnd } from '../model/summaries.ts'
import type { Fee } from '../model.ts'
import { feesFrom } from '../queries/list-rates.ts'
import { requireDay } from '../queries/settle-change.ts'
import { addChange } from './change-procedure.ts'

const mostVnd = 1_000_000_000

/**
 * Đặt mức thu: the amount of one fee from a day on, with the text that sets it, in every procedure that asks for it at the
 * rate that was seen, or in those that are named. Each gets a next version as by any other change, so that what is posted,
 * the history and the flags follow; all of them or none.
 */
export const setRate = defineCommand({
  name: 'procedures.setRate',
  title: 'Đặt mức thu phí, lệ phí từ một ngày',
  audience: ['accountant', 'admin'],
  door: { method: 'POST', path: '/rates' },
  input: z.strictObject({
    /** Name of the fee as it stands in the procedures. */
    name: z.string().min(1).max(4000),
    /** Of the fee for one way of filing only. */
    channel: z.enum(['desk', 'online']).optional(),
    /** The amount as it was seen on that day; null where nobody had entered one. */
    wasVnd: z.int().min(0).nullable(),
    amountVnd: z
      .int('Hãy nhập mức thu bằng số đồng chẵn, ví dụ 15.000.')
      .min(0, 'Mức thu không được là số âm.')
      .max(mostVnd, `Mức thu tối đa ${vnd(mostVnd)} đ; hãy kiểm tra lại số đã nhập.`),
    /** The resolution of the council, or the circular, that sets it. */
    basis: z
      .string()
      .trim()
      .min(1, 'Hãy ghi văn bản quy định mức thu, ví dụ số nghị quyết của HĐND tỉnh.')
      .max(500, 'Tối đa 500 ký tự.'),
    /** First day of the rate; today unless told. */
    validFrom: localDateSchema.optional(),
    /** Only these; left out: every procedure that asks for it. */
    procedureIds: z
      .array(z.uuid())
      .min(1, 'Hãy chọn ít nhất một thủ tục.')
      .max(1000, 'Tối đa 1000 thủ tục.')
      .optional(),
  }),
  output: z.object({
    validFrom: z.string(),
    changed: z.array(z.object({ procedureId: z.uuid(), name: z.string(), version: z.int() })),
  }),
  example: {
    name: 'Lệ phí đăng ký tổ hợp tác',
    wasVnd: null,
    amountVnd: 50_000,
    basis: 'Nghị quyết 00/2026/NQ-HĐND (mẫu)',
  },
  async run(tx, actor, input) {
    const today = localDate(tx.now)
    const { validFrom = today } = input
    requireDay(validFrom, today)
    await lockThoseWith(tx, actor, input.name)
    const versions = await feesFrom(tx.db, actor.officeId, {
      date: validFrom,
      procedureIds: input.procedureIds,
    })
    const targets = requireTargets(versions, { ...input, validFrom })
    requireNothingPlanned(versions, { targets, validFrom })
    const changed: { procedureId: string; name: string; version: number }[] = []
    const audit: AuditEntry[] = []
    for (const target of targets) {
      const { procedureId, name, version: basedOn } = target
      const fees = target.fees.map((fee) => (isMeant(fee, input) ? withRate(fee, input) : fee))
      const wanted = { procedureId, basedOn, validFrom, note: noteOf(input), change: { fees } }
      const added = await addChange(tx, actor, wanted).catch((problem) => named(problem, name))
      changed.push({ procedureId, name, version: added.version })
      audit.push(added.audit)
    }
    const [first, ...others] = audit
    if (!first) throw new AppError('internal')
    return { output: { validFrom, changed }, audit: [first, ...others] }
  },
})
type Wanted = z.output<typeof setRate.input>

function isMeant(fee: Fee, { name, channel, wasVnd }: Wanted): boolean {
  return fee.name === name && fee.channel === channel && fee.amountVnd === wasVnd
}

function withRate(fee: Fee, { amountVnd, basis }: Wanted): Fee {
  return { ...fee, amountVnd, basis }
}

function noteOf({ name, amountVnd, basis }: Wanted): string {
  return `Đặt mức thu “${name.slice(0, 300)}” ${vnd(amountVnd)} đ theo ${basis}.`
}

/** Two who set rates at once come one after the other, and in the same order; so does an administrator who changes one of these. */
async function lockThoseWith(tx: Tx, { officeId }: Actor, name: string): Promise<void> {
  await sql`select p.id from procedures p where p.office_id = ${officeId}::uuid and exists (
      select from procedure_versions v where v.office_id = p.office_id and v.procedure_id = p.id
        and v.fees @> ${JSON.stringify([{ name }])}::jsonb)
    order by p.id for update`.execute(tx.db)
}

type DatedVersion = DatedFees & { version: number }

/** The versions of that day in which the fee stands as it was seen and would become another. */
function requireTargets(
  versions: readonly DatedVersion[],
  wanted: Wanted & { validFrom: string },
): DatedVersion[] {
  const { validFrom, procedureIds } = wanted
  const inForce = versions.filter(
    (each) => each.validFrom <= validFrom && (each.validTo ?? '9999') >= validFrom,
  )
  const meant = inForce.filter(({ fees }) => fees.some((fee) => isMeant(fee, wanted)))
  const asked = procedureIds ? new Set(procedureIds).size : meant.length
  if (meant.length === 0 || meant.length < asked) {
    const carry = inForce.filter(({ fees }) => fees.some(({ name }) => name === wanted.name))
    if (carry.length < Math.max(asked, 1)) {
      throw new AppError('not_found', {
        detail: `Vào ngày ${formatDate(validFrom)} không có thủ tục nào thu “${wanted.name.slice(0, 100)}”, hoặc thủ tục đã chọn không thu khoản này. Hãy tải lại trang.`,
      })
    }
    throw new AppError('stale', {
      detail: `Vào ngày ${formatDate(validFrom)} mức thu này khác với mức đã xem. Hãy xem biểu mức thu của ngày đó rồi đặt lại.`,
    })
  }
  const differing = meant.filter(({ fees }) =>
    fees.some(
      (fee) => isMeant(fee, wanted) && (fee.amountVnd !== wanted.amountVnd || fee.basis !== wanted.basis),
    ),
  )
  if (differing.length > 0) return differing
  throw new AppError('wrong_state', { detail: 'Mức thu và căn cứ đã đúng như vậy, không có gì để đổi.' })
}

/** A version prepared for a later day says its own rates: the new one would end there without a word. */
function requireNothingPlanned(
  versions: readonly DatedVersion[],
  { targets, validFrom }: { targets: readonly DatedVersion[]; validFrom: string },
): void {
  const ids = new Set(targets.map(({ procedureId }) => procedureId))
  const planned = versions.filter((each) => each.validFrom > validFrom && ids.has(each.procedureId))
  if (planned.length === 0) return
  const told = planned.slice(0, 3).map((each) => `“${each.name}” từ ${formatDate(each.validFrom)}`)
  const more = planned.length > 3 ? ` và ${planned.length - 3} phiên bản khác` : ''
  throw new AppError('invalid_input', {
    fields: {
      validFrom: `Đã có phiên bản dự kiến sau ngày này: ${told.join('; ')}${more}. Hãy chọn ngày áp dụng từ đó trở đi, hoặc nhờ quản trị rút phiên bản dự kiến.`,
    },
  })
}

/** An old slip elsewhere in the same procedure: the sentence says in which. */
function named(problem: unknown, name: string): never {
  if (!isAppError(problem) || problem.code !== 'invalid_input' || !problem.facts.fields) throw problem
  const told = Object.values(problem.facts.fields).join(' ')
  throw new AppError('wrong_state', {
    detail: `Thủ tục “${name}” chưa đổi được mức thu: ${told} Hãy nhờ quản trị sửa thủ tục này.`,
  })
}
