import { type RawBuilder, sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import type { StoredStep } from '../../procedures/queries.ts'
import { agreedLimit } from '../model/agreed-limit.ts'
import { certificationExample } from '../model/certification/examples.ts'
import { certifyInput } from '../model/certification/inputs.ts'
import { planSteps, receptionWarnings } from '../model/reception.ts'
import { requireSigner, type Signer } from '../queries/certification-signer.ts'
import {
  type Entries,
  enteredFacts,
  enteringCertifications,
  entrySeries,
  firstNumber,
} from './certify-entries.ts'
import { type CertificationRequest, openRequest, sumOf } from './certify-request.ts'
import { type PaidAtCounter, payAtCounter } from './charge-certification.ts'
import { deskHandovers, deskSteps } from './desk-handovers.ts'
import { countDueTime, type FiledAlong, insertDossier } from './file-dossier.ts'

export const certifiedOutput = z.object({
  id: z.uuid(),
  code: z.string(),
  feeVnd: z.int(),
  register: z.string(),
  /** Quyển số, as it stands after each number. */
  volume: z.string(),
  entries: z.array(
    z.object({
      id: z.uuid(),
      number: z.int(),
      name: z.string(),
      pages: z.int().nullable(),
      copies: z.int(),
      feeVnd: z.int().nullable(),
    }),
  ),
  /** The receipt of the cash that was put down, and the change; null where nothing was paid here. */
  paid: z
    .object({
      symbol: z.string(),
      number: z.int(),
      receiptId: z.uuid(),
      lookupCode: z.string(),
      changeVnd: z.int(),
    })
    .nullable()
    .default(null),
  warnings: z.array(z.object({ field: z.string(), message: z.string() })),
})

/**
 * Chứng thực tại quầy: while the citizen waits, one transaction receives the dossier, takes a number of the register for
 * each original, keeps fee and signer, and hands the result over (NĐ 23/2015/NĐ-CP, Điều 7: in the day).
 */
export const certifyAtCounter = defineCommand({
  name: 'dossiers.certify',
  title: 'Chứng thực tại quầy, trả ngay',
  audience: ['counter'],
  door: { method: 'POST', path: '/certifications', status: 201 },
  input: certifyInput,
  output: certifiedOutput,
  example: { ...certificationExample, payment: { tenderedVnd: 50_000 } },
  async run(tx, actor, input) {
    const [request, signer] = await Promise.all([
      openRequest(tx, actor, input),
      requireSigner(tx.db, {
        officeId: actor.officeId,
        signerId: input.signerId,
        procedureId: input.procedureId,
        today: localDate(tx.now),
      }),
    ])
    const { id, procedure, register, calendar, originals, filing } = request
    const limit = agreedLimit(procedure.timeLimit, 1) ?? { amount: 0, unit: 'same_day' as const }
    const trace = countDueTime(calendar, { receivedAt: tx.now, limit })
    const steps = planSteps(calendar, trace, deskSteps(procedure.steps))
    const entries = { dossierId: id, register, requesterName: input.applicant.name, originals, signer }
    const along = certifiedAlong(tx, actor, { request, signer, entries, steps })
    const { code, taken } = await insertDossier(tx, actor, { ...filing, id, trace, limit, steps, along })
    const last = taken[entrySeries(tx, entries).name] ?? 0
    const facts = enteredFacts(tx, entries, firstNumber(entries, last))
    const feeVnd = sumOf(originals)
    const { applicant, payment } = input
    const paid = await payAtCounter(tx, actor, {
      charged: {
        dossierId: id,
        code,
        procedureId: procedure.procedureId,
        payer: { name: applicant.name, address: applicant.address, personalId: applicant.personalId },
        fees: procedure.fees,
        originals,
      },
      tenderedVnd: payment?.tenderedVnd,
    })
    const payload = { dossierId: id, code, status: 10 }
    return {
      output: { id, code, feeVnd, ...facts, paid: paidFacts(paid), warnings: receptionWarnings(input) },
      audit: [
        {
          subjectType: 'dossier',
          subjectId: id,
          facts: { code, procedure: procedure.code, version: procedure.version, feeVnd, ...facts },
        },
        ...paid.audit,
      ],
      news: [
        ...paid.news,
        { topic: 'dossier.received', payload: { dossierId: id, code, fieldCode: procedure.fieldCode } },
        { topic: 'dossier.finished', payload: { ...payload, status: 9 } },
        { topic: 'dossier.returned', payload },
      ],
    }
  },
})

function paidFacts({ receipt, changeVnd }: PaidAtCounter): z.output<typeof certifiedOutput>['paid'] {
  if (!receipt) return null
  const { id: receiptId, symbol, number, lookupCode } = receipt
  return { receiptId, symbol, number, lookupCode, changeVnd }
}

interface Certified {
  request: CertificationRequest
  signer: Signer
  entries: Entries
  steps: ReturnType<typeof planSteps<StoredStep>>
}

/** Beside the dossier itself: its last state, the entries, the way to the signer and back, and what happened. */
function certifiedAlong(tx: Tx, actor: Actor, { request, signer, entries, steps }: Certified): FiledAlong {
  const { applicant } = request.filing.input
  return {
    row: {
      status: 10,
      step: Math.max(0, steps.length - 1),
      holder_id: null,
      finished_at: tx.now,
      returned_at: tx.now,
      returned_by: actor.id,
      collector_name: applicant.name,
      collector_personal_id: applicant.personalId.replaceAll(/\s/g, ''),
      collector_note: '',
    },
    series: [entrySeries(tx, entries)],
    parts: () => certifiedParts(tx, actor, { request, signer, entries, steps }),
  }
}

function certifiedParts(tx: Tx, actor: Actor, { signer, entries, steps }: Certified): RawBuilder<unknown> {
  const handovers = deskHandovers(tx, actor, { signer, steps, from: { step: 0, sequence: 1 } })
  const events = [
    { id: uuid(), kind: 'finished', text: 'Đã chứng thực xong.' },
    { id: uuid(), kind: 'returned', text: 'Đã trả kết quả.' },
  ]
  return sql`,
    entered as (${enteringCertifications(tx, actor, entries)}),
    handed as (
      insert into dossier_handovers
      select * from jsonb_populate_recordset(null::dossier_handovers, ${JSON.stringify(
        handovers.map((row) => ({ ...row, office_id: actor.officeId, dossier_id: entries.dossierId })),
      )}::jsonb)),
    happened as (
      insert into dossier_events (office_id, dossier_id, id, at, kind, actor_id, actor_name, actor_post, public_text, facts)
      select ${actor.officeId}::uuid, ${entries.dossierId}::uuid, h.id, ${tx.now}::timestamptz, h.kind, ${actor.id}::uuid,
        ${actor.name}, ${actor.post}, h.text, '{}'::jsonb
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as h (id uuid, kind text, text text))`
}
