import { z } from 'zod'
import { lineSchema } from '../model.ts'

/** Number of a desk as its sign says it: `1`, `2A`, `TP-01`. */
export const deskCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/, { error: 'Số quầy gồm chữ cái không dấu và số, ví dụ 1 hoặc TP-01.' })
  .max(12, { error: 'Số quầy tối đa 12 ký tự.' })

/** What is said of a desk (quầy). */
export const deskFields = {
  code: deskCodeSchema,
  name: lineSchema,
  place: z.string().trim().max(200).default(''),
  fieldCodes: z.array(z.string().max(200)).max(200),
}

/** Direction in which a unit or a desk moves in its list. */
export const moveSchema = z.enum(['up', 'down'])
