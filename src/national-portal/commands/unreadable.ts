import type { z } from 'zod'
import { AppError } from '../../platform/errors.ts'

/** News that does not say what was agreed; it waits for somebody to ask the portal. */
export function cannotRead(error?: z.ZodError): AppError {
  const where = error?.issues[0]?.path.join('.')
  const at = where ? ` (mục ${where})` : ''
  return new AppError('invalid_input', {
    detail: `Tin của Cổng thiếu hoặc sai nội dung${at}. Hãy báo bộ phận hỗ trợ của Cổng, rồi bấm Làm lại.`,
  })
}

/** Reads a piece of news. Fails with invalid_input. */
export function readBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw cannotRead(parsed.error)
  return parsed.data
}
