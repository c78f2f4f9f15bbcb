import { isIPv6 } from 'node:net'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { AppError, isAppError } from './errors.ts'

/**
 * One try of somebody outside: `lookup` names a thing whose name can be guessed, `secret` also proves knowing
 * something about it, `filing` leaves something behind, `device` names itself with a token that nobody can guess,
 * `sign-in` goes to an identity provider and back, `code` has a message sent, `check` has the program work on a file. `subject` is the thing's name.
 */
export interface Attempt {
  kind: 'lookup' | 'secret' | 'filing' | 'device' | 'sign-in' | 'code' | 'check'
  ip: string
  subject: string
}

export interface Limits {
  /** Runs `work` unless the caller tried too often; then fails with too_many_requests and the seconds to wait. */
  guard<T>(attempt: Attempt, work: () => Promise<T>): Promise<T>
}

const walkSeconds = 10 * 60
/** What a try that found nothing costs beside one that did: names in sequence are walked by missing. */
const missCost = 3
const wrongSecretsAllowed = 5
const lockSeconds = 60 * 60
/** A household, or the computer for citizens at the desk, files a few; a flood of them fills the database. */
const filingsAllowed = 30
/** Kiosks, displays and everybody who waits in the hall may share one address. */
const deviceCallsPerMinute = 1200
/** The computer for citizens at the desk signs in one after the other, going and coming back counted. */
const signInsAllowed = 60
/** Every code is a message that the office pays for and that may annoy whoever gets it. */
const codesAllowed = 10
const checksAllowed = 20
/** Each holds a thread and its memory; more at once would starve the desk. */
const checksAtOnce = 2

/**
 * Counts tries in this process's memory: per address `perMinute` lookups a minute and half as many different subjects
 * in ten minutes (a miss counts threefold; a subject already seen is free), and per subject five wrong secrets, after
 * which it is locked for an hour whoever asks; per address thirty filings, thirty sign-ins there and back, twenty checks of files and ten codes in
 * ten minutes, and 1,200 calls of devices a minute. A try is counted before it runs, so that many at once gain nothing.
 */
export function createLimits(perMinute: number): Limits {
  const lookups = new RateLimiterMemory({ points: perMinute, duration: 60 })
  const walk = new RateLimiterMemory({ points: Math.ceil(perMinute / 2), duration: walkSeconds })
  const seen = new RateLimiterMemory({ points: 1, duration: walkSeconds })
  const secrets = new RateLimiterMemory({ points: wrongSecretsAllowed, duration: lockSeconds })
  const perCaller = (points: number, duration: number, sentence: string) => {
    const limiter = new RateLimiterMemory({ points, duration })
    return (caller: string) => take(limiter.consume(caller), sentence)
  }
  let checking = 0
  const counted = {
    filing: perCaller(filingsAllowed, walkSeconds, tooManyFilings),
    device: perCaller(deviceCallsPerMinute, 60, tooManyLookups),
    'sign-in': perCaller(signInsAllowed, walkSeconds, tooManySignIns),
    code: perCaller(codesAllowed, walkSeconds, tooManyCodes),
    check: perCaller(checksAllowed, walkSeconds, tooManyChecks),
  }

  async function lookUp<T>(caller: string, subject: string, work: () => Promise<T>): Promise<T> {
    const key = `${caller} ${subject}`
    const isNew = (await seen.penalty(key)).consumedPoints === 1
    try {
      if (isNew) await take(walk.consume(caller), tooManySubjects)
    } catch (refusal) {
      await seen.delete(key)
      throw refusal
    }
    try {
      return await work()
    } catch (error) {
      if (isNew && isAppError(error)) await walk.penalty(caller, missCost - 1)
      throw error
    }
  }

  async function checkInTurn<T>(work: () => Promise<T>): Promise<T> {
    if (checking >= checksAtOnce) throw new AppError('too_many_requests', { retryAfter: 10, detail: busy })
    checking += 1
    try {
      return await work()
    } finally {
      checking -= 1
    }
  }

  async function prove<T>(caller: string, subject: string, work: () => Promise<T>): Promise<T> {
    await take(walk.consume(caller, missCost), tooManySubjects)
    const tried = await take(secrets.consume(subject), locked)
    try {
      const proven = await work()
      await Promise.all([secrets.delete(subject), walk.reward(caller, missCost)])
      return proven
    } catch (error) {
      if (!isAppError(error)) await secrets.reward(subject)
      else if (tried.remainingPoints === 0) await secrets.block(subject, lockSeconds)
      throw error
    }
  }

  return {
    async guard(attempt, work) {
      const caller = callerOf(attempt.ip)
      if (attempt.kind !== 'lookup' && attempt.kind !== 'secret') {
        await counted[attempt.kind](caller)
        return attempt.kind === 'check' ? checkInTurn(work) : work()
      }
      await take(lookups.consume(caller), tooManyLookups)
      return attempt.kind === 'secret'
        ? prove(caller, attempt.subject, work)
        : lookUp(caller, attempt.subject, work)
    },
  }
}

const tooManyLookups = 'Bạn đã tra cứu quá nhiều lần trong một phút.'
const tooManySubjects = 'Từ mạng của bạn đã có quá nhiều mã hồ sơ được tra cứu.'
const tooManyFilings = 'Từ mạng của bạn vừa gửi quá nhiều tờ khai.'
const tooManySignIns = 'Từ mạng của bạn vừa có quá nhiều lượt đăng nhập.'
const tooManyCodes = 'Từ mạng của bạn vừa xin quá nhiều mã xác nhận.'
const tooManyChecks = 'Từ mạng của bạn vừa kiểm tra quá nhiều tệp.'
const busy = 'Đang có nhiều người cùng kiểm tra. Hãy chờ 10 giây rồi thử lại.'
const locked = 'Thông tin đã khai được nhập sai quá 5 lần nên phần này tạm khóa để bảo vệ người nộp hồ sơ.'

/** The library rejects with what it counted instead of an error. */
async function take(consumed: Promise<RateLimiterRes>, sentence: string): Promise<RateLimiterRes> {
  try {
    return await consumed
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal
    const retryAfter = Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000))
    throw new AppError('too_many_requests', { retryAfter, detail: `${sentence} ${waiting(retryAfter)}` })
  }
}

function waiting(seconds: number): string {
  return seconds < 60
    ? `Hãy chờ ${seconds} giây rồi thử lại.`
    : `Hãy chờ ${Math.ceil(seconds / 60)} phút rồi thử lại.`
}

/** A household has one IPv4 address but a whole /64 of IPv6: its first four groups stand for it. */
function callerOf(ip: string): string {
  if (!isIPv6(ip)) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  const [head = '', tail] = ip.split('::')
  const groups = head === '' ? [] : head.split(':')
  const tailGroups = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : 8 - groups.length - tailGroups.length
  return [...groups, ...Array.from({ length: gap }, () => '0'), ...tailGroups].slice(0, 4).join(':')
}
