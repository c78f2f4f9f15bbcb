import { createHash } from 'node:crypto'
import type pg from 'pg'
import { v7 as uuid } from 'uuid'
import type { z } from 'zod'
import type { Session } from './database.ts'
import type { WriteDeps } from './deps.ts'
import { AppError } from './errors.ts'
import { type Actor, type Command, mayTry, type Outcome, type Tx } from './operations.ts'
import { parseInput } from './parse.ts'
import type { Limits } from './rate-limit.ts'
import { openingStatement, send, translateDatabaseError, worthRetrying } from './transaction.ts'
import { actorIn, guardTries } from './visitor.ts'

/** Who calls, under which request, and (for safe repetition) with which key. */
export interface Call {
  actor: Actor
  requestId: string
  idempotencyKey?: string | undefined
}

const keyPattern = /^[A-Za-z0-9_.:-]{8,128}$/
const attempts = 3

/**
 * The one way to change anything: parse, audience, one transaction walled to the actor's office, the command, its audit
 * rows, its news and the remembered answer, commit. The same idempotency key gets the same answer and no second effect.
 */
export async function write<I extends z.ZodObject, O extends z.ZodType>(
  deps: WriteDeps,
  call: Call,
  command: Command<I, O>,
  rawInput: unknown,
): Promise<z.output<O>> {
  const started = performance.now()
  try {
    const output = await writeOnce(deps, call, command as unknown as Command, rawInput)
    deps.observe?.(command.name, (performance.now() - started) / 1000, 'ok')
    return output as z.output<O>
  } catch (error) {
    deps.observe?.(command.name, (performance.now() - started) / 1000, 'error')
    throw translateDatabaseError(error)
  }
}

/** `write()` for a request from outside: where the command asks for it, tries are counted. */
export async function writeForCaller<I extends z.ZodObject, O extends z.ZodType>(
  deps: WriteDeps & { limits: Limits },
  caller: { call: Call; ip: string },
  request: { command: Command<I, O>; input: unknown },
): Promise<z.output<O>> {
  const { command, input } = request
  const counted = { operation: command as unknown as Command, input, ip: caller.ip }
  return guardTries(deps.limits, counted, () => write(deps, caller.call, command, input))
}

async function writeOnce(deps: WriteDeps, call: Call, command: Command, rawInput: unknown): Promise<unknown> {
  if (!mayTry(call.actor, command.audience)) {
    throw new AppError(call.actor.kind === 'public' ? 'not_signed_in' : 'not_allowed')
  }
  if (call.idempotencyKey !== undefined && !keyPattern.test(call.idempotencyKey)) {
    throw new AppError('malformed_request', {
      detail: 'Khóa chống gửi trùng phải có 8 đến 128 chữ, số hoặc dấu gạch.',
    })
  }
  const input = parseInput(command.input, rawInput)
  const requestHash = call.idempotencyKey ? fingerprint(command.name, input) : ''
  const actor = await actorIn(deps, call.actor, { operation: command, input })
  const work = { call: { ...call, actor }, command, input, requestHash }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await deps.database.use((session) => transact(deps, session, work))
    } catch (error) {
      // Two requests with one key ran side by side: whatever stopped the loser, the winner's answer is the answer.
      const given = call.idempotencyKey
        ? await deps.database.use((session) => answerGiven(session, work))
        : null
      if (given) return given.response
      if (!worthRetrying(error) || attempt >= attempts) throw error
    }
  }
}

interface Work {
  call: Call
  command: Command
  input: Record<string, unknown>
  requestHash: string
}

async function transact(deps: WriteDeps, session: Session, work: Work): Promise<unknown> {
  const { call, command } = work
  const { client, db } = session
  send(client, openingStatement(call.actor.officeId, 'read write'))
  try {
    if (call.idempotencyKey) {
      const earlier = await earlierAnswer(client, work)
      if (earlier) {
        await client.query('rollback')
        return earlier.response
      }
    }
    const tx = { db, now: deps.clock(), requestId: call.requestId } as Tx
    const outcome = await command.run(tx, call.actor, work.input)
    const finished = finish(client, tx, work, outcome)
    const committed = client.query('commit')
    await Promise.all([finished, committed])
    if ((await committed).command !== 'COMMIT') throw new AppError('unavailable')
    return outcome.output
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function answerGiven(session: Session, work: Work): Promise<{ response: unknown } | null> {
  send(session.client, openingStatement(work.call.actor.officeId, 'read only'))
  try {
    return await earlierAnswer(session.client, work)
  } finally {
    send(session.client, 'rollback')
  }
}

async function earlierAnswer(client: pg.ClientBase, work: Work): Promise<{ response: unknown } | null> {
  const { call, command, requestHash } = work
  const found = await client.query<{ operation: string; request_hash: string; response: unknown }>({
    name: 'idempotency_lookup',
    text: 'select operation, request_hash, response from idempotency_keys where office_id = $1 and actor_id = $2 and key = $3',
    values: [call.actor.officeId, call.actor.id, call.idempotencyKey],
  })
  const row = found.rows[0]
  if (!row) return null
  if (row.operation !== command.name || row.request_hash !== requestHash)
    throw new AppError('idempotency_key_reused')
  return { response: row.response }
}

/** Audit, news and the remembered answer, in one statement. */
const finishStatement = `
with facts as (
  insert into audit_events (office_id, id, at, actor_id, actor_name, action, subject_type, subject_id, facts, request_id)
  select $1::uuid, e.id, $2::timestamptz, $3::uuid, $4, e.action, e.subject_type, e.subject_id, e.facts, $5
  from jsonb_to_recordset($6::jsonb) as e (id uuid, action text, subject_type text, subject_id text, facts jsonb)
), news as (
  insert into outbox (office_id, id, topic, payload, created_at)
  select $1::uuid, n.id, n.topic, n.payload, $2::timestamptz
  from jsonb_to_recordset($7::jsonb) as n (id uuid, topic text, payload jsonb)
)
insert into idempotency_keys (office_id, actor_id, key, operation, request_hash, response, created_at)
select $1::uuid, $3::uuid, $8::text, $9::text, $10::text, $11::jsonb, $2::timestamptz where $8::text is not null`

function finish(
  client: pg.ClientBase,
  tx: Tx,
  work: Work,
  outcome: Outcome<unknown>,
): Promise<pg.QueryResult> {
  const { call, command } = work
  const audit = outcome.audit.map((entry) => ({
    id: uuid(),
    action: entry.action ?? command.name,
    subject_type: entry.subjectType,
    subject_id: entry.subjectId,
    facts: entry.facts,
  }))
  const news = (outcome.news ?? []).map((item) => ({ id: uuid(), topic: item.topic, payload: item.payload }))
  return client.query({
    name: 'write_finish',
    text: finishStatement,
    values: [
      call.actor.officeId,
      tx.now,
      call.actor.id,
      call.actor.name,
      call.requestId,
      JSON.stringify(audit),
      JSON.stringify(news),
      call.idempotencyKey ?? null,
      command.name,
      work.requestHash,
      JSON.stringify(outcome.output ?? null),
    ],
  })
}

/**
 * A quick hash of a password, or of a few answers beside a known code, could be guessed from the table of keys, so both
 * stay out of the fingerprint.
 */
function fingerprint(operation: string, input: unknown): string {
  const text = JSON.stringify(input, (name, value) =>
    name === 'password' || name === 'rating' ? undefined : value,
  )
  return createHash('sha256').update(operation).update(text).digest('hex')
}
