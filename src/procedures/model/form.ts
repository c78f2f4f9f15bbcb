import { z } from 'zod'

/**
 * Electronic declaration of a procedure (tờ khai điện tử): what the paper says around the fields, and the fields as
 * JSON Schema. Fields appear in the order in which the schema names them.
 */
export const formDefinitionSchema = z.strictObject({
  /** Mẫu số, where the form has one. */
  number: z.string().trim().max(60).default(''),
  /** As printed: `TỜ KHAI ĐĂNG KÝ KHAI SINH`. */
  title: z.string().trim().min(1).max(300),
  /** The text that made the form: `Thông tư số 04/2024/TT-BTP`. */
  basis: z.string().trim().max(300).default(''),
  /** Kính gửi; empty stands for the office. */
  addressee: z.string().trim().max(300).default(''),
  /** What stands before the first field. */
  opening: z.string().trim().max(2000).default(''),
  /** JSON Schema of the answers, in the part of it that `form-keywords.ts` lists. */
  schema: z.record(z.string(), z.unknown()),
  /** Lời cam đoan. */
  pledge: z.string().trim().max(2000).default(''),
  /** Who signs, from left to right. */
  signers: z.array(z.string().trim().min(1).max(100)).min(1).max(4).default(['Người khai']),
})
export type FormDefinition = z.output<typeof formDefinitionSchema>
