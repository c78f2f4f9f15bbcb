import type { AskedCode } from './csc/protocol.ts'
import type { PreparedThing, ThingToSign, UnsignedThing } from './token-batch.ts'

/** A key at the service, as the server shows it. */
export interface RemoteKey {
  id: string
  holder: string
  issuer: string
  validTo: string
  codes: readonly AskedCode[]
  atOnce: number
}

/** Whose account is used. */
type Owner = 'own' | 'office'

/** A batch by a remote key: what this approval signs, what waits for the next one, and what came of the earlier ones. */
export interface Round {
  key: RemoteKey | null
  prepared: readonly PreparedThing[]
  waiting: readonly ThingToSign[]
  signed: readonly string[]
  unsigned: readonly UnsignedThing[]
}

/** Asks our own API: with a body it posts. */
type Ask = <Output>(
  path: string,
  call?: { body: object },
) => Promise<
  { ok: true; output: Output } | { ok: false; problem: { detail: string; fields: Record<string, string> } }
>

/** What one call of the API prepares. */
const mostAtOnce = 10

/** The account that is kept, and its keys; where there are none, why (null: no account is kept yet). */
export async function findKeys(
  ask: Ask,
  owner: Owner,
): Promise<{ account: string; keys: readonly RemoteKey[]; words: string | null }> {
  const means = await ask<{ accounts: Record<Owner, string | null> }>('/signing-means')
  if (!means.ok) return { account: '', keys: [], words: means.problem.detail }
  const account = means.output.accounts[owner] ?? ''
  if (account === '') return { account, keys: [], words: null }
  const found = await ask<{ credentials: RemoteKey[] }>(`/remote-signatures/${owner}/credentials`)
  return found.ok
    ? { account, keys: found.output.credentials, words: null }
    : { account, keys: [], words: found.problem.detail }
}

/** Keeps the account that was typed; what is wrong with it as a sentence, null where nothing is. */
export async function keepAccount(ask: Ask, owner: Owner, account: string): Promise<string | null> {
  const saved = await ask(`/remote-signing-accounts/${owner}`, { body: { account } })
  return saved.ok ? null : sentence(saved.problem)
}

/**
 * Prepares what waits, as far as one approval of the key reaches; what cannot be is told with its reason, and the next ones take
 * its place. Nothing prepared means that nothing waits any more.
 */
export async function prepareRound(
  ask: Ask,
  { owner, key, round }: { owner: Owner; key: RemoteKey; round: Round },
): Promise<Round> {
  const now = round.waiting.slice(0, Math.min(mostAtOnce, key.atOnce))
  if (now.length === 0) return { ...round, key, prepared: [] }
  const waiting = round.waiting.slice(now.length)
  const things = now.map(({ kind, id }) => ({ kind, id }))
  const answer = await ask<{ prepared: PreparedThing[]; faults: { id: string; detail: string }[] }>(
    `/remote-signatures/${owner}/prepared`,
    { body: { credentialId: key.id, things } },
  )
  const nameOf = (id: string) => now.find((thing) => thing.id === id)?.name ?? ''
  const prepared = answer.ok ? answer.output.prepared : []
  const unsigned = answer.ok
    ? answer.output.faults.map(({ id, detail }) => ({ name: nameOf(id), detail }))
    : now.map(({ name }) => ({ name, detail: answer.problem.detail }))
  const next = { ...round, key, prepared, waiting, unsigned: [...round.unsigned, ...unsigned] }
  return prepared.length > 0 ? next : prepareRound(ask, { owner, key, round: next })
}

/** Has the service send the officer a code; what was wrong as a sentence, null where nothing was. */
export async function askForCode(ask: Ask, owner: Owner, { key, prepared }: Round): Promise<string | null> {
  const body = { credentialId: key?.id, ids: prepared.map(({ id }) => id) }
  const sent = await ask(`/remote-signatures/${owner}/challenge`, { body })
  return sent.ok ? null : sentence(sent.problem)
}

/** Passes the officer's codes on, once. What the service refused as a whole is a sentence, and the round stays as it was. */
export async function signRound(
  ask: Ask,
  { owner, round, codes }: { owner: Owner; round: Round; codes: Readonly<Record<string, string>> },
): Promise<Round | string> {
  const { key, prepared } = round
  const body = { credentialId: key?.id, ids: prepared.map(({ id }) => id), codes }
  const answer = await ask<{ outcomes: { id: string; state: 'signed' | 'failed'; detail?: string }[] }>(
    `/remote-signatures/${owner}`,
    { body },
  )
  if (!answer.ok) return sentence(answer.problem)
  const nameOf = (id: string) => prepared.find((each) => each.id === id)?.name ?? ''
  const { outcomes } = answer.output
  const signed = outcomes.filter(({ state }) => state === 'signed').map(({ id }) => nameOf(id))
  const failed = outcomes.filter(({ state }) => state === 'failed')
  const unsigned = failed.map(({ id, detail = '' }) => ({ name: nameOf(id), detail }))
  return {
    ...round,
    prepared: [],
    signed: [...round.signed, ...signed],
    unsigned: [...round.unsigned, ...unsigned],
  }
}

/** A problem in one sentence: of fields the first message says more than the general one. */
const sentence = ({ detail, fields }: { detail: string; fields: Record<string, string> }) =>
  Object.values(fields)[0] ?? detail
