import type { z } from 'zod'
import { AppError } from './errors.ts'

/** Parses at the door; failure names each wrong field by its dotted path. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  refuseUnstorable(input, [])
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : []
    const path = [...issue.path, ...keys].join('.')
    fields[path] ??= issue.message
  }
  throw new AppError('invalid_input', { fields })
}

/** No form goes deeper; what does would make those who walk through it call themselves without end. */
const deepest = 64

/** PostgreSQL cannot hold the character NUL; nobody types it. Nor does anybody nest a hundred thousand lists. */
function refuseUnstorable(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string' && value.includes('\u0000')) {
    throw new AppError('invalid_input', {
      fields: { [path.join('.')]: 'Nội dung có ký tự không lưu được. Hãy gõ lại.' },
    })
  }
  if (typeof value !== 'object' || value === null) return
  if (path.length > deepest) {
    const name = path.slice(0, 3).join('.')
    throw new AppError('invalid_input', { fields: { [name]: 'Nội dung lồng nhau quá sâu.' } })
  }
  for (const [name, each] of Object.entries(value)) refuseUnstorable(each, [...path, name])
}
