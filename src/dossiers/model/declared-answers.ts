import { AppError } from '../../platform/errors.ts'
import { type CheckedDeclaration, checkDeclaration } from '../../procedures/model/check-declaration.ts'
import type { Answers } from '../../procedures/model/declaration-answers.ts'
import type { FormDefinition } from '../../procedures/model/form.ts'
import type { AskedComponent } from './reception.ts'

export interface Declared {
  /** As they are stored; null where the citizen brought the form on paper. */
  answers: Answers | null
  warnings: { field: string; message: string }[]
}

/**
 * The electronic declaration of a dossier, checked against the form of the procedure as it stands. `draft`: what is missing
 * may be added later. Fails with invalid_input, each message at `declaration.` and the name of its field.
 */
export function declaredAnswers(
  form: FormDefinition | null,
  given: Answers | null,
  options: { draft?: boolean } = {},
): Declared {
  if (given === null) return { answers: null, warnings: [] }
  if (!form) {
    throw new AppError('invalid_input', {
      fields: { declaration: 'Thủ tục này không có tờ khai điện tử. Hãy nhận tờ khai giấy.' },
    })
  }
  const { answers, problems, warnings } = checkDeclaration(form, given, options)
  if (Object.keys(problems).length > 0) {
    throw new AppError('invalid_input', {
      fields: prefixed(problems),
      detail: 'Tờ khai còn chỗ chưa đúng. Hãy sửa các ô được đánh dấu, hoặc nhận tờ khai giấy.',
    })
  }
  const remarks = Object.entries(prefixed(warnings)).map(([field, message]) => ({ field, message }))
  return { answers, warnings: remarks }
}

function prefixed(messages: CheckedDeclaration['problems']): Record<string, string> {
  const entries = Object.entries(messages)
  return Object.fromEntries(
    entries.map(([name, message]) => [name ? `declaration.${name}` : 'declaration', message]),
  )
}

interface GivenComponent {
  ordinal: number
  provided: boolean
  originals: number
  copies: number
  note: string
  fileIds: string[]
  name?: string | undefined
}

/**
 * The papers handed in, with the form among them: declared electronically it need not be brought, for it is printed from
 * the answers and signed.
 */
export function withDeclaredForm(
  asked: readonly AskedComponent[],
  given: readonly GivenComponent[],
  answers: Answers | null,
): GivenComponent[] {
  const ordinal = asked.findIndex((component) => component.kind === 'form')
  const handed = given.find((component) => component.ordinal === ordinal)
  if (answers === null || ordinal < 0 || handed?.provided) return [...given]
  const declared = { ordinal, provided: true, originals: 1, copies: 0, note: 'Khai điện tử', fileIds: [] }
  // In its place, for messages name the others by theirs.
  return handed
    ? given.map((component) => (component === handed ? { ...declared, fileIds: handed.fileIds } : component))
    : [...given, declared]
}
