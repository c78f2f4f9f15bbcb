import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { officeOfProcedure } from '../../procedures/queries/print-form.ts'
import { declaredProcedureId, ownDeclarationId } from '../examples.ts'

/** One's own declaration, for whoever knows its id: what was filled in, and the code for the desk. Fails with not_found. */
export const ownDeclaration = defineQuery({
  name: 'dossiers.ownDeclaration',
  title: 'Xem lại tờ khai đã khai trước',
  audience: 'public',
  door: { method: 'GET', path: '/procedures/{procedureId}/declarations/{id}' },
  limit: { kind: 'lookup', subject: ({ id }) => id },
  locate: officeOfProcedure,
  input: z.strictObject({ procedureId: z.uuid(), id: z.uuid() }),
  output: z.object({
    code: z.string(),
    caseCode: z.string(),
    answers: z.record(z.string(), z.unknown()),
    expiresOn: z.string(),
    /** The desk has made a dossier of it; the answers are there now. */
    takenUp: z.boolean(),
  }),
  example: { procedureId: declaredProcedureId, id: ownDeclarationId },
  async run({ db }, actor, { procedureId, id }) {
    const row = await db
      .selectFrom('declarations')
      .select(['code', 'case_code as caseCode', 'answers', 'expires_on as expiresOn', 'dossier_id'])
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .where('procedure_id', '=', procedureId)
      .executeTakeFirst()
    if (!row) {
      throw new AppError('not_found', {
        detail: 'Không có tờ khai này, hoặc đã bị xóa sau 30 ngày. Hãy khai lại.',
      })
    }
    const { dossier_id, answers, ...rest } = row
    return { ...rest, answers: answers as Record<string, unknown>, takenUp: dossier_id !== null }
  },
})
