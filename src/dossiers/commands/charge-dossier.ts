import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { countFee } from '../../procedures/model/count-fee.ts'
import type { Fee } from '../../procedures/model.ts'
import { type DueLine, endDue, putDue } from '../../receipts/commands/put-due.ts'
import { demoDossierId } from '../examples.ts'
import { registerFor } from '../model/certification/registers.ts'
import { dossierRef } from '../model/inputs.ts'
import { requireReception } from '../policy.ts'
import { openDossier, payerOf } from './open-dossier.ts'

/**
 * Tính phí, lệ phí of a dossier: how many of each fee of its procedure, by the version it was received under, or why nothing is
 * asked and which paper proves it. Certification is counted by its own pages and copies, not here.
 */
export const chargeDossier = defineCommand({
  name: 'dossiers.charge',
  title: 'Tính phí, lệ phí của hồ sơ',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers/{code}/due' },
  input: z.strictObject({
    code: dossierRef,
    /** Place of the fee in its procedure (from 0) → how many. */
    counts: z.record(
      z.string().regex(/^\d{1,2}$/),
      z.int().min(0, 'Không nhập số âm.').max(999, 'Tối đa 999.'),
    ),
    /** Who is exempt and by which paper; empty where everybody pays. */
    exemption: z.string().trim().max(300, 'Tối đa 300 ký tự.').default(''),
    /** Name of the exemption as the fees list it: those that do not know it are still asked for. Left out: all fall away. */
    exemptAs: z.string().trim().min(1).max(300).optional(),
  }),
  output: z.object({ dueId: z.uuid().nullable(), amountVnd: z.int() }),
  example: {
    code: demoDossierId('takeUp'),
    counts: { 0: 1 },
    exemption: 'Hộ nghèo (giấy chứng nhận hộ nghèo số 01/2026)',
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, { code: input.code, revision: 'latest' })
    requireReception(actor, dossier.fieldCode)
    if (dossier.code === null || dossier.status === 8 || dossier.status === 3)
      throw new AppError('wrong_state', {
        detail: 'Hồ sơ chưa tiếp nhận hoặc đã dừng nên không thu phí, lệ phí.',
      })
    const received = await receivedFees(tx, actor, dossier.id)
    if (registerFor(received.code))
      throw new AppError('wrong_state', {
        detail: 'Phí chứng thực tự tính theo số trang, số bản khi chứng thực.',
      })
    const lines = chargedLines(received, input)
    const amountVnd = lines.reduce((sum, line) => sum + line.amountVnd, 0)
    const { id: dossierId } = dossier
    const { exemption, exemptAs, counts } = input
    const due = await putDue(tx, actor, {
      dossierId,
      dossierCode: dossier.code,
      procedureId: received.procedureId,
      payer: payerOf(dossier),
      lines,
      exemption,
    })
    if (amountVnd === 0 && exemption === '')
      await endDue(tx, actor, { dossierId, reason: 'Tính lại: không phải nộp' })
    return {
      output: { dueId: due?.id ?? null, amountVnd },
      audit: [
        {
          subjectType: 'dossier',
          subjectId: dossierId,
          facts: { counts, exemption, exemptAs, lines, amountVnd },
        },
      ],
    }
  },
})

type Asked = Pick<z.output<typeof chargeDossier.input>, 'counts' | 'exemption' | 'exemptAs'>

/** What is asked for, line by line, at the rates of how the dossier was filed; nothing for whoever is exempt from all of it. */
function chargedLines({ fees, channel }: ReceivedFees, { counts, exemption, exemptAs }: Asked): DueLine[] {
  const online = channel === 2
  requireCountable(fees, counts, online)
  if (exemptAs !== undefined && exemption === '')
    throw new AppError('invalid_input', { fields: { exemption: 'Hãy ghi giấy tờ chứng minh được miễn.' } })
  if (exemptAs === undefined && exemption !== '') return []
  // What the officer does not name is not asked for, whatever its rule.
  const times = Object.fromEntries(fees.map((_, index) => [index, counts[String(index)] ?? 0]))
  const counted = countFee(fees, { pages: null, copies: 0, online, times, exemption: exemptAs })
  if (!('gaps' in counted)) return counted.lines.filter(({ amountVnd }) => amountVnd > 0)
  throw new AppError('wrong_state', {
    detail: `Chưa có mức thu: ${counted.gaps.join('; ')}. Hãy báo kế toán nhập mức của HĐND tỉnh vào biểu mức thu rồi tính lại.`,
  })
}

/** A count of what the procedure does not ask for, or asks for of others only, is a slip and not nothing. */
function requireCountable(fees: readonly Fee[], counts: Asked['counts'], online: boolean): void {
  for (const [index, count] of Object.entries(counts)) {
    const fee = fees[Number(index)]
    const ofOthers = fee?.channel && (fee.channel === 'online') !== online
    if (count === 0 || (fee && !ofOthers && fee.rule?.kind !== 'page' && fee.rule?.kind !== 'cap')) continue
    throw new AppError('invalid_input', {
      fields: { [`counts.${index}`]: 'Hồ sơ này không có khoản thu đó. Hãy tải lại trang rồi tính lại.' },
    })
  }
}

interface ReceivedFees {
  fees: Fee[]
  /** How it was filed, by the national code: 2 is online. */
  channel: number
  procedureId: string
  code: string | null
}

async function receivedFees(tx: Tx, { officeId }: Actor, dossierId: string): Promise<ReceivedFees> {
  const found = await sql<ReceivedFees>`
    select v.fees, d.channel, d.procedure_id as "procedureId", p.code
    from dossiers d
    join procedures p on p.office_id = d.office_id and p.id = d.procedure_id
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id
      and v.version = d.procedure_version
    where d.office_id = ${officeId}::uuid and d.id = ${dossierId}::uuid`.execute(tx.db)
  const row = found.rows[0]
  if (!row) throw new AppError('not_found')
  return row
}
