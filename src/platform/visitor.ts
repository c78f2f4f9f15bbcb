import type { WriteDeps } from './deps.ts'
import { isAppError } from './errors.ts'
import type { Actor, AnyOperation, Reader } from './operations.ts'
import { parseInput } from './parse.ts'
import { isPractice } from './practice.ts'
import type { Limits } from './rate-limit.ts'

/** Runs `work` as the anonymous role, which sees the public columns of all offices. */
export function readPublic<T>(deps: WriteDeps, work: (reader: Reader) => Promise<T>): Promise<T> {
  return deps.database.usePublic(({ db }) => work({ db, now: deps.clock() }))
}

/**
 * Who acts, and in which office: whoever calls, or a visitor to the office that the operation finds with the public
 * columns. No duty that a visitor holds elsewhere counts there.
 */
export async function actorIn(
  deps: WriteDeps,
  actor: Actor,
  request: { operation: AnyOperation; input: Record<string, unknown> },
): Promise<Actor> {
  const { locate } = request.operation
  if (!locate) return actor
  const officeId = await readPublic(deps, (reader) => locate(reader, request.input)).catch(
    (error: unknown) => {
      // Visitors never see a practice office; whoever practises looks in their own.
      if (isAppError(error) && error.code === 'not_found' && isPractice(actor.officeId)) return actor.officeId
      throw error
    },
  )
  return { ...actor, kind: 'public', officeId, duties: [] }
}

/** Runs `work` for a request from outside: where the operation asks for it, tries are counted against guessing. */
export async function guardTries<T>(
  limits: Limits,
  request: { operation: AnyOperation; input: unknown; ip: string },
  work: () => Promise<T>,
): Promise<T> {
  const { operation, ip } = request
  if (!operation.limit) return work()
  const subject = operation.limit.subject(parseInput(operation.input, request.input))
  return limits.guard({ kind: operation.limit.kind, ip, subject }, work)
}
