import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { formDefinitionSchema } from '../../procedures/model/form.ts'
import { procedureForIntake } from '../../procedures/queries.ts'
import { ownDeclarationId } from '../examples.ts'
import { declarationCode, readDeclarationCode } from '../model/declaration-code.ts'
import { requireReception } from '../policy.ts'

const filedDeclaration = z.object({
  code: z.string(),
  procedureId: z.uuid(),
  caseCode: z.string(),
  /** The form of today, into which the answers are put; what it no longer asks for is left out. */
  form: formDefinitionSchema,
  answers: z.record(z.string(), z.unknown()),
})
export type FiledDeclaration = z.output<typeof filedDeclaration>

/** A declaration filled in at home, by the code that the citizen tells. Fails with not_found, also when it was taken up. */
export const getDeclaration = defineQuery({
  name: 'dossiers.getDeclaration',
  title: 'Lấy tờ khai công dân đã khai trước',
  audience: ['counter'],
  door: { method: 'GET', path: '/declarations/{code}' },
  input: z.strictObject({ code: z.string().trim().max(60) }),
  output: filedDeclaration,
  example: { code: declarationCode(ownDeclarationId) },
  async run({ db, now }, actor, { code: typed }) {
    const code = readDeclarationCode(typed)
    const row = code
      ? await db
          .selectFrom('declarations')
          .select(['procedure_id', 'case_code', 'answers', 'dossier_id'])
          .where('office_id', '=', actor.officeId)
          .where('code', '=', code)
          .where('expires_on', '>=', localDate(now))
          .executeTakeFirst()
      : undefined
    if (!code || !row) {
      throw new AppError('not_found', {
        detail: 'Không có tờ khai mang mã này, hoặc đã quá 30 ngày. Hãy so lại mã trên phiếu của công dân.',
      })
    }
    if (row.dossier_id) {
      throw new AppError('not_found', { detail: 'Tờ khai này đã được tiếp nhận thành hồ sơ.' })
    }
    const wanted = { procedureId: row.procedure_id, onDate: localDate(now) }
    const procedure = await procedureForIntake(db, actor.officeId, wanted)
    if (!procedure?.form)
      throw new AppError('not_found', { detail: 'Thủ tục của tờ khai này không còn hiệu lực.' })
    requireReception(actor, procedure.fieldCode)
    const known = procedure.cases.some((each) => each.code === row.case_code)
    return {
      code,
      procedureId: row.procedure_id,
      caseCode: known ? row.case_code : '',
      form: procedure.form,
      answers: row.answers as Record<string, unknown>,
    }
  },
})
