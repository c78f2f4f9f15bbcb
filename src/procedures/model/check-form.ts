import { checkNode, type Found } from './check-form-node.ts'
import { formDefinitionSchema } from './form.ts'
import { formLimits, isObject } from './form-schema.ts'

/** Something wrong in a form, with the place as keys and indexes, and the same as text (`schema.properties.mother`). */
export interface FormProblem {
  at: readonly (string | number)[]
  path: string
  message: string
}

const problemLimit = 50

/**
 * What keeps a value from being a form, in Vietnamese, each with its place; empty when it is sound. Takes any JSON value
 * and never throws.
 */
export function checkFormDefinition(value: unknown): FormProblem[] {
  const problems: FormProblem[] = []
  const report = (at: readonly (string | number)[], message: string): void => {
    if (problems.length < problemLimit) problems.push({ at, path: pathText(at), message })
  }
  for (const issue of formDefinitionSchema.safeParse(value).error?.issues ?? []) {
    const at = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) report([...at, key], 'Mẫu tờ khai không có mục này. Hãy bỏ hoặc sửa tên.')
    } else report(at, frameMessage(issue.code, at.at(-1) ?? ''))
  }
  const schema = isObject(value) && Object.hasOwn(value, 'schema') ? value.schema : undefined
  if (isObject(schema)) {
    const found: Found = { fields: 0, leaves: new Map(), report }
    checkNode(found, schema, { at: ['schema'], name: [], root: true })
    if (found.fields === 0 && problems.length === 0) report(['schema'], 'Tờ khai phải có ít nhất một mục.')
  }
  if (problems.length === 0 && JSON.stringify(value).length > formLimits.size) {
    report([], `Mẫu tờ khai quá lớn; tối đa ${formLimits.size / 1000} nghìn ký tự.`)
  }
  return problems
}

function frameMessage(code: string, key: string | number): string {
  if (key === '') return 'Mẫu tờ khai phải là một đối tượng JSON { … }.'
  if (code === 'too_big') return `“${key}” quá dài.`
  if (code === 'too_small') return `“${key}” không được để trống.`
  return `Thiếu “${key}” hoặc sai kiểu dữ liệu.`
}

function pathText(at: readonly (string | number)[]): string {
  return at
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}

/** A form that is fit to be filled in, checked and printed; what is stored has gone through this. */
export const soundFormSchema = formDefinitionSchema.superRefine((form, context) => {
  for (const { at, message } of checkFormDefinition(form)) {
    context.addIssue({ code: 'custom', path: [...at], message })
  }
})
