import { v5 as namedUuid } from 'uuid'
import { z } from 'zod'
import { foldVietnamese, prepareEntry, type SearchEntry } from '../../platform/search-text.ts'
import {
  feeParts,
  procedureAgenciesSchema,
  procedureCaseSchema,
  procedureCodeSchema,
  timeLimitSchema,
} from '../model.ts'
import { soundFormSchema } from './check-form.ts'
import { postingSchema } from './posting.ts'

const text = z.string().max(4000)
const name = text.min(1)

/** A fee of a procedure; a null amount is set by the provincial council. */
export const feeSchema = z.strictObject({
  name,
  amountVnd: z.int().min(0).max(1_000_000_000).nullable(),
  unit: name,
  basis: text,
  ...feeParts,
})

/** A parsed catalogue record (`ProcedureRecord`), as `loadCatalogue` takes it. */
export const procedureRecordSchema = z.strictObject({
  key: z.string().min(1).max(500),
  code: procedureCodeSchema.nullable(),
  name,
  field: name,
  fieldCode: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  timeLimit: timeLimitSchema,
  cases: z.array(procedureCaseSchema).min(1).max(50),
  form: soundFormSchema.nullable().default(null),
  agencies: procedureAgenciesSchema.default({}),
  posting: postingSchema.default({}),
  fees: z.array(feeSchema).max(200),
  result: text,
  legalBasis: z.array(name).max(200),
  decision: name.nullable(),
  confidence: z.enum(['verified', 'known', 'check']),
  notes: text.nullable(),
  verifiedFields: z.array(name).max(50),
})
export type CatalogueRecord = z.output<typeof procedureRecordSchema>

/**
 * Id of a procedure in an office. Made from its key, so that importing the catalogue again meets the same row, and an
 * address or an example that names it holds on every installation.
 */
export function procedureId(officeId: string, key: string): string {
  return namedUuid(key, officeId)
}

/** What the database searches in: folded name, run together, initials and code, each between bars. */
export function procedureSearchText(record: { name: string; code: string | null }): string {
  const { joined, initials, code } = prepareEntry(record.name, record.code)
  return `|${foldVietnamese(record.name)}|${joined}|${initials}|${code}|`
}

/** The search entry of a stored procedure, from its search text: nothing has to be folded again. */
export function storedEntry(searchText: string, name: string): SearchEntry {
  const [, folded = '', joined = '', initials = '', code = ''] = searchText.split('|')
  return { padded: ` ${folded} `, joined, initials, code, exact: name.normalize('NFC').toLowerCase() }
}
