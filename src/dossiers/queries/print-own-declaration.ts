import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import type { Answers } from '../../procedures/model/declaration-answers.ts'
import { composeDeclaration, type DeclarationPaper } from '../../procedures/model/declaration-paper.ts'
import type { FormDefinition } from '../../procedures/model/form.ts'
import { ownDeclaration } from './own-declaration.ts'

interface OwnRow {
  code: string
  answers: Answers
  form: FormDefinition | null
  officeName: string
}

/** One's own declaration on paper, with its code as bars for the desk. Fails with not_found, also when it was taken up. */
export const printOwnDeclaration = defineQuery({
  name: 'dossiers.printOwnDeclaration',
  title: 'In tờ khai đã khai trước',
  audience: 'public',
  limit: { kind: 'lookup', subject: ({ id }) => id },
  locate: ownDeclaration.locate,
  input: ownDeclaration.input,
  output: z.object({
    template: z.string(),
    fileName: z.string(),
    data: z.custom<DeclarationPaper>((value) => typeof value === 'object' && value !== null),
  }),
  async run({ db }, actor, { procedureId, id }) {
    const found = await sql<OwnRow>`select w.code, w.answers, v.form, o.name as "officeName"
      from declarations w
      join offices o on o.office_id = w.office_id
      join procedure_versions v on v.office_id = w.office_id and v.procedure_id = w.procedure_id
        and v.version = w.procedure_version
      where w.office_id = ${actor.officeId}::uuid and w.id = ${id}::uuid and w.procedure_id = ${procedureId}::uuid
        and w.dossier_id is null`.execute(db)
    const row = found.rows[0]
    if (!row?.form) {
      throw new AppError('not_found', {
        detail: 'Tờ khai này không còn, hoặc đã được tiếp nhận thành hồ sơ.',
      })
    }
    const { form, answers, officeName, code } = row
    const blank = { officeName, place: null, date: null, dossierCode: null, signerName: null }
    return {
      template: 'declaration',
      fileName: `to-khai-${code}.pdf`,
      data: composeDeclaration(form, answers, { ...blank, declarationCode: code }),
    }
  },
})
