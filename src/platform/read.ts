import type { z } from 'zod'
import { AppError } from './errors.ts'
import { type Actor, mayTry, type Query } from './operations.ts'
import { parseInput } from './parse.ts'
import { openingStatement, publicOpening, send, translateDatabaseError } from './transaction.ts'
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
  const opening = query.scope === 'public' ? publicOpening : openingStatement(actor.officeId, 'read only')
  try {
    const output = await deps.database.use(async ({ client, db }) => {
      send(client, opening)
      try {
        return await query.run({ db, now: deps.clock() }, actor, input)
      } finally {
        send(client, 'commit')
      }
    })
    deps.observe?.(query.name, (performance.now() - started) / 1000, 'ok')
    return output
  } catch (error) {
    deps.observe?.(query.name, (performance.now() - started) / 1000, 'error')
    throw translateDatabaseError(error)
  }
}
