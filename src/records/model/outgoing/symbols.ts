import { z } from 'zod'
import type { DocumentType } from './document-types.ts'

/**
 * How an office counts its documents: which series there are is the decision of its head (NĐ 30/2020/NĐ-CP Điều 15).
 * `common`: one for all; `per-type`: each type its own; `groups`: the types named together share one, the rest another.
 */
export const seriesRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('common') }),
  z.strictObject({ kind: z.literal('per-type') }),
  z.strictObject({
    kind: z.literal('groups'),
    groups: z
      .array(
        z.strictObject({
          name: z.string().trim().min(1, { error: 'Hãy đặt tên cho sổ.' }).max(60),
          types: z
            .array(z.string().max(40))
            .min(1, { error: 'Mỗi sổ phải có ít nhất một loại văn bản.' })
            .max(40),
        }),
      )
      .min(1)
      .max(12),
  }),
])
export type SeriesRule = z.infer<typeof seriesRuleSchema>

/** The rule of an office that has decided nothing yet. */
export const defaultSeriesRule: SeriesRule = { kind: 'common' }

/** Name of the series from which a type takes its numbers, as the table of numbers keeps it. */
export function seriesOf(rule: SeriesRule, typeCode: string): string {
  if (rule.kind === 'per-type') return `outgoing:${typeCode}`
  if (rule.kind === 'groups') {
    const at = rule.groups.findIndex(({ types }) => types.includes(typeCode))
    const [first] = at < 0 ? [] : (rule.groups[at]?.types.toSorted() ?? [])
    return first === undefined ? 'outgoing' : `outgoing:nhom-${first}`
  }
  return 'outgoing'
}

/** The number as written: below ten with a zero before it. */
export function numberWords(number: number): string {
  return String(number).padStart(2, '0')
}

/** Shape of number and symbol together, such as 05/QĐ-UBND or 45/UBND-KTHT. */
export const codePattern = /^\d{2,}\/[A-ZĐ][A-Za-zĐđ]*(?:-[A-ZĐ][A-ZĐ0-9.]*)+$/u

/**
 * The symbol: type and agency for named documents (QĐ-UBND), agency and drafting unit for letters (UBND-VP). A letter of
 * a unit without a symbol, and a formal letter (thư công), carry the agency's alone.
 */
export function symbolOf(
  type: Pick<DocumentType, 'abbreviation' | 'layout'>,
  { agency, unit }: { agency: string; unit: string },
): string {
  if (type.abbreviation !== null) return `${type.abbreviation}-${agency}`
  return type.layout === 'letter' && unit !== '' ? `${agency}-${unit}` : agency
}
