import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import type { Fee } from '../../procedures/model.ts'
import { demoStaffId } from '../../staff/examples.ts'
import { demoWaitingRef } from '../examples.ts'
import { agreedLimit } from '../model/agreed-limit.ts'
import { certificationRequestExample } from '../model/certification/examples.ts'
import { certifyWaitingInput, promiseInput } from '../model/certification/inputs.ts'
import { registerFor } from '../model/certification/registers.ts'
import { planSteps, receptionWarnings } from '../model/reception.ts'
import { requireReception } from '../policy.ts'
import { requireSigner } from '../queries/certification-signer.ts'
import { certifiedOutput } from './certify-at-counter.ts'
import { enterCertifications, enteredFacts } from './certify-entries.ts'
import { openRequest, priced, requireSum, sumOf } from './certify-request.ts'
import { addEvent, changeDossier } from './change-dossier.ts'
import { chargeCertification } from './charge-certification.ts'
import { deskHandovers } from './desk-handovers.ts'
import { countDueTime, insertDossier } from './file-dossier.ts'
import { type OpenDossier, openDossier, payerOf } from './open-dossier.ts'

/**
 * Hẹn trả chứng thực: for what cannot be done while the citizen waits. The dossier is received with a due time and keeps
 * what was asked for; numbers are given only when it is certified. In the day, after 15:00 on the next working day
 * (NĐ 23/2015/NĐ-CP, Điều 7), or up to two working days more for many papers (Điều 21).
 */
export const promiseCertification = defineCommand({
  name: 'dossiers.promiseCertification',
  title: 'Nhận chứng thực, hẹn trả sau',
  audience: ['counter'],
  door: { method: 'POST', path: '/certifications/waiting', status: 201 },
  input: promiseInput,
  output: z.object({
    id: z.uuid(),
    code: z.string(),
    dueAt: z.iso.datetime(),
    feeVnd: z.int(),
    warnings: certifiedOutput.shape.warnings,
  }),
  example: certificationRequestExample,
  async run(tx, actor, input) {
    const { id, procedure, calendar, originals, filing } = await openRequest(tx, actor, input)
    const limit =
      input.extraDays > 0
        ? { amount: input.extraDays, unit: 'working_day' as const }
        : (agreedLimit(procedure.timeLimit, 1) ?? { amount: 0, unit: 'same_day' as const })
    const trace = countDueTime(calendar, { receivedAt: tx.now, limit })
    const steps = planSteps(calendar, trace, procedure.steps)
    const asked = originals.map(({ name, pages, copies, note }, index) => ({
      ordinal: index + 1,
      name,
      pages,
      copies,
      note,
    }))
    const parts = () => sql`,
    asked as (
      insert into certification_requests (office_id, dossier_id, ordinal, document_name, pages, copies, note)
      select ${actor.officeId}::uuid, ${id}::uuid, a.ordinal, a.name, a.pages, a.copies, a.note
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as a (ordinal smallint, name text, pages int, copies int, note text))`
    const along = { row: {}, series: [], parts }
    const { code } = await insertDossier(tx, actor, { ...filing, id, trace, limit, steps, along })
    const feeVnd = sumOf(originals)
    const { name, address, personalId } = input.applicant
    await chargeCertification(tx, actor, {
      dossierId: id,
      code,
      procedureId: procedure.procedureId,
      payer: { name, address, personalId },
      fees: procedure.fees,
      originals,
    })
    return {
      output: { id, code, dueAt: trace.dueAt.toISOString(), feeVnd, warnings: receptionWarnings(input) },
      audit: [
        {
          subjectType: 'dossier',
          subjectId: id,
          facts: { code, procedure: procedure.code, dueAt: trace.dueAt, feeVnd, asked },
        },
      ],
      news: [{ topic: 'dossier.received', payload: { dossierId: id, code, fieldCode: procedure.fieldCode } }],
    }
  },
})

/**
 * Chứng thực hồ sơ đã hẹn: takes the numbers now, by the fees of the version the dossier was received under, and the
 * dossier is finished (state 9) and waits to be collected.
 */
export const certifyWaiting = defineCommand({
  name: 'dossiers.certifyWaiting',
  title: 'Chứng thực hồ sơ đã hẹn trả',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers/{code}/certification' },
  input: certifyWaitingInput,
  output: certifiedOutput,
  example: {
    ...demoWaitingRef,
    originals: certificationRequestExample.originals,
    signerId: demoStaffId('phochutich'),
    feeVnd: certificationRequestExample.quoted.feeVnd,
  },
  async run(tx, actor, input) {
    const dossier = await openDossier(tx, actor, input)
    requireReception(actor, dossier.fieldCode)
    requireWaiting(dossier)
    const procedure = await receivedUnder(tx.db, actor.officeId, dossier.id)
    const signer = await requireSigner(tx.db, {
      officeId: actor.officeId,
      signerId: input.signerId,
      procedureId: procedure.id,
      today: localDate(tx.now),
    })
    const originals = priced(procedure.fees, input.originals)
    requireSum(originals, input.feeVnd)
    const entries = {
      dossierId: dossier.id,
      register: registerFor(procedure.code) ?? 'copy',
      requesterName: dossier.applicantName,
      originals,
      signer,
    }
    const rows = deskHandovers(tx, actor, {
      signer,
      steps: dossier.steps,
      from: { step: dossier.step, sequence: dossier.handovers + 1 },
    }).map((row) => ({ ...row, office_id: actor.officeId, dossier_id: dossier.id }))
    await tx.db.insertInto('dossier_handovers').values(rows).execute()
    await addEvent(tx, actor, {
      dossierId: dossier.id,
      event: { kind: 'processing', publicText: 'Đang đối chiếu với bản chính và ký chứng thực.' },
    })
    const facts = enteredFacts(tx, entries, await enterCertifications(tx, actor, entries))
    await chargeCertification(tx, actor, {
      dossierId: dossier.id,
      code: dossier.code ?? '',
      procedureId: procedure.id,
      payer: payerOf(dossier),
      fees: procedure.fees,
      originals,
    })
    const changed = await changeDossier(tx, actor, {
      // The national table knows no way from 2 to 9 but through 4, which the event above tells.
      dossier: { ...dossier, status: 4 },
      set: { status: 9, step: dossier.steps.length - 1, holder_id: null, finished_at: tx.now },
      event: { kind: 'finished', publicText: 'Đã chứng thực xong. Mời công dân đến nhận.', facts },
    })
    return {
      ...changed,
      output: {
        id: dossier.id,
        code: dossier.code ?? '',
        feeVnd: sumOf(originals),
        ...facts,
        paid: null,
        warnings: [],
      },
    }
  },
})

/** At the counter and not yet on its way through the other desks. */
function requireWaiting(dossier: OpenDossier): void {
  if (dossier.status === 2 && dossier.step === 0) return
  throw new AppError('wrong_state', {
    detail: 'Hồ sơ này đã chuyển khỏi quầy hoặc đã xong. Hãy mở hồ sơ để xem các bước có thể làm.',
  })
}

type Db = Parameters<typeof requireSigner>[0]

/** Procedure and fees of the version under which the dossier was received; refuses what is not done at the counter. */
async function receivedUnder(db: Db, officeId: string, dossierId: string) {
  const found = await sql<{ id: string; code: string | null; fees: Fee[]; asked: number }>`
    select p.id, p.code, v.fees, (select count(*)::int from certification_requests r
      where r.office_id = d.office_id and r.dossier_id = d.id) as asked
    from dossiers d
    join procedures p on p.office_id = d.office_id and p.id = d.procedure_id
    join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id
      and v.version = d.procedure_version
    where d.office_id = ${officeId}::uuid and d.id = ${dossierId}::uuid`.execute(db)
  const procedure = found.rows[0]
  if (procedure && procedure.asked > 0) return procedure
  throw new AppError('wrong_state', { detail: 'Hồ sơ này không phải hồ sơ chứng thực hẹn trả tại quầy.' })
}
