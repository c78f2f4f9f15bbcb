import { createHash, verify } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { CscMember } from '../../testing/csc-stand-in/book.ts'
import { type CscFault, cscFaults, startCscStandIn } from '../../testing/csc-stand-in/server.ts'
import { ecKeys, issue, rsaKeys } from '../../testing/signing/pki.ts'
import { plainNumbers, remoteAlgorithm } from '../model/csc/signature-form.ts'
import { type CscTold, openCsc } from './csc-client.ts'

const root = issue({ name: 'CA Mẫu', kind: 'authority', keys: rsaKeys() })
const made = (name: string, keys = rsaKeys()) => issue({ name, issuer: root, keys })
const member = (userId: string, more: Partial<CscMember> = {}): CscMember => ({
  userId,
  credentialId: `khoa-${userId}`,
  holder: made(`Người ${userId}`),
  chain: [root],
  pin: '246810',
  ...more,
})
const members = [
  member('dien-thoai'),
  member('pin', { mode: 'pin', atOnce: 2 }),
  member('ung-dung', { mode: 'application' }),
  member('cong', { mode: 'pin', holder: made('Đường cong', ecKeys()) }),
  member('cong-so', { mode: 'pin', holder: made('Đường cong', ecKeys()), ecForm: 'numbers' }),
  member('ngung', { status: 'disabled' }),
]
const now = Date.parse('2026-11-26T03:00:00Z')
const service = await startCscStandIn({ members, clock: () => new Date(now) })
afterAll(() => service.close())
beforeEach(() => {
  service.control.fault = () => null
  service.control.calls.length = 0
})

const observed: string[] = []
const open = (more: object = {}, limitSeconds = 5) =>
  openCsc(
    { baseUrl: service.url, tokenUrl: '', clientId: service.clientId, secret: service.secret, ...more },
    { observe: (name, _seconds, outcome) => observed.push(`${name} ${outcome}`), limitSeconds },
  )
const value = <T>(told: CscTold<T>): T => {
  if (!told.ok) throw new Error(`${told.fault}: ${told.reason}`)
  return told.value
}
const texts = ['một', 'hai'].map((text) => Buffer.from(text))
const hashes = texts.map((text) => createHash('sha256').update(text).digest())
const pin = { PIN: '246810' }

/** Signs both texts as the member whose key it is. */
async function signAs(userId: string, codes: Record<string, string>, csc = open()) {
  const [credential] = value(await csc.credentials(userId))
  if (!credential) throw new Error('no credential')
  return csc.sign({ credentialId: credential.id, hashes, codes }, remoteAlgorithm(credential)?.oid ?? '')
}

describe('a service that signs remotely', () => {
  it('tells who it is, and takes only whom it knows, at the address that was typed', async () => {
    expect(value(await open().info())).toMatchObject({ specs: '2.0.0.2' })
    const identity = { ok: false, fault: 'identity' }
    expect(await open({ secret: 'sai' }).info()).toMatchObject(identity)
    expect(await open({ baseUrl: 'http://vi-du.example/csc/v2' }).info()).toMatchObject({
      fault: 'down',
      reason: 'Địa chỉ dịch vụ ký số từ xa phải bắt đầu bằng https://.',
    })
    expect(value(await open({ tokenUrl: `${service.url}/oauth2/token` }).info()).name).toContain('mô phỏng')
    expect(observed).toContain('csc.info ok')
  })

  it('shows the keys of an account, how each is opened, and why one cannot be used', async () => {
    const [key] = value(await open().credentials('dien-thoai'))
    expect(key).toMatchObject({
      id: 'khoa-dien-thoai',
      atOnce: 20,
      codes: [
        { id: 'PIN', isSent: false },
        { id: 'OTP', isSent: true, label: 'Mã gửi về điện thoại' },
      ],
    })
    expect(key?.certificates.map((each) => Buffer.from(each))).toEqual([
      members[0]?.holder.certificate.raw,
      root.certificate.raw,
    ])
    expect(value(await open().credentials('ung-dung'))[0]?.codes).toEqual([])
    expect(value(await open().credentials('khong-co'))).toEqual([])
    expect(await open().credentials('ngung')).toMatchObject({ fault: 'refused', reason: /tạm ngưng/ })
  })

  it('signs hashes, by a code sent to the telephone, by PIN alone, or in the application', async () => {
    const csc = open()
    value(await csc.challenge('khoa-dien-thoai'))
    const OTP = service.book.sentCodes.get('khoa-dien-thoai') ?? ''
    for (const signatures of [
      value(await signAs('dien-thoai', { ...pin, OTP }, csc)),
      value(await signAs('pin', pin)),
      value(await signAs('ung-dung', {})),
    ])
      expect(signatures).toHaveLength(2)
    const [first] = value(await signAs('pin', pin))
    const key = members[1]?.holder.certificate.key
    expect(key && first && verify('sha256', Buffer.from('một'), key, first)).toBe(true)
    expect(service.control.calls.filter((path) => path === '/oauth2/token')).toHaveLength(4)
  })

  it.each(['cong', 'cong-so'])('gives the numbers of an elliptic curve (%s)', async (userId) => {
    const signatures = value(await signAs(userId, pin))
    const key = members.find((each) => each.userId === userId)?.holder.certificate.key
    for (const [at, signature] of signatures.entries()) {
      const plain = plainNumbers(signature, 32)
      expect(plain).toHaveLength(64)
      const data = texts[at] ?? Buffer.alloc(0)
      expect(key && verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, plain)).toBe(true)
    }
  })
})

describe('what is refused', () => {
  it('wrong codes, one code twice, and after three wrong ones all', async () => {
    value(await open().challenge('khoa-dien-thoai'))
    const OTP = service.book.sentCodes.get('khoa-dien-thoai') ?? ''
    expect(await signAs('dien-thoai', { PIN: '000000', OTP })).toMatchObject({ fault: 'code' })
    value(await signAs('dien-thoai', { ...pin, OTP }))
    expect(await signAs('dien-thoai', { ...pin, OTP })).toMatchObject({ fault: 'code' })
    expect(await signAs('dien-thoai', { ...pin, OTP: '1' })).toMatchObject({ fault: 'code' })
    expect(await signAs('dien-thoai', { ...pin, OTP: '2' })).toMatchObject({ fault: 'code' })
    expect(await signAs('dien-thoai', { ...pin, OTP })).toMatchObject({
      fault: 'locked',
      reason: /đã bị khóa/,
    })
  })

  it('an approval that has run out, codes that were not asked for, more files than the key takes', async () => {
    service.control.fault = (path) => (path === '/signatures/signHash' ? 'expire' : null)
    expect(await signAs('pin', pin)).toMatchObject({ fault: 'expired', reason: /hết hạn/ })
    service.control.fault = () => null
    expect(await signAs('pin', { ...pin, OTP: '1' })).toMatchObject({ fault: 'refused', reason: /authData/ })
    const many = { credentialId: 'khoa-pin', hashes: [...hashes, ...hashes], codes: pin }
    expect(await open().sign(many, '1.2.840.113549.1.1.11')).toMatchObject({ fault: 'refused' })
    const other = { credentialId: 'khoa-pin', hashes, codes: pin }
    expect(await open().sign(other, '1.2.840.10045.4.3.2')).toMatchObject({
      fault: 'refused',
      reason: /signAlgo/,
    })
  })

  const answers: Partial<Record<CscFault, string>> = {
    'forget-token': 'identity',
    expire: 'expired',
    fewer: 'refused',
    'other-hash': 'signed',
  }
  it.each(cscFaults)('the fault %s when it signs, in words and in time', async (fault) => {
    service.control.fault = (path) => (path === '/signatures/signHash' ? fault : null)
    const told = await signAs('pin', pin, open({}, 0.7))
    // That it signed something else is seen where the signature is checked.
    expect(told.ok ? 'signed' : told.fault).toBe(answers[fault] ?? 'down')
    if (!told.ok) expect(told.reason).toMatch(/^\p{Lu}.*\.$/u)
  })

  it.each(['/oauth2/token', '/credentials/list', '/credentials/info', '/credentials/authorize'])(
    'a service that hangs at %s is not waited for',
    async (where) => {
      service.control.fault = (path) => (path === where ? 'hang' : null)
      const csc = open({}, 0.3)
      const listed = await csc.credentials('pin')
      const told = listed.ok
        ? await csc.sign({ credentialId: 'khoa-pin', hashes, codes: pin }, '1.2.840.113549.1.1.11')
        : listed
      expect(told).toMatchObject({ fault: 'down', reason: 'Dịch vụ ký số từ xa không trả lời kịp.' })
    },
  )
})

it('turns DER of any two numbers into these numbers, and leaves anything else as it is', () => {
  const half = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const integer = (bytes: Uint8Array) => {
    const hex = Buffer.from(bytes)
      .toString('hex')
      .replace(/^(00)+(?=.)/, '')
    const content = Buffer.from(Number.parseInt(hex.slice(0, 2), 16) >= 0x80 ? `00${hex}` : hex, 'hex')
    return Buffer.concat([Buffer.from([2, content.length]), content])
  }
  fc.assert(
    fc.property(half, half, (one, other) => {
      const content = Buffer.concat([integer(one), integer(other)])
      const written = Buffer.concat([Buffer.from([0x30, content.length]), content])
      const wanted = Buffer.concat([one, other])
      expect(Buffer.from(plainNumbers(wanted, 32))).toEqual(wanted)
      // DER that is as long as the numbers themselves cannot be told from them; no curve gives such in practice.
      if (written.length !== 64) expect(Buffer.from(plainNumbers(written, 32))).toEqual(wanted)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(plainNumbers(bytes, 32)).toBeInstanceOf(Uint8Array)
    }),
  )
})
