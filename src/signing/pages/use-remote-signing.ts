import { useEffect, useState } from 'react'
import { callApi } from '../../ui/call-api.ts'
import {
  askForCode,
  findKeys,
  keepAccount,
  prepareRound,
  type RemoteKey,
  type Round,
  signRound,
} from '../model/remote-batch.ts'
import type { ThingToSign } from '../model/token-batch.ts'

/** Where the signing of a batch by a remote key stands. */
type RemoteState =
  | { step: 'looking' }
  | { step: 'account'; words: string | null }
  | { step: 'choose'; keys: readonly RemoteKey[] }
  | { step: 'preparing' }
  | { step: 'ready'; words: string | null }
  | { step: 'signing' }
  | { step: 'done' }

/**
 * Signs things by a key that lies at a service: finds the keys of the account, has the files prepared, and passes the officer's codes
 * on. As many files as one approval takes, then the next ones.
 */
export function useRemoteSigning(things: readonly ThingToSign[], owner: 'own' | 'office') {
  const [state, setState] = useState<RemoteState>({ step: 'looking' })
  const [account, setAccount] = useState('')
  const [round, setRound] = useState<Round>({
    key: null,
    prepared: [],
    waiting: things,
    signed: [],
    unsigned: [],
  })

  async function look() {
    setState({ step: 'looking' })
    const { account: kept, keys, words } = await findKeys(callApi, owner)
    setAccount(kept)
    const [only] = keys
    if (!only) return setState({ step: 'account', words })
    if (keys.length > 1) return setState({ step: 'choose', keys })
    await prepare(only)
  }

  async function saveAccount(typed: string) {
    setState({ step: 'looking' })
    const words = await keepAccount(callApi, owner, typed)
    if (words !== null) return setState({ step: 'account', words })
    await look()
  }

  async function prepare(key: RemoteKey, so: Round = round) {
    setState({ step: 'preparing' })
    const next = await prepareRound(callApi, { owner, key, round: so })
    setRound(next)
    setState(next.prepared.length > 0 ? { step: 'ready', words: null } : { step: 'done' })
  }

  /** Another account begins anew with all that is not signed yet. */
  function changeAccount() {
    const again = things.filter(({ id }) => round.prepared.some(({ thingId }) => thingId === id))
    setRound({ ...round, key: null, prepared: [], waiting: [...again, ...round.waiting] })
    setState({ step: 'account', words: null })
  }

  async function sendCode() {
    const words = await askForCode(callApi, owner, round)
    setState({ step: 'ready', words })
    return words === null
  }

  async function sign(codes: Readonly<Record<string, string>>) {
    setState({ step: 'signing' })
    const next = await signRound(callApi, { owner, round, codes })
    if (typeof next === 'string') return setState({ step: 'ready', words: next })
    if (next.key) await prepare(next.key, next)
  }

  useEffect(() => void look(), [])
  return { state, account, round, saveAccount, changeAccount, prepare, sendCode, sign }
}
