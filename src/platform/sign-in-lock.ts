import type pg from 'pg'
import type { Clock } from './clock.ts'
import { AppError } from './errors.ts'

/** Wrong passwords or codes in a row that lock a name, and for how long (milliseconds). */
const lockAfter = 5
const lockFor = 15 * 60 * 1000

interface LockDeps {
  pool: pg.Pool
  clock: Clock
}

/** One try to prove who one is, counted before the proof is looked at so that tries side by side gain nothing. */
export interface SignInTry {
  /** The proof was wrong: what to throw, wrong_password or (from the fifth on) sign_in_locked. */
  failed(): Promise<AppError>
  /** Nothing was proven or refuted yet: the try does not count. */
  undecided(): Promise<void>
  /** The proof was right: earlier tries count no more. */
  succeeded(): Promise<void>
}

const countStatement = `
insert into auth.sign_in_failures as f (username, failures, last_failure_at) values ($1, 1, $2)
on conflict (username) do update set
  failures = case
    when f.locked_until > $2 then f.failures
    when f.locked_until is not null or f.last_failure_at < $2 - interval '15 minutes' then 1
    else f.failures + 1 end,
  locked_until = case
    when f.locked_until > $2 then f.locked_until
    when f.locked_until is null and f.last_failure_at >= $2 - interval '15 minutes' and f.failures >= $3 then $4
    end,
  last_failure_at = case when f.locked_until > $2 then f.last_failure_at else $2 end
returning failures, locked_until`

/**
 * Counts a try for a name. Names without an account are counted and locked alike, so that the answer tells nothing
 * about them. Fails with sign_in_locked.
 */
export async function takeTry({ pool, clock }: LockDeps, username: string): Promise<SignInTry> {
  const now = clock()
  const lockUntil = new Date(now.getTime() + lockFor)
  const counted = await pool.query<{ failures: number; locked_until: Date | null }>(countStatement, [
    username,
    now,
    lockAfter,
    lockUntil,
  ])
  const { failures = 1, locked_until: lockedUntil = null } = counted.rows[0] ?? {}
  if (lockedUntil) throw locked(lockedUntil.getTime() - now.getTime())
  return {
    async failed() {
      if (failures < lockAfter) return new AppError('wrong_password')
      await pool.query('update auth.sign_in_failures set locked_until = $2 where username = $1', [
        username,
        lockUntil,
      ])
      return locked(lockFor)
    },
    async undecided() {
      await pool.query(
        'update auth.sign_in_failures set failures = greatest(failures - 1, 0) where username = $1',
        [username],
      )
    },
    async succeeded() {
      await pool.query('delete from auth.sign_in_failures where username = $1', [username])
    },
  }
}

function locked(milliseconds: number): AppError {
  return new AppError('sign_in_locked', { retryAfter: Math.ceil(milliseconds / 1000) })
}
