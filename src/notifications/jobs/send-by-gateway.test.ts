import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Behaviour, startMessageGateway } from '../../testing/message-gateway.ts'
import { sendByGateway } from './send-by-gateway.ts'

const now = new Date('2026-03-24T09:00:00+07:00')
let gateway: Awaited<ReturnType<typeof startMessageGateway>>
beforeEach(async () => {
  gateway = await startMessageGateway({ account: 'xa-mau', secret: 'bi-mat', clock: () => now })
})
afterEach(() => gateway.close())

const message = () => ({ id: randomUUID(), address: '84912345678', body: 'Ho so da co ket qua' })
const send = (over: { secret?: string; at?: Date; message?: ReturnType<typeof message> } = {}) =>
  sendByGateway(
    { url: gateway.url, account: 'xa-mau', secret: over.secret ?? 'bi-mat' },
    over.message ?? message(),
    { clock: () => over.at ?? now, limitSeconds: 0.3 },
  )

describe('the gateway', () => {
  it('takes nothing that is signed with another secret or at another time', async () => {
    expect(await send({ secret: 'khac' })).toMatchObject({ outcome: 'failed' })
    expect(await send({ at: new Date('2026-03-24T10:00:00+07:00') })).toMatchObject({ outcome: 'failed' })
    expect(gateway.refusals).toEqual(['signature', 'time'])
    expect(gateway.inbox.size).toBe(0)
  })

  it('takes what is signed, and says when it has arrived', async () => {
    expect(await send()).toEqual({ outcome: 'accepted', reason: '' })
    gateway.state.behaviour = 'deliver'
    expect(await send()).toEqual({ outcome: 'delivered', reason: '' })
    expect([...gateway.inbox.values()]).toEqual([
      { to: '84912345678', text: 'Ho so da co ket qua' },
      { to: '84912345678', text: 'Ho so da co ket qua' },
    ])
  })

  const notSent: Behaviour[] = ['hang', 'drip', 'lie', 'other-id', 'busy', 'fail', 'redirect', 'flood']
  it.each(notSent)(
    'that behaves so: %s, has sent nothing, and the message is tried again',
    async (behaviour) => {
      gateway.state.behaviour = behaviour
      const outcome = await send()
      expect(outcome.outcome).toBe('failed')
      expect(outcome.reason).toMatch(/\p{L}{3}/u)
      expect(gateway.inbox.size).toBe(0)
    },
  )

  it.each(['lose-answer', 'answer-twice'] as const)(
    'that behaves so: %s, delivers a repeated message once',
    async (behaviour) => {
      gateway.state.behaviour = behaviour
      const same = message()
      expect(await send({ message: same })).toMatchObject({ outcome: 'failed' })
      gateway.state.behaviour = 'accept'
      expect(await send({ message: same })).toMatchObject({ outcome: 'accepted' })
      expect(gateway.state.calls).toBe(2)
      expect(gateway.inbox.size).toBe(1)
    },
  )

  it('that rejects a message is not asked again', async () => {
    gateway.state.behaviour = 'reject'
    expect(await send()).toEqual({
      outcome: 'refused',
      reason: 'Cổng tin nhắn từ chối tin này: thuê bao không liên lạc được.',
    })
    expect(await send({ message: { ...message(), address: '123' } })).toMatchObject({ outcome: 'refused' })
  })

  it('that is not there is said in words', async () => {
    await gateway.close()
    expect(await send()).toEqual({ outcome: 'failed', reason: 'Không kết nối được cổng tin nhắn.' })
  })
})
