import type { z } from 'zod'
import type { Session } from './database.ts'
import type { WriteDeps } from './deps.ts'
import { AppError } from './errors.ts'
import { type Actor, mayTry, type Query } from './operations.ts'
import { parseInput } from './parse.ts'
import type { Limits } from './rate-limit.ts'
import { openingStatement, send, translateDatabaseError } from './transaction.ts'
import { actorIn, guardTries, readPublic } from './visitor.ts'

/** The one way to read: parse, audience, a read-only transaction walled to the actor's office (or to the public columns). */
export async function read<I extends z.ZodObject, O extends z.ZodType>(
  deps: WriteDeps,
  actor: Actor,
  query: Query<I, O>,
  rawInput: unknown,
): Promise<z.output<O>> {
  if (!mayTry(actor, query.audience)) {
    throw new AppError(actor.kind === 'public' ? 'not_signed_in' : 'not_allowed')
  }
  const input = parseInput(query.input, rawInput)
  const started = performance.now()
  try {
    const output = await runQuery(deps, actor, { query: query as unknown as Query, input })
    deps.observe?.(query.name, (performance.now() - started) / 1000, 'ok')
    return output as z.output<O>
  } catch (error) {
    deps.observe?.(query.name, (performance.now() - started) / 1000, 'error')
    throw translateDatabaseError(error)
  }
}

async function runQuery(
  deps: WriteDeps,
  actor: Actor,
  request: { query: Query; input: Record<string, unknown> },
): Promise<unknown> {
  const { query, input } = request
  if (query.scope === 'public') return readPublic(deps, (reader) => query.run(reader, actor, input))
  const walled = await actorIn(deps, actor, { operation: query, input })
  const opening = openingStatement(walled.officeId, 'read only')
  return deps.database.use((session) =>
    inTransaction(session, opening, () => query.run({ db: session.db, now: deps.clock() }, walled, input)),
  )
}

/** `read()` for a request from outside: where the query asks for it, tries are counted against guessing. */
export async function readForCaller<I extends z.ZodObject, O extends z.ZodType>(
  deps: WriteDeps & { limits: Limits },
  caller: { actor: Actor; ip: string },
  request: { query: Query<I, O>; input: unknown },
): Promise<z.output<O>> {
  const { query, input } = request
  const counted = { operation: query as unknown as Query, input, ip: caller.ip }
  return guardTries(deps.limits, counted, () => read(deps, caller.actor, query, input))
}

async function inTransaction<T>(session: Session, opening: string, work: () => Promise<T>): Promise<T> {
  send(session.client, opening)
  try {
    return await work()
  } finally {
    send(session.client, 'commit')
  }
}
