import { describe, expect, it } from 'vitest'
import {
  askForCode,
  findKeys,
  keepAccount,
  prepareRound,
  type RemoteKey,
  type Round,
  signRound,
} from './remote-batch.ts'

const key: RemoteKey = {
  id: 'k',
  holder: 'A',
  issuer: 'CA',
  validTo: '2027-01-01T00:00:00Z',
  codes: [],
  atOnce: 2,
}
const things = ['1', '2', '3', '4', '5'].map((id) => ({ kind: 'thing', id, name: `Tệp ${id}` }))
const begin: Round = { key: null, prepared: [], waiting: things, signed: [], unsigned: [] }
const refused = {
  ok: false as const,
  problem: { detail: 'Máy chủ bận.', fields: {} as Record<string, string> },
}

/** A server in memory: prepares all but some, and signs all but some. */
function server(faulty: { prepare?: readonly string[]; sign?: readonly string[] } = {}) {
  const asked: { path: string; body: unknown }[] = []
  const ask = async (path: string, call?: { body: object }) => {
    asked.push({ path, body: call?.body })
    const { things: named = [], ids = [] } = (call?.body ?? {}) as {
      things?: { id: string }[]
      ids?: string[]
    }
    if (path.endsWith('/prepared')) {
      const isBad = ({ id }: { id: string }) => faulty.prepare?.includes(id)
      const prepared = named.filter((each) => !isBad(each))
      const output = {
        prepared: prepared.map(({ id }) => ({ id: `p${id}`, thingId: id, name: `Tệp ${id}` })),
        faults: named.filter(isBad).map(({ id }) => ({ id, detail: 'Thiếu hình.' })),
      }
      return { ok: true as const, output: output as never }
    }
    const outcomes = ids.map((id) =>
      faulty.sign?.includes(id) ? { id, state: 'failed', detail: 'Không khớp.' } : { id, state: 'signed' },
    )
    return { ok: true as const, output: { outcomes } as never }
  }
  return { ask, asked }
}
const down = async () => refused

describe('a batch by a remote key', () => {
  it('is signed in as many rounds as the key needs, each thing once', async () => {
    const { ask, asked } = server({ prepare: ['2'], sign: ['p4'] })
    let round = begin
    let rounds = 0
    for (;;) {
      round = await prepareRound(ask, { owner: 'own', key, round })
      if (round.prepared.length === 0) break
      const next = await signRound(ask, { owner: 'own', round, codes: { PIN: '1' } })
      if (typeof next === 'string') throw new Error(next)
      round = next
      rounds += 1
    }
    expect(rounds).toBe(3)
    expect(round.signed).toEqual(['Tệp 1', 'Tệp 3', 'Tệp 5'])
    expect(round.unsigned).toEqual([
      { name: 'Tệp 2', detail: 'Thiếu hình.' },
      { name: 'Tệp 4', detail: 'Không khớp.' },
    ])
    const codes = asked.filter(({ body }) => JSON.stringify(body ?? {}).includes('PIN'))
    expect(codes.map(({ path }) => path)).toEqual(Array(3).fill('/remote-signatures/own'))
  })

  it('goes on to the next where nothing of a round can be signed, and ends where nothing can', async () => {
    const { ask } = server({ prepare: ['1', '2', '3'] })
    const round = await prepareRound(ask, { owner: 'own', key, round: begin })
    expect(round.prepared.map(({ thingId }) => thingId)).toEqual(['4'])
    expect(round.unsigned).toHaveLength(3)
    const none = await prepareRound(down, { owner: 'own', key, round: begin })
    expect([none.prepared, none.waiting, none.unsigned.length]).toEqual([[], [], 5])
  })

  it('stays as it was where the service refuses, with a sentence', async () => {
    const { ask } = server()
    const round = await prepareRound(ask, { owner: 'own', key, round: begin })
    expect(await signRound(down, { owner: 'own', round, codes: {} })).toBe('Máy chủ bận.')
    expect(await askForCode(down, 'own', round)).toBe('Máy chủ bận.')
    expect(await askForCode(ask, 'own', round)).toBeNull()
  })
})

describe('the account', () => {
  it('is asked for where none is kept, and its fault told', async () => {
    const means = (own: string | null) => async (path: string) =>
      path === '/signing-means'
        ? { ok: true as const, output: { accounts: { own, office: null } } as never }
        : refused
    expect(await findKeys(means(null), 'own')).toEqual({ account: '', keys: [], words: null })
    expect(await findKeys(means('a'), 'own')).toEqual({ account: 'a', keys: [], words: 'Máy chủ bận.' })
    expect(await findKeys(down, 'own')).toEqual({ account: '', keys: [], words: 'Máy chủ bận.' })
    const wrong = async () => ({
      ...refused,
      problem: { ...refused.problem, fields: { account: 'Tối đa 200 ký tự.' } },
    })
    expect(await keepAccount(wrong, 'own', 'a')).toBe('Tối đa 200 ký tự.')
  })
})
