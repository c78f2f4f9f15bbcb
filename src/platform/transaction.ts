import type pg from 'pg'
import { AppError, isAppError } from './errors.ts'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Statement that opens a transaction walled to one office. Plain SET LOCAL, because that alone is passed on to the
 * nodes of a distributed database; the office is checked to be a UUID, so nothing else can enter the statement.
 */
export function openingStatement(officeId: string, mode: 'read only' | 'read write'): string {
  if (!uuidPattern.test(officeId)) throw new AppError('not_found')
  return `begin ${mode}; set local app.office = '${officeId}'`
}

/** Sends a statement without waiting; its failure surfaces in the statements after it. */
export function send(client: pg.ClientBase, statement: string): void {
  client.query(statement).catch(() => {})
}

const databaseErrors: Record<string, () => AppError> = {
  '23505': () => new AppError('conflict'),
  '23503': () =>
    new AppError('invalid_input', {
      detail: 'Nội dung được chọn không còn hoặc không thuộc đơn vị của bạn. Hãy chọn lại.',
    }),
  '23514': () =>
    new AppError('invalid_input', { detail: 'Dữ liệu không hợp lệ. Hãy kiểm tra lại các ô đã nhập.' }),
  '22001': () => new AppError('invalid_input', { detail: 'Nội dung quá dài. Hãy rút gọn.' }),
  '22021': () => new AppError('invalid_input', { detail: 'Nội dung có ký tự không lưu được. Hãy gõ lại.' }),
  '22P05': () => new AppError('invalid_input', { detail: 'Nội dung có ký tự không lưu được. Hãy gõ lại.' }),
  '22003': () => new AppError('invalid_input', { detail: 'Số quá lớn. Hãy kiểm tra lại.' }),
  '22008': () => new AppError('invalid_input', { detail: 'Ngày không hợp lệ. Hãy kiểm tra lại.' }),
}

/** What the database refused, in words; anything unforeseen stays as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (isAppError(error)) return error
  const code = error instanceof Error ? (error as { code?: string }).code : undefined
  return (code && databaseErrors[code]?.()) || error
}

/** Whether the same transaction may succeed when run again (serialization failure, deadlock). */
export function worthRetrying(error: unknown): boolean {
  const code = error instanceof Error ? (error as { code?: string }).code : undefined
  return code === '40001' || code === '40P01'
}
