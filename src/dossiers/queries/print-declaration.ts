import { sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import type { Answers } from '../../procedures/model/declaration-answers.ts'
import { composeDeclaration, type DeclarationPaper } from '../../procedures/model/declaration-paper.ts'
import type { FormDefinition } from '../../procedures/model/form.ts'
import { dossierRef } from '../model/inputs.ts'
import { requireReader } from '../policy.ts'

interface DeclaredRow {
  code: string | null
  fieldCode: string
  answers: Answers | null
  form: FormDefinition | null
  receivedAt: Date
  applicantName: string
  officeName: string
  placeName: string
}

/**
 * The declaration of a dossier (by code or id) on paper, to be signed and kept: always under the form of the version that
 * the dossier was received under. Fails with not_found where the citizen brought it on paper.
 */
export const printDeclaration = defineQuery({
  name: 'dossiers.printDeclaration',
  title: 'In tờ khai điện tử của hồ sơ',
  audience: ['counter', 'specialist', 'clerk', 'leader'],
  input: z.strictObject({ code: dossierRef }),
  output: z.object({
    template: z.string(),
    fileName: z.string(),
    data: z.custom<DeclarationPaper>((value) => typeof value === 'object' && value !== null),
  }),
  async run({ db }, actor, { code }) {
    const found = await sql<DeclaredRow>`
      select d.code, d.field_code as "fieldCode", d.declaration as answers, v.form, d.received_at as "receivedAt",
        d.applicant_name as "applicantName", o.name as "officeName", o.place_name as "placeName"
      from dossiers d
      join offices o on o.office_id = d.office_id
      join procedure_versions v on v.office_id = d.office_id and v.procedure_id = d.procedure_id
        and v.version = d.procedure_version
      where d.office_id = ${actor.officeId}::uuid and (d.code = ${code} or d.id::text = lower(${code}))`.execute(
      db,
    )
    const row = found.rows[0]
    if (!row) throw new AppError('not_found')
    requireReader(actor, row.fieldCode)
    const { answers, form } = row
    if (!answers || !form) {
      throw new AppError('not_found', {
        detail: 'Hồ sơ này không có tờ khai điện tử; tờ khai giấy nằm trong hồ sơ.',
      })
    }
    return {
      template: 'declaration',
      fileName: `to-khai-${row.code ?? 'cho-bo-sung'}.pdf`,
      data: composeDeclaration(form, answers, {
        officeName: row.officeName,
        place: row.placeName,
        date: localDate(row.receivedAt),
        dossierCode: row.code,
        signerName: row.applicantName,
      }),
    }
  },
})
