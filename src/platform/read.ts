import type { z } from 'zod'
import type { Session } from './database.ts'
import { AppError } from './errors.ts'
import { type Actor, mayTry, type Query, type Reader } from './operations.ts'
import { parseInput } from './parse.ts'
import type { Limits } from './rate-limit.ts'
import { openingStatement, send, translateDatabaseError } from './transaction.ts'
import type { WriteDeps } from './write.ts'

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
  const readPublic = <T>(work: (reader: Reader) => Promise<T>) =>
    deps.database.usePublic(({ db }) => work({ db, now: deps.clock() }))
  if (query.scope === 'public') return readPublic((reader) => query.run(reader, actor, input))
  const located = query.locate ? await readPublic(async (reader) => query.locate?.(reader, input)) : undefined
  const walled = located === undefined ? actor : visitorOf(actor, located)
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
  const { query } = request
  const run = () => read(deps, caller.actor, query, request.input)
  if (!query.limit) return run()
  const subject = query.limit.subject(parseInput(query.input, request.input))
  return deps.limits.guard({ kind: query.limit.kind, ip: caller.ip, subject }, run)
}

async function inTransaction<T>(session: Session, opening: string, work: () => Promise<T>): Promise<T> {
  send(session.client, opening)
  try {
    return await work()
  } finally {
    send(session.client, 'commit')
  }
}

/** Whoever asks, in an office that is not theirs: no duty they hold elsewhere counts in it. */
function visitorOf(actor: Actor, officeId: string): Actor {
  return { ...actor, kind: 'public', officeId, duties: [] }
}
