import { randomUUID } from 'node:crypto'
import { certifyAtCounter } from '../dossiers/commands/certify-at-counter.ts'
import { promiseCertification } from '../dossiers/commands/certify-later.ts'
import { saveDeclaration } from '../dossiers/commands/save-declaration.ts'
import { sendPapers } from '../dossiers/commands/send-papers.ts'
import {
  declaredProcedureId,
  demoCertifiedId,
  demoDossierId,
  demoSlipId,
  demoWaitingRef,
  ownDeclarationId,
} from '../dossiers/examples.ts'
import {
  certificationExample,
  certificationRequestExample,
} from '../dossiers/model/certification/examples.ts'
import { maritalDeclaration } from '../dossiers/model/examples.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { publicActor } from '../platform/http/context.ts'
import { write } from '../platform/write.ts'
import { demoOfficeId, demoStaffId } from '../staff/examples.ts'
import { resolveActor } from '../staff/queries.ts'

/** What lies at the desk of the demonstration office besides dossiers: a slip, certifications, a declaration from home. */
export async function makeDeskWork(services: WriteDeps): Promise<void> {
  await makeSlip(services)
  await makeCertifications(services)
  await makeDeclaration(services)
}

/** A slip to another agency that nobody has confirmed yet. */
async function makeSlip(services: WriteDeps): Promise<void> {
  const actor = await resolveActor(services, { officeId: demoOfficeId, staffId: demoStaffId('chuyenmon') })
  if (!actor) throw new Error('no chuyenmon')
  await write(services, { actor, requestId: randomUUID() }, sendPapers, {
    id: demoSlipId,
    destination: { kind: 'agency', name: 'Văn phòng đăng ký đất đai tỉnh Mẫu', code: 'H56.18' },
    dossiers: [demoDossierId('sendBack')],
    note: 'Lấy ý kiến phối hợp',
  })
}

/** One request certified at the counter and one that waits, both of today. */
async function makeCertifications(services: WriteDeps): Promise<void> {
  const actor = await resolveActor(services, { officeId: demoOfficeId, staffId: demoStaffId('tiepnhan') })
  if (!actor) throw new Error('no tiepnhan')
  const call = () => ({ actor, requestId: randomUUID() })
  const applicant = { ...certificationExample.applicant, name: 'Công Dân Mẫu 98' }
  await write(services, call(), certifyAtCounter, { ...certificationExample, applicant, id: demoCertifiedId })
  const waiting = { ...certificationRequestExample, applicant, id: demoWaitingRef.code, extraDays: 2 }
  await write(services, call(), promiseCertification, waiting)
}

/** A declaration that a citizen filled in at home and has not brought yet. */
async function makeDeclaration(services: WriteDeps): Promise<void> {
  const answers = maritalDeclaration('Công Dân Mẫu 99')
  const input = { procedureId: declaredProcedureId, id: ownDeclarationId, answers }
  await write(services, { actor: publicActor, requestId: randomUUID() }, saveDeclaration, input)
}
