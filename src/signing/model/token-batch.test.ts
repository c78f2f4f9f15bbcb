import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidates, finishBatch, inPieces, prepareBatch } from './token-batch.ts'

const things = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ kind: 'document', id: `thing-${at}`, name: `Văn bản ${at}` }))
const preparedOf = (id: string) => ({
  id: `prepared-${id}`,
  kind: 'document',
  thingId: id,
  name: `Tên ${id}`,
  fileHash: 'ab',
  attributes: 'YQ==',
})
const wrong = (detail: string) => ({ ok: false as const, problem: { detail } })
const right = <Output>(output: unknown) => ({ ok: true as const, output: output as Output })

describe('a batch at the token', () => {
  it('goes in pieces that are all and in order, whatever its length', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (all, size) => {
        const pieces = inPieces(all, size)
        expect(pieces.flat()).toEqual(all)
        expect(pieces.every(({ length }) => length > 0 && length <= size)).toBe(true)
      }),
    )
  })

  it('tells each thing that is not prepared with its reason, also when a whole call fails', async () => {
    let calls = 0
    const { prepared, unsigned } = await prepareBatch(
      async (_path, body) => {
        calls += 1
        if (calls === 2) return wrong('Mất mạng.')
        const asked = (body as { things: { kind: string; id: string }[] }).things
        const [first, ...others] = asked
        const faults = first ? [{ ...first, detail: 'Chưa có hình.' }] : []
        return right({ prepared: others.map(({ id }) => preparedOf(id)), faults })
      },
      { things: things(23), der: 'YQ==', chain: [] },
    )
    expect(calls).toBe(3)
    expect(prepared).toHaveLength(9 + 2)
    expect(unsigned).toHaveLength(1 + 10 + 1)
    expect(unsigned[0]).toEqual({ name: 'Văn bản 0', detail: 'Chưa có hình.' })
    expect(unsigned[1]).toEqual({ name: 'Văn bản 10', detail: 'Mất mạng.' })
  })

  it('keeps what was signed when a later call fails, and says how far it is', async () => {
    const prepared = things(6).map(({ id }) => preparedOf(id))
    const signatures = prepared.map(({ id }) => ({ id, signature: 'YQ==', scheme: 'rsa' as const }))
    const told: number[] = []
    let calls = 0
    const { signed, unsigned } = await finishBatch(
      async (_path, body) => {
        calls += 1
        if (calls === 2) return wrong('Mất mạng.')
        const sent = (body as { signatures: { id: string }[] }).signatures
        const outcomes = sent.map(({ id }, at) =>
          at === 0 ? { id, state: 'failed', detail: 'Đã thay đổi.' } : { id, state: 'signed' },
        )
        return right({ outcomes })
      },
      { prepared, signatures },
      (done) => told.push(done),
    )
    expect(signed).toHaveLength(3)
    expect(unsigned.map(({ detail }) => detail)).toEqual(['Đã thay đổi.', 'Mất mạng.', 'Mất mạng.'])
    expect(told).toEqual([4, 6])
  })

  it('takes the certificates of the register where the token has one of them, else all', () => {
    const onToken = [{ fingerprint: 'a' }, { fingerprint: 'b' }]
    expect(candidates(onToken, ['b', 'c'])).toEqual([{ fingerprint: 'b' }])
    expect(candidates(onToken, ['c'])).toEqual(onToken)
    expect(candidates(onToken, [])).toEqual(onToken)
  })
})
