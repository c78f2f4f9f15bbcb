import { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { checkDeclaration } from '../../procedures/model/check-declaration.ts'
import { officeOfProcedure } from '../../procedures/queries/print-form.ts'
import { procedureForIntake } from '../../procedures/queries.ts'
import { declaredProcedureId, ownDeclarationId } from '../examples.ts'
import { declarationCode } from '../model/declaration-code.ts'
import { maritalDeclaration } from '../model/examples.ts'
import { caseOf } from '../model/reception.ts'

/** Days for which a declaration waits for its citizen; then it is deleted. */
const keepDays = 30

const saveInput = z.strictObject({
  procedureId: z.uuid(),
  /** Chosen at random by the page with the form; who knows it may see and change the declaration. */
  id: z.uuid(),
  caseCode: z.string().trim().max(80).default(''),
  answers: z.record(z.string().max(200), z.unknown()),
})

/**
 * Khai trước tờ khai: a citizen fills in the declaration at home and brings its code to the desk. The same id again
 * changes it, until the desk has taken it up. Fails with invalid_input, a message at each field under `answers.`.
 */
export const saveDeclaration = defineCommand({
  name: 'dossiers.saveDeclaration',
  title: 'Khai trước tờ khai tại nhà',
  audience: 'public',
  door: { method: 'PUT', path: '/procedures/{procedureId}/declarations/{id}' },
  limit: { kind: 'filing', subject: ({ procedureId }) => procedureId },
  locate: officeOfProcedure,
  input: saveInput,
  output: z.object({ id: z.uuid(), code: z.string(), expiresOn: z.string() }),
  example: {
    procedureId: declaredProcedureId,
    id: ownDeclarationId,
    answers: maritalDeclaration('Nguyễn Văn Mẫu'),
  },
  async run(tx, actor, input) {
    const today = localDate(tx.now)
    const { procedureId } = input
    const procedure = await procedureForIntake(tx.db, actor.officeId, { procedureId, onDate: today })
    if (!procedure?.form) {
      throw new AppError('not_found', {
        detail: 'Thủ tục này không có tờ khai điện tử. Hãy đến bộ phận một cửa.',
      })
    }
    const caseCode = input.caseCode === '' ? '' : caseOf(procedure, input.caseCode).code
    const { answers, problems } = checkDeclaration(procedure.form, input.answers)
    const fields = Object.entries(problems).map(([name, message]) => [`answers.${name}`, message])
    if (fields.length > 0) throw new AppError('invalid_input', { fields: Object.fromEntries(fields) })
    const saved = await store(tx, actor, {
      id: input.id,
      procedure_id: procedureId,
      procedure_version: procedure.version,
      case_code: caseCode,
      answers: JSON.stringify(answers),
      expires_on: addDays(today, keepDays),
    })
    return {
      output: { id: input.id, code: saved.code, expiresOn: saved.expires_on },
      // What was declared is the citizen's own and stands in no log.
      audit: [{ subjectType: 'declaration', subjectId: input.id, facts: { procedure: procedure.code } }],
    }
  },
})

interface DeclarationRow {
  id: string
  procedure_id: string
  procedure_version: number
  case_code: string
  answers: string
  expires_on: string
}

async function store(tx: Tx, actor: Actor, row: DeclarationRow) {
  const saved = await tx.db
    .insertInto('declarations')
    .values({
      ...row,
      office_id: actor.officeId,
      code: declarationCode(row.id),
      created_at: tx.now,
      changed_at: tx.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['office_id', 'id'])
        .doUpdateSet({ ...row, changed_at: tx.now })
        .where('declarations.dossier_id', 'is', null)
        .where('declarations.procedure_id', '=', row.procedure_id),
    )
    .returning(['code', 'expires_on'])
    .executeTakeFirst()
  if (!saved) {
    throw new AppError('wrong_state', {
      detail: 'Tờ khai này đã được tiếp nhận nên không sửa được nữa. Hãy liên hệ bộ phận một cửa.',
    })
  }
  return saved
}
