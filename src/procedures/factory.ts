import type { Tx } from '../platform/operations.ts'
import { openingStatement } from '../platform/transaction.ts'
import type { TestApp } from '../testing/app.ts'
import { addVersion, type NextVersion } from './commands/add-version.ts'
import { type Answers, answerAt, putAnswer } from './model/declaration-answers.ts'
import { type ColumnField, declarationFields, type FlatField } from './model/declaration-fields.ts'
import type { FormDefinition } from './model/form.ts'

/** A next version of a procedure, added as `quantri` would; its number. */
export async function nextVersion(app: TestApp, next: NextVersion): Promise<number> {
  const admin = await app.as('quantri')
  return app.services.database.use(async ({ client, db }) => {
    await client.query(openingStatement(app.officeId, 'read write'))
    try {
      const version = await addVersion({ db, now: app.services.clock() } as Tx, admin, next)
      await client.query('commit')
      return version
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  })
}

/**
 * Answers of plainly made-up people to every field that applies. `choice` picks among the choices of each field, so that
 * 0, 1, 2 … walk through the conditions of a form.
 */
export function sampleAnswers(form: Pick<FormDefinition, 'schema'>, choice = 0): Answers {
  const answers: Answers = {}
  for (const field of declarationFields(form)) {
    if (field.kind === 'section' || !applies(field, answers)) continue
    const value = field.kind === 'table' ? sampleRows(field, choice) : sampleValue(field, choice)
    if (value !== undefined) putAnswer(answers, field.name, value)
  }
  return answers
}

function applies(field: FlatField, answers: Answers): boolean {
  return field.when.every((condition) => {
    const value = answerAt(answers, condition.field) ?? false
    return condition.values.includes(value as string | boolean)
  })
}

function sampleRows(field: FlatField & { kind: 'table' }, choice: number): Answers[] {
  const row = Object.fromEntries(field.columns.map((column) => [column.name, sampleValue(column, choice)]))
  return Array.from({ length: Math.max(2, field.minRows) }, () => row)
}

const texts: Readonly<Record<string, string>> = {
  date: '1990-01-02',
  year: '1961',
  time: '08:30',
  email: 'mau@example.vn',
  phone: '0912000001',
  'personal-id': '038090000001',
}

function sampleValue(field: ColumnField, choice: number): unknown {
  switch (field.kind) {
    case 'choice':
      return field.options[choice % field.options.length]?.value
    case 'tick':
      return choice % 2 === 0 || undefined
    case 'number':
      return Math.max(field.minimum ?? 0, Math.min(field.maximum ?? 12, 12))
    default: {
      if (field.format === 'digits') return '5610'.padEnd(field.minLength, '0').slice(0, field.maxLength)
      const long = 'Nội dung mẫu của công dân, ghi đủ sự việc, thời gian, địa điểm. '.repeat(3).trim()
      return (
        texts[field.format ?? ''] ?? (field.long ? long : 'Nguyễn Thị Mẫu Ngọc').slice(0, field.maxLength)
      )
    }
  }
}
