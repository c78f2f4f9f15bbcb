import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { localDateSchema } from '../../calendar/model/local-time.ts'

const line = z.string().trim().max(1000)

/** Number and symbol of a legal text as procedures cite it: `23/2015/NĐ-CP`, `60/2014/QH13`. */
export const legalNumberSchema = z.string().trim().min(3, 'Hãy nhập số, ký hiệu văn bản.').max(100)

/**
 * A legal text (văn bản pháp luật). `expiredOn` is the first day on which it no longer holds; null is not known. How sure
 * the facts are: `check` until somebody has looked.
 */
export const legalTextSchema = z.strictObject({
  number: legalNumberSchema,
  title: line.default(''),
  issuer: line.default(''),
  issuedOn: localDateSchema.nullable().default(null),
  effectiveFrom: localDateSchema.nullable().default(null),
  expiredOn: localDateSchema.nullable().default(null),
  replacedBy: legalNumberSchema.nullable().default(null),
  confidence: z.enum(['verified', 'known', 'check']).default('check'),
  note: line.default(''),
})
export type LegalText = z.output<typeof legalTextSchema>

/** The texts that come with the program. Read beside the sources: not from the bundle of the pages. */
export async function readShippedLegalTexts(): Promise<LegalText[]> {
  const path = join(import.meta.dirname, '..', 'catalogue', 'legal-texts.json')
  return z.array(legalTextSchema).parse(JSON.parse(await readFile(path, 'utf8')))
}
