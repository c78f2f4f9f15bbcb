import { createHash } from 'node:crypto'
import { AppError } from '../platform/errors.ts'
import type { Actor } from '../platform/operations.ts'

/** Fields in which the actor receives citizens; null stands for all. */
export function calledFields(actor: Actor): readonly string[] | null {
  const duties = actor.duties.filter(({ role }) => role === 'counter')
  return duties.some(({ fieldCode }) => fieldCode === null)
    ? null
    : duties.flatMap(({ fieldCode }) => fieldCode ?? [])
}

/** Who calls and serves a ticket: a duty at the desk in its field, as for receiving a dossier. */
export function requireField(actor: Actor, fieldCode: string): void {
  const fields = calledFields(actor)
  if (fields === null || fields.includes(fieldCode)) return
  throw new AppError('not_allowed', {
    detail: 'Bạn không được phân công tiếp nhận lĩnh vực của số này. Hãy chuyển quầy hoặc báo lãnh đạo.',
  })
}

/** What is kept of a device's token: who reads the database cannot play the device. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
