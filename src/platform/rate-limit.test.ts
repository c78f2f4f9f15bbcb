import { afterEach, describe, expect, it, test, vi } from 'vitest'
import { AppError } from './errors.ts'
import { createLimits } from './rate-limit.ts'

afterEach(() => {
  vi.useRealTimers()
})

const found = async () => 'found'
const missed = async () => {
  throw new AppError('not_found')
}
const broken = async () => {
  throw new Error('connection lost')
}
const lookup = (ip: string, subject = 'one') => ({ kind: 'lookup' as const, ip, subject })
const secret = (ip: string, subject = 'one') => ({ kind: 'secret' as const, ip, subject })
const refused = { code: 'too_many_requests' }

async function times(count: number, run: (index: number) => Promise<unknown>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: count }, (_, index) => run(index)))
  return results.filter((result) => result.status === 'rejected' && result.reason.code === refused.code)
    .length
}

test('lookups of one address in a minute', async () => {
  const limits = createLimits(60)
  expect(await times(60, () => limits.guard(lookup('10.0.0.1'), found))).toBe(0)
  await expect(limits.guard(lookup('10.0.0.1'), found)).rejects.toMatchObject({
    ...refused,
    facts: { retryAfter: expect.any(Number), detail: expect.stringMatching(/Hãy chờ \d+ (giây|phút)/) },
  })
  expect(await limits.guard(lookup('10.0.0.2'), found)).toBe('found')
})

test('walking names in sequence stops after half as many, and after far fewer misses', async () => {
  const walker = createLimits(60)
  expect(await times(31, (index) => walker.guard(lookup('10.0.0.1', `name ${index}`), found))).toBe(1)
  expect(await walker.guard(lookup('10.0.0.1', 'name 3'), found)).toBe('found')
  const misser = createLimits(60)
  const answers: string[] = []
  for (let index = 0; index < 12; index += 1) {
    answers.push(await misser.guard(lookup('10.0.0.1', `none ${index}`), missed).catch((e) => e.code))
  }
  expect(answers.filter((answer) => answer === 'not_found')).toHaveLength(10)
  expect(answers.at(-1)).toBe('too_many_requests')
})

test('five wrong secrets lock the subject for an hour, whoever asks and also with the right one', async () => {
  vi.useFakeTimers()
  const limits = createLimits(60)
  for (let index = 0; index < 5; index += 1) {
    await expect(limits.guard(secret(`10.0.0.${index}`), missed)).rejects.toMatchObject({ code: 'not_found' })
  }
  await expect(limits.guard(secret('10.0.1.1'), found)).rejects.toMatchObject({
    ...refused,
    facts: { retryAfter: 3600 },
  })
  expect(await limits.guard(secret('10.0.1.1', 'another'), found)).toBe('found')
  vi.advanceTimersByTime(59 * 60_000)
  await expect(limits.guard(secret('10.0.1.2'), found)).rejects.toMatchObject(refused)
  vi.advanceTimersByTime(61_000)
  expect(await limits.guard(secret('10.0.1.2'), found)).toBe('found')
})

test('many wrong secrets at once gain nothing', async () => {
  const limits = createLimits(10_000)
  expect(await times(50, (index) => limits.guard(secret(`10.0.0.${index}`), missed))).toBe(45)
})

test('one address cannot try a few secrets on each of many subjects', async () => {
  const limits = createLimits(60)
  expect(await times(12, (index) => limits.guard(secret('10.0.0.1', `name ${index}`), missed))).toBe(2)
})

test('the right secret clears the wrong ones; a fault of ours is no wrong try', async () => {
  const limits = createLimits(600)
  for (let round = 0; round < 3; round += 1) {
    await times(4, () => limits.guard(secret('10.0.0.1'), missed))
    expect(await limits.guard(secret('10.0.0.1'), found)).toBe('found')
  }
  for (let index = 0; index < 8; index += 1) {
    await expect(limits.guard(secret('10.0.0.1', 'two'), broken)).rejects.toThrow('connection lost')
  }
})

test('a household with a whole range of IPv6 addresses counts as one', async () => {
  const limits = createLimits(2)
  await limits.guard(lookup('2001:db8:0:1::5'), found)
  await limits.guard(lookup('2001:db8:0:1:ffff::9'), found)
  await expect(limits.guard(lookup('2001:db8:0:1:1:2:3:4'), found)).rejects.toMatchObject(refused)
  expect(await limits.guard(lookup('2001:db8:0:2::5'), found)).toBe('found')
  await limits.guard(lookup('::ffff:10.0.0.1'), found)
  await limits.guard(lookup('10.0.0.1'), found)
  await expect(limits.guard(lookup('10.0.0.1'), found)).rejects.toMatchObject(refused)
  expect(await limits.guard(lookup('::1'), found)).toBe('found')
})

test('thirty filings of one address in ten minutes', async () => {
  vi.useFakeTimers()
  const limits = createLimits(60)
  const filing = (ip: string) => ({ kind: 'filing' as const, ip, subject: 'form' })
  expect(await times(35, () => limits.guard(filing('10.0.0.1'), found))).toBe(5)
  expect(await limits.guard(filing('10.0.0.2'), found)).toBe('found')
  vi.advanceTimersByTime(10 * 60_000 + 1000)
  expect(await limits.guard(filing('10.0.0.1'), found)).toBe('found')
})

describe('checks of files', () => {
  const check = { kind: 'check' as const, ip: '192.0.2.9', subject: '' }

  it('run two at once whoever asks, and are counted for each address', async () => {
    const limits = createLimits(60)
    let finish = () => {}
    const held = new Promise<void>((resolve) => {
      finish = resolve
    })
    const running = [1, 2].map((each) => limits.guard({ ...check, ip: `192.0.2.${each}` }, () => held))
    await Promise.resolve()
    await expect(limits.guard(check, async () => {})).rejects.toMatchObject({
      code: 'too_many_requests',
      facts: { retryAfter: 10 },
    })
    finish()
    await Promise.all(running)
    for (let time = 1; time < 20; time += 1) await limits.guard(check, async () => {})
    await expect(limits.guard(check, async () => {})).rejects.toMatchObject({ code: 'too_many_requests' })
    await expect(limits.guard({ ...check, ip: '192.0.2.77' }, async () => 'xong')).resolves.toBe('xong')
  })
})
