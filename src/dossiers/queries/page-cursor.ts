import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'

const keySchema = z.tuple([z.string().max(40), z.uuid()])

/** Where the next page begins: the sort key of the last row shown and its id. Opaque to those who pass it on. */
export function encodeCursor(key: string, id: string): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

/** Reads a cursor back; fails with invalid_input for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): { key: string; id: string } {
  const [key, id] = parseKey(cursor) ?? []
  if (key === undefined || id === undefined) {
    throw new AppError('invalid_input', {
      fields: { cursor: 'Trang này không còn. Hãy mở lại danh sách từ đầu.' },
    })
  }
  return { key, id }
}

/** Reads a cursor whose key is a moment in microseconds, so that no row falls between two pages. */
export function decodeMomentCursor(cursor: string): { key: string; id: string } {
  const found = decodeCursor(cursor)
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]{8,15}Z$/.test(found.key) || Number.isNaN(Date.parse(found.key))) {
    return decodeCursor('')
  }
  return found
}

function parseKey(cursor: string): [string, string] | null {
  try {
    const parsed = keySchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
