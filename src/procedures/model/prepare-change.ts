import { z } from 'zod'
import { localDateSchema } from '../../calendar/model/local-time.ts'
import type { Confidence } from '../model.ts'
import { checkContent } from './content-rules.ts'
import { describeChanges, type PartChange } from './describe-changes.ts'
import { codedSteps } from './process-rules.ts'
import { procedureSearchText } from './record-schema.ts'
import {
  type ContentPart,
  contentParts,
  tidyContent,
  type VersionContent,
  verifiableParts,
  versionContentSchema,
} from './version-content.ts'

/** What the administrator wants to be different from a day on. */
export const changeInput = z.strictObject({
  procedureId: z.uuid(),
  /** Version that the change was written on; another one in force on that day makes it stale. */
  basedOn: z.int().min(1),
  /** First day of the next version; today unless told. */
  validFrom: localDateSchema.optional(),
  /** Only what shall be different; what says the same as before is left out by the program. */
  change: versionContentSchema.partial(),
  /** The form as JSON text instead of `change.form`; a mistake in it is told with its line. */
  formText: z.string().max(500_000, 'Mã nguồn tờ khai quá dài.').optional(),
})

export interface PreparedChange {
  after: VersionContent
  parts: readonly ContentPart[]
  changes: PartChange[]
  /** Sentence per field, as the input names it; with any of them the change cannot be saved. */
  problems: Record<string, string>
  warnings: string[]
}

/** Sets what is wanted against the version it is written on. */
export function prepareChange(
  before: VersionContent,
  wanted: z.output<typeof changeInput>['change'],
): PreparedChange {
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  const after: VersionContent = tidyContent({ ...before, ...given })
  const changes = describeChanges(before, after)
  const parts = changes.map(({ part }) => part)
  const { problems, warnings } = checkContent(after, parts)
  const named = Object.entries(problems).map(([field, message]) => [`change.${field}`, message] as const)
  return { after, parts, changes, problems: Object.fromEntries(named), warnings }
}

/** The columns of the next version that differ. */
export function changedColumns(
  { after, parts }: Pick<PreparedChange, 'after' | 'parts'>,
  code: string | null,
): Record<string, unknown> {
  return Object.assign({}, ...parts.map((part) => columnsOf(part, after, code)))
}

/** All columns of a version. */
export function contentColumns(content: VersionContent, code: string | null): Record<string, unknown> {
  return changedColumns({ after: content, parts: contentParts }, code)
}

function columnsOf(part: ContentPart, after: VersionContent, code: string | null): Record<string, unknown> {
  if (part === 'name') {
    return { name: after.name, search_text: procedureSearchText({ name: after.name, code }) }
  }
  if (part === 'timeLimit') {
    return { time_limit_amount: after.timeLimit.amount, time_limit_unit: after.timeLimit.unit }
  }
  if (part === 'steps') return { steps: codedSteps(after.steps) }
  if (part === 'legalBasis') return { legal_basis: after.legalBasis }
  return { [part]: after[part] }
}

/**
 * How sure a version still is after these parts changed: nobody has compared what is new with the decision. What was
 * never shown to citizens stays so until somebody confirms it.
 */
export function confidenceAfter(
  before: { confidence: Confidence; verifiedFields: readonly string[] },
  parts: readonly ContentPart[],
): { confidence: Confidence; verifiedFields: string[]; stillConfirmed: boolean } {
  const touched: string[] = parts.flatMap((part) => verifiableParts[part] ?? [])
  const verifiedFields = before.verifiedFields.filter((field) => !touched.includes(field))
  const stillConfirmed = touched.length === 0
  const confidence = !stillConfirmed && before.confidence === 'verified' ? 'known' : before.confidence
  return { confidence, verifiedFields, stillConfirmed }
}
