import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import type { Fee } from '../../procedures/model.ts'
import { endDue, putDue } from '../../receipts/commands/put-due.ts'
import { demoDossierId } from '../examples.ts'
import { registerFor } from '../model/certification/registers.ts'
import { chargedLines, openFees } from '../model/charge.ts'
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
    const { fees, procedureId, code } = await receivedFees(tx, actor, dossier.id)
    if (registerFor(code))
      throw new AppError('wrong_state', {
        detail: 'Phí chứng thực tự tính theo số trang, số bản khi chứng thực.',
      })
    const counts = Object.fromEntries(
      Object.entries(input.counts).map(([index, count]) => [Number(index), count]),
    )
    const missing = openFees(fees, counts)
    if (missing.length > 0 && input.exemption === '')
      throw new AppError('wrong_state', {
        detail: `Chưa có mức thu: ${missing.join('; ')}. Hãy báo kế toán nhập mức của HĐND tỉnh vào danh mục thủ tục rồi tính lại.`,
      })
    const lines = input.exemption === '' ? chargedLines(fees, counts) : []
    const amountVnd = lines.reduce((sum, line) => sum + line.amountVnd, 0)
    const { id: dossierId } = dossier
    const { exemption } = input
    const due = await putDue(tx, actor, {
      dossierId,
      dossierCode: dossier.code,
      procedureId,
      payer: payerOf(dossier),
      lines,
      exemption,
    })
    if (amountVnd === 0 && exemption === '')
      await endDue(tx, actor, { dossierId, reason: 'Tính lại: không phải nộp' })
    return {
      output: { dueId: due?.id ?? null, amountVnd },
      audit: [
        { subjectType: 'dossier', subjectId: dossierId, facts: { counts, exemption, lines, amountVnd } },
      ],
    }
  },
})

interface ReceivedFees {
  fees: Fee[]
  procedureId: string
  code: string | null
}

async function receivedFees(tx: Tx, { officeId }: Actor, dossierId: string): Promise<ReceivedFees> {
  const found = await sql<ReceivedFees>`
    select v.fees, d.procedure_id as "procedureId", p.code
    from dossiers d
    join procedures p on p.office_id = d.office_id and p.id = d.procedure_id
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id
      and v.version = d.procedure_version
    where d.office_id = ${officeId}::uuid and d.id = ${dossierId}::uuid`.execute(tx.db)
  const row = found.rows[0]
  if (!row) throw new AppError('not_found')
  return row
}
