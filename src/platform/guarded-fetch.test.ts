import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRevocationServer } from '../testing/signing/revocation-stand-in.ts'
import { fetchGuarded, type GuardedCall, isPublicAddress } from './guarded-fetch.ts'

let server: Awaited<ReturnType<typeof startRevocationServer>>
beforeAll(async () => {
  server = await startRevocationServer()
  server.at('/list', { bytes: Buffer.from('list') })
})
afterAll(() => server.stop())

const call = (url: string, more: Partial<GuardedCall> = {}) =>
  fetchGuarded({ url, longest: 1000, limitSeconds: 5, internalHosts: [], ...more })
const trusting = { internalHosts: ['127.0.0.1'] }

describe('which addresses are public', () => {
  it.each(['8.8.8.8', '113.160.0.1', '2405:4800::1'])('%s is', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'ca.gov.vn',
    '',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))
})

describe('an address that a stranger wrote down', () => {
  it('does not reach this machine or its network, however it is written, and nobody is called', async () => {
    const port = new URL(server.address('/')).port
    const hosts = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '2130706433',
      '0x7f.1',
      '127.1',
      '0.0.0.0',
      '[::ffff:127.0.0.1]',
    ]
    for (const host of hosts) {
      expect(await call(`http://${host}:${port}/list`), host).toEqual({ fault: 'forbidden' })
      expect(await call(`http://${host}/list`), host).toEqual({ fault: 'forbidden' })
    }
    expect(server.asked).toEqual([])
  })

  it('is http or https at the usual port, without a password', async () => {
    for (const url of [
      'file:///etc/passwd',
      'ldap://ca.gov.vn/x',
      'gopher://ca.gov.vn/',
      'http://ca.gov.vn:6379/',
      'http://a:b@ca.gov.vn/',
      'no address',
    ])
      expect(await call(url), url).toEqual({ fault: 'forbidden' })
  })

  it('is called where the installation says that the host is an inner one', async () => {
    expect(await call(server.address('/list'), trusting)).toEqual({ body: Buffer.from('list') })
    const { host } = new URL(server.address('/'))
    const named = { internalHosts: [host] }
    expect(await call(server.address('/list'), named)).toEqual({ body: Buffer.from('list') })
    const others = { internalHosts: ['10.0.0.1', '127.0.0.1:9'] }
    expect(await call(server.address('/list'), others)).toEqual({ fault: 'forbidden' })
  })

  it('is not followed to where it may not lead, nor round and round', async () => {
    server.at('/inside', { redirect: 'http://localhost/list' })
    server.at('/file', { redirect: 'file:///etc/passwd' })
    server.at('/round', { redirect: '/round' })
    server.at('/onward', { redirect: '/list' })
    expect(await call(server.address('/inside'), trusting)).toEqual({ fault: 'forbidden' })
    expect(await call(server.address('/file'), trusting)).toEqual({ fault: 'forbidden' })
    expect(await call(server.address('/round'), trusting)).toEqual({ fault: 'refused' })
    expect(await call(server.address('/onward'), trusting)).toEqual({ body: Buffer.from('list') })
  })
})

describe('a server', () => {
  it('that keeps silent, never ends, says too much, refuses or is not there', async () => {
    server.at('/silent', 'hang')
    server.at('/endless', 'endless')
    server.at('/dripping', 'drip')
    server.at('/long', { bytes: Buffer.alloc(1001) })
    const brief = { ...trusting, limitSeconds: 0.2 }
    expect(await call(server.address('/silent'), brief)).toEqual({ fault: 'late' })
    expect(await call(server.address('/dripping'), brief)).toEqual({ fault: 'late' })
    expect(await call(server.address('/endless'), trusting)).toEqual({ fault: 'too_large' })
    expect(await call(server.address('/long'), trusting)).toEqual({ fault: 'too_large' })
    expect(await call(server.address('/nothing'), trusting)).toEqual({ fault: 'refused' })
    expect(await call('http://127.0.0.1:9/', trusting)).toEqual({ fault: 'unreachable' })
  })

  it('is sent a question by POST', async () => {
    server.at('/question', { make: async (question) => Buffer.from(`heard ${question}`) })
    const sent = { type: 'text/plain', body: Buffer.from('why') }
    expect(await call(server.address('/question'), { ...trusting, sent })).toEqual({
      body: Buffer.from('heard why'),
    })
  })
})
