import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { demoPassword } from '../testing/places.ts'
import { systemClock } from './clock.ts'
import { cookieHeader } from './session.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test.close())

const problem = (code: string) => expect.objectContaining({ code })
const signIn = (username: string, password: string, oneTimeCode?: string) =>
  test.services.sessions.signIn({ username, password, oneTimeCode }, { ip: '127.0.0.1', userAgent: 'test' })

/** A session of its own, not the one that other tests share. */
async function cookieOf(username: string, password = demoPassword, code?: string): Promise<string> {
  return cookieHeader((await signIn(username, password, code)).setCookies)
}

/** Code of an authenticator app (RFC 6238, SHA-1, 30 seconds) for a secret in base 32, at the machine's time. */
function codeFor(secret: string, at = systemClock().getTime()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const digest = createHmac('sha1', Buffer.from(bytes)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A code that is right at no time near now. */
function wrongCode(secret: string): string {
  const now = systemClock().getTime()
  const near = [-60, -30, 0, 30, 60].map((seconds) => codeFor(secret, now + seconds * 1000))
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? ''
  )
}

describe('wrong passwords', () => {
  it.each(['ketoan', 'khong-co-ai'])('lock %s after five, for 15 minutes', async (username) => {
    for (let tries = 1; tries <= 4; tries += 1) {
      await expect(signIn(username, 'sai-mat-khau')).rejects.toEqual(problem('wrong_password'))
    }
    await expect(signIn(username, 'sai-mat-khau')).rejects.toMatchObject({
      code: 'sign_in_locked',
      facts: { retryAfter: 900 },
    })
    await expect(signIn(username, demoPassword)).rejects.toEqual(problem('sign_in_locked'))
    test.time.advanceMinutes(14.9)
    await expect(signIn(username, demoPassword)).rejects.toMatchObject({ facts: { retryAfter: 6 } })
    test.time.advanceMinutes(0.2)
    const afterwards = signIn(username, demoPassword)
    if (username === 'ketoan') expect((await afterwards).actor.username).toBe('ketoan')
    else await expect(afterwards).rejects.toEqual(problem('wrong_password'))
  })

  it('are forgotten by a right one, and one by one after 15 minutes', async () => {
    for (let round = 1; round <= 2; round += 1) {
      for (let tries = 1; tries <= 4; tries += 1) {
        await expect(signIn('vanthu', 'sai-mat-khau')).rejects.toEqual(problem('wrong_password'))
      }
      if (round === 1) await signIn('vanthu', demoPassword)
    }
    test.time.advanceMinutes(16)
    await expect(signIn('vanthu', 'sai-mat-khau')).rejects.toEqual(problem('wrong_password'))
    await signIn('vanthu', demoPassword)
  })

  it('tried side by side are counted before they are looked at', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 9 }, () => signIn('xahoi', 'sai-mat-khau')))
    const codes = tries.map((each) => (each.status === 'rejected' ? each.reason.code : 'ok'))
    expect(codes.filter((code) => code === 'wrong_password')).toHaveLength(4)
    expect(codes.filter((code) => code === 'sign_in_locked')).toHaveLength(5)
    await expect(signIn('xahoi', demoPassword)).rejects.toEqual(problem('sign_in_locked'))
  })
})

describe('a session', () => {
  it('ends after 15 idle minutes', async () => {
    const cookie = await cookieOf('chutich')
    expect((await test.services.sessions.find(cookie))?.actor.username).toBe('chutich')
    const stored = await test.owner.query<{ minutes: number }>(
      `select extract(epoch from "expiresAt" - now())::float8 / 60 as minutes from auth.session order by "createdAt" desc limit 1`,
    )
    expect(stored.rows[0]?.minutes).toBeGreaterThan(14.5)
    expect(stored.rows[0]?.minutes).toBeLessThanOrEqual(15)
    await test.owner.query(`update auth.session set "expiresAt" = now() - interval '1 second'`)
    test.time.advanceMinutes(1)
    expect(await test.services.sessions.find(cookie)).toBeNull()
  })

  it('is listed to its owner and ended by them, and by nobody else', async () => {
    const [first, second, other] = await Promise.all([
      cookieOf('chutich'),
      cookieOf('chutich'),
      cookieOf('quantri'),
    ])
    const { sessions } = test.services
    const listed = await sessions.list(first)
    expect(listed).toHaveLength(2)
    expect(listed.filter((session) => session.current)).toHaveLength(1)
    const target = listed.find((session) => !session.current)?.id ?? ''
    expect(JSON.stringify(listed)).not.toContain(decodeURIComponent(second).split('=')[1]?.split('.')[0])
    await sessions.revoke(other, target)
    expect(await sessions.find(second)).not.toBeNull()
    await sessions.revoke(first, target)
    expect(await sessions.find(second)).toBeNull()
    expect(await sessions.find(first)).not.toBeNull()
    await expect(sessions.revoke(undefined, target)).rejects.toEqual(problem('not_signed_in'))
  })
})

describe("one's own password", () => {
  it('is changed with the present one, and ends the other sessions', async () => {
    const { sessions } = test.services
    const [cookie, elsewhere] = await Promise.all([cookieOf('bientap'), cookieOf('bientap')])
    const next = 'hoa-mai-vang-2026'
    await expect(sessions.changePassword(undefined, { current: demoPassword, next })).rejects.toEqual(
      problem('not_signed_in'),
    )
    await expect(sessions.changePassword(cookie, { current: 'sai-mat-khau', next })).rejects.toEqual(
      problem('wrong_password'),
    )
    const renewed = await sessions.changePassword(cookie, { current: demoPassword, next })
    expect(await sessions.find(cookieHeader(renewed))).not.toBeNull()
    expect(await sessions.find(elsewhere)).toBeNull()
    await expect(signIn('bientap', demoPassword)).rejects.toEqual(problem('wrong_password'))
    expect((await signIn('bientap', next)).actor.username).toBe('bientap')
  })

  it('locks after five wrong ones', async () => {
    const cookie = await cookieOf('diachinh')
    const change = () =>
      test.services.sessions.changePassword(cookie, { current: 'sai-mat-khau', next: 'hoa-mai-vang-2026' })
    for (let tries = 1; tries <= 4; tries += 1)
      await expect(change()).rejects.toEqual(problem('wrong_password'))
    await expect(change()).rejects.toEqual(problem('sign_in_locked'))
    await expect(signIn('diachinh', demoPassword)).rejects.toEqual(problem('sign_in_locked'))
  })
})

describe('one-time codes', () => {
  it('are asked for from the first confirmed code until they are turned off', async () => {
    const { sessions } = test.services
    const cookie = await cookieOf('tuphap')
    expect(await sessions.asksForCode(cookie)).toBe(false)
    await expect(sessions.confirmCode(cookie, '123456')).rejects.toEqual(problem('wrong_state'))
    await expect(sessions.prepareCode(cookie, 'sai-mat-khau')).rejects.toEqual(problem('wrong_password'))
    const setup = await sessions.prepareCode(cookie, demoPassword)
    expect(decodeURIComponent(setup.address)).toMatch(/^otpauth:\/\/totp\/Một Cửa:tuphap\?secret=[A-Z2-7]+&/)
    expect(setup.backupCodes).toHaveLength(10)
    await signIn('tuphap', demoPassword)

    await expect(sessions.confirmCode(cookie, wrongCode(setup.secret))).rejects.toEqual(
      problem('wrong_password'),
    )
    const on = cookieHeader(await sessions.confirmCode(cookie, codeFor(setup.secret)))
    expect(await sessions.asksForCode(on)).toBe(true)
    await expect(sessions.prepareCode(on, demoPassword)).rejects.toEqual(problem('wrong_state'))

    for (let tries = 1; tries <= 6; tries += 1) {
      await expect(signIn('tuphap', demoPassword)).rejects.toEqual(problem('one_time_code_needed'))
    }
    const again = await cookieOf('tuphap', demoPassword, codeFor(setup.secret))
    const [backup = ''] = setup.backupCodes
    expect((await signIn('tuphap', demoPassword, backup)).actor.username).toBe('tuphap')
    await expect(signIn('tuphap', demoPassword, backup)).rejects.toEqual(problem('wrong_password'))

    await expect(sessions.dropCode(again, 'sai-mat-khau')).rejects.toEqual(problem('wrong_password'))
    const off = cookieHeader(await sessions.dropCode(again, demoPassword))
    expect(await sessions.asksForCode(off)).toBe(false)
    expect((await signIn('tuphap', demoPassword)).actor.username).toBe('tuphap')
  })

  it('lock the name after five wrong ones, like passwords', async () => {
    const { sessions } = test.services
    const cookie = await cookieOf('phochutich')
    const { secret } = await sessions.prepareCode(cookie, demoPassword)
    await sessions.confirmCode(cookie, codeFor(secret))
    const wrong = wrongCode(secret)
    for (let tries = 1; tries <= 4; tries += 1) {
      await expect(signIn('phochutich', demoPassword, wrong)).rejects.toEqual(problem('wrong_password'))
    }
    await expect(signIn('phochutich', demoPassword, wrong)).rejects.toEqual(problem('sign_in_locked'))
    await expect(signIn('phochutich', demoPassword, codeFor(secret))).rejects.toEqual(
      problem('sign_in_locked'),
    )
    test.time.advanceMinutes(15.1)
    expect((await signIn('phochutich', demoPassword, codeFor(secret))).actor.username).toBe('phochutich')
  })
})
