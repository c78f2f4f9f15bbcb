import type { z } from 'zod'
import type { Actor } from '../../platform/operations.ts'
import { checkPhone } from '../../procedures/model/phone.ts'
import type { ProcedureForIntake } from '../../procedures/queries.ts'
import type { applicantInput, submitterInput } from '../model/inputs.ts'

/** What a visit to the desk declares, whether or not it ends in reception. */
export interface Declared {
  id: string
  procedure: ProcedureForIntake
  input: {
    applicant: z.output<typeof applicantInput>
    submitter: z.output<typeof submitterInput> | null
    content: string
  }
}

/** Columns of a dossier that hold who came with what, the same whether it was received or turned away. */
export function declaredColumns(actor: Actor, { id, procedure, input }: Declared) {
  const { applicant, submitter, content } = input
  return {
    office_id: actor.officeId,
    id,
    procedure_id: procedure.procedureId,
    procedure_version: procedure.version,
    procedure_name: procedure.name,
    field_code: procedure.fieldCode,
    applicant_kind: applicant.kind,
    applicant_name: applicant.name,
    personal_id: applicant.personalId.replaceAll(/\s/g, ''),
    birth_date: applicant.birthDate,
    sex: applicant.sex,
    address: applicant.address,
    phone: checkPhone(applicant.phone).phone,
    email: applicant.email,
    submitter_name: submitter?.name ?? '',
    submitter_personal_id: submitter?.personalId ?? '',
    submitter_phone: submitter?.phone ?? '',
    content,
    received_by: actor.id,
  }
}
