import { z } from 'zod'

/** What is remembered of a file's content once it lies in the store. */
export const storedContentSchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Bytes. */
  size: z.int().min(1),
  name: z.string().min(1).max(120),
  mediaType: z.string().min(1).max(120),
})
export type StoredContent = z.infer<typeof storedContentSchema>

/** A stored file as pages and the API show it; `size` in bytes. */
export const fileSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  size: z.number(),
  mediaType: z.string(),
})
